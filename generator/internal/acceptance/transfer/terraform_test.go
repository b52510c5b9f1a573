package transfer_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/connectorgen/connectorgen/generated/propagation"
	provider "github.com/connectorgen/connectorgen/generated/terraform"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/terraform/driver"
	"github.com/connectorgen/connectorgen/generator/internal/hcl"
	"github.com/connectorgen/connectorgen/generator/internal/transfer"
)

// TestTerraform writes an environment with all connectors as a configuration of
// Terraform. The generated provider imports all of it, and then there is nothing to
// change. No text of it shows a secret.
func TestTerraform(t *testing.T) {
	t.Parallel()
	m := harness.Model(t, harness.Spec(t))
	p := newPlace(t)
	if err := p.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	p.fill(t, m)
	e := p.export(t, m)
	c := e.Terraform()
	if text := string(c.HCL()); strings.Contains(text, canary) || len(c.Resources) != 24 || strings.Count(text, "PingOne has more, which stays as it is: ") != 19 {
		t.Fatalf("%d resources:\n%s", len(c.Resources), text)
	}
	variables := make(map[string]string)
	for name, value := range p.values(t, e) {
		variables[hcl.Label(name)] = value
	}
	server, err := providerserver.NewProtocol6WithError(&provider.Provider{Version: "test", HashRounds: 10})()
	if err != nil {
		t.Fatal(err)
	}
	d := driver.New(t, server, driver.Config{
		"api_path": p.URL + "/v1", "auth_path": p.URL, "environment_id": p.EnvironmentID(),
		"client_id": p.ClientID(), "client_secret": p.ClientSecret().Reveal(), "region": string(propagation.Europe),
	}, canary)
	translate := func(e hcl.Expression) string {
		if name, isVariable := strings.CutPrefix(string(e), "var."); isVariable {
			return variables[name]
		}
		return d.Get(strings.TrimSuffix(string(e), ".id"), "id")
	}
	for _, r := range c.Resources {
		if errs := d.Import(r.Address(), r.ID); errs != nil {
			t.Fatalf("%s: %q", r.Address(), errs)
		}
		plan := d.Plan(r.Address(), configOf(r.Block, translate))
		if len(plan.Errors) > 0 || plan.Action != driver.Nothing {
			t.Errorf("%s: %s of %q, errors %q\n%s", r.Address(), plan.Action, plan.Changes, plan.Errors, hcl.Print([]*hcl.Block{r.Block}))
		}
	}
	checkLeftOut(t, e)
}

// configOf returns a block as the driver has it.
func configOf(b *hcl.Block, translate func(hcl.Expression) string) driver.Config {
	c := make(driver.Config)
	for _, a := range b.Arguments {
		c[a.Name] = a.Value
		if e, ok := a.Value.(hcl.Expression); ok {
			c[a.Name] = translate(e)
		}
	}
	for _, inner := range b.Blocks {
		value := configOf(inner, translate)
		if inner.Type == "configuration" || inner.Type == "ldap" || inner.Type == "image" {
			c[inner.Type] = value
			continue
		}
		list, _ := c[inner.Type].([]driver.Config)
		c[inner.Type] = append(list, value)
	}
	return c
}

// checkLeftOut makes sure that a store without a resource type is left out, with a note.
func checkLeftOut(t *testing.T, e *transfer.Export) {
	t.Helper()
	for _, r := range e.Resources {
		for i, m := range r.Members.Members {
			if m.Name == "type" {
				r.Members.Members[i].Value.Text = "Later"
			}
		}
	}
	c := e.Terraform()
	if len(c.Resources) != 5 || len(c.Notes) < 19 {
		t.Errorf("%d resources, notes %q", len(c.Resources), c.Notes)
	}
}

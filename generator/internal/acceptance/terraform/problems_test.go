package terraform_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/terraform/driver"
	"github.com/connectorgen/connectorgen/generator/internal/terraform"
)

// TestProblemsStandAtTheirAttribute gives each attribute of each connector, in each
// profile, what cannot be: an empty text, a mask in the place of a secret, credentials in
// a URL, a value that no list has, and a value that PingOne refuses. Every problem stands
// at the attribute, in its name of Terraform, and only PingOne's own are found after
// something was sent.
func TestProblemsStandAtTheirAttribute(t *testing.T) {
	t.Parallel()
	for _, s := range stores(t) {
		for _, p := range profilesOf(s) {
			name := s.Name
			if p != nil {
				name += "/" + p.Name
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				c := &problems{t: t, e: serve(t, nil, nil), s: s, p: p}
				for _, a := range s.Attributes {
					c.attribute(a, "configuration."+a.Name, false)
				}
				if p == nil {
					return
				}
				for _, a := range p.Attributes {
					c.attribute(a, "configuration."+p.Name+"[0]."+a.Name, true)
				}
			})
		}
	}
}

// problems tries what cannot be with a connector in a profile.
type problems struct {
	t *testing.T
	e *environment
	s *terraform.Store
	p *terraform.Profile
}

// with returns a configuration whose attribute a has another value.
func (c *problems) with(a *terraform.Attribute, inProfile bool, value any) driver.Config {
	config := configuration(c.s, c.p, "", always)
	block := config["configuration"].(driver.Config)
	if inProfile {
		block = block[c.p.Name].([]driver.Config)[0]
	}
	block[a.Name] = value
	return config
}

// attribute tries what cannot be with an attribute at a path.
func (c *problems) attribute(a *terraform.Attribute, path string, inProfile bool) {
	c.t.Helper()
	address := "propagation_store_" + c.s.Name + ".it"
	check := func(what string, got []string, want string) {
		c.t.Helper()
		if !slices.ContainsFunc(got, func(text string) bool { return strings.HasPrefix(text, path+": "+want) }) {
			c.t.Errorf("%s: %s: %q, want %q", path, what, got, want)
		}
	}
	before := len(c.e.server.Requests("createStore"))
	if !a.Boolean {
		check("empty", c.e.Plan(address, c.with(a, inProfile, "")).Errors, "The value is empty")
	}
	switch {
	case a.Secret:
		check("mask", c.e.Plan(address, c.with(a, inProfile, "******")).Errors, "The value is not accepted: PingOne shows a mask")
	case len(a.Values) > 0 && a.Open:
		check("value", c.e.Plan(address, c.with(a, inProfile, "none of these")).Warning, "The value is not a known one")
	case len(a.Values) > 0:
		check("value", c.e.Plan(address, c.with(a, inProfile, "none of these")).Errors, "The value is not accepted")
	case !a.Boolean:
		check("credentials", c.e.Plan(address, c.with(a, inProfile, "https://CANARY"+"@example.com")).Warning, "A URL has credentials")
	}
	if sent := len(c.e.server.Requests("createStore")) - before; sent != 0 {
		c.t.Errorf("%s: %d requests were sent", path, sent)
	}
	body := fmt.Sprintf(`{"id":"1","code":"INVALID_DATA","message":"No.","details":[{"code":"INVALID_VALUE","target":"configuration.%[1]s","message":"%[1]s is not right."}]}`, a.Key)
	c.e.server.Fault(propagationtest.Fault{Operation: "createStore", Times: 1, Status: 400, Body: body})
	check("refused", c.e.Apply(address, configuration(c.s, c.p, "", always)).Errors, "The store was not created: "+a.Name+" is not right. (INVALID_VALUE)")
}

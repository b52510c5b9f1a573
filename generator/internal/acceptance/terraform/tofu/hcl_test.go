package tofu_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/terraform"
)

// allStores returns a configuration that has a store of each connector in each
// profile, with all attributes. Every secret is a variable, which is in no plan.
func allStores(t *testing.T) string {
	t.Helper()
	p, found := terraform.Build(harness.Model(t, harness.Spec(t)), "lock", nil)
	if found.Failed() {
		t.Fatal(found.All())
	}
	var b strings.Builder
	b.WriteString("variable \"secret\" {\n  type      = string\n  sensitive = true\n  ephemeral = true\n}\n")
	for _, s := range p.Stores {
		profiles := s.Profiles
		if len(profiles) == 0 {
			profiles = []*terraform.Profile{nil}
		}
		for i, profile := range profiles {
			fmt.Fprintf(&b, "resource \"propagation_store_%s\" \"it%d\" {\n  name = \"%s %d\"\n", s.Name, i, s.Name, i)
			if len(s.Attributes) > 0 || profile != nil {
				b.WriteString("  configuration {\n" + arguments(s.Attributes, "    "))
				if profile != nil {
					b.WriteString("    " + profile.Name + " {\n" + arguments(profile.Attributes, "      ") + "    }\n")
				}
				b.WriteString("  }\n")
			}
			b.WriteString("}\n")
		}
	}
	return b.String()
}

// arguments returns a value for each attribute.
func arguments(list []*terraform.Attribute, indent string) string {
	var b strings.Builder
	for _, a := range list {
		value := strconv.Quote("value of " + a.Name)
		switch {
		case a.Boolean:
			value = "true"
		case a.Secret:
			value = "var.secret"
		case len(a.Values) > 0:
			value = strconv.Quote(a.Values[0])
		}
		b.WriteString(indent + a.Name + " = " + value + "\n")
	}
	return b.String()
}

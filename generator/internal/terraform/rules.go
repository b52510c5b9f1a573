package terraform

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// The rules, by ID: each is declared here and nowhere else.
var (
	ruleTerraformDocument = spec.Rule{ID: "terraform-document", Severity: spec.Warning, Meaning: "the document lacks operations or members that the Terraform provider needs, so that there is none"}
	ruleTerraformLock     = spec.Rule{ID: "terraform-lock", Severity: spec.Error, Meaning: "a name in Terraform differs from the one that the lock has, or the lock cannot be read"}
	ruleTerraformName     = spec.Rule{ID: "terraform-name", Severity: spec.Error, Meaning: "something makes no name of Terraform, or the name of something else"}
)

// Rules returns every rule of this package, sorted by ID.
func Rules() []spec.Rule {
	return []spec.Rule{ruleTerraformDocument, ruleTerraformLock, ruleTerraformName}
}

package emit

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/emit/provider"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/terraform"
)

// terraformNeeds is what the fixed code of the provider uses of the client, beside
// what that for rules uses: methods with what they take and give, and fields.
var terraformNeeds = []string{
	"CreateStore(Store) Store", "Stores() []Store", "ReplaceStore(string, Store) Store", "DeleteStore(string)",
	"CreatePlan(Plan) Plan", "Plans() []Plan", "Plan(string) Plan", "ReplacePlan(string, Plan) Plan", "DeletePlan(string)",
	"Rule(string) Rule", "DeleteRule(string)", "PlanRules(string) []Rule",
	"Mappings(string) []Mapping", "ReplaceMapping(string, Mapping) Mapping", "DeleteMapping(string)", "Revision(string) Revision",
	"Store.ID string", "Store.Name string", "Store.Description string", "Store.Status StoreStatus", "Store.Managed *bool", "Store.UpdatedAt time.Time",
	"Store.Image *Image", "Image.Href string", "Image.ID string",
	"Plan.ID string", "Plan.Name string", "Plan.Status PlanStatus", "Revision.ID string", "Revision.CreatedAt time.Time",
	"Rule.Name string", "Rule.Description string", "Rule.PopulationExpression string", "Rule.Groups []Reference", "Rule.ParentRule *Reference", "Rule.UpdatedAt time.Time",
	"RuleConfiguration.BaseDN string", "RuleConfiguration.RDNAttribute string", "RuleConfiguration.UsersBaseDN string", "RuleConfiguration.AuthenticateViaADLDAP *bool",
	"Mapping.ID string", "Mapping.Rule *Reference", "MappingAttributeTypeUser",
}

// LacksForTerraform returns what the provider needs of the client and the document
// does not have, such as "Store.Status StoreStatus".
func LacksForTerraform(m *model.Model) []string {
	if m.API == nil {
		return []string{"a document"}
	}
	has := offered(m.API)
	return slices.DeleteFunc(slices.Concat(terraformNeeds, provisioningNeeds), func(need string) bool { return has[need] })
}

// Terraform returns the files of the provider p, for a tree that will have the
// import path.
func Terraform(p *terraform.Provider, m *model.Model, importPath string) ([]output.File, error) {
	files, err := provider.Files(p, importPath)
	if err != nil {
		return nil, err
	}
	return files, rename(files, m, importPath)
}

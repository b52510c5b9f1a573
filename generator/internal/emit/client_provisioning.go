package emit

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// provisioningNeeds is what the fixed code for rules uses of the client: methods
// with what they take and give, and fields.
var provisioningNeeds = []string{
	"Store(string) Store", "StoreMetadata(string, any) StoreMetadata", "CreatePlanRule(string, Rule) Rule",
	"CreateMapping(string, Mapping) Mapping", "ReplaceRule(string, Rule) Rule", "CreateRevision() Revision",
	"Store.Type StoreType", "Store.Configuration connector.Configuration",
	"Rule.ID string", "Rule.Active *bool", "Rule.Plan *Reference", "Rule.SourceStore *Reference", "Rule.TargetStore *Reference",
	"Rule.Configuration *RuleConfiguration", "Reference.ID string",
	"Mapping.TargetAttribute string", "Mapping.SourceAttribute string", "Mapping.Expression string",
	"Mapping.AttributeMappingType MappingAttributeType", "MappingAttributeTypeGroup",
}

// provisioningFiles returns the package that puts rules into effect, if the
// document has rules as that package knows them; else there is nothing to help with.
func provisioningFiles(api *model.API, importPath string) ([]output.File, error) {
	has := offered(api)
	if !api.PingOne || slices.ContainsFunc(provisioningNeeds, func(need string) bool { return !has[need] }) {
		return nil, nil
	}
	return output.Moved(output.ProvisioningSource, output.ProvisioningFolder, importPath)
}

// offered returns what the client has: operations by their ids, methods with the
// types of arguments and results, fields with their types, and constants.
func offered(api *model.API) map[string]bool {
	has := make(map[string]bool)
	for _, op := range api.Operations {
		if has[op.ID] = true; len(op.Options) == 0 {
			has[signature(op)] = true
		}
	}
	for _, t := range api.Types {
		for _, f := range t.Fields {
			star := ""
			if f.Data.IsPointer() && !f.Required {
				star = "*"
			}
			has[t.Name+"."+f.Name+" "+star+f.Data.GoType()] = true
		}
		if t.Enum != nil {
			for _, v := range t.Enum.Values {
				has[v.Name] = true
			}
		}
	}
	return has
}

// signature returns a method with the types of its arguments and of its result.
func signature(op *model.Operation) string {
	var args []string
	for _, p := range arguments(op) {
		args = append(args, p.Data.GoType())
	}
	switch b := op.Body; {
	case b == nil:
	case b.Encoding != 0:
		args = append(args, "") // none that fixed code uses
	case b.Data.Kind == model.KindMap || b.Data.Kind == model.KindAny:
		args = append(args, "any")
	case optionalBody(op):
		args = append(args, "*"+b.Data.GoType())
	default:
		args = append(args, b.Data.GoType())
	}
	text := op.Name + "(" + strings.Join(args, ", ") + ")"
	switch {
	case op.Iterates():
		text += " []" + op.Result.GoType()
	case op.Result != nil:
		text += " " + op.Result.GoType()
	}
	return text
}

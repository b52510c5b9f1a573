package terraform

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
)

// report adds err, which is about something other than a store.
func report(diags *diag.Diagnostics, summary string, err error) {
	reportAt(diags, summary, err, map[string]string{"name": "name", "status": "status"})
}

// reportRule adds err, which is about a rule.
func reportRule(diags *diag.Diagnostics, summary string, err error) {
	reportAt(diags, summary, err, map[string]string{
		"name": "name", "description": "description", "active": "active", "populationExpression": "population_expression", "groups": "group_ids",
		"plan": "plan_id", "sourceStore": "source_store_id", "targetStore": "target_store_id", "parentRule": "parent_rule_id", "configuration": "ldap",
	})
}

// reportMapping adds err, which is about a mapping of a rule.
func reportMapping(diags *diag.Diagnostics, summary string, err error) {
	detail := err.Error()
	if errors.Is(err, propagation.ErrOutcomeUnknown) {
		detail = "Apply again: it is looked for first, so that there will not be two.\n\n" + detail
	}
	diags.AddAttributeError(path.Root("mapping"), summary, detail)
}

// reportMappings adds err, which is about the stores of a rule or its mappings.
func reportMappings(diags *diag.Diagnostics, summary string, err error) {
	var problems connector.Errors
	if !errors.As(err, &problems) {
		reportRule(diags, summary, err)
		return
	}
	for _, p := range problems {
		diags.AddAttributeError(path.Root("mapping"), summary, p.Error())
	}
}

// reportAt adds err. What it says of a member stands at the attribute that names has
// for it.
func reportAt(diags *diag.Diagnostics, summary string, err error, names map[string]string) {
	if errors.Is(err, propagation.ErrOutcomeUnknown) {
		diags.AddError(summary+", as far as it is known", "Look whether it is there. If it is, import it by its id before you apply again, so that there are not two.\n\n"+err.Error())
		return
	}
	var e *propagation.Error
	if !errors.As(err, &e) || len(e.Details) == 0 {
		diags.AddError(summary, err.Error())
		return
	}
	for _, d := range e.Details {
		member, _, _ := strings.Cut(d.Target, ".")
		if name := names[member]; name != "" {
			diags.AddAttributeError(path.Root(name), summary, d.Message+" ("+d.Code+")")
			continue
		}
		diags.AddError(summary, d.Message+" ("+d.Code+")")
	}
}

// oneMapping wants no two mappings for the same attribute of the target.
type oneMapping struct{}

// Description is for people.
func (oneMapping) Description(context.Context) string {
	return "has no two blocks for one attribute of the target"
}

// MarkdownDescription returns what Description returns.
func (v oneMapping) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateSet looks for targets that are there twice, as far as they are known.
func (oneMapping) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	seen := make(map[string]bool)
	for _, element := range req.ConfigValue.Elements() {
		block, ok := element.(types.Object)
		if !ok {
			continue
		}
		target, _ := block.Attributes()["target"].(types.String)
		group, _ := block.Attributes()["group"].(types.Bool)
		if target.IsNull() || target.IsUnknown() || group.IsUnknown() {
			continue
		}
		key := keyOf(mappingModel{Target: target, Group: group})
		if seen[key] {
			resp.Diagnostics.AddAttributeError(req.Path, "An attribute has two mappings", fmt.Sprintf("There must be one block whose target is %q.", target.ValueString()))
		}
		seen[key] = true
	}
}

// oneSource wants either source or expression in a mapping.
type oneSource struct{}

// Description is for people.
func (oneSource) Description(context.Context) string { return "has either source or expression" }

// MarkdownDescription returns what Description returns.
func (v oneSource) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateObject counts the two.
func (oneSource) ValidateObject(_ context.Context, req validator.ObjectRequest, resp *validator.ObjectResponse) {
	values := req.ConfigValue.Attributes()
	if req.ConfigValue.IsUnknown() || values["source"].IsUnknown() || values["expression"].IsUnknown() {
		return
	}
	if values["source"].IsNull() == values["expression"].IsNull() {
		resp.Diagnostics.AddAttributeError(req.Path, "A mapping has one source", "There must be either source or expression.")
	}
}

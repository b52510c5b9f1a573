package terraform

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/connectorgen/connectorgen/generated/connector"
)

// A known refuses "", which the API does not tell from nothing, and what is not
// among the values. If the enumeration is open, it warns of that instead.
type known struct {
	values []string
	open   bool
}

// Description is for people.
func (v known) Description(context.Context) string {
	if len(v.values) == 0 {
		return "is not empty"
	}
	return "is one of " + strings.Join(v.values, ", ")
}

// MarkdownDescription returns what Description returns.
func (v known) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString looks at a value that is given.
func (v known) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	s := req.ConfigValue
	listed := fmt.Sprintf("PingOne knows %q.", v.values)
	switch {
	case s.IsNull() || s.IsUnknown():
	case s.ValueString() == "":
		resp.Diagnostics.AddAttributeError(req.Path, "The value is empty", "PingOne does not tell an empty text from none. Leave the attribute out, or set it to null.")
	case len(v.values) == 0 || slices.Contains(v.values, s.ValueString()):
	case v.open:
		resp.Diagnostics.AddAttributeWarning(req.Path, "The value is not a known one", listed+fmt.Sprintf(" It may accept %q, or refuse it.", s.ValueString()))
	default:
		resp.Diagnostics.AddAttributeError(req.Path, "The value is not accepted", listed+fmt.Sprintf(" It does not accept %q.", s.ValueString()))
	}
}

// ValidateConfig reports what the schema does not say, such as a mask in the place of
// a secret, before anything is sent. What is not known yet is checked again by apply.
func (s *store) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config storeModel
	if get(ctx, req.Config, &config, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	next := s.read(config.Configuration)
	c, err := s.checked(next)
	var problems connector.Errors
	if errors.As(err, &problems) {
		for _, p := range problems {
			if p.Rule != connector.RuleRequired && p.Rule != connector.RuleEnumeration { // those the schema says
				s.at(&resp.Diagnostics, p.Key, "The value is not accepted", reason(p), next)
			}
		}
	}
	if c == nil || !errors.As(c.Validate(), &problems) {
		return
	}
	for _, p := range problems {
		if p.Rule == connector.RuleCredentials {
			resp.Diagnostics.AddAttributeWarning(s.path(p.Key, next), "A URL has credentials", "Its user or password is in the state and in the plan, where everybody can read it who can read these.")
		}
	}
}

// checked returns the configuration of a store that has nothing else, and an error if
// it cannot be sent.
func (k *kind) checked(next told) (connector.Configuration, error) {
	c, err := k.merge(make(members), next, told{})
	if err != nil {
		return nil, err
	}
	_, err = connector.Wire(c)
	return c, err
}

// A configurationBlock wants the block configuration if something in it is
// required, and exactly one of the blocks that are profiles.
type configurationBlock struct{ *kind }

// Description is for people.
func (v configurationBlock) Description(context.Context) string {
	return "has one of the blocks " + v.blocks()
}

// MarkdownDescription returns what Description returns.
func (v configurationBlock) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (v configurationBlock) blocks() string {
	var names []string
	for _, p := range v.profiles {
		names = append(names, p.name)
	}
	return strings.Join(names, ", ")
}

// ValidateObject counts the blocks that are profiles. A dynamic block that is not
// known yet is checked again when it is.
func (v configurationBlock) ValidateObject(_ context.Context, req validator.ObjectRequest, resp *validator.ObjectResponse) {
	if req.ConfigValue.IsUnknown() {
		return
	}
	if req.ConfigValue.IsNull() {
		if v.demands() {
			resp.Diagnostics.AddAttributeError(req.Path, "The block configuration is missing", "There must be a block configuration, since something in it is required.")
		}
		return
	}
	count := 0
	for _, p := range v.profiles {
		list, ok := req.ConfigValue.Attributes()[p.name].(types.List)
		if !ok || list.IsUnknown() {
			return
		}
		count += len(list.Elements())
	}
	if len(v.profiles) > 0 && (count > 1 || count == 0 && !v.optional) {
		resp.Diagnostics.AddAttributeError(req.Path, "There must be one way of connecting", fmt.Sprintf("There must be one of the blocks %s. There are %d.", v.blocks(), count))
	}
}

package terraform

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/provisioning"
)

// A rule is the resource type for rules, each with its mappings.
type rule struct{ data *Data }

// A ruleModel is a rule as configuration, plan and state have it.
type ruleModel struct {
	ID                   types.String   `tfsdk:"id"`
	PlanID               types.String   `tfsdk:"plan_id"`
	Name                 types.String   `tfsdk:"name"`
	Description          types.String   `tfsdk:"description"`
	Active               types.Bool     `tfsdk:"active"`
	SourceStoreID        types.String   `tfsdk:"source_store_id"`
	TargetStoreID        types.String   `tfsdk:"target_store_id"`
	ParentRuleID         types.String   `tfsdk:"parent_rule_id"`
	PopulationExpression types.String   `tfsdk:"population_expression"`
	GroupIDs             types.Set      `tfsdk:"group_ids"`
	UpdatedAt            types.String   `tfsdk:"updated_at"`
	LDAP                 *ldapModel     `tfsdk:"ldap"`
	Mappings             []mappingModel `tfsdk:"mapping"`
}

// An ldapModel says where the entries of an LDAP store are.
type ldapModel struct {
	BaseDN                types.String `tfsdk:"base_dn"`
	RDNAttribute          types.String `tfsdk:"rdn_attribute"`
	UsersBaseDN           types.String `tfsdk:"users_base_dn"`
	AuthenticateViaADLDAP types.Bool   `tfsdk:"authenticate_via_ad_ldap"`
}

// A mappingModel is a mapping of a rule.
type mappingModel struct {
	Target     types.String `tfsdk:"target"`
	Source     types.String `tfsdk:"source"`
	Expression types.String `tfsdk:"expression"`
	Group      types.Bool   `tfsdk:"group"`
}

var (
	_ resource.ResourceWithConfigure   = &rule{}
	_ resource.ResourceWithIdentity    = &rule{}
	_ resource.ResourceWithImportState = &rule{}
)

func newRule() resource.Resource { return &rule{} }

// Metadata gives the name of the resource type.
func (r *rule) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_rule"
}

// IdentitySchema is the schema of [identity].
func (r *rule) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identitySchema("The id of the rule.")
}

// Schema is the schema of [ruleModel].
func (r *rule) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	fixed := []planmodifier.String{stringplanmodifier.RequiresReplace()}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A rule, which says who is provisioned from one store to another, with its mappings. " +
			"The source of an outbound rule is a store of the type directory; the target of an inbound rule is a store of the type PingOne. " +
			"It takes effect with the next revision.",
		Attributes: map[string]schema.Attribute{
			"id":                    idAttribute("The id of the rule."),
			"plan_id":               schema.StringAttribute{Required: true, MarkdownDescription: "The id of the plan. Another one makes another rule.", PlanModifiers: fixed, Validators: notEmpty()},
			"source_store_id":       schema.StringAttribute{Required: true, MarkdownDescription: "The id of the store that the users come from. Another one makes another rule.", PlanModifiers: fixed, Validators: notEmpty()},
			"target_store_id":       schema.StringAttribute{Required: true, MarkdownDescription: "The id of the store that the users go to. Another one makes another rule.", PlanModifiers: fixed, Validators: notEmpty()},
			"parent_rule_id":        schema.StringAttribute{Optional: true, MarkdownDescription: "The id of the rule that a writeback rule belongs to. Another one makes another rule.", PlanModifiers: fixed, Validators: notEmpty()},
			"name":                  schema.StringAttribute{Required: true, MarkdownDescription: "The name of the rule.", Validators: notEmpty()},
			"description":           schema.StringAttribute{Optional: true, MarkdownDescription: "What the rule is for.", Validators: notEmpty()},
			"active":                schema.BoolAttribute{Optional: true, Computed: true, Default: booldefault.StaticBool(true), MarkdownDescription: "Whether the rule is in effect. If not set, it is. An active rule needs mappings."},
			"population_expression": schema.StringAttribute{Optional: true, MarkdownDescription: "A SCIM filter that says which users, by the attribute names of the source store.", Validators: notEmpty()},
			"group_ids":             schema.SetAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "The ids of the groups to provision."},
			"updated_at":            schema.StringAttribute{Computed: true, MarkdownDescription: "When the rule was last changed. It is known after apply if the rule is to be updated."},
		},
		Blocks: map[string]schema.Block{
			"ldap": schema.SingleNestedBlock{
				MarkdownDescription: "Where a rule finds or puts the entries of an LDAP store. There must be one if a store of the rule is an LDAP gateway.",
				Attributes: map[string]schema.Attribute{
					"base_dn":                  schema.StringAttribute{Optional: true, MarkdownDescription: "The DN under which entries are created. Outbound rules need it.", Validators: notEmpty()},
					"rdn_attribute":            schema.StringAttribute{Optional: true, MarkdownDescription: "The attribute that names an entry, such as `cn`. Outbound rules need it.", Validators: notEmpty()},
					"users_base_dn":            schema.StringAttribute{Optional: true, MarkdownDescription: "The DN under which users are found. Inbound rules need it.", Validators: notEmpty()},
					"authenticate_via_ad_ldap": schema.BoolAttribute{Optional: true, MarkdownDescription: "Whether users authenticate through the gateway. Inbound rules have it."},
				},
			},
			"mapping": schema.SetNestedBlock{
				MarkdownDescription: "How an attribute of the target gets its value: from `source` or from `expression`.",
				Validators:          []validator.Set{oneMapping{}},
				NestedObject: schema.NestedBlockObject{
					Validators: []validator.Object{oneSource{}},
					Attributes: map[string]schema.Attribute{
						"target":     schema.StringAttribute{Required: true, MarkdownDescription: "The attribute of the target, such as `userName`.", Validators: notEmpty()},
						"source":     schema.StringAttribute{Optional: true, MarkdownDescription: "The attribute of the source, such as `username`.", Validators: notEmpty()},
						"expression": schema.StringAttribute{Optional: true, MarkdownDescription: "An expression in the PingOne Expression Language.", Validators: notEmpty()},
						"group":      schema.BoolAttribute{Optional: true, MarkdownDescription: "Whether it is an attribute of groups. If not set, it is one of users."},
					},
				},
			},
		},
	}
}

// Configure takes what the provider made.
func (r *rule) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.data = dataOf(req.ProviderData, &resp.Diagnostics)
}

// ImportState starts an import from an id or from an identity; Read does the rest.
func (r *rule) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughWithIdentity(ctx, path.Root("id"), path.Root("id"), req, resp)
}

// Create makes the rule, inactive, then its mappings, and then activates it: PingOne
// refuses an active rule without mappings. If something fails on the way, the rule
// is in the state, and Terraform replaces it with the next run.
func (r *rule) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var m ruleModel
	if get(ctx, req.Plan, &m, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	const failed = "The rule was not created"
	var body propagation.Rule
	m.writeTo(ctx, &body, &ruleModel{}, &resp.Diagnostics)
	mappings := m.mappings()
	if err := provisioning.Check(ctx, r.data.Client, body, values(mappings)...); err != nil {
		reportMappings(&resp.Diagnostics, failed, err)
		return
	}
	ids, err := r.called(ctx, m.PlanID.ValueString(), body.Name)
	if len(ids) > 0 {
		resp.Diagnostics.AddAttributeError(path.Root("name"), "There is such a rule already", alreadyThere("rule", body.Name, ids))
		return
	}
	if err != nil {
		reportRule(&resp.Diagnostics, failed, err)
		return
	}
	draft := body
	draft.Active, draft.Configuration = new(bool), nil
	created, err := r.data.Client.CreatePlanRule(ctx, m.PlanID.ValueString(), draft)
	if errors.Is(err, propagation.ErrOutcomeUnknown) {
		ids, notFound := r.called(ctx, m.PlanID.ValueString(), body.Name)
		reportUnknown(&resp.Diagnostics, "rule", body.Name, ids, notFound, err)
		return
	}
	if err != nil {
		reportRule(&resp.Diagnostics, failed, err)
		return
	}
	m.readFrom(created)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...) // from here on, it exists
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identity{m.ID})...)
	for _, mapping := range values(mappings) {
		if _, err := r.data.Client.CreateMapping(ctx, created.ID, mapping); err != nil {
			reportMapping(&resp.Diagnostics, "The mapping of "+mapping.TargetAttribute+" was not created", err)
			return
		}
	}
	if m.Active.ValueBool() || body.Configuration != nil {
		r.replace(ctx, &body, created.ID, &m, &resp.Diagnostics)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
}

// called returns the ids of the rules of a plan that have the name.
func (r *rule) called(ctx context.Context, planID, name string) ([]string, error) {
	var ids []string
	for found, err := range r.data.Client.PlanRules(ctx, planID) {
		if err != nil {
			return nil, err
		}
		if found.Name == name {
			ids = append(ids, found.ID)
		}
	}
	return ids, nil
}

// replace replaces the rule, and sets what the server decides in m.
func (r *rule) replace(ctx context.Context, body *propagation.Rule, id string, m *ruleModel, diags *diag.Diagnostics) {
	body.Plan, body.SourceStore, body.TargetStore, body.ParentRule = nil, nil, nil, nil // they cannot change
	replaced, err := r.data.Client.ReplaceRule(ctx, id, *body)
	if err != nil {
		reportRule(diags, "The rule was not updated", err)
		return
	}
	m.readFrom(replaced)
}

// Read reads the rule, and its mappings if Terraform was told of any.
func (r *rule) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var m ruleModel
	if get(ctx, req.State, &m, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	isImport := m.Name.IsNull()
	found, err := r.data.Client.Rule(ctx, m.ID.ValueString())
	if errors.Is(err, propagation.ErrNotFound) && !isImport {
		resp.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		reportRule(&resp.Diagnostics, "The rule could not be read", err)
		return
	}
	m.readFrom(found)
	m.readTold(ctx, found, isImport, &resp.Diagnostics)
	if isImport || len(m.Mappings) > 0 {
		m.Mappings = nil
		for _, mapping := range r.existing(ctx, found.ID, &resp.Diagnostics) {
			m.Mappings = append(m.Mappings, modelOf(mapping))
		}
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identity{m.ID})...)
}

// existing returns the mappings of a rule.
func (r *rule) existing(ctx context.Context, id string, diags *diag.Diagnostics) []*propagation.Mapping {
	var list []*propagation.Mapping
	for mapping, err := range r.data.Client.Mappings(ctx, id) {
		if err != nil {
			report(diags, "The mappings of the rule could not be read", err)
			return nil
		}
		list = append(list, mapping)
	}
	return list
}

// Update changes mappings, and replaces the rule after it has read it, so that what
// Terraform was never told stays. Mappings that are no longer wanted go last: an
// active rule needs one.
func (r *rule) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var m, prior ruleModel
	get(ctx, req.Plan, &m, &resp.Diagnostics)
	get(ctx, req.State, &prior, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	body, err := r.data.Client.Rule(ctx, m.ID.ValueString())
	if err != nil {
		reportRule(&resp.Diagnostics, "The rule was not updated", err)
		return
	}
	var unwanted []*propagation.Mapping
	if len(m.Mappings) > 0 || len(prior.Mappings) > 0 {
		unwanted = r.change(ctx, m.ID.ValueString(), m.mappings(), &resp.Diagnostics)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	m.writeTo(ctx, body, &prior, &resp.Diagnostics)
	r.replace(ctx, body, body.ID, &m, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	for _, mapping := range unwanted {
		if err := r.data.Client.DeleteMapping(ctx, mapping.ID); err != nil && !errors.Is(err, propagation.ErrNotFound) {
			reportMapping(&resp.Diagnostics, "The mapping of "+mapping.TargetAttribute+" was not deleted", err)
			return
		}
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identity{m.ID})...)
}

// change makes the rule have the mappings of next, and returns those that it has
// besides.
func (r *rule) change(ctx context.Context, id string, next map[string]*propagation.Mapping, diags *diag.Diagnostics) []*propagation.Mapping {
	var unwanted []*propagation.Mapping
	for _, have := range r.existing(ctx, id, diags) {
		key := keyOf(modelOf(have))
		want := next[key]
		delete(next, key)
		switch {
		case want == nil:
			unwanted = append(unwanted, have)
		case want.SourceAttribute != have.SourceAttribute || want.Expression != have.Expression:
			have.SourceAttribute, have.Expression, have.Rule = want.SourceAttribute, want.Expression, &propagation.Reference{ID: id}
			if _, err := r.data.Client.ReplaceMapping(ctx, have.ID, *have); err != nil {
				reportMapping(diags, "The mapping of "+have.TargetAttribute+" was not updated", err)
			}
		}
	}
	if diags.HasError() {
		return nil
	}
	for _, mapping := range values(next) {
		if _, err := r.data.Client.CreateMapping(ctx, id, mapping); err != nil {
			reportMapping(diags, "The mapping of "+mapping.TargetAttribute+" was not created", err)
		}
	}
	return unwanted
}

// Delete deletes the rule with its mappings, if it is still there.
func (r *rule) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var m ruleModel
	if get(ctx, req.State, &m, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	if err := r.data.Client.DeleteRule(ctx, m.ID.ValueString()); err != nil && !errors.Is(err, propagation.ErrNotFound) {
		reportRule(&resp.Diagnostics, "The rule was not deleted", err)
	}
}

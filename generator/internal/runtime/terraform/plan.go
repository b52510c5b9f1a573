package terraform

import (
	"context"
	"errors"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/connectorgen/connectorgen/generated/propagation"
)

// A plan is the resource type for the plan of an environment.
type plan struct{ data *Data }

// A planModel is a plan as configuration, plan and state have it.
type planModel struct {
	ID     types.String `tfsdk:"id"`
	Name   types.String `tfsdk:"name"`
	Status types.String `tfsdk:"status"`
}

var (
	_ resource.ResourceWithConfigure   = &plan{}
	_ resource.ResourceWithIdentity    = &plan{}
	_ resource.ResourceWithImportState = &plan{}
)

func newPlan() resource.Resource { return &plan{} }

// Metadata gives the name of the resource type.
func (p *plan) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_plan"
}

// IdentitySchema is the schema of [identity].
func (p *plan) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identitySchema("The id of the plan.")
}

// Schema is the schema of [planModel].
func (p *plan) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The plan of the environment, which owns the rules. An environment has at most one.",
		Attributes: map[string]schema.Attribute{
			"id":   idAttribute("The id of the plan."),
			"name": schema.StringAttribute{Required: true, MarkdownDescription: "The name of the plan. It is unique.", Validators: notEmpty()},
			"status": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Whether the plan is in effect. Known values: `ACTIVE`, `INACTIVE`.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
				Validators:          []validator.String{known{[]string{"ACTIVE", "INACTIVE"}, true}},
			},
		},
	}
}

// computedOnce is an attribute that the server decides and that never changes.
func computedOnce(about string) schema.Attribute { return idAttribute(about) }

// Configure takes what the provider made.
func (p *plan) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	p.data = dataOf(req.ProviderData, &resp.Diagnostics)
}

// ImportState starts an import from an id or from an identity; Read does the rest.
func (p *plan) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughWithIdentity(ctx, path.Root("id"), path.Root("id"), req, resp)
}

// Create makes the plan.
func (p *plan) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var m planModel
	if get(ctx, req.Plan, &m, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	const failed = "The plan was not created"
	ids, err := p.existing(ctx)
	if err != nil {
		report(&resp.Diagnostics, failed, err)
		return
	}
	if len(ids) > 0 {
		resp.Diagnostics.AddError("There is a plan already", "An environment has at most one. Import it by its id, "+strings.Join(ids, " or ")+".")
		return
	}
	created, err := p.data.Client.CreatePlan(ctx, propagation.Plan{Name: m.Name.ValueString(), Status: propagation.PlanStatus(m.Status.ValueString())})
	if errors.Is(err, propagation.ErrOutcomeUnknown) {
		ids, notFound := p.existing(ctx)
		reportUnknown(&resp.Diagnostics, "plan", m.Name.ValueString(), ids, notFound, err)
		return
	}
	if err != nil {
		report(&resp.Diagnostics, failed, err)
		return
	}
	m.readFrom(created)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identity{m.ID})...)
}

// existing returns the ids of the plans that there are.
func (p *plan) existing(ctx context.Context) ([]string, error) {
	var ids []string
	for found, err := range p.data.Client.Plans(ctx) {
		if err != nil {
			return nil, err
		}
		ids = append(ids, found.ID)
	}
	return ids, nil
}

// Read reads the plan.
func (p *plan) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var m planModel
	if get(ctx, req.State, &m, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	found, err := p.data.Client.Plan(ctx, m.ID.ValueString())
	if errors.Is(err, propagation.ErrNotFound) && !m.Name.IsNull() {
		resp.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		report(&resp.Diagnostics, "The plan could not be read", err)
		return
	}
	m.readFrom(found)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identity{m.ID})...)
}

// Update replaces the plan, after it has read it: what Terraform was never told stays.
func (p *plan) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var m planModel
	if get(ctx, req.Plan, &m, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	const failed = "The plan was not updated"
	body, err := p.data.Client.Plan(ctx, m.ID.ValueString())
	if err != nil {
		report(&resp.Diagnostics, failed, err)
		return
	}
	body.Name, body.Status = m.Name.ValueString(), propagation.PlanStatus(m.Status.ValueString())
	updated, err := p.data.Client.ReplacePlan(ctx, body.ID, *body)
	if err != nil {
		report(&resp.Diagnostics, failed, err)
		return
	}
	m.readFrom(updated)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identity{m.ID})...)
}

// Delete deletes the plan, if it is still there.
func (p *plan) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var m planModel
	if get(ctx, req.State, &m, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	if err := p.data.Client.DeletePlan(ctx, m.ID.ValueString()); err != nil && !errors.Is(err, propagation.ErrNotFound) {
		report(&resp.Diagnostics, "The plan was not deleted", err)
	}
}

// readFrom sets what the server has.
func (m *planModel) readFrom(p *propagation.Plan) {
	m.ID, m.Name, m.Status = types.StringValue(p.ID), text(p.Name), text(string(p.Status))
}

package terraform

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/connectorgen/connectorgen/generated/propagation"
)

// A revision is the resource type for revisions: each puts into effect what stores,
// rules and mappings are when it is created.
type revision struct{ data *Data }

// A revisionModel is a revision as configuration, plan and state have it.
type revisionModel struct {
	ID        types.String `tfsdk:"id"`
	Triggers  types.Map    `tfsdk:"triggers"`
	CreatedAt types.String `tfsdk:"created_at"`
}

var (
	_ resource.ResourceWithConfigure   = &revision{}
	_ resource.ResourceWithIdentity    = &revision{}
	_ resource.ResourceWithImportState = &revision{}
)

func newRevision() resource.Resource { return &revision{} }

// Metadata gives the name of the resource type.
func (r *revision) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_revision"
}

// IdentitySchema is the schema of [identity].
func (r *revision) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identitySchema("The id of the revision.")
}

// Schema is the schema of [revisionModel].
func (r *revision) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A revision of the environment. Changes of stores, rules and mappings take effect with the next revision only.",
		Attributes: map[string]schema.Attribute{
			"id": idAttribute("The id of the revision."),
			"triggers": schema.MapAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "A new revision is made when one of these values changes, such as `updated_at` of a store or of a rule.",
				PlanModifiers:       []planmodifier.Map{mapplanmodifier.RequiresReplace()},
			},
			"created_at": computedOnce("When the revision was created."),
		},
	}
}

// Configure takes what the provider made.
func (r *revision) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.data = dataOf(req.ProviderData, &resp.Diagnostics)
}

// ImportState starts an import from an id or from an identity; Read does the rest.
func (r *revision) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughWithIdentity(ctx, path.Root("id"), path.Root("id"), req, resp)
}

// Create makes a revision.
func (r *revision) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan revisionModel
	if get(ctx, req.Plan, &plan, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	created, err := r.data.Client.CreateRevision(ctx)
	if err != nil {
		report(&resp.Diagnostics, "The revision was not created", err)
		return
	}
	plan.ID, plan.CreatedAt = types.StringValue(created.ID), when(created.CreatedAt)
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identity{plan.ID})...)
}

// Read reads the revision.
func (r *revision) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state revisionModel
	if get(ctx, req.State, &state, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	found, err := r.data.Client.Revision(ctx, state.ID.ValueString())
	if errors.Is(err, propagation.ErrNotFound) {
		resp.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		report(&resp.Diagnostics, "The revision could not be read", err)
		return
	}
	state.CreatedAt = when(found.CreatedAt)
	resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identity{state.ID})...)
}

// Update does nothing: what can change makes another revision.
func (r *revision) Update(context.Context, resource.UpdateRequest, *resource.UpdateResponse) {}

// Delete forgets the revision. PingOne keeps it: it is what is in effect, or was.
func (r *revision) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

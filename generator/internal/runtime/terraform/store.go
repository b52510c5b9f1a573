package terraform

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
)

// A store is the resource type for the stores of one connector.
type store struct {
	*kind
	data *Data
}

// An identity is what an import block can have in the place of an id.
type identity struct {
	ID types.String `tfsdk:"id"`
}

var (
	_ resource.ResourceWithConfigure   = &store{}
	_ resource.ResourceWithIdentity    = &store{}
	_ resource.ResourceWithImportState = &store{}
	_ resource.ResourceWithModifyPlan  = &store{}

	_ resource.ResourceWithValidateConfig = &store{}
)

func newStore(k kind) resource.Resource { return &store{kind: &k} }

// Metadata gives the name of the resource type.
func (s *store) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_store_" + s.name
}

// IdentitySchema is the schema of [identity].
func (s *store) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identitySchema("The id of the store.")
}

func identitySchema(about string) identityschema.Schema {
	return identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"id": identityschema.StringAttribute{RequiredForImport: true, Description: about},
	}}
}

// Schema is the schema of [storeModel].
func (s *store) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		Version:             s.version,
		MarkdownDescription: s.about,
		Attributes: map[string]schema.Attribute{
			"id":          idAttribute("The id of the store."),
			"name":        schema.StringAttribute{Required: true, MarkdownDescription: "The name of the store.", Validators: notEmpty()},
			"description": schema.StringAttribute{Optional: true, MarkdownDescription: "What the store is for.", Validators: notEmpty()},
			"status": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Whether the store takes part in provisioning. Known values: `ACTIVE`, `INACTIVE`.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
				Validators:          []validator.String{known{[]string{"ACTIVE", "INACTIVE"}, true}},
			},
			"managed":    schema.BoolAttribute{Optional: true, MarkdownDescription: "Whether deleting the store deprovisions the users that it provisioned, with the next revision."},
			"updated_at": schema.StringAttribute{Computed: true, MarkdownDescription: "When the store was last changed. It is known after apply if the store is to be updated."},
			"secrets_version": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "For secrets that are new with every run, such as those of ephemeral resources. " +
					"If set, new secrets alone are no reason to update the store; a new version is. " +
					"If not set, the store is updated when PingOne does not have the secrets of the configuration. " +
					"Either way, an update sends them all.",
			},
		},
		Blocks: map[string]schema.Block{"configuration": s.block(), "image": imageBlock()},
	}
}

// imageBlock is the block image of a store.
func imageBlock() schema.Block {
	return schema.SingleNestedBlock{
		MarkdownDescription: "An image, which the console shows.",
		Attributes: map[string]schema.Attribute{
			"href": schema.StringAttribute{Optional: true, MarkdownDescription: "The URL of the image.", Validators: notEmpty()},
			"id":   schema.StringAttribute{Optional: true, MarkdownDescription: "The id of the image.", Validators: notEmpty()},
		},
	}
}

// idAttribute is the attribute id of a resource.
func idAttribute(about string) schema.Attribute {
	return schema.StringAttribute{Computed: true, MarkdownDescription: about, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}}
}

// notEmpty refuses "".
func notEmpty() []validator.String { return []validator.String{known{}} }

// Configure takes what the provider made.
func (s *store) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	s.data = dataOf(req.ProviderData, &resp.Diagnostics)
}

// ImportState starts an import from an id or from an identity; Read does the rest.
func (s *store) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughWithIdentity(ctx, path.Root("id"), path.Root("id"), req, resp)
}

// Create makes a store of the plan. Secrets are in the configuration only.
func (s *store) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var config, plan storeModel
	get(ctx, req.Config, &config, &resp.Diagnostics)
	get(ctx, req.Plan, &plan, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	const failed = "The store was not created"
	next := s.read(config.Configuration)
	body := propagation.Store{Type: propagation.StoreType(s.storeType)}
	plan.writeTo(&body, &storeModel{})
	var err error
	if body.Configuration, err = s.checked(next); err != nil {
		s.report(&resp.Diagnostics, failed, err, next)
		return
	}
	ids, err := s.called(ctx, &body)
	if len(ids) > 0 {
		resp.Diagnostics.AddAttributeError(path.Root("name"), "There is such a store already", alreadyThere("store", body.Name, ids))
		return
	}
	if err != nil {
		s.report(&resp.Diagnostics, failed, err, next)
		return
	}
	created, err := s.data.Client.CreateStore(ctx, body)
	if errors.Is(err, propagation.ErrOutcomeUnknown) {
		ids, notFound := s.called(ctx, &body)
		reportUnknown(&resp.Diagnostics, "store", body.Name, ids, notFound, err)
		return
	}
	if err != nil {
		s.report(&resp.Diagnostics, failed, err, next)
		return
	}
	plan.readFrom(created)
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identity{plan.ID})...)
	m := new(memory)
	m.sent(s.secretsOf(next), s.data)
	m.save(ctx, resp.Private, &resp.Diagnostics)
}

// called returns the ids of the stores that have the name and the type of body. A
// run that was killed may have made one that no state knows, so that without a look
// there would be two.
func (s *store) called(ctx context.Context, body *propagation.Store) ([]string, error) {
	var ids []string
	for found, err := range s.data.Client.Stores(ctx) {
		if err != nil {
			return nil, err
		}
		if found.Name == body.Name && found.Type == body.Type {
			ids = append(ids, found.ID)
		}
	}
	return ids, nil
}

// Read reads the store, and with it whether PingOne still has the secrets that it
// had.
func (s *store) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state storeModel
	if get(ctx, req.State, &state, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	found, err := s.data.Client.Store(ctx, state.ID.ValueString())
	switch {
	case errors.Is(err, propagation.ErrNotFound) && !state.Name.IsNull():
		resp.State.RemoveResource(ctx)
		return
	case err != nil:
		s.report(&resp.Diagnostics, "The store could not be read", err, told{})
		return
	case string(found.Type) != s.storeType:
		resp.Diagnostics.AddAttributeError(path.Root("id"), "The store is of another type",
			fmt.Sprintf("The store %s is of the type %s, and this resource is for %s.", found.ID, found.Type, s.storeType))
		return
	}
	server, isImport := membersOf(found.Configuration), state.Name.IsNull() // an import knows the id alone
	state.Name = text(found.Name)
	state.Description = textIf(isImport || !state.Description.IsNull(), found.Description)
	state.Managed = boolIf(isImport || !state.Managed.IsNull(), found.Managed)
	state.Image = state.Image.told(found.Image, isImport)
	state.readFrom(found)
	state.Configuration = s.state(server, state.Configuration, isImport)
	resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identity{state.ID})...)
	m := recall(ctx, req.Private, &resp.Diagnostics)
	m.seen(s.secretsIn(server), s.data)
	m.save(ctx, resp.Private, &resp.Diagnostics)
}

// Update replaces the store. It reads it first, since the API takes stores as a
// whole, and Terraform was told a part.
func (s *store) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var config, plan, state storeModel
	get(ctx, req.Config, &config, &resp.Diagnostics)
	get(ctx, req.Plan, &plan, &resp.Diagnostics)
	get(ctx, req.State, &state, &resp.Diagnostics)
	m := recall(ctx, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	const failed = "The store was not updated"
	next, prior := s.read(config.Configuration), s.read(state.Configuration)
	secrets := s.secretsOf(next)
	for _, key := range m.Told {
		prior.values[key] = types.StringNull() // told, though no state has it
	}
	if _, err := s.checked(next); err != nil {
		s.report(&resp.Diagnostics, failed, err, next)
		return
	}
	body, err := s.data.Client.Store(ctx, state.ID.ValueString())
	if err != nil {
		s.report(&resp.Diagnostics, failed, err, next)
		return
	}
	plan.writeTo(body, &state)
	server := membersOf(body.Configuration)
	shown := s.secretsIn(server)
	if body.Configuration, err = s.merge(server, next, prior); err != nil {
		s.report(&resp.Diagnostics, failed, err, next)
		return
	}
	updated, err := s.data.Client.ReplaceStore(ctx, body.ID, *body, propagation.AllowClearing(s.clearable(m, next, shown)...))
	if err != nil {
		s.report(&resp.Diagnostics, failed, err, next)
		return
	}
	plan.readFrom(updated)
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identity{plan.ID})...)
	m.sent(secrets, s.data)
	m.save(ctx, resp.Private, &resp.Diagnostics)
}

// clearable returns the keys of the secrets that an update may clear: those that
// the configuration no longer has, and, where PingOne has shown secrets of the
// store before, those that it does not show now, since there are none.
func (s *store) clearable(m *memory, next told, shown map[string]connector.Secret) []string {
	keys := m.dropped(s.secretsOf(next))
	for _, key := range s.secrets(next.profile) {
		if _, has := shown[key]; m.Shown && !has {
			keys = append(keys, key)
		}
	}
	return keys
}

// Delete deletes the store, if it is still there.
func (s *store) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state storeModel
	if get(ctx, req.State, &state, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	err := s.data.Client.DeleteStore(ctx, state.ID.ValueString())
	if err != nil && !errors.Is(err, propagation.ErrNotFound) {
		s.report(&resp.Diagnostics, "The store was not deleted", err, told{})
	}
}

// ModifyPlan plans an update if PingOne does not have the secrets of the
// configuration, or has one that the configuration no longer has. That a
// write-only attribute changed is no change to Terraform, so updated_at, which is
// not known before an update, stands for it.
func (s *store) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if s.data == nil || req.State.Raw.IsNull() || req.Plan.Raw.IsNull() || !req.Config.Raw.IsFullyKnown() {
		return // there is nothing to compare, or not yet
	}
	var config storeModel
	if get(ctx, req.Config, &config, &resp.Diagnostics); resp.Diagnostics.HasError() || !config.SecretsVersion.IsNull() {
		return
	}
	next := s.read(config.Configuration)
	m := recall(ctx, req.Private, &resp.Diagnostics)
	unsent, dropped := m.stale(s.secretsOf(next))
	if s.data.NoSecretHashes {
		unsent = nil
	}
	for _, key := range unsent {
		resp.Diagnostics.AddAttributeWarning(s.path(key, next), "A secret is to be sent", "PingOne has another one, or none, or does not show what it has.")
	}
	dropped = slices.DeleteFunc(dropped, func(key string) bool { return !slices.Contains(s.secrets(next.profile), key) })
	for _, key := range dropped {
		resp.Diagnostics.AddAttributeWarning(s.path(key, next), "A secret is to be cleared", "The configuration had it, and has it no longer.")
	}
	if len(unsent)+len(dropped) > 0 {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("updated_at"), types.StringUnknown())...)
	}
}

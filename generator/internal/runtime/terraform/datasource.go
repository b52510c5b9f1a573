package terraform

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generated/propagation"
)

// A foundStore is the data source for a store that is found by its name.
type foundStore struct{ data *Data }

// A foundStoreModel is what the data source has.
type foundStoreModel struct {
	Name        types.String `tfsdk:"name"`
	Type        types.String `tfsdk:"type"`
	ID          types.String `tfsdk:"id"`
	Description types.String `tfsdk:"description"`
	Status      types.String `tfsdk:"status"`
	Managed     types.Bool   `tfsdk:"managed"`
	UpdatedAt   types.String `tfsdk:"updated_at"`
}

func newFoundStore() datasource.DataSource { return &foundStore{} }

// Metadata gives the name of the data source.
func (s *foundStore) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_store"
}

// Schema is the schema of [foundStoreModel].
func (s *foundStore) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A store that is found by its name.",
		Attributes: map[string]schema.Attribute{
			"name":        schema.StringAttribute{Required: true, MarkdownDescription: "The name of the store."},
			"type":        schema.StringAttribute{Optional: true, Computed: true, MarkdownDescription: "The type of the store, such as `Zoom`. It must be given if several stores have the name."},
			"id":          schema.StringAttribute{Computed: true, MarkdownDescription: "The id of the store."},
			"description": schema.StringAttribute{Computed: true, MarkdownDescription: "What the store is for."},
			"status":      schema.StringAttribute{Computed: true, MarkdownDescription: "Whether the store takes part in provisioning."},
			"managed":     schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether deleting the store deprovisions the users that it provisioned."},
			"updated_at":  schema.StringAttribute{Computed: true, MarkdownDescription: "When the store was last changed."},
		},
	}
}

// Configure takes what the provider made.
func (s *foundStore) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	s.data = dataOf(req.ProviderData, &resp.Diagnostics)
}

// Read looks for the store.
func (s *foundStore) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m foundStoreModel
	if get(ctx, req.Config, &m, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	var found []*propagation.Store
	for store, err := range s.data.Client.Stores(ctx) {
		if err != nil {
			report(&resp.Diagnostics, "The stores could not be read", err)
			return
		}
		if store.Name == m.Name.ValueString() && (m.Type.IsNull() || m.Type.ValueString() == string(store.Type)) {
			found = append(found, store)
		}
	}
	if len(found) != 1 {
		resp.Diagnostics.AddError("There is no such store, or more than one", fmt.Sprintf("There are %d stores that are called %q and have the type. There must be one.", len(found), m.Name.ValueString()))
		return
	}
	store := found[0]
	m.ID, m.Type, m.Description = types.StringValue(store.ID), text(string(store.Type)), text(store.Description)
	m.Status, m.Managed, m.UpdatedAt = text(string(store.Status)), types.BoolPointerValue(store.Managed), when(store.UpdatedAt)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
}

// A storeMetadata is the data source for the metadata of a store type.
type storeMetadata struct{ data *Data }

// A storeMetadataModel is what the data source has.
type storeMetadataModel struct {
	Type           types.String         `tfsdk:"type"`
	DisplayName    types.String         `tfsdk:"display_name"`
	Version        types.String         `tfsdk:"version"`
	UserAttributes []userAttributeModel `tfsdk:"user_attributes"`
}

// A userAttributeModel is an attribute of the users of a target.
type userAttributeModel struct {
	Name             types.String `tfsdk:"name"`
	DisplayName      types.String `tfsdk:"display_name"`
	Type             types.String `tfsdk:"type"`
	Creatable        types.Bool   `tfsdk:"creatable"`
	Updateable       types.Bool   `tfsdk:"updateable"`
	RequiredOnCreate types.Bool   `tfsdk:"required_on_create"`
}

func newStoreMetadata() datasource.DataSource { return &storeMetadata{} }

// Metadata gives the name of the data source.
func (s *storeMetadata) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_store_metadata"
}

// Schema is the schema of [storeMetadataModel].
func (s *storeMetadata) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "What a type of store can do: the attributes of users that the mappings of a rule can have as their target.",
		Attributes: map[string]schema.Attribute{
			"type":         schema.StringAttribute{Required: true, MarkdownDescription: "The type of store, such as `Zoom`."},
			"display_name": schema.StringAttribute{Computed: true, MarkdownDescription: "Its name for people."},
			"version":      schema.StringAttribute{Computed: true, MarkdownDescription: "The version of the connector."},
			"user_attributes": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The attributes of users, by name.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"name":               schema.StringAttribute{Computed: true, MarkdownDescription: "Its name, which is the `target` of a mapping."},
					"display_name":       schema.StringAttribute{Computed: true, MarkdownDescription: "Its name for people."},
					"type":               schema.StringAttribute{Computed: true, MarkdownDescription: "What its values are, such as `STRING`."},
					"creatable":          schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether it can be set when a user is created."},
					"updateable":         schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether it can be changed."},
					"required_on_create": schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether there must be a mapping of it."},
				}},
			},
		},
	}
}

// Configure takes what the provider made.
func (s *storeMetadata) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	s.data = dataOf(req.ProviderData, &resp.Diagnostics)
}

// Read asks PingOne for the metadata.
func (s *storeMetadata) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m storeMetadataModel
	if get(ctx, req.Config, &m, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	answer, err := s.data.Client.StoreMetadata(ctx, m.Type.ValueString(), nil)
	if err != nil {
		report(&resp.Diagnostics, "The metadata could not be read", err)
		return
	}
	meaning, err := metadata.From(answer)
	if err != nil {
		report(&resp.Diagnostics, "The metadata could not be read", err)
		return
	}
	m.DisplayName, m.Version, m.UserAttributes = text(meaning.DisplayName), text(meaning.Version), []userAttributeModel{}
	for _, a := range meaning.UserAttributes {
		m.UserAttributes = append(m.UserAttributes, userAttributeModel{
			types.StringValue(a.Key), text(a.DisplayName), text(a.Type),
			types.BoolValue(a.Creatable), types.BoolValue(a.Updateable), types.BoolValue(a.RequiredOnCreate),
		})
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
}

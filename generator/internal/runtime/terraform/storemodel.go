package terraform

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/connectorgen/connectorgen/generated/propagation"
)

// A storeModel is a store as configuration, plan and state have it.
type storeModel struct {
	ID             types.String `tfsdk:"id"`
	Name           types.String `tfsdk:"name"`
	Description    types.String `tfsdk:"description"`
	Status         types.String `tfsdk:"status"`
	Managed        types.Bool   `tfsdk:"managed"`
	UpdatedAt      types.String `tfsdk:"updated_at"`
	SecretsVersion types.String `tfsdk:"secrets_version"`
	Image          *imageModel  `tfsdk:"image"`
	Configuration  types.Object `tfsdk:"configuration"`
}

// An imageModel is the image of a store.
type imageModel struct {
	Href types.String `tfsdk:"href"`
	ID   types.String `tfsdk:"id"`
}

// writeTo sets what all stores have, but for the configuration. prior is what
// Terraform was told before.
func (m *storeModel) writeTo(s *propagation.Store, prior *storeModel) {
	s.Name = m.Name.ValueString()
	if !m.Status.IsUnknown() {
		s.Status = propagation.StoreStatus(m.Status.ValueString())
	}
	if !m.Description.IsNull() || !prior.Description.IsNull() {
		s.Description = m.Description.ValueString()
	}
	if !m.Managed.IsNull() || !prior.Managed.IsNull() {
		s.Managed = m.Managed.ValueBoolPointer()
	}
	s.Image = m.Image.write(s.Image, prior.Image)
}

// write returns an image to send: what the server has, with what Terraform is told
// of it. It is nil if Terraform was told of one, and no longer is.
func (m *imageModel) write(server *propagation.Image, prior *imageModel) *propagation.Image {
	if m == nil && prior == nil {
		return server
	}
	if m == nil {
		return nil
	}
	if server == nil || prior == nil {
		server = new(propagation.Image)
	}
	server.Href, server.ID = m.Href.ValueString(), m.ID.ValueString()
	return server
}

// told returns what the server has of an image, as far as Terraform is told of it.
func (m *imageModel) told(server *propagation.Image, isImport bool) *imageModel {
	if server == nil {
		server = new(propagation.Image)
	}
	if isImport && server.Href == "" && server.ID == "" {
		return nil
	}
	if isImport {
		return &imageModel{text(server.Href), text(server.ID)}
	}
	if m == nil {
		return nil
	}
	return &imageModel{textIf(!m.Href.IsNull(), server.Href), textIf(!m.ID.IsNull(), server.ID)}
}

// readFrom sets what the server decides.
func (m *storeModel) readFrom(s *propagation.Store) {
	m.ID, m.Status = types.StringValue(s.ID), text(string(s.Status))
	m.UpdatedAt = when(s.UpdatedAt)
}

// when returns a time as text, or null if there is none.
func when(t time.Time) types.String {
	if t.IsZero() {
		return types.StringNull()
	}
	return types.StringValue(t.Format(time.RFC3339Nano))
}

// text returns a string, or null if it is empty.
func text(v string) types.String {
	if v == "" {
		return types.StringNull()
	}
	return types.StringValue(v)
}

// textIf returns a string if Terraform is told of it, or else null.
func textIf(isTold bool, v string) types.String {
	if !isTold {
		return types.StringNull()
	}
	return text(v)
}

// boolIf returns a boolean if Terraform is told of it, or else null.
func boolIf(isTold bool, v *bool) types.Bool {
	if !isTold {
		return types.BoolNull()
	}
	return types.BoolPointerValue(v)
}

// get reads a configuration, a plan or a state into what to points to.
func get(ctx context.Context, from interface {
	Get(context.Context, any) diag.Diagnostics
}, to any, diags *diag.Diagnostics) {
	diags.Append(from.Get(ctx, to)...)
}

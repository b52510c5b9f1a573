package terraform

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// The resource type of the community provider, and the end of that provider's
// address.
const (
	communityStore    = "pingoneprovisioning_propagation_store"
	communityProvider = "/pingoneprovisioning"
)

var _ resource.ResourceWithMoveState = &store{}

// MoveState takes over stores from the community provider's resource type, so that
// a moved block does in the place of destroying and creating. Of its state it takes
// the id alone, as an import does: what else is there, secrets among it, is dropped.
func (s *store) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{{StateMover: func(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
		if req.SourceTypeName != communityStore || !strings.HasSuffix(req.SourceProviderAddress, communityProvider) || req.SourceRawState == nil {
			return // from something that is not known here
		}
		var old struct {
			ID string `json:"id"`
		}
		if json.Unmarshal(req.SourceRawState.JSON, &old) != nil || old.ID == "" {
			resp.Diagnostics.AddError("The store cannot be moved", "Its state has no id. Import it by the id that PingOne shows.")
			return
		}
		resp.Diagnostics.Append(resp.TargetState.SetAttribute(ctx, path.Root("id"), old.ID)...)
	}}}
}

package terraform

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// The resource type of the community provider, and the ends of the addresses of that
// provider and of this one.
const (
	communityStore    = "pingoneprovisioning_propagation_store"
	communityProvider = "/pingoneprovisioning"
	ownProvider       = "/propagation"
)

var _ resource.ResourceWithMoveState = &store{}

// MoveState takes over stores from the community provider's resource type, and from
// the names that s had before, so that a moved block does in the place of destroying
// and creating.
func (s *store) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{{StateMover: s.fromCommunity}, {StateMover: s.fromFormerName}}
}

// fromCommunity takes the id of a state of the community provider alone, as an import
// does: what else is there, secrets among it, is dropped.
func (s *store) fromCommunity(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
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
}

// fromFormerName takes over a state of s under a name that it had before.
func (s *store) fromFormerName(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
	name, ours := strings.CutPrefix(req.SourceTypeName, "propagation_store_")
	if !ours || !slices.Contains(s.was, name) || !strings.HasSuffix(req.SourceProviderAddress, ownProvider) || req.SourceRawState == nil {
		return
	}
	model := s.upgraded(req.SourceRawState.JSON)
	if model == nil {
		addNotUpgraded(&resp.Diagnostics)
		return
	}
	resp.Diagnostics.Append(resp.TargetState.Set(ctx, model)...)
	resp.TargetPrivate = req.SourcePrivate
}

package terraform

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var _ resource.ResourceWithUpgradeState = &store{}

// addNotUpgraded adds what users are told if a state of an older version is none.
func addNotUpgraded(diags *diag.Diagnostics) {
	diags.AddError("The state cannot be upgraded", "It was written by something else. Import the store again.")
}

// UpgradeState returns what upgrades states of older versions. No name is ever given
// to something else, so that what a state of any version has is known by its names.
func (s *store) UpgradeState(context.Context) map[int64]resource.StateUpgrader {
	upgraders := make(map[int64]resource.StateUpgrader)
	for version := range s.version {
		upgraders[version] = resource.StateUpgrader{StateUpgrader: s.upgrade}
	}
	return upgraders
}

// upgrade upgrades a state. Its private part stays, since that has keys and no names.
func (s *store) upgrade(ctx context.Context, req resource.UpgradeStateRequest, resp *resource.UpgradeStateResponse) {
	model := s.upgraded(req.RawState.JSON)
	if model == nil {
		addNotUpgraded(&resp.Diagnostics)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

// upgraded returns a state of an older version, or of a name that s had before, as it
// is now, or nil if it is no state. The value of what is a secret now is dropped.
func (s *store) upgraded(state []byte) *storeModel {
	var old struct {
		ID             *string `json:"id"`
		Name           *string `json:"name"`
		Description    *string `json:"description"`
		Status         *string `json:"status"`
		Managed        *bool   `json:"managed"`
		UpdatedAt      *string `json:"updated_at"`
		SecretsVersion *string `json:"secrets_version"`
		Image          *struct {
			Href *string `json:"href"`
			ID   *string `json:"id"`
		} `json:"image"`
		Configuration members `json:"configuration"`
	}
	if json.Unmarshal(state, &old) != nil {
		return nil
	}
	m := &storeModel{
		ID: types.StringPointerValue(old.ID), Name: types.StringPointerValue(old.Name),
		Description: types.StringPointerValue(old.Description), Status: types.StringPointerValue(old.Status),
		Managed: types.BoolPointerValue(old.Managed), UpdatedAt: types.StringPointerValue(old.UpdatedAt),
		SecretsVersion: types.StringPointerValue(old.SecretsVersion), Configuration: s.upgradedBlock(old.Configuration),
	}
	if old.Image != nil {
		m.Image = &imageModel{types.StringPointerValue(old.Image.Href), types.StringPointerValue(old.Image.ID)}
	}
	return m
}

// upgradedBlock returns the block configuration of an older version as it is now.
func (k *kind) upgradedBlock(old members) types.Object {
	of, _ := k.block().Type().(types.ObjectType)
	if old == nil || len(of.AttrTypes) == 0 {
		return types.ObjectNull(of.AttrTypes)
	}
	blocks := make([]members, len(k.profiles))
	inner := make(members) // of the profile that the state has
	for i, p := range k.profiles {
		if blocks[i] = old.block(p.name, p.was); blocks[i] != nil {
			inner = blocks[i]
		}
	}
	values := make(map[string]attr.Value)
	for _, a := range k.attributes {
		values[a.name] = a.upgraded(old, inner)
	}
	for i, p := range k.profiles {
		element := of.AttrTypes[p.name].(types.ListType).ElemType.(types.ObjectType)
		var list []attr.Value
		if blocks[i] != nil {
			block := make(map[string]attr.Value)
			for _, a := range p.attributes {
				block[a.name] = a.upgraded(blocks[i], old)
			}
			list = append(list, types.ObjectValueMust(element.AttrTypes, block))
		}
		values[p.name] = types.ListValueMust(element, list)
	}
	return types.ObjectValueMust(of.AttrTypes, values)
}

// block returns the members of a block that is a list with one element, or nil.
func (m members) block(name string, was []string) members {
	var list []members
	if json.Unmarshal(m.first(name, was), &list) != nil || len(list) == 0 {
		return nil
	}
	return list[0]
}

// first returns the first of members that is there, by names, or null.
func (m members) first(name string, was []string) json.RawMessage {
	for _, n := range append([]string{name}, was...) {
		if v := m[n]; v != nil && string(v) != "null" {
			return v
		}
	}
	return json.RawMessage("null")
}

// upgraded returns the value that an older version has of a, where a is now or in
// what is elsewhere. A boolean may have been text, or the other way round.
func (a attribute) upgraded(here, elsewhere members) attr.Value {
	v := here.first(a.name, a.was)
	if string(v) == "null" && len(a.moved) > 0 {
		v = elsewhere.first(a.moved[0], a.moved[1:])
	}
	var asText string
	if json.Unmarshal(v, &asText) == nil && a.boolean {
		v = json.RawMessage(asText)
	}
	if asBool := new(bool); !a.boolean && json.Unmarshal(v, asBool) == nil && string(v) != "null" {
		v = json.RawMessage(strconv.Quote(strconv.FormatBool(*asBool)))
	}
	return a.value(v, true)
}

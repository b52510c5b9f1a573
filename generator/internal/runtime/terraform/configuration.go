package terraform

import (
	"encoding/json"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/metadata"
)

// A told is what a block configuration says: a profile, and values by key. What is
// null or unknown is left out.
type told struct {
	profile *profile // nil if there is none
	values  map[string]attr.Value
}

// has reports whether t has a value for the key.
func (t told) has(key string) bool { return t.values[key] != nil }

// read returns what a block configuration says.
func (k *kind) read(block types.Object) told {
	t := told{values: make(map[string]attr.Value)}
	t.take(block, k.attributes)
	for i, p := range k.profiles {
		if list, ok := block.Attributes()[p.name].(types.List); ok && len(list.Elements()) > 0 {
			t.profile = &k.profiles[i]
			if one, ok := list.Elements()[0].(types.Object); ok {
				t.take(one, p.attributes)
			}
		}
	}
	return t
}

// take adds the values of attributes of a block.
func (t told) take(block types.Object, list []attribute) {
	for _, a := range list {
		if v := block.Attributes()[a.name]; v != nil && !v.IsNull() && !v.IsUnknown() {
			t.values[a.key] = v
		}
	}
}

// members are the members of a configuration as JSON has them.
type members map[string]json.RawMessage

// membersOf returns the members of what the API answered. They may be secret.
func membersOf(c connector.Configuration) members {
	var m members
	if o, ok := c.(connector.Object); ok {
		_ = json.Unmarshal(o.Value().Reveal(), &m) // it is an object, or null
	}
	if m == nil {
		m = make(members)
	}
	return m
}

// profileOf returns the profile that m selects, or nil.
func (k *kind) profileOf(m members) *profile {
	var method string
	_ = json.Unmarshal(m[k.selector], &method) // what is no string selects nothing
	return k.profile(func(p profile) bool { return p.method == method })
}

// merge returns the configuration to send: next, written to what the server has,
// so that what Terraform was never told stays. prior is what it was told before,
// secrets included.
func (k *kind) merge(server members, next, prior told) (connector.Configuration, error) {
	if len(k.attributes) == 0 && len(k.profiles) == 0 {
		return nil, nil
	}
	m := maps.Clone(server)
	if was := k.profileOf(server); next.profile != nil && was != next.profile {
		m.leave(was, k.all(next.profile))
		m[k.selector], _ = json.Marshal(next.profile.method)
	}
	m.leave(prior.profile, k.all(next.profile))
	for _, a := range k.all(next.profile) {
		if v := next.values[a.key]; v != nil {
			m[a.key] = encoded(v)
		} else if prior.has(a.key) {
			delete(m, a.key)
		}
	}
	data, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	object, err := connector.NewObject(k.storeType, data)
	if err != nil {
		return nil, err
	}
	return metadata.Decode(k.metadata(), object)
}

// leave removes what a profile has alone.
func (m members) leave(p *profile, kept []attribute) {
	if p == nil {
		return
	}
	keys := names(kept)
	for _, a := range p.attributes {
		if _, stays := keys[a.key]; !stays {
			delete(m, a.key)
		}
	}
}

// encoded returns a string or a boolean as JSON.
func encoded(v attr.Value) json.RawMessage {
	var data json.RawMessage
	switch v := v.(type) {
	case types.Bool:
		data, _ = json.Marshal(v.ValueBool())
	case types.String:
		data, _ = json.Marshal(v.ValueString())
	}
	return data
}

// state returns the block configuration for a state: what the server has of what
// Terraform was told, or in an import all of it, secrets left out.
func (k *kind) state(server members, prior types.Object, isImport bool) types.Object {
	of, _ := k.block().Type().(types.ObjectType)
	if prior.IsNull() && !isImport || len(of.AttrTypes) == 0 {
		return types.ObjectNull(of.AttrTypes)
	}
	was := k.read(prior)
	shown := func(list []attribute) map[string]attr.Value {
		values := make(map[string]attr.Value)
		for _, a := range list {
			values[a.name] = a.value(server[a.key], isImport || a.required || was.has(a.key))
		}
		return values
	}
	values := shown(k.attributes)
	for i, p := range k.profiles {
		element := of.AttrTypes[p.name].(types.ListType).ElemType.(types.ObjectType)
		var list []attr.Value
		if k.profileOf(server) == &k.profiles[i] {
			list = append(list, types.ObjectValueMust(element.AttrTypes, shown(p.attributes)))
		}
		values[p.name] = types.ListValueMust(element, list)
	}
	return types.ObjectValueMust(of.AttrTypes, values)
}

// value returns a member as the value of a, or null if it is a secret, is not told
// or is of another kind.
func (a attribute) value(member json.RawMessage, isTold bool) attr.Value {
	if a.boolean {
		var v *bool
		if !isTold || json.Unmarshal(member, &v) != nil {
			v = nil
		}
		return types.BoolPointerValue(v)
	}
	var v string
	if !isTold || a.secret || json.Unmarshal(member, &v) != nil || v == "" {
		return types.StringNull()
	}
	return types.StringValue(v)
}

// secretsIn returns the secrets of members that are shown, masks included, by key.
func (k *kind) secretsIn(m members) map[string]connector.Secret {
	shown := make(map[string]connector.Secret)
	for _, key := range k.secrets(k.profileOf(m)) {
		var v string
		if json.Unmarshal(m[key], &v) == nil && v != "" {
			shown[key] = connector.NewSecret(v)
		}
	}
	return shown
}

// secretsOf returns the secrets that a configuration has, by key.
func (k *kind) secretsOf(t told) map[string]connector.Secret {
	given := make(map[string]connector.Secret)
	for _, key := range k.secrets(t.profile) {
		if v, ok := t.values[key].(types.String); ok {
			given[key] = connector.NewSecret(v.ValueString())
		}
	}
	return given
}

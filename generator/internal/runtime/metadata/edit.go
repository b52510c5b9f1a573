package metadata

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// New returns a configuration of the connector that m describes with nothing in it,
// to be filled in with [Configuration.Set].
func New(m connector.Metadata) (*Configuration, error) {
	o, err := connector.NewObject(m.StoreType, []byte("{}"))
	if err != nil {
		return nil, err
	}
	return Decode(m, o.Strict())
}

// Attributes returns what is known of the attributes that c can have: those of its
// profile, the selector included. If the profile is not known, they are those that
// every profile has.
func (c *Configuration) Attributes() []connector.Attribute {
	if c.selects == nil && len(c.metadata.Profiles) > 0 {
		return slices.Clone(c.metadata.Profiles[0].Attributes)
	}
	return slices.Clone(attributesOf(c.metadata, c.profile, shared(c.metadata)))
}

// Get returns the value of an attribute, and whether it has one: a string, a bool or
// a [connector.Secret]. A member that no field holds is a [connector.Value].
func (c *Configuration) Get(key string) (value any, ok bool) {
	if c.selects != nil && key == c.keys.Selector && c.profile != "" {
		return c.profile, true
	}
	if i, known := c.index[key]; known {
		switch f := &c.fields[i]; {
		case f.hidden() != nil:
			v, err := connector.NewValue(f.hidden())
			return v, err == nil
		case f.flag != nil:
			return *f.flag, true
		case !f.secret.IsZero():
			return f.secret, true
		case f.text != "":
			return f.text, true
		}
	}
	extra, ok := c.extra[key]
	if !ok {
		return nil, false
	}
	return extra, true
}

// Set gives an attribute a value: a bool, a string, or for a sensitive one a
// [connector.Secret] or a string, for one of any kind what JSON can hold; nil takes its
// value away. To set the selector is to
// select the profile; attributes of the profile before become members that no field
// holds, which Validate reports.
//
// The error is a *[connector.FieldError] if the attribute is not known, belongs to
// another profile than the one that is selected, or is of another kind; then nothing
// is changed. Whether the value is one of the possible ones is for Validate to say.
func (c *Configuration) Set(key string, value any) error {
	a, err := c.settable(key)
	var f field
	held := err == nil && f.hold(a, value)
	switch {
	case !held && slices.Contains(c.metadata.AnyKind, key):
		return c.setAny(key, value)
	case err != nil:
		return err
	case !held:
		return c.problem(key, connector.RuleKind, jsonType(a.Kind))
	}
	if i, ok := c.index[key]; ok {
		f.Attribute, f.profile = c.fields[i].Attribute, c.fields[i].profile
		c.own()
		c.fields[i] = f
		delete(c.extra, key)
		return nil
	}
	return c.decodeWith(key, f)
}

// setAny gives an attribute of any kind a value that no field holds.
func (c *Configuration) setAny(key string, value any) error {
	v, isValue := value.(connector.Value)
	i, hasField := c.index[key]
	if secret, ok := value.(connector.Secret); ok {
		value = secret.Reveal()
		if hasField {
			return c.Set(key, value)
		}
	}
	if !isValue {
		data, err := json.Marshal(value)
		if err == nil {
			v, err = connector.NewValue(data)
		}
		if err != nil {
			return c.problem(key, connector.RuleEncoding) // err may quote it
		}
	}
	c.own()
	if hasField {
		c.fields[i] = field{Attribute: c.fields[i].Attribute, profile: c.fields[i].profile}
	}
	if c.extra == nil {
		c.extra = make(connector.Extra)
	}
	if c.extra[key] = v; value == nil {
		delete(c.extra, key)
	}
	return nil
}

// SetSecret is [Configuration.Set] for a sensitive attribute.
func (c *Configuration) SetSecret(key string, secret connector.Secret) error {
	return c.Set(key, secret)
}

// Unknown returns the members that no field holds, by key: see [connector.Extra].
func (c *Configuration) Unknown() connector.Extra { return maps.Clone(c.extra) }

// Clone returns a copy of c that shares nothing that can change.
func (c *Configuration) Clone() *Configuration {
	clone := *c
	return &clone
}

// own makes what follows change no copy of c. Whoever copies what holds a
// configuration, such as a store, copies the struct and no more.
func (c *Configuration) own() { c.fields, c.extra = slices.Clone(c.fields), maps.Clone(c.extra) }

// settable returns the attribute key if it can be set with the profile that is selected.
func (c *Configuration) settable(key string) (connector.Attribute, error) {
	if i, ok := c.index[key]; ok {
		return c.fields[i].Attribute, nil
	}
	var owners, known []string
	var found connector.Attribute
	for _, p := range c.metadata.Profiles {
		for _, a := range p.Attributes {
			known = append(known, a.Key)
			if a.Key == key && (c.profile == "" || key == c.keys.Selector) {
				return a, nil
			}
			if a.Key == key {
				owners = append(owners, p.Name)
			}
		}
	}
	if owners != nil {
		return found, c.problem(key, connector.RuleOtherProfile, owners...)
	}
	if nearest := codec.Nearest(key, known); nearest != "" {
		return found, c.problem(key, connector.RuleUnknownKey, nearest)
	}
	return found, c.problem(key, connector.RuleUnknownKey)
}

func (c *Configuration) problem(key string, rule connector.Rule, values ...string) error {
	return &connector.FieldError{StoreType: c.storeType, Key: key, Rule: rule, Values: values}
}

// hold sets f to value, and reports whether that is of the kind of a.
func (f *field) hold(a connector.Attribute, value any) bool {
	if value == nil {
		return true
	}
	switch a.Kind {
	case connector.KindBoolean:
		flag, ok := value.(bool)
		f.flag = &flag
		return ok
	case connector.KindString, connector.KindEnumeration:
	}
	text, isText := value.(string)
	secret, isSecret := value.(connector.Secret)
	if a.Sensitive && isText {
		secret = connector.NewSecret(text)
	}
	if a.Sensitive {
		f.secret = secret
		return isText || isSecret
	}
	f.text = text
	return isText
}

// jsonType returns what JSON calls the type of a value of that kind.
func jsonType(k connector.Kind) string {
	switch k {
	case connector.KindBoolean:
		return "boolean"
	case connector.KindString, connector.KindEnumeration:
	}
	return "string"
}

// decodeWith makes c what it is with another value for a key that no field holds,
// such as the selector.
func (c *Configuration) decodeWith(key string, f field) error {
	members := make(map[string]json.RawMessage)
	e := c.Encode(codec.NewEncoder(c.storeType, true))
	if err := json.Unmarshal(e.Bytes(), &members); err != nil {
		return fmt.Errorf("%s: the configuration cannot be read again", codec.Printable(c.storeType)) // err may quote it
	}
	value := codec.NewEncoder(c.storeType, true)
	f.Key, f.Sensitive = key, !f.secret.IsZero()
	if f.flag != nil {
		f.Kind = connector.KindBoolean
	}
	f.encode(&value)
	delete(members, key)
	if err := json.Unmarshal(value.Bytes(), &members); err != nil {
		return c.problem(key, connector.RuleEncoding)
	}
	data, err := json.Marshal(members)
	if err != nil {
		return c.problem(key, connector.RuleEncoding)
	}
	next, err := c.again(data)
	if err == nil {
		*c = *next
	}
	return err
}

// again returns what data, of the origin of c, holds. What c has too is taken from c,
// which may know that it is no mask.
func (c *Configuration) again(data []byte) (*Configuration, error) {
	o, err := codec.NewObject(c.storeType, data)
	if err != nil {
		return nil, err
	}
	switch {
	case c.received:
		o = o.From(codec.Received)
	case c.strict:
		o = o.From(codec.Strict)
	}
	next, err := Decode(c.metadata, connector.Object(o))
	if err != nil {
		return nil, err
	}
	for i := range next.fields {
		f := &next.fields[i]
		if old, known := c.index[f.Key]; known && f.Sensitive && c.fields[old].secret.Equal(f.secret) {
			f.secret = c.fields[old].secret
		}
	}
	for key := range next.extra {
		if value, had := c.extra[key]; had {
			next.extra[key] = value
		}
	}
	return next, nil
}

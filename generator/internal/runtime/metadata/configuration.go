package metadata

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A Configuration is a configuration that is checked by metadata, by the same
// rules as generated code. [Decode] makes it.
//
// Printing it shows attributes that the metadata does not call sensitive, and
// redacts everything else.
type Configuration struct {
	metadata  connector.Metadata
	storeType string
	keys      codec.Keys
	profile   string  // value of the selector
	selects   *choice // nil if there is no choice
	received  bool    // the profile was
	strict    bool    // the profile is read strictly
	empty     bool    // the metadata has no attributes
	fields    []field
	index     map[string]int // of the fields by key
	extra     connector.Extra
}

// A choice is what the attribute says of itself that selects the profile.
type choice struct {
	required bool
	values   []string
}

// A field is an attribute with its value, which is in one of three places.
type field struct {
	connector.Attribute
	profile string // that has it for itself, or ""
	text    string
	secret  connector.Secret // if sensitive
	flag    *bool            // if boolean
}

// Decode returns c, the configuration of a store, as one that is checked by m.
// c is usually a [connector.Object]; any other configuration is encoded by
// [connector.Wire] first, which fails if it is not valid.
//
// It fails if c is not of the connector that m describes. Members of the wrong
// kind are kept, and [Configuration.Validate] reports them.
func Decode(m connector.Metadata, c connector.Configuration) (*Configuration, error) {
	if c == nil {
		return nil, fmt.Errorf("%s: want a configuration, not nil", codec.Printable(m.StoreType))
	}
	o, err := objectOf(c)
	if err != nil {
		return nil, err
	}
	if o.StoreType() != m.StoreType {
		return nil, fmt.Errorf("%s: want a configuration of this connector, not of %s", codec.Printable(m.StoreType), codec.Printable(o.StoreType()))
	}
	d := codec.Object(o).Decoder()
	defer d.Clear()
	decoded := &Configuration{metadata: m, storeType: m.StoreType, received: d.IsReceived(), strict: d.IsStrict()}
	if err := decoded.decode(m, &d); err != nil {
		return nil, err
	}
	return decoded, nil
}

// objectOf returns c as an Object, of the same origin.
func objectOf(c connector.Configuration) (connector.Object, error) {
	if o, isObject := c.(connector.Object); isObject {
		return o, nil
	}
	wire, err := connector.Wire(c)
	if err != nil {
		return connector.Object{}, err
	}
	o, err := codec.NewObject(c.StoreType(), wire)
	return connector.Object(o.From(c.Encode(codec.NewEncoder(c.StoreType(), true)).Origin)), err
}

// decode sets c to what d reads.
func (c *Configuration) decode(m connector.Metadata, d *codec.Decoder) error {
	shared := shared(m)
	attributes := shared
	c.keys = keysOf(m, shared)
	if selects(m) {
		c.selects = choiceOf(m)
		c.profile = d.Profile(&c.keys)
		attributes = attributesOf(m, c.profile, shared)
	}
	find := byKey(shared)
	c.empty = !slices.ContainsFunc(m.Profiles, func(p connector.Profile) bool { return len(p.Attributes) > 0 })
	c.index = make(map[string]int, len(attributes))
	for _, a := range attributes {
		if _, twice := c.index[a.Key]; !twice && a.Key != c.keys.Selector {
			c.index[a.Key] = len(c.fields)
			f := field{Attribute: a}
			if find(a.Key) == nil {
				f.profile = c.profile
			}
			c.fields = append(c.fields, f)
		}
	}
	for d.Next() {
		c.decodeMember(d)
	}
	c.extra = codec.Extra[connector.Extra](d)
	return d.Err()
}

// decodeMember sets the field that the member is for.
func (c *Configuration) decodeMember(d *codec.Decoder) {
	if c.selects != nil && string(d.Key()) == c.keys.Selector {
		d.Skip()
		return
	}
	i, known := c.index[string(d.Key())]
	if !known {
		d.Keep()
		return
	}
	f := &c.fields[i]
	switch f.Kind {
	case connector.KindBoolean:
		d.ReadBool(&f.flag)
		return
	case connector.KindString, connector.KindEnumeration:
	}
	if f.Sensitive {
		d.ReadSecret((*codec.Secret)(&f.secret))
		return
	}
	d.ReadString(&f.text)
}

// selects reports whether m leaves a choice of profiles.
func selects(m connector.Metadata) bool { return m.Selector != "" && len(m.Profiles) > 1 }

// shared returns the attributes that every profile has and has alike.
func shared(m connector.Metadata) []connector.Attribute {
	if len(m.Profiles) == 0 {
		return nil
	}
	var shared []connector.Attribute
	others := lookups(m.Profiles[1:])
	for _, a := range m.Profiles[0].Attributes {
		if !slices.ContainsFunc(others, func(find lookup) bool { return !alike(find(a.Key), &a) }) {
			shared = append(shared, a)
		}
	}
	return shared
}

// alike reports whether generated code would have one field for a and b.
func alike(a, b *connector.Attribute) bool {
	return a != nil && a.Required == b.Required && a.Sensitive == b.Sensitive &&
		a.Kind == b.Kind && a.Open == b.Open && a.ReadOnly == b.ReadOnly && a.Deprecated == b.Deprecated &&
		slices.Equal(a.PossibleValues, b.PossibleValues)
}

// A lookup returns the first attribute with the key, or nil.
type lookup func(key string) *connector.Attribute

// byKey returns the lookup of attributes. Few are compared one by one.
func byKey(attributes []connector.Attribute) lookup {
	if len(attributes) <= 16 {
		return func(key string) *connector.Attribute {
			i := slices.IndexFunc(attributes, func(a connector.Attribute) bool { return a.Key == key })
			if i < 0 {
				return nil
			}
			return &attributes[i]
		}
	}
	index := make(map[string]*connector.Attribute, len(attributes))
	for i := range attributes {
		a := &attributes[i]
		if index[a.Key] == nil {
			index[a.Key] = a
		}
	}
	return func(key string) *connector.Attribute { return index[key] }
}

// lookups returns the lookup of each of the profiles.
func lookups(profiles []connector.Profile) []lookup {
	all := make([]lookup, len(profiles))
	for i, p := range profiles {
		all[i] = byKey(p.Attributes)
	}
	return all
}

// attributesOf returns the attributes of the profile name, or shared if there is none.
func attributesOf(m connector.Metadata, name string, shared []connector.Attribute) []connector.Attribute {
	for _, p := range m.Profiles {
		if name != "" && p.Name == name {
			return p.Attributes
		}
	}
	return shared
}

// choiceOf returns what the profiles together say of the selector.
func choiceOf(m connector.Metadata) *choice {
	s := new(choice)
	for i, find := range lookups(m.Profiles) {
		a := find(m.Selector)
		if a == nil {
			continue
		}
		s.required = s.required || a.Required
		if i == 0 {
			s.values = a.PossibleValues
		}
	}
	return s
}

// keysOf returns the keys of m, as generated code has them in a table.
func keysOf(m connector.Metadata, shared []connector.Attribute) codec.Keys {
	keys := codec.Keys{AnyKind: m.AnyKind}
	for _, a := range shared {
		if !selects(m) || a.Key != m.Selector {
			keys.Shared = append(keys.Shared, a.Key)
		}
	}
	if !selects(m) {
		return keys
	}
	keys.Selector = m.Selector
	find := byKey(shared)
	for i, p := range m.Profiles {
		profile := codec.Profile{Name: p.Name}
		for _, a := range p.Attributes {
			switch {
			case a.Key == m.Selector:
				keys.Open = keys.Open || i == 0 && a.Open
			case find(a.Key) != nil:
			case a.Required:
				profile.Required = append(profile.Required, a.Key)
			default:
				profile.Optional = append(profile.Optional, a.Key)
			}
		}
		keys.Profiles = append(keys.Profiles, profile)
	}
	return keys
}

// Profile returns the name of the profile: what the selector says or, if that is
// missing, the one profile whose own required keys are all there. It is "" if
// neither is known, or if there is no choice.
func (c *Configuration) Profile() string { return c.profile }

// StoreType returns the store type.
func (c *Configuration) StoreType() string { return c.storeType }

// Validate reports every attribute that is missing or has a value that the connector refuses.
// The error, if not nil, is a [connector.Errors].
func (c *Configuration) Validate() error {
	var errs connector.Errors
	report := func(profile, key string, rule connector.Rule, values []string) {
		errs = append(errs, &connector.FieldError{StoreType: c.storeType, Profile: profile, Key: key, Rule: rule, Values: values})
	}
	credentials := codec.HasCredentials(c.profile)
	for i := range c.fields {
		f := &c.fields[i]
		credentials = credentials || codec.HasCredentials(f.text)
		switch {
		case f.missing():
			report(f.profile, f.Key, connector.RuleRequired, nil)
		case f.unknown():
			report(f.profile, f.Key, connector.RuleEnumeration, f.PossibleValues)
		}
	}
	if credentials {
		report("", "", connector.RuleCredentials, nil)
	}
	switch s := c.selects; {
	case s == nil || c.received:
	case c.profile == "" && s.required:
		report("", c.keys.Selector, connector.RuleRequired, nil)
	case c.keys.Refuses(c.profile, c.strict):
		report("", c.keys.Selector, connector.RuleEnumeration, s.values)
	}
	d := codec.NewChecker(c.storeType, c.extra, &c.keys, c.profile)
	for d.Next() {
		c.decodeMember(&d)
	}
	return codec.Checked(errs, &d, c)
}

// missing reports whether f is required and has no value.
func (f *field) missing() bool {
	return f.Required && f.text == "" && f.secret.IsZero() && f.flag == nil
}

// unknown reports whether f has a value that is not among the possible ones.
func (f *field) unknown() bool {
	return f.text != "" && f.PossibleValues != nil && !f.Open && !slices.Contains(f.PossibleValues, f.text)
}

// Secrets returns the sensitive attributes by key, empty ones included.
func (c *Configuration) Secrets() map[string]connector.Secret {
	secrets := make(map[string]connector.Secret)
	for _, f := range c.fields {
		if f.Sensitive && f.Kind != connector.KindBoolean {
			secrets[f.Key] = f.secret
		}
	}
	return secrets
}

// Encode is for [connector.Wire] and the methods that redact.
func (c *Configuration) Encode(e codec.Encoder) codec.Encoder {
	if c.empty {
		e.Omit()
	}
	extra := maps.Clone(c.extra)
	if c.received {
		e.Origin = codec.Received
	}
	e.WriteProfile(codec.Escape(c.keys.Selector), c.profile)
	for _, f := range c.fields {
		e.Profile = f.profile
		if value := f.hidden(); value != nil {
			if extra == nil {
				extra = make(connector.Extra)
			}
			extra[f.Key], _ = connector.NewValue(value)
			continue
		}
		f.encode(&e)
	}
	codec.WriteExtra(&e, extra)
	return e
}

// hidden returns the value of f as JSON if it is sensitive and not a string: only
// the type Value hides such a value. Otherwise it returns nil.
func (f *field) hidden() []byte {
	if !f.Sensitive || f.flag == nil {
		return nil
	}
	return strconv.AppendBool(nil, *f.flag)
}

func (f *field) encode(e *codec.Encoder) {
	key := codec.Escape(f.Key)
	switch f.Kind {
	case connector.KindBoolean:
		e.WriteBool(key, f.flag)
		return
	case connector.KindString, connector.KindEnumeration:
	}
	if f.Sensitive {
		e.WriteSecret(key, codec.Secret(f.secret))
		return
	}
	e.WriteString(key, f.text)
}

// MarshalJSON encodes c redacted. To send it, use [connector.Wire].
func (c *Configuration) MarshalJSON() ([]byte, error) { return codec.Redacted(c) }

// String returns the store type and c as JSON, redacted.
func (c *Configuration) String() string { return codec.String(c) }

// Format implements [fmt.Formatter]. It prints what String returns for every verb.
func (c *Configuration) Format(f fmt.State, _ rune) { io.WriteString(f, c.String()) }

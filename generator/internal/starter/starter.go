// Package starter prints the smallest valid configuration of a connector, for a
// person to fill in.
//
// A string, secret or not, is a placeholder such as "<SCIM_URL>", an enumeration
// has the first of its values, and a boolean is false, or true where the document's
// example is, as for those of which PingOne takes true alone.
package starter

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/format"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/lookup"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// A Starter is a configuration to start from.
type Starter struct {
	c       *model.Connector
	profile *model.Profile // nil if the connector has no attributes
	all     bool
}

// New returns a configuration of c with the profile, which must be "" if there
// is no choice. It has what is required, and with all also what is optional, not
// deprecated, and not the server's to set. The error is a *[lookup.NotFoundError].
func New(c *model.Connector, profile string, all bool) (*Starter, error) {
	s := &Starter{c: c, all: all}
	if c.Selector == nil {
		if profile != "" {
			return nil, &lookup.NotFoundError{What: "profile of " + c.StoreType, Name: profile}
		}
		if len(c.Metadata.Profiles) > 0 {
			s.profile = c.Metadata.Profiles[0]
		}
		return s, nil
	}
	var err error
	s.profile, err = lookup.Profile(c, profile)
	return s, err
}

// has reports whether the configuration has a.
func (s *Starter) has(a *model.Attribute) bool {
	return a.Required || s.all && !a.Deprecated && !a.ReadOnly
}

// JSON returns the configuration as the API takes it, indented, with a newline at its end.
func (s *Starter) JSON() ([]byte, error) {
	var members []string
	for _, a := range s.attributes() {
		members = append(members, member(a.Key, s.value(a)))
	}
	var indented bytes.Buffer
	err := json.Indent(&indented, []byte("{"+strings.Join(members, ",")+"}\n"), "", "  ")
	return indented.Bytes(), err
}

// attributes returns the attributes of the configuration, in the order of the inputs.
func (s *Starter) attributes() []*model.Attribute {
	var list []*model.Attribute
	if s.profile == nil {
		return nil
	}
	for _, a := range s.profile.Attributes {
		if s.has(a) || s.selects(a) {
			list = append(list, a)
		}
	}
	return list
}

func (s *Starter) selects(a *model.Attribute) bool {
	return s.c.Selector != nil && a.Key == s.c.Selector.Key
}

// value returns the value of a, as encoding/json encodes it.
func (s *Starter) value(a *model.Attribute) any {
	example, _ := a.Example()
	switch {
	case s.selects(a):
		return s.profile.Title
	case example != "":
		return json.RawMessage(example)
	case a.Kind == model.KindEnumeration:
		return a.Values[0]
	}
	return placeholder(a)
}

func placeholder(a *model.Attribute) string { return "<" + a.Key + ">" }

// Shown returns the configuration as the generated type prints it: the store type
// and JSON in the order of the fields, with secrets redacted.
func (s *Starter) Shown() string {
	members := s.shown(s.c.Fields)
	if s.c.Selector != nil {
		members = append(members, member(s.c.Selector.Key, s.profile.Title))
		members = append(members, s.shown(s.profile.Fields)...)
	}
	return s.c.StoreType + "{" + strings.Join(members, ",") + "}"
}

func (s *Starter) shown(fields []*model.Attribute) []string {
	var members []string
	for _, a := range fields {
		switch {
		case !s.has(a):
		case a.Sensitive:
			members = append(members, member(a.Key, "[redacted]"))
		default:
			members = append(members, member(a.Key, s.value(a)))
		}
	}
	return members
}

// member returns a member as JSON in which a placeholder can be read.
func member(key string, value any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(value) // strings and JSON can always be encoded
	return strconv.Quote(key) + ":" + strings.TrimSpace(b.String())
}

// Go returns the configuration as a composite literal of the generated type,
// with a newline at its end. It uses the packages connector and that of c.
func (s *Starter) Go() (string, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "&%s.Configuration{\n%s", s.c.Package, s.literals(s.c.Fields))
	if s.c.Selector != nil {
		fmt.Fprintf(&b, "Profile: &%s.%s{\n%s},\n", s.c.Package, s.profile.Name, s.literals(s.profile.Fields))
	}
	b.WriteString("}\n")
	source, err := format.Source([]byte(strings.ReplaceAll(b.String(), "{\n}", "{}")))
	return string(source), err
}

// literals returns those fields that the configuration has, one on each line.
func (s *Starter) literals(fields []*model.Attribute) string {
	var b strings.Builder
	for _, a := range fields {
		if s.has(a) {
			fmt.Fprintf(&b, "%s: %s,\n", a.Name, s.literal(a))
		}
	}
	return b.String()
}

func (s *Starter) literal(a *model.Attribute) string {
	_, example := a.Example()
	switch {
	case a.Sensitive:
		return "connector.NewSecret(" + strconv.Quote(placeholder(a)) + ")"
	case example != "":
		return example
	case a.Kind == model.KindEnumeration && a.Enum.Values[0].Name != "":
		return s.c.Package + "." + a.Enum.Values[0].Name
	case a.Kind == model.KindEnumeration:
		return strconv.Quote(a.Values[0])
	}
	return strconv.Quote(placeholder(a))
}

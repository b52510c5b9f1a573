// Package explain says what is known of a connector, a profile or an attribute,
// and where each fact comes from.
package explain

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/lookup"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// An Explanation is what is known of one thing.
type Explanation struct {
	Name  string     `json:"name"` // such as "Zoom.OAUTH_CLIENT_SECRET"
	What  string     `json:"what"` // such as "attribute"
	Facts []Fact     `json:"facts"`
	Go    []Spelling `json:"go"`
}

// A Fact is one of the things that are known.
type Fact struct {
	Name     string   `json:"name"`               // such as "required"
	Value    any      `json:"value"`              // a string, a bool, an int64 or a []string
	Profiles []string `json:"profiles,omitempty"` // where it holds, if it does not everywhere
	Origins  []Origin `json:"origins"`
}

// An Origin is where a fact comes from, or what an input says against it.
type Origin struct {
	Source string `json:"source"` // document, capture, correction or rule
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Path   string `json:"path,omitempty"`

	Captured  string `json:"captured,omitempty"`  // when the capture was taken, in RFC 3339, if that is known
	Says      any    `json:"says,omitempty"`      // if it is not the value of the fact
	Reason    string `json:"reason,omitempty"`    // of a correction, or of a conflict in the document
	Reference string `json:"reference,omitempty"` // the source of a correction
}

// The sources of an [Origin].
const (
	document   = "document"
	capture    = "capture"
	correction = "correction"
	rule       = "rule" // nobody said so: a rule of the generator makes it so
)

// A Spelling is what something is called in the generated code.
type Spelling struct {
	Package   string     `json:"package"`
	Type      string     `json:"type,omitempty"`       // that has the member, or that it is
	Member    string     `json:"member,omitempty"`     // a field or a method
	GoType    string     `json:"memberType,omitempty"` // of the member
	Constants []Constant `json:"constants,omitempty"`
}

// A Constant is the name of a value.
type Constant struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Of explains what name stands for: a connector, or after its name and a dot
// one of its profiles, attributes, user attributes or constants, as the wire or
// as Go spells it. Its error is a *[lookup.NotFoundError].
func Of(m *model.Model, name string) (*Explanation, error) {
	first, rest, qualified := strings.Cut(name, ".")
	c, err := lookup.Connector(m, first)
	switch {
	case err != nil && !qualified:
		return nil, elsewhere(m, name, err)
	case err != nil:
		return nil, err
	case !qualified:
		return ofConnector(c), nil
	}
	list := targets(c)
	if t := find(list, rest); t != nil {
		return t.explain(), nil
	}
	if i := strings.LastIndexByte(rest, '.'); i >= 0 && isType(c, rest[:i]) {
		if t := find(list, rest[i+1:]); t != nil {
			return t.explain(), nil
		}
	}
	var names []string
	for _, t := range list {
		names = append(names, t.names...)
	}
	return nil, lookup.NotFound("name in "+c.StoreType, rest, names)
}

// elsewhere returns an error that names the connectors that have what is called
// name, or err if none has.
func elsewhere(m *model.Model, name string, err error) error {
	var near []string
	for _, c := range m.Connectors {
		if t := find(targets(c), name); t != nil {
			near = append(near, c.StoreType+"."+t.names[0])
		}
	}
	if near == nil {
		return err
	}
	return &lookup.NotFoundError{What: "connector", Name: name, Near: near}
}

// isType reports whether name is a type of the package of c that has fields.
func isType(c *model.Connector, name string) bool {
	_, err := lookup.Profile(c, name)
	return err == nil || strings.EqualFold(name, "Configuration")
}

// A target is something of a connector that can be explained.
type target struct {
	names   []string // the first is how the wire spells it
	explain func() *Explanation
}

// find returns the target called name, or the first that is but for letter case, or nil.
func find(list []target, name string) *target {
	for _, equal := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		i := slices.IndexFunc(list, func(t target) bool {
			return slices.ContainsFunc(t.names, func(n string) bool { return n != "" && equal(n, name) })
		})
		if i >= 0 {
			return &list[i]
		}
	}
	return nil
}

// targets returns everything that can be explained of c: what is found first
// by a name that two have goes first.
func targets(c *model.Connector) []target {
	var list []target
	add := func(explain func() *Explanation, names ...string) {
		list = append(list, target{names, explain})
	}
	for _, key := range c.Keys() {
		add(func() *Explanation { return ofAttribute(c, key) }, append([]string{key}, goNames(c, key)...)...)
	}
	for i, p := range c.Profiles {
		add(func() *Explanation { return ofProfile(c, p, c.Metadata.Profiles[i]) }, p.Title, p.Name)
	}
	if x := c.Metadata.Capture; x != nil {
		for _, a := range x.UserAttributes {
			add(func() *Explanation { return ofUserAttribute(c, "user", a) }, a.Key, constant(c, "User", a.Key))
		}
		for _, a := range x.GroupAttributes {
			add(func() *Explanation { return ofUserAttribute(c, "group", a) }, a.Key, constant(c, "Group", a.Key))
		}
	}
	return list
}

// at returns an origin at a place.
func at(source string, p spec.Place) Origin {
	return Origin{Source: source, File: p.File, Line: p.Line, Column: p.Column, Path: p.Path}
}

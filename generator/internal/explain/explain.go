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

// An Explanation has the facts about one thing.
type Explanation struct {
	Name  string     `json:"name"` // such as "Zoom.OAUTH_CLIENT_SECRET"
	What  string     `json:"what"` // such as "attribute"
	Facts []Fact     `json:"facts"`
	Go    []Spelling `json:"go"`
}

// A Fact is one thing that is known.
type Fact struct {
	Name     string   `json:"name"`               // such as "required"
	Value    any      `json:"value"`              // a string, a bool, an int64 or a []string
	Profiles []string `json:"profiles,omitempty"` // those where it holds; nil if it holds in all
	Origins  []Origin `json:"origins"`
}

// An Origin is where a fact comes from, or an input that says something else.
type Origin struct {
	Source string `json:"source"` // document, capture, correction or rule
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitzero"`
	Column int    `json:"column,omitzero"`
	Path   string `json:"path,omitempty"`

	Captured  string `json:"captured,omitempty"`  // when the capture was taken, in RFC 3339, if that is known
	Says      any    `json:"says,omitzero"`       // what it says, unless it is the value of the fact
	Reason    string `json:"reason,omitempty"`    // of a correction, or of a conflict in the document
	Reference string `json:"reference,omitempty"` // the source of a correction
}

// The sources of an [Origin].
const (
	document   = "document"
	capture    = "capture"
	correction = "correction"
	rule       = "rule" // no input says so, but a rule of the generator
)

// A Spelling is a name in the generated code.
type Spelling struct {
	Package   string     `json:"package"`
	Type      string     `json:"type,omitempty"`       // the type, or the type that has the member
	Member    string     `json:"member,omitempty"`     // a field or a method
	GoType    string     `json:"memberType,omitempty"` // of the member
	Constants []Constant `json:"constants,omitempty"`
}

// A Constant is the name of a value.
type Constant struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Of explains the thing called name: a connector such as "Zoom", or something of
// it such as "Zoom.SCIM_URL": a profile, attribute, user attribute or constant, by
// its name in JSON or in Go. The error is a *[lookup.NotFoundError].
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

// elsewhere returns an error that suggests the connectors that have something
// called name, or err if there are none.
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

// isType reports whether name is Configuration or the type of a profile of c.
func isType(c *model.Connector, name string) bool {
	_, err := lookup.Profile(c, name)
	return err == nil || strings.EqualFold(name, "Configuration")
}

// A target is something of a connector that can be explained.
type target struct {
	names   []string // the first is the one in JSON
	explain func() *Explanation
}

// find returns the target called name, or else the first one whose name differs
// only in letter case, or nil.
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

// targets lists everything explainable in c. If two have the same name, the first
// is found.
func targets(c *model.Connector) []target {
	var list []target
	add := func(explain func() *Explanation, names ...string) {
		list = append(list, target{names, explain})
	}
	for _, key := range c.Keys() {
		add(func() *Explanation { return ofAttribute(c, key) }, append([]string{key}, goNames(c, key)...)...)
	}
	for _, p := range c.Profiles {
		add(func() *Explanation { return ofProfile(c, p) }, p.Title, p.Name)
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

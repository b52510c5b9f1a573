package explain

import (
	"fmt"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A builder collects facts that have the same origins.
type builder struct {
	facts   []Fact
	origins []Origin
}

// add adds a fact, unless it has no value.
func (b *builder) add(name string, value any, profiles ...string) {
	switch v := value.(type) {
	case nil:
		return
	case string:
		if v == "" {
			return
		}
	case []string:
		if len(v) == 0 {
			return
		}
	}
	b.facts = append(b.facts, Fact{name, value, profiles, append([]Origin{}, b.origins...)})
}

// ofConnector explains a connector: its names, and how it is configured.
func ofConnector(c *model.Connector) *Explanation {
	m := c.Metadata
	b := new(builder)
	captures, documents := origins(c)
	b.origins = append(captures, documents...)
	b.add("store type", c.StoreType)
	b.origins = first(captures, documents)
	b.add("name", m.DisplayName)
	b.origins = documents
	b.add("description", m.Description)
	b.origins = nil
	b.add("selector", m.Selector)
	for _, p := range m.Profiles {
		b.profile(p)
	}
	if m.Capture != nil {
		b.origins = captures
		b.abilities(m.Capture)
	}
	b.facts = append(b.facts, captured(c)...)
	return &Explanation{Name: c.StoreType, What: "connector", Facts: b.facts, Go: []Spelling{{Package: c.Package, Type: "Configuration"}}}
}

// origins returns where the capture and the document have c; each is nil if it
// does not have it.
func origins(c *model.Connector) (captures, documents []Origin) {
	if c.Source&model.Captured != 0 {
		captures = []Origin{at(capture, c.At)}
	}
	if c.Source&model.Documented != 0 {
		documents = []Origin{at(document, c.DocumentedAt)}
	}
	return captures, documents
}

// first returns captures, or documents if there are none.
func first(captures, documents []Origin) []Origin {
	if len(captures) == 0 {
		return documents
	}
	return captures
}

// profile adds the attributes of p.
func (b *builder) profile(p *model.Profile) {
	var required, optional, deprecated []string
	for _, a := range p.Attributes {
		switch {
		case a.Required:
			required = append(required, a.Key)
		case a.Deprecated:
			deprecated = append(deprecated, a.Key)
		default:
			optional = append(optional, a.Key)
		}
	}
	var only []string
	if p.Title != "" {
		only = []string{p.Title}
	}
	b.add("required keys", required, only...)
	b.add("optional keys", optional, only...)
	b.add("deprecated keys", deprecated, only...)
}

// abilities adds what the connector can do.
func (b *builder) abilities(x *spec.Capture) {
	b.add("version", x.Version)
	var capabilities []string
	for _, c := range x.Capabilities {
		capabilities = append(capabilities, c.Type)
	}
	b.add("capabilities", capabilities)
	b.add("enhancements", x.Enhancements)
	b.add("user attributes", userKeys(x.UserAttributes))
	b.add("group attributes", userKeys(x.GroupAttributes))
}

func userKeys(list []*spec.UserAttribute) []string {
	var keys []string
	for _, a := range list {
		keys = append(keys, a.Key)
	}
	return keys
}

// ofProfile explains a profile.
func ofProfile(c *model.Connector, p *model.Profile) *Explanation {
	b := new(builder)
	var captures, documents []Origin
	if p.At != p.DocumentedAt {
		captures = []Origin{at(capture, p.At)}
	}
	if p.DocumentedAt != (spec.Place{}) {
		documents = []Origin{at(document, p.DocumentedAt)}
	}
	b.origins = append(captures, documents...)
	b.add("profile", p.Title)
	b.origins = first(captures, documents)
	b.add("description", p.Description)
	b.add("primary", some(p.Primary))
	b.origins = documents // captures say nothing of it
	b.add("deprecated", p.Deprecated)
	b.origins = nil
	b.add("selected by", c.Selector.Key)
	whole := *p
	whole.Title = "" // every fact is about it
	b.profile(&whole)
	b.facts = append(b.facts, captured(c)...)
	return &Explanation{
		Name: c.StoreType + "." + p.Title, What: "profile", Facts: b.facts,
		Go: []Spelling{{Package: c.Package, Type: p.Name, Constants: selecting(p)}},
	}
}

// selecting returns the constant that selects p, if it has one.
func selecting(p *model.Profile) []Constant {
	if p.Value == nil || p.Value.Name == "" {
		return nil
	}
	return []Constant{{p.Value.Name, p.Value.Value}}
}

// ofUserAttribute explains an attribute of the users, or the groups, of the target.
func ofUserAttribute(c *model.Connector, whose string, a *spec.UserAttribute) *Explanation {
	b := &builder{origins: []Origin{at(capture, a.At)}}
	b.add("name", a.DisplayName)
	b.add("type", a.Type)
	b.add("sensitive", a.Sensitive)
	b.add("writable", writable(a))
	b.add("required", onWrite(a.RequiredOnCreate, a.RequiredOnUpdate))
	b.add("properties", properties(a))
	b.add("values", bounds(a.MinNumberOfValues, a.MaxNumberOfValues))
	b.add("length", bounds(a.MinLength, a.MaxLength))
	b.add("references", a.ReferenceAttribute)
	if a.DefaultValue != nil && !a.Sensitive {
		b.add("default", a.DefaultValue)
	}
	b.facts = append(b.facts, captured(c)...)
	e := &Explanation{Name: c.StoreType + "." + a.Key, What: whose + " attribute", Facts: b.facts, Go: []Spelling{}}
	if name := constant(c, strings.ToUpper(whose[:1])+whose[1:], a.Key); name != "" {
		e.Go = append(e.Go, Spelling{Package: c.Package, Constants: []Constant{{name, a.Key}}})
	}
	return e
}

func writable(a *spec.UserAttribute) string {
	if text := onWrite(a.Creatable, a.Updateable); text != "" {
		return text
	}
	return "never"
}

// onWrite returns "on create", "on update", both, or "".
func onWrite(create, update bool) string {
	switch {
	case create && update:
		return "on create and on update"
	case create:
		return "on create"
	case update:
		return "on update"
	}
	return ""
}

// properties returns the flags of a that are set, except those that are facts of
// their own.
func properties(a *spec.UserAttribute) []string {
	var list []string
	add := func(set bool, name string) {
		if set {
			list = append(list, name)
		}
	}
	add(a.DistinguishingAttribute, "distinguishing")
	add(a.DefaultedOnCreate, "defaulted on create")
	add(a.Nillable, "nillable")
	add(a.Unique, "unique")
	add(a.Derived, "derived")
	add(a.Ordered, "ordered")
	add(a.IsCaseSensitive(), "case-sensitive")
	return list
}

// bounds returns "1 to 64", "at least 1", "at most 64" or "".
func bounds(least, most *int64) string {
	switch {
	case least != nil && most != nil:
		return fmt.Sprintf("%d to %d", *least, *most)
	case least != nil:
		return fmt.Sprintf("at least %d", *least)
	case most != nil:
		return fmt.Sprintf("at most %d", *most)
	}
	return ""
}

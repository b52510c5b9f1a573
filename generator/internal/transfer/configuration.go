package transfer

import (
	"errors"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/validate"
)

// configuration returns what v, the configuration of a store, has that gen validate
// takes, and what else it has. Of a connector or a method that nobody knows, all is
// in the first.
func (x *exporter) configuration(storeType string, v *node.Node, at place) (known, unknown *node.Node) {
	in := at.member("configuration")
	if v.Kind != node.Object {
		return nil, x.foreign(v, in)
	}
	s := &storeExport{exporter: x, c: x.m.Connector(storeType), at: at, known: object("", nil), unknown: object("", nil)}
	for _, m := range v.Members {
		if !isNothing(m.Value) {
			set(s.known, m.Name, s.hidden(m))
		}
	}
	if s.c != nil && s.methodKnown() {
		for range len(v.Members) + len(s.c.Keys()) {
			if !s.settle() {
				break
			}
		}
		s.unshown(v)
		arrange(s.known, s.c.Keys())
	}
	return s.known, s.unknown
}

// A storeExport is the configuration of a store in an export.
type storeExport struct {
	*exporter
	c              *model.Connector // nil if it is not known
	at             place            // of the store
	known, unknown *node.Node
}

// place returns where an attribute stands. Names of variables do without the word
// configuration.
func (s *storeExport) place(key string) place {
	p := s.at.member(key)
	p.path = "configuration." + key
	return p
}

// hidden returns the value of a member, or what stands for it.
func (s *storeExport) hidden(m node.Member) *node.Node {
	switch {
	case s.sensitive(m.Name):
		return s.hide(m.Value, s.place(m.Name), true)
	case s.c == nil || s.c.Attribute(m.Name) == nil:
		return s.foreign(m.Value, s.place(m.Name))
	}
	if m.Value.Kind == node.Object || m.Value.Kind == node.Array {
		return s.foreign(m.Value, s.place(m.Name)) // no attribute is one
	}
	return s.plain(m.Value, s.place(m.Name))
}

// sensitive reports whether key is a secret of the connector.
func (s *storeExport) sensitive(key string) bool { return isSensitive(s.c, key) }

// isSensitive reports whether key is a secret in any profile of c, which may be nil.
func isSensitive(c *model.Connector, key string) bool {
	return c != nil && slices.ContainsFunc(c.Metadata.Profiles, func(p *model.Profile) bool {
		a := p.Attribute(key)
		return a != nil && a.Sensitive
	})
}

// profile returns the profile that the configuration selects, or nil.
func (s *storeExport) profile() *model.Profile {
	if s.c.Selector == nil {
		return s.c.Metadata.Profile("")
	}
	return s.c.Metadata.Profile(textOf(s.known, s.c.Selector.Key))
}

// methodKnown reports whether there is a profile, or nothing to select one with.
func (s *storeExport) methodKnown() bool { return s.c.Selector == nil || s.profile() != nil }

// settle makes the configuration one that gen validate takes: what it refuses goes to
// what is unknown, and a secret that is missing gets a variable. It reports whether
// there was something to change.
func (s *storeExport) settle() bool {
	var errs connector.Errors
	if !errors.As(validate.Written(s.c, s.known.AppendJSON(nil)), &errs) {
		return false
	}
	changed, seen := false, make(map[string]bool)
	for _, e := range errs {
		value := s.known.Get(e.Key)
		switch {
		case seen[e.Key]:
			continue
		case value == nil && e.Rule == connector.RuleRequired && s.sensitive(e.Key):
			set(s.known, e.Key, s.hide(text(""), s.place(e.Key), true))
		case value == nil:
			continue
		case e.Rule == connector.RuleCredentials:
			set(s.known, e.Key, s.hide(value, s.place(e.Key), false))
		default:
			s.known = without(s.known, e.Key)
			set(s.unknown, e.Key, s.foreign(value, s.place(e.Key)))
		}
		changed, seen[e.Key] = true, true
	}
	return changed
}

// unshown notes the optional secrets that the store may have, if the answer shows none.
func (s *storeExport) unshown(answer *node.Node) {
	p := s.profile()
	if p == nil {
		return
	}
	shown := slices.ContainsFunc(answer.Members, func(m node.Member) bool { return s.sensitive(m.Name) && !isNothing(m.Value) })
	for _, a := range p.Attributes {
		if a.Sensitive && !shown && s.known.Get(a.Key) == nil {
			s.note("%s may have %s, which PingOne does not show; if it has, add it with a variable", s.at.label, a.Key)
		}
	}
}

package transfer

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/model/api"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
	"github.com/connectorgen/connectorgen/generator/internal/written"
)

// A wanted is a resource that a file has.
type wanted struct {
	kind, name string
	rule       string // that a mapping belongs to
	label      string
	at         spec.Place
	written    *node.Node        // with the names of variables
	body       *node.Node        // with their values
	refs       map[string]string // names that members refer to
}

// key is what a resource is looked up by among those of its kind.
func (w *wanted) key() string {
	if w.kind == mappings {
		return mappingKey(w.written)
	}
	return w.name
}

// mappingKey says what a mapping of a rule is for.
func mappingKey(n *node.Node) string {
	of := textOf(n, "attributeMappingType")
	if of == "" {
		of = "userAttributeMapping"
	}
	return of + " " + textOf(n, "targetAttribute")
}

// A reader reads the resources of files.
type reader struct {
	m      *model.Model
	types  map[string]*api.Type
	getenv func(string) string
	list   []*wanted
	found  spec.Findings
}

// value reads an export, a store, or a list of these.
func (r *reader) value(n *node.Node) {
	if n.Kind == node.Array {
		for _, item := range n.Items {
			r.value(item)
		}
		return
	}
	if embedded := n.Get("_embedded"); embedded != nil {
		n = embedded
	}
	isExport := false
	for _, kind := range kinds {
		if list := n.Get(kind); list != nil && list.Kind == node.Array {
			isExport = true
			for _, item := range list.Items {
				r.resource(kind, item)
			}
		}
	}
	switch {
	case isExport:
	case n.Get("name") != nil && n.Get("type") != nil:
		r.resource(stores, n)
	default:
		r.found.Report(ruleNoExport, n.Place(), "this is neither a store nor an export, which has lists such as stores and rules")
	}
}

// resource reads a resource.
func (r *reader) resource(kind string, n *node.Node) {
	w := &wanted{kind: kind, name: textOf(n, "name"), at: n.Place(), refs: make(map[string]string)}
	w.label = singular[kind] + " " + show.Quote(w.name, maxShown)
	for member := range references {
		if of := n.Get(member); of != nil && textOf(of, "id") == "" {
			w.refs[member] = textOf(of, "name")
		}
	}
	if kind == mappings {
		w.name, w.rule = textOf(n, "targetAttribute"), w.refs["rule"]
		w.label = "mapping of rule " + show.Quote(w.rule, maxShown) + " to " + show.Quote(w.name, maxShown)
	}
	if w.name == "" || kind == mappings && w.rule == "" {
		r.found.Report(ruleNoName, n.Place(), "a %s must have a name, and a mapping the name of its rule", singular[kind])
		return
	}
	w.written = r.sent(n, r.types[kind])
	if unknown := w.written.Get(written.Unknown); unknown != nil && !hasField(r.types[kind], written.Unknown) {
		w.written = merge(without(w.written, written.Unknown), unknown)
	}
	w.body = r.filled(w.written, w)
	r.list = append(r.list, w)
}

func hasField(t *api.Type, key string) bool {
	return slices.ContainsFunc(t.Fields, func(f *api.Field) bool { return f.Key == key })
}

// sent returns n without what is the server's to set.
func (r *reader) sent(n *node.Node, t *api.Type) *node.Node {
	names := []string{"_links"}
	for _, f := range t.Fields {
		if f.ReadOnly {
			names = append(names, f.Key)
		}
	}
	return without(n, names...)
}

// filled returns n with the values of variables in the place of their names. Names of
// resources are taken as they are.
func (r *reader) filled(n *node.Node, w *wanted) *node.Node {
	filled := *n
	filled.Raw, filled.Members, filled.Items = nil, nil, nil
	for _, m := range n.Members {
		value := m.Value
		if n != w.written || m.Name != "name" && m.Name != "type" && w.refs[m.Name] == "" {
			value = r.filled(value, w)
		}
		filled.Members = append(filled.Members, node.Member{Name: m.Name, Value: value})
	}
	for _, item := range n.Items {
		filled.Items = append(filled.Items, r.filled(item, w))
	}
	if name, isJSON := variableOf(n); name != "" {
		return r.variable(n, name, isJSON)
	}
	if n.Kind == node.Text && len(n.Text) > 3 && n.Text[:2] == "${" && n.Text[len(n.Text)-1] == '}' && r.isSecret(n, w) {
		r.found.Report(ruleVariable, n.Place(), "write the variable that a secret comes from as ${env:NAME}")
	}
	filled.Raw = n.Raw
	return &filled
}

// isSecret reports whether n is the value of a sensitive attribute of w.
func (r *reader) isSecret(n *node.Node, w *wanted) bool {
	return w.kind == stores && isSensitive(r.m.Connector(textOf(w.written, "type")), n.Name)
}

// variable returns the value of a variable.
func (r *reader) variable(n *node.Node, name string, isJSON bool) *node.Node {
	value := r.getenv(name)
	switch {
	case value == "":
		r.found.Report(ruleVariable, n.Place(), "the environment variable %s is not set", name)
	case connector.NewSecret(value).IsMask():
		r.found.Report(ruleVariable, n.Place(), "the environment variable %s has a mask, and not the value", name)
	case isJSON:
		parsed, problems := node.ParseJSON(name, []byte(value))
		if parsed == nil || len(problems) > 0 {
			r.found.Report(ruleVariable, n.Place(), "the environment variable %s must have JSON", name)
			return text("")
		}
		return parsed
	}
	return text(value)
}

package transfer

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/connect"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/model/api"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/secret"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/written"
)

// An Export is what an environment has, without ids and secrets.
type Export struct {
	Resources []*Resource // stores, plans, rules, mappings
	Variables []Variable
	Notes     []string // what to know of it, each a sentence

	m *model.Model
}

// A Resource is a store, plan, rule or mapping.
type Resource struct {
	Kind    string // such as "stores"
	ID      string // in the environment that it is from
	Name    string // or, of a mapping, the attribute of the target
	Members *node.Node
}

// A Variable is an environment variable that a secret is to come from.
type Variable struct {
	Name  string
	Of    string // what it is for, such as "store Zoom: API_KEY"
	JSON  bool   // it holds JSON, and not the text itself
	Known bool   // it is a secret; if not, it may be one
}

// Read returns what an environment has. It shows no value that is or may be secret:
// of a sensitive attribute, of a key that nobody knows, or of a form that only
// secrets have. The error is a [*connect.Error], or says why PingOne could not be asked.
func Read(ctx context.Context, m *model.Model, a Access) (*Export, error) {
	types := m.Collections()
	for _, kind := range kinds {
		if types[kind] == nil {
			return nil, fmt.Errorf("the document has no list of %s", kind)
		}
	}
	client, _, err := connect.Client(a.Getenv, a.Client)
	if err != nil {
		return nil, err
	}
	e, err := read(ctx, client)
	if err != nil {
		return nil, err
	}
	x := &exporter{Export: Export{m: m}, types: types, names: make(map[string]map[string]string), taken: make(map[string]bool), marks: make(map[*node.Node]bool)}
	if err := x.name(e); err != nil {
		return nil, err
	}
	for _, kind := range kinds {
		slices.SortStableFunc(e[kind], func(a, b *node.Node) int {
			return cmp.Or(strings.Compare(x.ruleOf(a), x.ruleOf(b)), strings.Compare(textOf(a, "name"), textOf(b, "name")), strings.Compare(mappingKey(a), mappingKey(b)))
		})
		for _, n := range e[kind] {
			x.resource(kind, n)
		}
	}
	x.review()
	return &x.Export, nil
}

// An exporter makes an export.
type exporter struct {
	Export
	types map[string]*api.Type
	names map[string]map[string]string // by kind and id
	taken map[string]bool              // names of variables
	marks map[*node.Node]bool          // that stand for a value
}

// maxNames is how many names a message lists.
const maxNames = 10

// name notes the names of resources, which references go by. The error lists those
// that two of a kind have.
func (x *exporter) name(e environment) error {
	var twice []string
	for _, kind := range []string{stores, plans, rules} {
		seen := make(map[string]bool)
		x.names[kind] = make(map[string]string)
		for _, n := range e[kind] {
			name := textOf(n, "name")
			if seen[name] {
				twice = append(twice, kind+" called "+show.Quote(name, maxShown))
			}
			seen[name] = true
			x.names[kind][textOf(n, "id")] = name
		}
	}
	if twice == nil {
		return nil
	}
	slices.Sort(twice)
	return fmt.Errorf("there are several %s; references go by name, so rename all but one", show.List(slices.Compact(twice), maxNames))
}

// maxShown bounds a name in a message, in bytes.
const maxShown = 80

// resource adds a resource to the export.
func (x *exporter) resource(kind string, n *node.Node) {
	r := &Resource{Kind: kind, ID: textOf(n, "id"), Name: textOf(n, "name")}
	label := singular[kind] + " " + show.Quote(r.Name, maxShown)
	words := []string{singular[kind], r.Name}
	if kind == mappings {
		rule := x.ruleOf(n)
		r.Name = textOf(n, "targetAttribute")
		label = "mapping of rule " + show.Quote(rule, maxShown) + " to " + show.Quote(r.Name, maxShown)
		words = []string{"mapping", rule, r.Name}
	}
	var unknown *node.Node
	r.Members, unknown = x.object(n, x.types[kind], place{label: label, words: words})
	if len(unknown.Members) > 0 {
		set(r.Members, written.Unknown, unknown)
	}
	x.Resources = append(x.Resources, r)
}

// ruleOf returns the name of the rule of a mapping.
func (x *exporter) ruleOf(n *node.Node) string { return x.names[rules][textOf(n.Get("rule"), "id")] }

// A place is where a value stands.
type place struct {
	label string   // of the resource, for people
	words []string // for names of variables
	path  string   // in the resource, such as configuration.API_KEY
}

func (p place) member(name string) place {
	p.words = append(slices.Clone(p.words), name)
	p.path = strings.TrimPrefix(p.path+"."+name, ".")
	return p
}

// hide returns what stands for a value: the name of a new variable.
func (x *exporter) hide(v *node.Node, at place, known bool) *node.Node {
	if x.marks[v] {
		return v // it is hidden already
	}
	base := variableName(at.words...)
	name := base
	for i := 2; x.taken[name]; i++ {
		name = fmt.Sprint(base, "_", i)
	}
	x.taken[name] = true
	isJSON := v.Kind != node.Text
	x.Variables = append(x.Variables, Variable{Name: name, Of: at.label + ": " + show.Line(at.path, maxShown), JSON: isJSON, Known: known})
	form := "${env:" + name + "}"
	if isJSON {
		form = "${json:" + name + "}"
	}
	hidden := text(form)
	x.marks[hidden] = true
	return hidden
}

// foreign returns what stands for a value of which nobody knows what it is. Booleans
// hide nothing.
func (x *exporter) foreign(v *node.Node, at place) *node.Node {
	if v.Kind == node.Boolean {
		return v
	}
	return x.hide(v, at, false)
}

// plain returns a value that is no secret, or what stands for it if it has the form
// of one, or of what stands for one.
func (x *exporter) plain(v *node.Node, at place) *node.Node {
	if v.Kind == node.Text && (secret.Live(v.Text) || isMark(v)) {
		return x.hide(v, at, false)
	}
	return v
}

// object returns what n has that a type knows, and what else it has.
func (x *exporter) object(n *node.Node, t *api.Type, at place) (known, unknown *node.Node) {
	known, unknown = object("", nil), object("", nil)
	storeType := textOf(n, "type")
	for _, m := range n.Members {
		i := slices.IndexFunc(t.Fields, func(f *api.Field) bool { return f.Key == m.Name })
		var k, u *node.Node
		in := at.member(m.Name)
		switch {
		case isNothing(m.Value), m.Name == "_links", i >= 0 && t.Fields[i].ReadOnly:
		case i < 0:
			u = x.foreign(m.Value, in)
		case t.Store != nil && t.Fields[i] == t.Store.Configuration:
			k, u = x.configuration(storeType, m.Value, at)
		case t.Store != nil && t.Fields[i] == t.Store.Type, m.Name == "name" && m.Value.Kind == node.Text:
			k = m.Value
		default:
			k, u = x.value(m.Value, t.Fields[i].Data, in)
		}
		if k != nil {
			set(known, m.Name, k)
		}
		if !isNothing(u) {
			set(unknown, m.Name, u)
		}
	}
	order := make([]string, 0, len(t.Fields))
	for _, f := range t.Fields {
		order = append(order, f.Key)
	}
	arrange(known, order)
	arrange(unknown, nil)
	return known, unknown
}

// arrange sorts the members of n: those of an order first, the others by name.
func arrange(n *node.Node, order []string) {
	rank := make(map[string]int, len(order))
	for i, name := range order {
		rank[name] = i - len(order)
	}
	slices.SortFunc(n.Members, func(a, b node.Member) int {
		return cmp.Or(cmp.Compare(rank[a.Name], rank[b.Name]), strings.Compare(a.Name, b.Name))
	})
}

// value returns v as a member holds it, or nil, and what of it the member cannot hold.
func (x *exporter) value(v *node.Node, d api.Data, at place) (known, unknown *node.Node) {
	fits := false
	switch d.Kind {
	case api.KindSecret:
		return x.hide(v, at, true), nil
	case api.KindAny, api.KindUnion:
		return x.foreign(v, at), nil
	case api.KindString, api.KindTime, api.KindEnumeration:
		fits = v.Kind == node.Text
	case api.KindBoolean:
		fits = v.Kind == node.Boolean
	case api.KindInteger, api.KindNumber:
		fits = v.Kind == node.Number
	case api.KindStruct:
		if v.Kind == node.Object && written.IsReference(d.Type) {
			return x.reference(v, at), nil
		}
		if v.Kind == node.Object {
			known, unknown = x.object(v, d.Type, at)
			if isNothing(known) {
				known = nil
			}
			return known, unknown
		}
	case api.KindList:
		if v.Kind == node.Array {
			return x.items(v, d, at), nil
		}
	case api.KindMap, api.KindConfiguration:
	}
	if !fits {
		return nil, x.foreign(v, at)
	}
	return x.plain(v, at), nil
}

// items returns a list. What an element has besides what it should stays in it.
func (x *exporter) items(v *node.Node, d api.Data, at place) *node.Node {
	list := &node.Node{Kind: node.Array}
	for i, item := range v.Items {
		known, unknown := x.value(item, *d.Elem, at.member(fmt.Sprint(i)))
		switch {
		case known == nil:
			known = unknown
		case unknown != nil:
			known = merge(known, unknown)
		}
		list.Items = append(list.Items, known)
	}
	return list
}

// reference returns a reference by name, if what it refers to is in the export.
func (x *exporter) reference(v *node.Node, at place) *node.Node {
	id := textOf(v, "id")
	kind := references[at.path]
	if name, ok := x.names[kind][id]; ok {
		return object("name", text(name))
	}
	if kind == "" {
		x.note("%s: %s has the id of something outside the export; another environment has others", at.label, at.path)
	} else {
		x.note("%s: %s refers to something that is not there", at.label, at.path)
	}
	return object("id", x.plain(text(id), at))
}

// note adds a sentence to what there is to know of the export.
func (x *exporter) note(format string, args ...any) {
	if note := fmt.Sprintf(format, args...); !slices.Contains(x.Notes, note) {
		x.Notes = append(x.Notes, note)
	}
}

// review notes what gen validate will say of the export.
func (x *exporter) review() {
	found := written.Check(x.m, []written.File{{Name: "export.json", Data: x.JSON()}}, written.Options{})
	for _, f := range found.All() {
		x.note("gen validate refuses %s: %s; gen import takes it with --lenient", f.Path, f.Message)
	}
}

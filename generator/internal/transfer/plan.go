package transfer

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/connect"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
	"github.com/connectorgen/connectorgen/generator/internal/written"
)

// Access says how PingOne is reached.
type Access struct {
	Getenv func(string) string // environment variables
	Client *http.Client        // nil for one with the default transport
}

// Options say how files are brought into an environment.
type Options struct {
	Access       // also to the values of the secrets
	Lenient bool // what the inputs do not know is no problem
	Keep    bool // what is there stays as it is, also if it differs
}

// An Action is what an import does about a resource.
type Action string

// The actions. A rule is created inactive, because one without mappings cannot be
// active; once its mappings are there, it is activated.
const (
	Create   Action = "create"
	Keep     Action = "keep" // it is there
	Activate Action = "activate"
)

// A Step is one of what an import does.
type Step struct {
	Action Action
	Label  string // the resource, such as `store "Zoom"`

	w *wanted
}

// A Plan is what an import does, in this order.
type Plan struct {
	Steps []Step

	client *propagation.Client
	ids    map[string]map[string]string // of what is there, by kind and name
}

// Prepare reads files and the environment, and returns what an import does. It changes
// nothing. The findings are all that is wrong; if there are errors among them, the
// plan, which may be nil, must not be run. The error is a [*connect.Error], or says why
// PingOne could not be asked.
func Prepare(ctx context.Context, m *model.Model, files []written.File, o Options) (*Plan, spec.Findings, error) {
	roots, found := written.Read(m, files, written.Options{Lenient: o.Lenient})
	if found.Failed() {
		return nil, found, nil
	}
	r := &reader{m: m, types: m.Collections(), getenv: o.Getenv}
	for _, n := range roots {
		r.value(n)
	}
	client, _, err := connect.Client(o.Getenv, o.Client)
	if err != nil {
		return nil, r.found, err
	}
	e, err := read(ctx, client)
	if err != nil {
		return nil, r.found, err
	}
	p := &planner{m: m, Plan: Plan{client: client, ids: make(map[string]map[string]string)}, keep: o.Keep, found: r.found}
	p.index(e)
	p.all(r.list)
	return &p.Plan, p.found, nil
}

// A planner makes a plan.
type planner struct {
	Plan
	m      *model.Model
	keep   bool
	there  map[string]map[string][]*node.Node // by kind and key; of mappings, by rule and key
	wanted map[string]map[string]bool         // names by kind
	found  spec.Findings
}

// index notes what there is.
func (p *planner) index(e environment) {
	p.there = make(map[string]map[string][]*node.Node)
	for _, kind := range kinds {
		p.there[kind], p.ids[kind] = make(map[string][]*node.Node), make(map[string]string)
		for _, n := range e[kind] {
			key := textOf(n, "name")
			if kind == mappings {
				key = textOf(n.Get("rule"), "id") + " " + mappingKey(n)
			}
			p.there[kind][key] = append(p.there[kind][key], n)
			p.ids[kind][key] = textOf(n, "id")
		}
	}
}

// all plans what is wanted: stores, plans, and then each rule with its mappings,
// after its parent rule.
func (p *planner) all(list []*wanted) {
	p.wanted = make(map[string]map[string]bool)
	seen := make(map[string]bool)
	for _, w := range list {
		if p.wanted[w.kind] == nil {
			p.wanted[w.kind] = make(map[string]bool)
		}
		p.wanted[w.kind][w.name] = true
		key := w.kind + "\x00" + w.rule + "\x00" + w.key()
		if seen[key] {
			p.found.Report(ruleSameName, w.at, "there are several of this: %s", w.label)
		}
		seen[key] = true
	}
	for _, w := range list {
		p.refer(w)
	}
	for _, kind := range []string{stores, plans} {
		for _, w := range list {
			if w.kind == kind {
				p.step(w)
			}
		}
	}
	for _, w := range p.inOrder(list) {
		p.rule(w, list)
	}
	for _, w := range list {
		if w.kind == mappings && !p.wanted[rules][w.rule] {
			p.step(w)
		}
	}
}

// refer checks that what a resource refers to is wanted, or there.
func (p *planner) refer(w *wanted) {
	for _, member := range sortedKeys(w.refs) {
		name, kind := w.refs[member], references[member]
		switch there := len(p.there[kind][name]); {
		case there > 1:
			p.found.Report(ruleSameName, w.at, "%s: %s is called %s, and so are several %s of the environment", w.label, member, show.Quote(name, maxShown), kind)
		case there == 0 && !p.wanted[kind][name]:
			p.found.Report(ruleNoName, w.at, "%s: %s is called %s, and there are no such %s, neither in the files nor in the environment", w.label, member, show.Quote(name, maxShown), kind)
		}
	}
}

// inOrder returns the rules, each after its parent.
func (p *planner) inOrder(list []*wanted) []*wanted {
	var ordered []*wanted
	left := slices.DeleteFunc(slices.Clone(list), func(w *wanted) bool { return w.kind != rules })
	for len(left) > 0 {
		waiting := make(map[string]bool)
		for _, w := range left {
			waiting[w.name] = true
		}
		next := slices.DeleteFunc(slices.Clone(left), func(w *wanted) bool { return waiting[w.refs["parentRule"]] })
		if len(next) == 0 {
			p.found.Report(ruleLoop, left[0].at, "%s is, by way of its parent rules, its own parent, or waits for one that is", left[0].label)
			return ordered
		}
		ordered = append(ordered, next...)
		left = slices.DeleteFunc(left, func(w *wanted) bool { return slices.Contains(next, w) })
	}
	return ordered
}

// rule plans a rule, its mappings and its activation.
func (p *planner) rule(w *wanted, list []*wanted) {
	there := p.step(w)
	for _, m := range list {
		if m.kind == mappings && m.rule == w.name {
			p.step(m)
		}
	}
	set := w.written.Get("configuration")
	if isTrue(w.written, "active") && !isTrue(there, "active") || !isNothing(set) && isNothing(there.Get("configuration")) {
		p.Steps = append(p.Steps, Step{Activate, w.label, w})
	}
}

// step plans a resource, and returns what is there of it, which is empty if it is to be created.
func (p *planner) step(w *wanted) *node.Node {
	key := w.key()
	if w.kind == mappings {
		key = p.ids[rules][w.rule] + " " + key
	}
	there := p.there[w.kind][key]
	switch {
	case len(there) > 1:
		p.found.Report(ruleSameName, w.at, "the environment has several of this: %s", w.label)
	case len(there) == 1:
		if keys := p.differs(w, there[0]); len(keys) > 0 && !p.keep {
			p.found.Report(ruleConflict, w.at, "%s is there already and differs in %s; change the one or the other, or keep what is there with --keep", w.label, show.List(keys, maxNames))
		}
		p.Steps = append(p.Steps, Step{Keep, w.label, w})
		return there[0]
	case w.kind == plans && len(p.there[plans]) > 0:
		p.found.Report(ruleConflict, w.at, "the environment has a plan already, which is called %s, and it can have one only", show.Quote(sortedKeys(p.there[plans])[0], maxShown))
	default:
		p.Steps = append(p.Steps, Step{Create, w.label, w})
	}
	return object("", nil)
}

// differs returns the members in which what is there is not what is wanted. Secrets
// are not compared, and neither is what an import does last.
func (p *planner) differs(w *wanted, there *node.Node) []string {
	var keys []string
	for _, m := range w.written.Members {
		have := there.Get(m.Name)
		switch kind := references[m.Name]; {
		case m.Name == "active" && m.Value.Text == "true":
		case w.kind == rules && m.Name == "configuration" && isNothing(have):
		case w.refs[m.Name] == "":
			keys = append(keys, differences(p.plain(w, m), have, m.Name)...)
		case w.kind == mappings:
		case have == nil || textOf(have, "id") != p.ids[kind][w.refs[m.Name]]:
			keys = append(keys, m.Name)
		}
	}
	return keys
}

// plain returns a member of w without secrets.
func (p *planner) plain(w *wanted, m node.Member) *node.Node {
	c := p.m.Connector(textOf(w.written, "type"))
	if w.kind != stores || m.Name != "configuration" || c == nil {
		return m.Value
	}
	return without(m.Value, slices.DeleteFunc(c.Keys(), func(key string) bool { return !isSensitive(c, key) })...)
}

// differences returns the paths at which have lacks what want has, or has something else.
func differences(want, have *node.Node, path string) []string {
	switch {
	case isMark(want) || isNothing(want) && isNothing(have):
		return nil
	case have == nil || want.Kind != have.Kind || len(want.Items) != len(have.Items):
		return []string{path}
	case want.Kind == node.Number:
		a, _ := strconv.ParseFloat(want.Text, 64) // both are numbers
		b, _ := strconv.ParseFloat(have.Text, 64)
		if cmp.Compare(a, b) == 0 {
			return nil
		}
		return []string{path}
	case want.Text != have.Text:
		return []string{path}
	}
	var keys []string
	for _, m := range want.Members {
		keys = append(keys, differences(m.Value, have.Get(m.Name), strings.Join([]string{path, m.Name}, "."))...)
	}
	for i, item := range want.Items {
		if len(differences(item, have.Items[i], path)) > 0 {
			return []string{path}
		}
	}
	return keys
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

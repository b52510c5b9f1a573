package propagationtest

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/metadata"
)

// An api is what the inputs of the generator say: which requests there are, and
// what is known of store types. How the resources behave is in this package.
type api struct {
	operations []operation
	objects    map[string][]property // what request bodies consist of, by name
	types      []string              // of stores
	metadata   func(storeType string) (connector.Metadata, bool)
	capture    func(storeType string) string // what the API answered when asked for metadata, or ""
}

// An operation is a request that the document has.
type operation struct {
	id           string // operationId
	name         string // of the method of the client
	method       string
	path         string // such as "/environments/{environmentID}/propagation/stores"
	status       int    // of a success
	mediaType    string // of the body of the request; "" if it has none
	body         string // name of the object that the body is; "" for any JSON
	bodyRequired bool
	items        string // member of _embedded, if a collection is answered
}

// A property is a member that the document has for an object.
type property struct {
	name     string
	kind     string   // "string", "boolean", "integer", "number", "array", "object", or "" for any
	of       string   // name of the object that it is, or that the elements of the array are
	values   []string // of an enumeration
	required bool
}

// named returns the operationId of the operation that has name, in one of its
// spellings. It panics if there is none: a test that goes on would test nothing.
func (a *api) named(name string) string {
	if name == Token {
		return Token
	}
	i := slices.IndexFunc(a.operations, func(op operation) bool { return op.id == name })
	if i < 0 {
		i = slices.IndexFunc(a.operations, func(op operation) bool { return op.name == name })
	}
	if i < 0 {
		panic(fmt.Sprintf("propagationtest: no operation is named %q; there are %s", name, strings.Join(a.names(), ", ")))
	}
	return a.operations[i].id
}

// names returns the operationIds, sorted, and Token.
func (a *api) names() []string {
	var list []string
	for _, op := range a.operations {
		list = append(list, op.id)
	}
	slices.Sort(list)
	return append(list, Token)
}

// add makes types of stores known: those that are named with any configuration, and
// those of captures, which take the place of what there is.
func (a *api) add(types []string, captures [][]byte) error {
	known, answers := make(map[string]connector.Metadata), make(map[string]string)
	for _, storeType := range types {
		if _, already := a.metadata(storeType); !already {
			known[storeType] = connector.Metadata{StoreType: storeType}
		}
	}
	for _, data := range captures {
		m, err := metadata.Parse(data)
		if err == nil && m.StoreType == "" {
			err = errors.New("information.key: it is missing")
		}
		if err != nil {
			return fmt.Errorf("propagationtest: a capture of %q: %w", m.StoreType, err)
		}
		known[m.StoreType], answers[m.StoreType] = m, string(data)
	}
	a.addValues(slices.Collect(maps.Keys(known)))
	a.types = slices.Concat(a.types, slices.Collect(maps.Keys(known)))
	slices.Sort(a.types)
	a.types = slices.Compact(a.types)
	before, capture := a.metadata, a.capture
	a.metadata = func(storeType string) (connector.Metadata, bool) {
		if m, ok := known[storeType]; ok {
			return m, true
		}
		return before(storeType)
	}
	a.capture = func(storeType string) string { return cmp.Or(answers[storeType], capture(storeType)) }
	return nil
}

// addValues adds types of stores to the enumerations that have all of those that
// are known.
func (a *api) addValues(types []string) {
	for _, properties := range a.objects {
		for i, p := range properties {
			if len(a.types) > 0 && !slices.ContainsFunc(a.types, func(t string) bool { return !slices.Contains(p.values, t) }) {
				properties[i].values = slices.Concat(p.values, types)
			}
		}
	}
}

// root is where the API starts. The operations are below.
const root = "/v1"

// A route is what a path leads to.
type route struct {
	operations []*operation // one for each method
	parameters []string     // the values of the path's parameters, in order
}

// route finds what u leads to: the path with the most fixed segments that fits.
func (a *api) route(u *url.URL) route {
	path, ok := strings.CutPrefix(u.EscapedPath(), root+"/")
	if !ok {
		return route{}
	}
	segments := strings.Split(path, "/")
	var best route
	for i := range a.operations {
		op := &a.operations[i]
		parameters, ok := match(op.path, segments)
		switch {
		case !ok:
		case best.operations != nil && best.operations[0].path == op.path:
			best.operations = append(best.operations, op)
		case best.operations == nil || len(parameters) < len(best.parameters):
			best = route{[]*operation{op}, parameters}
		}
	}
	return best
}

// match returns the values of the parameters of path, if segments fit it.
func match(path string, segments []string) ([]string, bool) {
	fixed := strings.Split(strings.TrimPrefix(path, "/"), "/")
	if len(fixed) != len(segments) {
		return nil, false
	}
	var parameters []string
	for i, want := range fixed {
		got, err := url.PathUnescape(segments[i])
		switch {
		case err != nil || got == "":
			return nil, false
		case strings.HasPrefix(want, "{"):
			parameters = append(parameters, got)
		case want != got:
			return nil, false
		}
	}
	return parameters, true
}

// operation returns the operation for a method, or nil.
func (r route) operation(method string) *operation {
	i := slices.IndexFunc(r.operations, func(op *operation) bool { return op.method == method })
	if i < 0 {
		return nil
	}
	return r.operations[i]
}

// methods returns the methods that r has, as the header Allow lists them.
func (r route) methods() string {
	var list []string
	for _, op := range r.operations {
		list = append(list, op.method)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

// check returns what is wrong with an object that is sent: what is required
// and missing, and what is of another kind than the document says. Members that
// the document does not have are let through.
func (a *api) check(name, target string, o object) []detail {
	var wrong []detail
	for _, p := range a.objects[name] {
		value, at := o.get(p.name), target+p.name
		switch {
		case value == nil && p.required:
			wrong = append(wrong, required(at))
		case value == nil:
		case !isKind(value, p.kind):
			wrong = append(wrong, detail{Code: "INVALID_VALUE", Target: at, Message: "It must be " + article(p.kind) + "."})
		case p.required && string(value) == `""`:
			wrong = append(wrong, detail{Code: "EMPTY_VALUE", Target: at, Message: "It must not be empty."})
		case p.values != nil && !p.has(value):
			wrong = append(wrong, detail{
				Code: "INVALID_VALUE", Target: at, Message: "It must be one of the allowed values.",
				InnerError: map[string]any{"allowedValues": p.values},
			})
		case p.kind == "object":
			wrong = append(wrong, a.check(p.of, at+".", o.object(p.name))...)
		case p.kind == "array":
			wrong = append(wrong, a.checkElements(p, at, value)...)
		}
	}
	return wrong
}

// has reports whether the document has a value, or a fault has shown it.
func (p property) has(value json.RawMessage) bool {
	var text string
	return json.Unmarshal(value, &text) == nil && (slices.Contains(p.values, text) || text == foreign)
}

func (a *api) checkElements(p property, at string, array json.RawMessage) []detail {
	var elements []json.RawMessage
	_ = json.Unmarshal(array, &elements) // it is an array: check has seen to that
	var wrong []detail
	for _, element := range elements {
		var o object
		switch {
		case a.objects[p.of] == nil:
		case json.Unmarshal(element, &o) != nil:
			wrong = append(wrong, detail{Code: "INVALID_VALUE", Target: at, Message: "Its elements must be objects."})
		default:
			wrong = append(wrong, a.check(p.of, at+".", o)...)
		}
	}
	return wrong
}

// isKind reports whether a JSON value is of a kind, by the character that it starts with.
func isKind(value json.RawMessage, kind string) bool {
	switch c := value[0]; kind {
	case "string":
		return c == '"'
	case "boolean":
		return c == 't' || c == 'f'
	case "integer":
		return (c == '-' || '0' <= c && c <= '9') && !strings.ContainsAny(string(value), ".eE")
	case "number":
		return c == '-' || '0' <= c && c <= '9'
	case "array":
		return c == '['
	case "object":
		return c == '{'
	}
	return true
}

func article(kind string) string {
	if strings.ContainsAny(kind[:1], "aio") {
		return "an " + kind
	}
	return "a " + kind
}

package client_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestReadOnly takes every operation that has a body from the document, as another
// reader of OpenAPI understands it. Bodies at random, with members that are not
// documented and some of another kind, are read and sent back: without the members
// that the document marks as readOnly, at any depth, and with all others as they came.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	document := openAPI(t)
	bodies := make(map[string]*openapi3.Schema)
	for _, path := range document.Paths.Map() {
		for _, op := range path.Operations() {
			if op.RequestBody == nil {
				continue
			}
			for _, media := range op.RequestBody.Value.Content {
				bodies[strings.ToUpper(op.OperationID[:1])+op.OperationID[1:]] = media.Schema.Value
			}
		}
	}
	held := 0
	for name, schema := range bodies {
		method := reflect.TypeFor[*propagation.Client]()
		if m, ok := method.MethodByName(name); !ok || m.Type.In(m.Type.NumIn()-2).Kind() != reflect.Struct {
			continue // it takes any object
		}
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(200) {
				r := rand.New(rand.NewPCG(seed, 1))
				came := anything(r, schema).(map[string]any)
				want := withoutReadOnly(schema, came)
				if !cmp.Equal(came, want) {
					held++
				}
				data, err := json.Marshal(came)
				if err != nil {
					t.Fatal(err)
				}
				got := sentBack(t, name, data)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("seed %d: read %s (-want +sent):\n%s", seed, data, diff)
				}
			}
		})
	}
	if len(bodies) < 12 || held < 1000 {
		t.Errorf("%d operations with bodies, of which %d had something readOnly", len(bodies), held)
	}
}

// openAPI returns the document of this repository.
func openAPI(t *testing.T) *openapi3.T {
	t.Helper()
	data, err := os.ReadFile(harness.Path(t, "spec/openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	document, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// sentBack reads a body into the type of the argument of a method, and returns
// what the method sends.
func sentBack(t *testing.T, method string, data []byte) (sent map[string]any) {
	t.Helper()
	s := &script{answer: func(_ int, r *http.Request) (*http.Response, error) {
		body, err := r.GetBody()
		if err == nil {
			err = json.NewDecoder(body).Decode(&sent)
		}
		if err != nil {
			t.Error(err)
		}
		return says(200, "{}")
	}}
	m := reflect.ValueOf(scripted(t, s)).MethodByName(method)
	args := []reflect.Value{reflect.ValueOf(t.Context())}
	for i := 1; i < m.Type().NumIn()-2; i++ {
		args = append(args, reflect.ValueOf("1"))
	}
	body := reflect.New(m.Type().In(m.Type().NumIn() - 2))
	if err := json.Unmarshal(data, body.Interface()); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	results := m.Call(append(args, body.Elem(), reflect.ValueOf(propagation.AllowClearingAll())))
	if err, _ := results[len(results)-1].Interface().(error); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	return sent
}

// parts returns s and what it consists of: the parts of an allOf, and one branch of
// a oneOf.
func parts(s *openapi3.Schema) []*openapi3.Schema {
	list := []*openapi3.Schema{s}
	for _, part := range s.AllOf {
		list = append(list, parts(part.Value)...)
	}
	if len(s.OneOf) > 0 {
		list = append(list, parts(s.OneOf[0].Value)...)
	}
	return list
}

// isReadOnly reports whether s or a part of it is marked so.
func isReadOnly(s *openapi3.Schema) bool {
	return slices.ContainsFunc(parts(s), func(part *openapi3.Schema) bool { return part.ReadOnly })
}

// isRequired reports whether a member is one that is sent even if it did not come.
func isRequired(s *openapi3.Schema, name string) bool {
	return slices.ContainsFunc(parts(s), func(part *openapi3.Schema) bool { return slices.Contains(part.Required, name) })
}

// withoutReadOnly returns a value of s without what is readOnly.
func withoutReadOnly(s *openapi3.Schema, value any) any {
	switch v := value.(type) {
	case map[string]any:
		kept := make(map[string]any)
		for name, member := range v {
			kept[name] = member
			for _, part := range parts(s) {
				if p := part.Properties[name]; p != nil {
					kept[name] = withoutReadOnly(p.Value, kept[name])
				}
			}
			if slices.ContainsFunc(parts(s), func(part *openapi3.Schema) bool {
				return part.Properties[name] != nil && isReadOnly(part.Properties[name].Value)
			}) {
				delete(kept, name)
			}
		}
		return kept
	case []any:
		kept := []any{}
		for _, element := range v {
			kept = append(kept, withoutReadOnly(s.Items.Value, element))
		}
		return kept
	}
	return value
}

// anything returns a value of s. One in ten members is of another kind, and one in
// five objects has members that are not documented.
func anything(r *rand.Rand, s *openapi3.Schema) any {
	object := make(map[string]any)
	for _, part := range parts(s) {
		switch {
		case part.Type.Is("string") && part.Format == "date-time":
			return fmt.Sprintf("2024-01-02T03:04:%02d.678Z", r.IntN(60))
		case part.Type.Is("string"):
			return fmt.Sprint("s", r.IntN(100))
		case part.Type.Is("boolean"):
			return r.IntN(2) == 0
		case part.Type.Is("integer"):
			return float64(r.IntN(1000))
		case part.Type.Is("array"):
			list := []any{}
			for range r.IntN(3) {
				list = append(list, anything(r, part.Items.Value))
			}
			return list
		}
		for _, name := range slices.Sorted(maps.Keys(part.Properties)) {
			switch {
			case r.IntN(5) == 0 && !isRequired(s, name):
			case r.IntN(10) == 0:
				object[name] = []any{7.0, map[string]any{"id": "x"}, nil, ""}[r.IntN(4)]
			default:
				object[name] = anything(r, part.Properties[name].Value)
			}
		}
		if extra := part.AdditionalProperties.Schema; extra != nil {
			object["any"] = anything(r, extra.Value)
		}
	}
	if r.IntN(5) == 0 {
		object["new"], object["readOnly"] = map[string]any{"id": "x"}, nil
	}
	return object
}

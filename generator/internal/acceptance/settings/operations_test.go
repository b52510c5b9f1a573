package settings_test

import (
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

var documentFlag = flag.String("document", "testdata/management.yaml", "the OpenAPI document whose operations TestOperations calls")

// An exchange is a call of a method of the client, and what the server that is
// written from the document answers to it.
type exchange struct {
	Name     string // of the method
	Method   string
	Path     string
	Args     []string // the values of the arguments that are parameters
	Query    []string // parameters that must be there
	Request  any      // the body, or nil
	Status   int
	Response any // the body, or nil
	Items    string
}

// Each operation of a document is called with a body that the document allows, of
// each branch of its choices in turn, and gives what a server answers that has been
// written from the document as package kin-openapi reads it. The document is a cut of
// our own of what PingOne's has of applications, gateways, identity providers and
// sign-on policies; -document names another one, such as PingOne's.
func TestOperations(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(*documentFlag)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		t.Fatal(err)
	}
	const config = "names: {package: client}\nclient: {parameters: [environmentID]}\n"
	files := generated(t, string(data), config)
	m := harness.Model(t, fstest.MapFS{"openapi.yaml": {Data: data}, "generate.yaml": {Data: []byte(config)}})
	var list []exchange
	for _, op := range m.API.Operations {
		for variant := range 4 {
			list = append(list, exchangeOf(doc, op, variant))
		}
	}
	if len(m.API.Operations) < 30 {
		t.Errorf("only %d operations", len(m.API.Operations))
	}
	table, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	files["exchanges.json"] = string(table)
	run(t, files, string(harness.ReadFile(t, "generator/internal/acceptance/settings/testdata/operations_driver.go.txt")))
}

// exchangeOf returns the call of op in which each choice is of the variant.
func exchangeOf(doc *openapi3.T, op *model.Operation, variant int) exchange {
	o := doc.Paths.Value(op.Path).GetOperation(op.Method)
	x := exchange{Name: op.Name, Method: op.Method, Path: op.Path, Status: op.Status, Items: op.Items}
	for _, p := range op.Parameters {
		value := "v" + strconv.Itoa(len(x.Args)+1)
		if k := p.Data.Kind; k == model.KindInteger || k == model.KindNumber {
			value = strconv.Itoa(len(x.Args) + 1)
		} else if k == model.KindBoolean {
			value = "true"
		}
		if p.Fixed == "" {
			x.Args = append(x.Args, value)
		}
		if x.Path = strings.ReplaceAll(x.Path, "{"+p.Key+"}", value); p.In == "query" {
			x.Query = append(x.Query, p.Key)
		}
	}
	x.Path = strings.NewReplacer("{environmentID}", "env", "{environmentId}", "env").Replace(x.Path)
	if op.Body != nil && op.Body.Encoding == 0 {
		x.Request = sampleOf(o.RequestBody.Value.Content, variant, false)
	}
	if res := o.Responses.Status(op.Status); res != nil && op.Result != nil && op.Raw == "" {
		x.Response = sampleOf(res.Value.Content, variant, true)
	}
	return x
}

func sampleOf(content openapi3.Content, variant int, received bool) any {
	for name, media := range content {
		if strings.Contains(name, "json") && media.Schema != nil {
			return sampler{variant, received}.sample(media.Schema, 0)
		}
	}
	return nil
}

// A sampler makes values from schemas.
type sampler struct {
	variant  int
	received bool // else what is readOnly is left out
}

// sample returns a value of a schema that is depth levels within others.
func (s sampler) sample(ref *openapi3.SchemaRef, depth int) any {
	x := ref.Value
	if branches := slices.Concat(x.OneOf, x.AnyOf); len(branches) > 0 && len(x.Properties)+len(x.AllOf) == 0 {
		return s.branch(x, branches, depth)
	}
	switch {
	case len(x.Enum) > 0:
		return x.Enum[s.variant%len(x.Enum)]
	case x.Type.Is("string"):
		return map[string]string{"date-time": "2026-01-02T03:04:05.678Z"}[x.Format] + map[bool]string{true: "", false: "text"}[x.Format == "date-time"]
	case x.Type.Is("integer"), x.Type.Is("number"):
		return 7
	case x.Type.Is("boolean"):
		return true
	case x.Type.Is("array") && depth > 6:
		return []any{}
	case x.Type.Is("array"):
		return []any{s.sample(x.Items, depth+1)}
	}
	members := make(map[string]any)
	s.object(ref, depth, members)
	return members
}

// branch returns a value of one of the branches of x.
func (s sampler) branch(x *openapi3.Schema, branches openapi3.SchemaRefs, depth int) any {
	b := branches[s.variant%len(branches)]
	if depth > 6 {
		b = branches[len(branches)-1]
	}
	value := s.sample(b, depth)
	if members, ok := value.(map[string]any); ok && x.Discriminator != nil {
		members[x.Discriminator.PropertyName] = selectorOf(x, b)
	}
	return value
}

// selectorOf returns the value of the discriminator of x that selects the branch.
func selectorOf(x *openapi3.Schema, branch *openapi3.SchemaRef) string {
	for value, to := range x.Discriminator.Mapping {
		if to.Ref == branch.Ref {
			return value
		}
	}
	return branch.Ref[strings.LastIndex(branch.Ref, "/")+1:]
}

// object adds the members of an object to those there are.
func (s sampler) object(ref *openapi3.SchemaRef, depth int, members map[string]any) {
	x := ref.Value
	for _, part := range x.AllOf {
		s.object(part, depth, members)
	}
	for key, p := range x.Properties {
		if required := slices.Contains(x.Required, key); (s.received || !isReadOnly(p)) && (depth < 6 || required) {
			members[key] = s.sample(p, depth+1)
		}
	}
	if a := x.AdditionalProperties.Schema; a != nil && depth < 6 {
		members["more"] = s.sample(a, depth+1)
	}
	if branches := slices.Concat(x.OneOf, x.AnyOf); len(branches) > 0 {
		b := branches[s.variant%len(branches)]
		s.object(b, depth, members)
		if x.Discriminator != nil {
			members[x.Discriminator.PropertyName] = selectorOf(x, b)
		}
	} else if d := x.Discriminator; d != nil && len(d.Mapping) > 0 {
		var values []string
		for value := range d.Mapping {
			values = append(values, value)
		}
		slices.Sort(values)
		members[d.PropertyName] = values[s.variant%len(values)]
	}
}

func isReadOnly(p *openapi3.SchemaRef) bool {
	return p.Value.ReadOnly || slices.ContainsFunc(p.Value.AllOf, isReadOnly)
}

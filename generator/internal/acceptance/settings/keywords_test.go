package settings_test

import (
	"cmp"
	"fmt"
	"go/scanner"
	"go/token"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/emit"
	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/long"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// What comes of a keyword, as the table in KEYWORDS.md has it.
const (
	honoured = "honoured" // what is generated depends on it, beyond comments
	reported = "reported" // a finding says it
	comment  = "comment"  // what comments say depends on it
	nothing  = "nothing"  // it means nothing for what is sent and received
)

// TestKeywords holds the table in KEYWORDS.md to what is done. Each keyword of a
// document that has them all is taken away in turn: what is generated, what is found, or
// the comments must differ as the table has it. So nothing that means something is
// dropped in silence.
func TestKeywords(t *testing.T) {
	t.Parallel()
	table := keywordTable(t)
	var root yaml.Node
	if err := yaml.Unmarshal(harness.ReadFile(t, "generator/internal/acceptance/settings/testdata/keywords.yaml"), &root); err != nil {
		t.Fatal(err)
	}
	whole := resultOf(t, &root)
	if whole.files == nil {
		t.Fatalf("the document is refused: %s", whole.found)
	}
	came, count := make(map[string]string), 0
	walkKeywords(root.Content[0], "OpenAPI", func(keyword string, in *yaml.Node, i int) {
		if came[keyword] = cmp.Or(came[keyword], nothing); came[keyword] == honoured {
			return
		}
		if count++; !long.Wanted() && count%sampled != 0 {
			came[keyword] = "unknown"
			return
		}
		all := in.Content
		in.Content = slices.Delete(slices.Clone(all), i, i+2)
		if is := whole.against(resultOf(t, &root)); rank(is) > rank(came[keyword]) {
			came[keyword] = is
		}
		in.Content = all
	})
	for _, keyword := range slices.Sorted(maps.Keys(table)) {
		switch is := came[keyword]; {
		case is == "":
			t.Errorf("the document has no %s", keyword)
		case is != "unknown" && is != table[keyword]:
			t.Errorf("%s: %s, and the table says %s", keyword, is, table[keyword])
		}
	}
	for _, keyword := range slices.Sorted(maps.Keys(came)) {
		if table[keyword] == "" {
			t.Errorf("the table has no %s, which is %s", keyword, came[keyword])
		}
	}
}

// sampled is how many keywords there are for each that is taken away by default.
const sampled = 8

func rank(outcome string) int {
	return slices.Index([]string{"unknown", nothing, comment, reported, honoured}, outcome)
}

// A result is what is generated for a document.
type result struct {
	files map[string]string // nil if it is refused
	found string
}

func resultOf(t *testing.T, root *yaml.Node) (r result) {
	t.Helper()
	data, err := yaml.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	in, found, err := load.Folder(fstest.MapFS{"openapi.yaml": {Data: data}}, "spec")
	if err != nil {
		t.Fatal(err)
	}
	if !found.Failed() {
		m, meant := model.Build(in)
		if found.Add(meant); !found.Failed() {
			files, err := emit.Files(m, "example.com/x")
			if err != nil {
				t.Fatal(err)
			}
			r.files = make(map[string]string)
			for _, f := range files {
				r.files[f.Path] = string(f.Content)
			}
		}
	}
	for _, f := range found.All() {
		r.found += fmt.Sprintln(f.Rule, f.Message)
	}
	return r
}

// bare returns the words of Go source, without comments.
func bare(source string) string {
	var b strings.Builder
	var words scanner.Scanner
	set := token.NewFileSet()
	words.Init(set.AddFile("", -1, len(source)), []byte(source), nil, 0)
	for {
		_, word, text := words.Scan()
		if word == token.EOF {
			return b.String()
		}
		fmt.Fprintln(&b, word, text)
	}
}

// against returns what is otherwise without the keyword.
func (r result) against(without result) string {
	is := nothing
	for name, content := range r.files {
		other, there := without.files[name]
		switch {
		case there && other == content:
		case !there, !strings.HasSuffix(name, ".go"), bare(content) != bare(other):
			return honoured
		default:
			is = comment
		}
	}
	if r.found != without.found {
		return reported
	}
	return is
}

// keywordTable returns what KEYWORDS.md says of each keyword of each object, as
// "Object.keyword".
func keywordTable(t *testing.T) map[string]string {
	t.Helper()
	table, object := make(map[string]string), ""
	for line := range strings.Lines(string(harness.ReadFile(t, "generator/KEYWORDS.md"))) {
		if name, ok := strings.CutPrefix(line, "## "); ok {
			object = strings.TrimSpace(name)
		}
		cells := strings.Split(line, "|")
		if len(cells) < 5 || !strings.Contains(cells[1], "`") {
			continue
		}
		for keyword := range strings.SplitSeq(cells[1], ",") {
			table[object+"."+strings.Trim(keyword, " `")] = strings.TrimSpace(cells[2])
		}
	}
	return table
}

// keywordsOf has the types of package kin-openapi for the objects of OpenAPI, whose
// tags are a list of the keywords that is not ours.
var keywordsOf = map[string]any{
	"OpenAPI": openapi3.T{}, "Info": openapi3.Info{}, "Contact": openapi3.Contact{}, "License": openapi3.License{}, "Server": openapi3.Server{},
	"Server Variable": openapi3.ServerVariable{}, "Components": openapi3.Components{}, "Path Item": openapi3.PathItem{}, "Operation": openapi3.Operation{},
	"External Documentation": openapi3.ExternalDocs{}, "Parameter": openapi3.Parameter{}, "Request Body": openapi3.RequestBody{}, "Media Type": openapi3.MediaType{},
	"Encoding": openapi3.Encoding{}, "Response": openapi3.Response{}, "Example": openapi3.Example{}, "Link": openapi3.Link{}, "Tag": openapi3.Tag{},
	"Schema": openapi3.Schema{}, "Discriminator": openapi3.Discriminator{}, "XML": openapi3.XML{}, "Security Scheme": openapi3.SecurityScheme{},
	"OAuth Flows": openapi3.OAuthFlows{}, "OAuth Flow": openapi3.OAuthFlow{},
}

// notOpenAPI are members that the types of package kin-openapi have and that OpenAPI 3.0
// and 3.1 do not.
var notOpenAPI = []string{
	"Path Item.connect", "Path Item.query", "Path Item.additionalOperations", "Media Type.itemSchema", "Schema.allowEmptyValue", "OAuth Flows.deviceAuthorization",
}

// The table has every keyword that package kin-openapi knows.
func TestKeywordsAreAll(t *testing.T) {
	t.Parallel()
	table := keywordTable(t)
	for object, of := range keywordsOf {
		for f := range reflect.TypeOf(of).Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			keyword := object + "." + name
			if name != "" && name != "-" && table[keyword] == "" && !slices.Contains(notOpenAPI, keyword) {
				t.Errorf("the table has no %s", keyword)
			}
		}
	}
}

// parts say which objects stand in the members of which: by themselves, in a list ([]), or
// by name ({}).
var parts = map[string]map[string]string{
	"OpenAPI": {"info": "Info", "servers": "[]Server", "tags": "[]Tag", "externalDocs": "External Documentation", "webhooks": "{}Path Item", "paths": "{}Path Item", "components": "Components"},
	"Info":    {"contact": "Contact", "license": "License"},
	"Server":  {"variables": "{}Server Variable"},
	"Tag":     {"externalDocs": "External Documentation"},
	"Components": {
		"pathItems": "{}Path Item", "parameters": "{}Parameter", "responses": "{}Response", "requestBodies": "{}Request Body", "headers": "{}Header",
		"examples": "{}Example", "links": "{}Link", "callbacks": "{}Callback", "securitySchemes": "{}Security Scheme", "schemas": "{}Schema",
	},
	"Path Item": {
		"servers": "[]Server", "parameters": "[]Parameter", "get": "Operation", "put": "Operation", "post": "Operation", "delete": "Operation",
		"options": "Operation", "head": "Operation", "patch": "Operation", "trace": "Operation",
	},
	"Operation": {
		"externalDocs": "External Documentation", "servers": "[]Server", "parameters": "[]Parameter", "requestBody": "Request Body", "responses": "{}Response", "callbacks": "{}Callback",
	},
	"Parameter":       {"schema": "Schema", "content": "{}Media Type", "examples": "{}Example"},
	"Header":          {"schema": "Schema", "content": "{}Media Type", "examples": "{}Example"},
	"Request Body":    {"content": "{}Media Type"},
	"Response":        {"headers": "{}Header", "content": "{}Media Type", "links": "{}Link"},
	"Media Type":      {"schema": "Schema", "examples": "{}Example", "encoding": "{}Encoding"},
	"Encoding":        {"headers": "{}Header"},
	"Link":            {"server": "Server"},
	"Security Scheme": {"flows": "OAuth Flows"},
	"OAuth Flows":     {"clientCredentials": "OAuth Flow", "authorizationCode": "OAuth Flow", "implicit": "OAuth Flow", "password": "OAuth Flow"},
	"Schema": {
		"externalDocs": "External Documentation", "discriminator": "Discriminator", "xml": "XML", "properties": "{}Schema", "patternProperties": "{}Schema", "dependentSchemas": "{}Schema",
		"$defs": "{}Schema", "items": "Schema", "additionalProperties": "Schema", "contains": "Schema", "not": "Schema", "propertyNames": "Schema", "if": "Schema", "then": "Schema", "else": "Schema",
		"allOf": "[]Schema", "oneOf": "[]Schema", "anyOf": "[]Schema", "prefixItems": "[]Schema", "contentSchema": "Schema",
	},
}

// walkKeywords visits each member of n, an object of the kind, and of what is in it.
func walkKeywords(n *yaml.Node, kind string, visit func(keyword string, in *yaml.Node, i int)) {
	one, isList := strings.CutPrefix(kind, "[]")
	one, isMap := strings.CutPrefix(one, "{}")
	switch {
	case isList:
		for _, item := range n.Content {
			walkKeywords(item, one, visit)
		}
		return
	case isMap:
		for i := 1; i < len(n.Content); i += 2 {
			walkKeywords(n.Content[i], one, visit)
		}
		return
	case kind == "Callback":
		walkKeywords(n, "{}Path Item", visit)
		return
	case n.Kind != yaml.MappingNode:
		return
	}
	for i := 0; i < len(n.Content); i += 2 {
		name := n.Content[i].Value
		of := kind
		if name == "$ref" && kind != "Schema" && kind != "Path Item" {
			of = "Reference"
		}
		visit(of+"."+name, n, i)
		if part := parts[kind][name]; part != "" {
			walkKeywords(n.Content[i+1], part, visit)
		}
	}
}

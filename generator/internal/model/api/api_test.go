package api

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/connectorgen/connectorgen/generator/internal/golden"
	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/runtime"
)

// TestAPI runs the cases in testdata/api. The comment of a case says what it
// shows; openapi.yaml is the document, below the header that every document
// has; api is what becomes of it; findings is what there is to say.
func TestAPI(t *testing.T) {
	golden.Run(t, "testdata/api/*.txtar", func(t *testing.T, c *txtar.Archive) {
		api, findings := apiOf(t, string(c.Files[0].Data))
		c.Files = append(c.Files[:1], txtar.File{Name: "api", Data: []byte(api)})
		if findings != "" {
			c.Files = append(c.Files, txtar.File{Name: "findings", Data: []byte(findings)})
		}
	})
}

const documentHeader = "openapi: 3.0.3\ninfo: {title: Things, version: '1'}\n"

// apiOf returns what becomes of a document, as text.
func apiOf(t *testing.T, document string) (api, findings string) {
	t.Helper()
	fsys := fstest.MapFS{"openapi.yaml": {Data: []byte(documentHeader + document)}}
	in, found, err := load.Folder(fsys, "spec")
	if err != nil {
		t.Fatal(err)
	}
	if in == nil || in.Document == nil {
		t.Fatalf("no document: %v", found.All())
	}
	built := Build(in.Document, &found)
	var list strings.Builder
	for _, f := range found.All() {
		fmt.Fprintln(&list, f)
	}
	return describeAPI(built), list.String()
}

// describeAPI returns a line for each thing in api.
func describeAPI(api *API) string {
	var b strings.Builder
	for _, t := range api.Types {
		describeType(&b, t)
	}
	for _, op := range api.Operations {
		fmt.Fprintf(&b, "func %s: %s %s%s\n", op.Name, op.Method, op.Path, flags("", op.Once, "once"))
		for _, p := range op.Parameters {
			fmt.Fprintf(&b, "\t%s: %s in %s\n", p.Argument, describeData(p.Data), p.In)
		}
		for _, p := range op.Options {
			fmt.Fprintf(&b, "\tparams.%s: %s in %s%s\n", p.Name, describeData(p.Data), p.In, flags("", p.Explode, "explode"))
		}
		if op.Body != nil {
			fmt.Fprintf(&b, "\tbody: %s as %s%s%s\n", describeData(op.Body.Data), op.Body.MediaType,
				flags("", op.Body.Required, "required"), flags(strings.Join(op.Body.ReadOnly, " "), len(op.Body.ReadOnly) > 0, "without"))
		}
		if op.Replaces != nil {
			fmt.Fprintf(&b, "\treplaces: %s\n", op.Replaces.Name)
		}
		if op.Result != nil {
			fmt.Fprintf(&b, "\tresult: %s%s\n", describeData(*op.Result), flags(op.Items, op.Items != "", "each of"))
		}
		if op.Failure != nil {
			for _, x := range op.Failure.Types {
				fmt.Fprintf(&b, "\t%s: %s, %s\n", x.Status, describeData(x.Data), op.Failure.Name)
			}
		}
	}
	if len(api.Harmless) > 0 {
		fmt.Fprintf(&b, "harmless: %s\n", strings.Join(api.Harmless, " "))
	}
	return b.String()
}

func fieldOf(t *Type) string {
	if t.Owner == nil {
		return ""
	}
	return t.Owner.Name + "." + t.Field.Name
}

func describeType(b *strings.Builder, t *Type) {
	fmt.Fprintf(b, "type %s%s%s%s\n", t.Name, flags("", t.Store != nil, "store"),
		flags("", t.Deprecated, "deprecated"), flags(fieldOf(t), t.Owner != nil, "of"))
	for _, f := range t.Fields {
		fmt.Fprintf(b, "\t%s: %s %q%s%s%s\n", f.Name, describeData(f.Data), f.Key,
			flags("", f.Required, "required"), flags("", f.Deprecated, "deprecated"), flags("", f.ReadOnly, "read-only"))
	}
	if f := t.Additional; f != nil {
		fmt.Fprintf(b, "\t%s: %s\n", f.Name, describeData(f.Data))
	}
	if u := t.Union; u != nil {
		fmt.Fprintf(b, "\tby %q%s%s\n", u.Property, flags(u.Interface, u.Interface != "", "as"), flags("", u.Shown, "shown"))
		for _, x := range u.Branches {
			fmt.Fprintf(b, "\t%s: %s %q%s%s\n", x.Name, describeData(x.Data), x.Values, flags(x.Selector, x.Selector != "", "sends"), flags(strings.Join(x.Required, " "), x.Required != nil, "requires"))
		}
		if u.Other != nil {
			fmt.Fprintf(b, "\tothers: %s\n", u.Other.Name)
		}
	}
	if t.Enum == nil {
		return
	}
	for _, v := range t.Enum.Values {
		fmt.Fprintf(b, "\t%s = %q%s\n", v.Name, v.Value, flags("", t.Enum.Open, "open"))
	}
}

func flags(detail string, is bool, word string) string {
	if !is {
		return ""
	}
	return strings.TrimRight(", "+word+" "+detail, " ")
}

func describeData(d Data) string {
	switch {
	case d.Type != nil:
		return d.Type.Name
	case d.Elem != nil:
		return d.Kind.String() + " of " + describeData(*d.Elem)
	}
	return d.Kind.String()
}

// The names that a document may not use are those that the fixed code declares.
func TestClientNames(t *testing.T) {
	entries, err := fs.ReadDir(runtime.Files, "propagation")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		source, err := fs.ReadFile(runtime.Files, "propagation/"+e.Name())
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), source, 0)
		if err != nil {
			t.Fatal(err)
		}
		for name := range file.Scope.Objects {
			if token.IsExported(name) {
				got = append(got, name)
			}
		}
	}
	want := slices.Sorted(slices.Values(slices.Concat(clientNames, pingOneNames)))
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-reserved +declared):\n%s", diff)
	}
}

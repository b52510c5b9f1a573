package emit

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/golden"
	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// TestClientFiles runs the cases in testdata/client. The comment of a case says
// what it shows; openapi.yaml is the document, and the rest what is generated from it.
func TestClientFiles(t *testing.T) {
	golden.Run(t, "testdata/client/*.txtar", func(t *testing.T, c *txtar.Archive) {
		c.Files = c.Files[:1]
		for _, f := range fromDocument(t, ours(golden.FS(c.Files, ""))) {
			c.Files = append(c.Files, txtar.File{Name: f.Path, Data: f.Content})
		}
	})
}

// ours adds to inputs what the repository's own generate.yaml says.
func ours(inputs fstest.MapFS) fstest.MapFS {
	config := "outputs: [test-server]\nnames: {package: propagation}\nclient: {platform: pingone"
	if f := inputs["openapi.yaml"]; f != nil && bytes.Contains(f.Data, []byte("{environmentID}")) {
		config += ", parameters: [environmentID]"
	}
	inputs["generate.yaml"] = &fstest.MapFile{Data: []byte(config + "}\n")}
	return inputs
}

// built returns the model for the inputs in fsys, which must be in order.
func built(t *testing.T, fsys fs.FS) *model.Model {
	t.Helper()
	in, found, err := load.Folder(fsys, "spec")
	if err != nil || found.Failed() {
		t.Fatal(err, found.All())
	}
	m, found := model.Build(in)
	if found.Failed() {
		t.Fatal(found.All())
	}
	return m
}

// fromDocument returns the files of the client that depend on the document.
func fromDocument(t *testing.T, fsys fs.FS) []output.File {
	t.Helper()
	files, err := clientFiles(built(t, fsys), "example.com/generated")
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(files, func(f output.File) bool {
		return f.Copied || path.Dir(f.Path) == output.ProvisioningFolder // fixed code too, see TestProvisioning
	})
}

// repositorySpec are the inputs of this repository.
func repositorySpec() fs.FS { return os.DirFS("../../../spec") }

// The package for rules is there if the document has what it uses, each part of it.
func TestProvisioning(t *testing.T) {
	api := built(t, repositorySpec()).API
	if files, err := provisioningFiles(api, "example.com/x"); err != nil || len(files) != 1 || files[0].Path != "propagation/provisioning/provisioning.go" {
		t.Fatalf("got %v, %v", files, err)
	}
	has := offered(api)
	for _, need := range provisioningNeeds {
		if !has[need] {
			t.Errorf("the client does not have %s", need)
		}
	}
	for i, op := range api.Operations {
		if op.Name == "CreateRevision" {
			api.Operations = slices.Delete(slices.Clone(api.Operations), i, i+1)
			break
		}
	}
	if files, err := provisioningFiles(api, "example.com/x"); err != nil || files != nil {
		t.Errorf("without revisions: got %v, %v", files, err)
	}
}

// The examples with stores are there if the document and Zoom have what they use,
// each part of it.
func TestClientExamples(t *testing.T) {
	examples := func(m *model.Model) (paths []string) {
		for _, job := range clientExamples(m, "example.com/x") {
			files, err := job()
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				paths = append(paths, f.Path)
			}
		}
		return paths
	}
	m := built(t, repositorySpec())
	if got := examples(m); len(got) != len(storeExamples) {
		t.Errorf("got %q", got)
	}
	m.Connector("Zoom").Fields[0].Name = "URL"
	if got := examples(m); got != nil {
		t.Errorf("without SCIMURL of Zoom: got %q", got)
	}
	m = built(t, repositorySpec())
	for _, x := range m.API.Types {
		if x.Name == "Plan" {
			x.Fields[0].Name = "Title"
		}
	}
	if got := examples(m); len(got) != len(storeExamples)-1 {
		t.Errorf("without Plan.Name: got %q", got)
	}
}

// Everything that the model plans is declared under its name, and nothing else.
func TestClientDeclares(t *testing.T) {
	api := built(t, repositorySpec()).API
	want := []string{"const harmless", "const rootPath", "const product", "const open"}
	for _, typ := range api.Types {
		want = append(want, "type "+typ.Name)
		for _, f := range typ.Fields {
			want = append(want, "field "+typ.Name+"."+f.Name)
		}
		if typ.Enum == nil {
			want = append(want, "field "+typ.Name+".Extra")
		}
		if typ.Enum != nil {
			for _, v := range typ.Enum.Values {
				want = append(want, "const "+v.Name)
			}
		}
	}
	for _, op := range api.Operations {
		want = append(want, "func "+op.Name)
		if len(op.Options) > 0 {
			want = append(want, "type "+op.Name+"Params")
		}
		for _, p := range op.Options {
			want = append(want, "field "+op.Name+"Params."+p.Name)
		}
	}
	if len(api.Operations) != 36 {
		t.Errorf("%d operations, want 36", len(api.Operations))
	}
	got := declared(t, fromDocument(t, repositorySpec()))
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-planned +declared):\n%s", diff)
	}
}

// declared lists what files declare; of methods those of the client.
func declared(t *testing.T, files []output.File) (list []string) {
	t.Helper()
	for _, f := range files {
		file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Content, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					continue
				}
				if star, ok := d.Recv.List[0].Type.(*ast.StarExpr); ok && star.X.(*ast.Ident).Name == "Client" {
					list = append(list, "func "+d.Name.Name)
				}
				if d.Name.IsExported() && !strings.HasPrefix(d.Doc.Text(), d.Name.Name+" ") {
					t.Errorf("%s: the comment of %s does not start with its name", f.Path, d.Name.Name)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					list = append(list, declaredBy(s)...)
				}
			}
		}
	}
	return list
}

func declaredBy(s ast.Spec) (list []string) {
	switch s := s.(type) {
	case *ast.ValueSpec:
		list = append(list, "const "+s.Names[0].Name)
	case *ast.TypeSpec:
		list = append(list, "type "+s.Name.Name)
		if fields, ok := s.Type.(*ast.StructType); ok {
			for _, f := range fields.Fields.List {
				list = append(list, "field "+s.Name.Name+"."+f.Names[0].Name)
			}
		}
	}
	return list
}

// A text of the document cannot become code, a directive, or trouble for a reader,
// wherever in the client it is printed.
func TestClientHostileText(t *testing.T) {
	const hostile = `"line one\n//go:embed secret\n+build x\n*/ func init() { panic(1) } /*\n\u202Eflip \u0007 \uE000 Deprecated: no\r// Code generated"`
	document := strings.ReplaceAll(`
openapi: 3.0.3
info: {title: HOSTILE, version: HOSTILE}
paths:
  /things:
    get:
      operationId: thing
      summary: HOSTILE
      description: HOSTILE
      parameters: [{name: q, in: query, description: HOSTILE, schema: {type: string}}]
      responses: {'200': {description: HOSTILE, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
components:
  schemas:
    Thing:
      description: HOSTILE
      type: object
      properties: {a: {type: string, description: HOSTILE, x-extensible-enum: [HOSTILE, b]}}
`, "HOSTILE", hostile)
	for _, f := range fromDocument(t, fstest.MapFS{"openapi.yaml": {Data: []byte(document)}}) {
		declared(t, []output.File{f})
		for line := range strings.Lines(string(f.Content)) {
			line = strings.TrimSpace(line)
			if strings.HasPrefix(line, "//go:") || strings.HasPrefix(line, "// +build") || strings.HasPrefix(line, "func init") ||
				strings.ContainsAny(line, "\u202e\u0007\ue000\r") {
				t.Errorf("%s: %q", f.Path, line)
			}
		}
	}
}

// The client is built and used as a consumer would, in a module of its own:
// testdata/client_use.txtar has the program and what it is to prove.
func TestClientUse(t *testing.T) {
	testUse(t, "testdata/client_use.txtar", repositorySpec(), "example.com/pingone/generated")
}

// The same for types that are one of several.
func TestUnionsUse(t *testing.T) {
	use, err := txtar.ParseFile("testdata/unions_use.txtar")
	if err != nil {
		t.Fatal(err)
	}
	testUse(t, "testdata/unions_use.txtar", ours(golden.FS(use.Files, "spec/")), "example.com/shapes/generated")
}

// testUse builds and tests the module in the archive with what is generated from inputs.
func testUse(t *testing.T, archive string, inputs fs.FS, importPath string) {
	t.Helper()
	use, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	files, err := Files(built(t, inputs), importPath)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range files {
		write(t, filepath.Join(dir, "generated", f.Path), f.Content)
	}
	for _, f := range use.Files {
		write(t, filepath.Join(dir, f.Name), f.Data)
	}
	for _, args := range [][]string{{"vet", "./generated/propagation", "./use"}, {"test", "./use"}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod -trimpath", "GOWORK=off", "GOPROXY=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

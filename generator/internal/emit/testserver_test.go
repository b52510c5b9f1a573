package emit

import (
	"encoding/json"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/golden"
)

// TestServerDocument runs the cases in testdata/server. The comment of a case
// says what it shows; its files are the inputs, and document.go is what the test
// server knows of them.
func TestServerDocument(t *testing.T) {
	golden.Run(t, "testdata/server/*.txtar", func(t *testing.T, c *txtar.Archive) {
		inputs := golden.FS(c.Files[:len(c.Files)-1], "")
		golden.Last(t, c, "document.go").Data = serverFile(t, ours(inputs), "document.go")
	})
}

// serverFile returns a file of the test server for inputs.
func serverFile(t *testing.T, inputs fstest.MapFS, name string) []byte {
	t.Helper()
	for _, f := range serverFiles(t, inputs) {
		if f.Path == output.TestServerFolder+"/"+name {
			return f.Content
		}
	}
	t.Fatalf("there is no file %s", name)
	return nil
}

func serverFiles(t *testing.T, inputs fstest.MapFS) []output.File {
	t.Helper()
	files, err := testServerFiles(built(t, inputs), "example.com/generated")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestServerFiles holds the copy of the fixed code to import its neighbours
// from where they are in the tree, and to have no file twice.
func TestServerFiles(t *testing.T) {
	inputs := fstest.MapFS{"openapi.yaml": {Data: []byte("openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n")}}
	imports := make(map[string]bool)
	var paths []string
	for _, f := range serverFiles(t, inputs) {
		paths = append(paths, f.Path)
		file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Content, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			if name, _ := strconv.Unquote(spec.Path.Value); strings.Contains(name, ".") {
				imports[name] = true
			}
		}
	}
	want := map[string]bool{
		"example.com/generated/catalog":                     true,
		"example.com/generated/connector":                   true,
		"example.com/generated/internal/codec":              true,
		"example.com/generated/metadata":                    true,
		"example.com/generated/propagation/propagationtest": true,
	}
	if diff := cmp.Diff(want, imports); diff != "" {
		t.Errorf("imports (-want +got):\n%s", diff)
	}
	slices.Sort(paths)
	if len(slices.Compact(slices.Clone(paths))) != len(paths) || !slices.Contains(paths, output.TestServerFolder+"/sandbox/main.go") {
		t.Errorf("files: %v", paths)
	}
}

// TestCaptureJSON holds a capture to be the same value after it was read and
// written down, members that are empty and members that are not there included.
func TestCaptureJSON(t *testing.T) {
	const capture = `{
		"information": {
			"imageUrl": "", "key": "Acme", "version": "1", "displayName": "<Acme> & \u2028",
			"identityProvider": true, "baseURLRequired": false, "connectionInformationRequired": true
		},
		"connectionProfiles": [{
			"description": "", "specUrl": "s", "documentationUrl": "d", "primary": true,
			"connectionAttributes": [
				{"key": "A", "displayLabel": "", "description": "", "required": true, "sensitive": true},
				{"key": "B", "displayLabel": "", "description": "", "required": false, "sensitive": false, "typeBoolean": true},
				{"key": "C", "displayLabel": "", "description": "", "required": false, "sensitive": false, "possibleValues": ["x", "y"]}
			]
		}],
		"attributeMetadata": {
			"capabilities": [{"type": "T", "maxResources": 7}], "enhancements": [],
			"userAttributes": {"active": {
				"key": "active", "displayName": "", "type": "BOOLEAN", "attributeType": "BOOLEAN",
				"distinguishingAttribute": false, "creatable": true, "updateable": true, "defaultedOnCreate": true,
				"nillable": false, "unique": false, "sensitive": false, "requiredOnUpdate": false, "requiredOnCreate": false,
				"derived": false, "ordered": false, "maxNumberOfValues": 1, "minNumberOfValues": 0, "defaultValue": false
			}},
			"groupAttributes": {"name": {
				"key": "name", "displayName": "", "type": "STRING", "attributeType": "STRING",
				"distinguishingAttribute": true, "creatable": true, "updateable": true, "defaultedOnCreate": false,
				"nillable": false, "unique": true, "sensitive": false, "requiredOnUpdate": true, "requiredOnCreate": true,
				"derived": true, "ordered": true, "caseSensitive": false, "maxLength": 9, "minLength": 0,
				"referenceAttribute": ["r"], "defaultValue": "d"
			}}
		}
	}`
	m := built(t, fstest.MapFS{"connectors/Acme.json": {Data: []byte(capture)}})
	written, err := captureJSON(m.Connectors[0].Metadata.Capture)
	if err != nil {
		t.Fatal(err)
	}
	var want, got any
	for data, v := range map[string]*any{capture: &want, string(written): &got} {
		if err := json.Unmarshal([]byte(data), v); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-captured +written):\n%s", diff)
	}
}

// FuzzRawString holds JSON that is written as a literal to mean the same, and to
// be ASCII: nothing in a capture can end the literal, or look like something else.
func FuzzRawString(f *testing.F) {
	for _, text := range []string{"`", "\u202e\u2028\ufeff", "\U0001f600\x7f\u0080", "\r\n\t\\`"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		data, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		literal := rawString(data)
		unquoted, err := strconv.Unquote(literal)
		if err != nil {
			t.Fatalf("%s is no literal: %v", literal, err)
		}
		var want, got string
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(unquoted), &got); err != nil || got != want {
			t.Errorf("%q became %q (%v)", want, got, err)
		}
		if strings.ContainsFunc(literal, func(r rune) bool { return r > 0x7e }) {
			t.Errorf("%+q is not ASCII", literal)
		}
	})
}

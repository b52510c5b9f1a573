package compare_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/compare"
)

// TestOpenSides shows what is said of versions that are not there, git included:
// it is asked only for what is not on disk.
func TestOpenSides(t *testing.T) {
	top := t.TempDir()
	capture := filepath.Join(top, "capture.json")
	text := filepath.Join(top, "notes.txt")
	for name, content := range map[string]string{capture: `{"information": {"key": "../Widget"}}`, text: "Notes about openapi: none"} {
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", "")
	for _, c := range []struct{ name, want string }{
		{capture, ""},
		{top, ""},
		{text, text + ": neither a capture, which is JSON, nor an OpenAPI document"},
		{"HEAD", "HEAD: no such file or folder, and no revision either: git is not installed"},
	} {
		old, new, err := compare.OpenSides(t.Context(), capture, c.name, top)
		if err == nil {
			err = errors.Join(old.Close(), new.Close())
		}
		_, isSide := errors.AsType[*compare.SideError](err)
		if c.want == "" && err != nil || c.want != "" && (!isSide || err.Error() != c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// TestFilesOfAnyName: what a file is follows from what is in it, so two versions of
// a document may lie side by side; one replaces the document of a folder, whatever
// name that has.
func TestFilesOfAnyName(t *testing.T) {
	t.Parallel()
	const asJSON = `{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {%s}}`
	const asYAML = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {%s}\n"
	const captured = `{"information": {"key": "Widget"}, "connectionProfiles": [{"connectionAttributes": [{"key": %q, "required": true, "sensitive": false}]}],
		"attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}}}`
	const operation = `"/a": {"get": {"operationId": "getA", "responses": {"200": {"description": "Done"}}}}`
	for _, c := range []struct{ text, old, new, want string }{
		{asJSON, operation, "", "/a"},
		{asYAML, operation, "", "/a"},
		{"\ufeff" + asYAML, operation, "", "/a"},
		{"# A comment.\n" + asYAML, operation, "", "/a"},
		{captured, "URL", "ADDRESS", "URL"},
		{"\ufeff" + captured, "URL", "ADDRESS", "URL"},
	} {
		for _, names := range [][2]string{{"old-vendor.yaml", "new-vendor.yaml"}, {"a.json", "b.txt"}, {"openapi (1)", "folder/openapi.json"}, {"a", "folder/openapi.yml"}} {
			if c.want == "URL" { // a capture of a folder has the name of its type
				names[1] = strings.Replace(names[1], "folder/openapi.yml", "folder/connectors/Widget.json", 1)
				names[1] = strings.Replace(names[1], "folder/openapi.json", "folder/connectors/Widget.json", 1)
			}
			top := t.TempDir()
			old, new := filepath.Join(top, names[0]), filepath.Join(top, names[1])
			for name, content := range map[string]string{old: c.old, new: c.new} {
				if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, fmt.Appendf(nil, c.text, content), 0o666)); err != nil {
					t.Fatal(err)
				}
			}
			if strings.HasPrefix(names[1], "folder/") {
				new = filepath.Join(top, "folder")
			}
			a, b, err := compare.OpenSides(t.Context(), old, new, top)
			if err != nil {
				t.Errorf("%v: %v", names, err)
				continue
			}
			d, found, err := compare.Sides(a, b, nil)
			if err = errors.Join(err, a.Close(), b.Close()); err != nil || d == nil || len(d.Changes) == 0 || !strings.Contains(fmt.Sprint(d.Changes), c.want) {
				t.Errorf("%v of %.20q: %v, %v, %v", names, c.text, err, found.All(), d)
			}
		}
	}
}

// TestDocumentsInSeveralFiles: what a document refers to in other files is compared as
// well, where these lie beside a document that is given by its name, in a folder, and
// at a git revision; a document that replaces another takes those beside it first.
func TestDocumentsInSeveralFiles(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	top := t.TempDir()
	put := func(name, content string) {
		file := filepath.Join(top, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(content), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	git := func(args ...string) {
		cmd := exec.Command("git", append([]string{"-C", top, "-c", "user.name=Someone", "-c", "user.email=someone@example.com", "-c", "commit.gpgsign=false"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	const document = `{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"operationId": "getA",
		"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "parts/thing.yaml#/Thing"}}}}}}},
		"/b": {"get": {"operationId": "getB", "responses": {"200": {"description": "ok"}}}}}}`
	const thing = "Thing: {type: object, properties: {%s: {$ref: 'deep/kind.yaml#/Kind'}}}\n"
	for folder, property := range map[string]string{"old": "before", "new": "after", "same": "before"} {
		put(folder+"/vendor.json", document)
		put(folder+"/openapi.json", document)
		put(folder+"/parts/thing.yaml", fmt.Sprintf(thing, property))
		put(folder+"/parts/deep/kind.yaml", "Kind: {type: string}\n")
		put(folder+"/generate.yaml", "operations: {exclude: [getB]}\n")
	}
	git("init", "-q")
	git("add", ".")
	git("commit", "-q", "-m", "one")
	put("old/parts/thing.yaml", fmt.Sprintf(thing, "later"))
	for _, c := range []struct {
		old, new string
		differ   bool
	}{
		{"new/vendor.json", "same/vendor.json", true},
		{"new/openapi.json", "same", true},
		{"new", "same/vendor.json", true},
		{"new", "new/vendor.json", false},
		{"HEAD:old/vendor.json", "same/vendor.json", false},
		{"HEAD:old/vendor.json", "same", false},
		{"HEAD:old", "same/vendor.json", false},
		{"HEAD:old/vendor.json", "old/vendor.json", true},
		{"HEAD:old", "old", true},
	} {
		names := [2]string{c.old, c.new}
		for i, name := range names {
			if !strings.Contains(name, ":") {
				names[i] = filepath.Join(top, name)
			}
		}
		a, b, err := compare.OpenSides(t.Context(), names[0], names[1], top)
		if err != nil {
			t.Fatal(err)
		}
		d, found, err := compare.Sides(a, b, nil)
		if err = errors.Join(err, a.Close(), b.Close()); err != nil || d == nil || found.Failed() || (len(d.Changes) > 0) != c.differ {
			t.Errorf("%v: %v, %v, %v", names, err, found.All(), d)
		}
	}
}

package compare_test

import (
	"errors"
	"fmt"
	"os"
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

package load

import (
	"errors"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/finding"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// TestLoadError tells what cannot be read, which is an error, from what is wrong, which is a finding.
func TestLoadError(t *testing.T) {
	tests := []struct{ name, broken, want string }{
		{"document", "openapi.yaml", "spec/openapi.yaml: permission denied"},
		{"corrections", "corrections.yaml", "spec/corrections.yaml: permission denied"},
		{"capture", "connectors/Acme.json", "spec/connectors/Acme.json: permission denied"},
		{"captures", "connectors", "spec/connectors: permission denied"},
		{"folder", ".", "spec: permission denied"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := brokenFS{fstest.MapFS{"connectors/Acme.json": {}, "openapi.yaml": {}, "corrections.yaml": {}}, test.broken}
			in, found, err := Folder(fsys, "spec")
			if in != nil || len(found.All()) > 0 || !errors.Is(err, fs.ErrPermission) || err.Error() != test.want {
				t.Errorf("got error %v, want %s and nothing else", err, test.want)
			}
		})
	}
	if _, _, err := Folder(os.DirFS("testdata/none"), "none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got error %v, want that the folder does not exist", err)
	}
}

// brokenFS is a file system in which one file cannot be opened.
type brokenFS struct {
	fstest.MapFS
	broken string
}

func (b brokenFS) Open(name string) (fs.File, error) {
	if name == b.broken {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return b.MapFS.Open(name)
}

func (b brokenFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == b.broken {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return b.MapFS.ReadDir(name)
}

// TestLoadOrder shows that captures read in parallel come out sorted, and the same each time.
func TestLoadOrder(t *testing.T) {
	fsys := make(fstest.MapFS)
	for _, key := range []string{"Zoom", "Slack", "Acme", "scim"} {
		data := strings.Replace(capture(`{"connectionAttributes": []}`, ""), "Acme", key, 1)
		fsys["connectors/"+key+".json"] = &fstest.MapFile{Data: []byte(data)}
	}
	var first string
	for range 20 {
		in, found, err := Folder(fsys, "spec")
		if err != nil || found.Failed() {
			t.Fatal(err, found.All())
		}
		var keys []string
		for _, c := range in.Captures {
			keys = append(keys, c.Key)
		}
		if diff := cmp.Diff([]string{"Acme", "Slack", "Zoom", "scim"}, keys); diff != "" {
			t.Fatalf("store types (-want +got):\n%s", diff)
		}
		if first == "" {
			first = texts(found)
		}
		if got := texts(found); got != first {
			t.Fatalf("findings differ:\n%s\n%s", first, got)
		}
	}
}

// TestManyFindings shows that a file with more mistakes than anyone reads stays cheap, and fails.
func TestManyFindings(t *testing.T) {
	values := strings.TrimSuffix(strings.Repeat("null,", 2000), ",")
	attribute := `{"key": "K", "required": true, "sensitive": false, "possibleValues": [` + values + `]}`
	profile := `{"connectionAttributes": [` + list(20, func(int) string { return attribute }) + `]}`
	found := load(t, fstest.MapFS{"connectors/Acme.json": &fstest.MapFile{Data: []byte(capture(profile, ""))}})
	list := found.All()
	last := list[len(list)-1]
	if len(list) != finding.MaxFindings+1 || !strings.Contains(last.Message, "left out") {
		t.Errorf("got %d findings, the last of them %v; want %d, and that the rest is left out", len(list), last, finding.MaxFindings+1)
	}
}

// TestLongPath shows that a path stays short, however deep and long the names are.
func TestLongPath(t *testing.T) {
	const maxPath = 8 << 10 // bytes
	name := `{"` + strings.Repeat("é", 30) + `": `
	deep := strings.Repeat(name, 100) + `"\u0000"` + strings.Repeat("}", 100)
	found := load(t, fstest.MapFS{"connectors/Acme.json": &fstest.MapFile{Data: []byte(capture(`{"connectionAttributes": []}`, `, "deep": `+deep))}})
	for _, f := range found.All() {
		if len(f.Path) > maxPath+len("...") || !utf8.ValidString(f.Path) {
			t.Errorf("%d bytes of path, want %d at most, and whole characters: %q", len(f.Path), maxPath, f.Path)
		}
	}
	if last := found.All()[len(found.All())-1]; last.Rule != "invisible-characters" {
		t.Errorf("got %v last, want the finding at the deepest value", last)
	}
}

// FuzzLoad feeds bytes as each of the inputs. Whatever they are, Load returns, each finding has a place,
// and its text is short and safe to print.
func FuzzLoad(f *testing.F) {
	for _, test := range hostileTests() {
		data, err := os.ReadFile("../acceptance/hostile/testdata/hostile/" + test.file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(smallDocument))
	f.Add([]byte(capture(`{"connectionAttributes": []}`, "")))
	f.Add([]byte("- {connector: A, attribute: B, drop: true, reason: r, source: s}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"openapi.yaml", "corrections.yaml", "connectors/Acme.json"} {
			in, found, err := Folder(fstest.MapFS{name: &fstest.MapFile{Data: data}}, "spec")
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range found.All() {
				checkFinding(t, x, data)
			}
			checkInputs(t, in, found)
		}
	})
}

func checkFinding(t *testing.T, x spec.Finding, data []byte) {
	t.Helper()
	if !strings.HasPrefix(x.File, "spec/") || x.Line < 1 || x.Column < 1 || x.Column > len(data)+2 {
		t.Errorf("%v: the finding has no place", x)
	}
	if s := x.String(); len(s) > 2000 || strings.ContainsFunc(s, show.IsHidden) || !utf8.ValidString(s) {
		t.Errorf("%q: the text is too long or not printable", s)
	}
}

// checkInputs makes sure that what has no error can be used.
func checkInputs(t *testing.T, in *spec.Inputs, found spec.Findings) {
	t.Helper()
	if found.Failed() {
		return
	}
	for _, c := range in.Captures {
		if c.Key == "" || c.Digest == "" {
			t.Errorf("%v: the capture has no store type or no digest", c.At)
		}
	}
	if in.Document != nil {
		for _, s := range in.Document.Schemas {
			checkResolved(t, s)
		}
	}
}

func checkResolved(t *testing.T, s *spec.Schema) {
	t.Helper()
	if (s.Ref != "") != (s.Target != nil) || s.Resolved().Ref != "" {
		t.Errorf("%v: the reference to %q is not resolved", s.At, s.Ref)
	}
	parts := append(append(append([]*spec.Schema{}, s.AllOf...), s.OneOf...), s.AnyOf...)
	for _, p := range s.Properties {
		parts = append(parts, p.Schema)
	}
	for _, part := range parts {
		checkResolved(t, part)
	}
}

// TestByteOrderMark: editors on Windows put a mark before the first character of a
// file. It says nothing, there; anywhere else it is a character like others that
// cannot be seen.
func TestByteOrderMark(t *testing.T) {
	t.Parallel()
	plain, marked, twice := fstest.MapFS{}, fstest.MapFS{}, fstest.MapFS{}
	for _, name := range []string{"openapi.yaml", "corrections.yaml", "connectors/Zoom.json", "connectors/captures.yaml"} {
		data, err := os.ReadFile("../../../spec/" + name)
		if err != nil {
			t.Fatal(err)
		}
		plain[name] = &fstest.MapFile{Data: data}
		marked[name] = &fstest.MapFile{Data: append([]byte("\ufeff"), data...)}
		twice[name] = &fstest.MapFile{Data: append([]byte("\ufeff\ufeff"), data...)}
	}
	want, found, err := Folder(plain, "spec")
	if err != nil || found.Failed() {
		t.Fatal(err, found.All())
	}
	got, gotFound, err := Folder(marked, "spec")
	if err != nil || !reflect.DeepEqual(got, want) || !reflect.DeepEqual(gotFound, found) {
		t.Errorf("a mark makes a difference: %v %v", err, gotFound.All())
	}
	for name := range twice {
		if _, found, _ := Folder(fstest.MapFS{name: twice[name]}, "spec"); !found.Failed() {
			t.Errorf("%s: two marks are read", name)
		}
	}
}

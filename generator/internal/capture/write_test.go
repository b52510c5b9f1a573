package capture

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// captures returns what came of two types, of which the first is new and the second as it was.
func captures() *Captures {
	return &Captures{
		name: "spec", region: "EU", time: time.Date(2026, 7, 30, 12, 0, 0, 0, time.UTC),
		provenance: []spec.Provenance{
			{Type: "Gone", Region: "NA", Time: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), Digest: spec.Text{Value: "sha256:00"}},
			{Type: "Zoom", Region: "NA", Time: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), Digest: spec.Text{Value: "sha256:22"}},
		},
		list: []Captured{
			{Type: "NO", Status: New, File: "connectors/NO.json", digest: "sha256:11", content: []byte("{}\n")},
			{Type: "Zoom", Status: Unchanged, File: "connectors/Zoom.json", digest: "sha256:22"},
			{Type: "scim", Status: NotCaptured, File: "connectors/scim.json"},
		},
	}
}

const recorded = provenanceComment + `Gone:
  region: NA
  time: "2025-01-01T00:00:00Z"
  digest: sha256:00
NO:
  region: EU
  time: "2026-07-30T12:00:00Z"
  digest: sha256:11
Zoom:
  region: NA
  time: "2025-01-01T00:00:00Z"
  digest: sha256:22
`

// TestFiles shows what differs on disk: entries of what was not asked for, or
// did not change, stay as they are, and without a change there is no file at all.
func TestFiles(t *testing.T) {
	for _, tt := range []struct {
		types []string
		want  map[string][]byte
	}{
		{nil, map[string][]byte{"connectors/NO.json": []byte("{}\n"), provenanceFile: []byte(recorded)}},
		{[]string{"NO"}, map[string][]byte{"connectors/NO.json": []byte("{}\n"), provenanceFile: []byte(recorded)}},
		{[]string{"Zoom", "scim"}, map[string][]byte{}},
	} {
		got, err := captures().Files(tt.types...)
		if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
			t.Errorf("%v: %v (-want +got):\n%s", tt.types, err, diff)
		}
	}
}

// TestProvenanceReads reads what is written, also where YAML would take a store
// type or a host for something else.
func TestProvenanceReads(t *testing.T) {
	c := captures()
	c.region, c.provenance = "[::1]:8050", nil
	c.list = nil
	for _, key := range []string{"NO", "Zoom", "null", "on", "true", "y"} {
		c.list = append(c.list, Captured{Type: key, Status: New, digest: "sha256:" + strings.Repeat("1e", 32)})
	}
	files, err := c.Files()
	if err != nil {
		t.Fatal(err)
	}
	in, found, err := load.Folder(fstest.MapFS{provenanceFile: {Data: files[provenanceFile]}}, "spec")
	if err != nil || len(in.Provenance) != len(c.list) {
		t.Fatalf("%v, %v in\n%s", err, found.All(), files[provenanceFile])
	}
	for i, p := range in.Provenance {
		if p.Type != c.list[i].Type || p.Region != c.region || !p.Time.Equal(c.time) || p.Digest.Value != c.list[i].digest {
			t.Errorf("got %+v, want %+v", p, c.list[i])
		}
	}
}

// TestWrite shows that files come in order, captures.yaml last, that what a
// killed run left is swept away, and that other files of the folder are not touched.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	root := open(t, dir)
	makeFile(t, dir, "connectors/.Zoom.json.7.gen-capture", "half")
	makeFile(t, dir, "connectors/.hidden", "kept")
	makeFile(t, dir, "connectors/NO.json", "old")
	if err := os.Chmod(filepath.Join(dir, "connectors/NO.json"), 0o640); err != nil {
		t.Fatal(err)
	}
	written, err := captures().Write(root)
	if diff := cmp.Diff([]string{"connectors/NO.json", provenanceFile}, written); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	want := map[string]string{".hidden": "kept", "NO.json": "{}\n", "captures.yaml": recorded}
	if diff := cmp.Diff(want, filesIn(t, filepath.Join(dir, folder))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if info, err := os.Stat(filepath.Join(dir, "connectors/NO.json")); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode changed: %v, %v", info, err)
	}
}

// TestWriteRefuses shows what is not replaced: a link, which would be followed or
// lost, and whatever else is no file. The error names the place.
func TestWriteRefuses(t *testing.T) {
	for _, tt := range []struct {
		name  string
		place func(dir string) error
		want  string
	}{
		{"a link", func(dir string) error {
			return os.Symlink("/etc/hostname", filepath.Join(dir, "connectors/NO.json"))
		}, "spec/connectors/NO.json: a link stands in the place; remove it"},
		{"a folder", func(dir string) error {
			return os.Mkdir(filepath.Join(dir, "connectors/NO.json"), 0o777)
		}, "spec/connectors/NO.json: what stands in the place is of another type; remove it"},
		{"a link to a folder", func(dir string) error {
			return os.Rename(filepath.Join(dir, "connectors"), filepath.Join(dir, "other"))
		}, "spec/connectors: a link stands in the place; remove it"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			makeFile(t, dir, "connectors/x.json", "")
			if err := tt.place(dir); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(tt.name, "to a folder") {
				if err := os.Symlink("other", filepath.Join(dir, "connectors")); err != nil {
					t.Fatal(err)
				}
			}
			written, err := captures().Write(open(t, dir))
			if err == nil || err.Error() != tt.want || written != nil {
				t.Errorf("wrote %v: got %v, want %s", written, err, tt.want)
			}
		})
	}
}

func open(t *testing.T, dir string) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

func makeFile(t *testing.T, dir, name, content string) {
	t.Helper()
	full := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(data)
	}
	return files
}

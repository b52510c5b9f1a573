package bench

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator"
)

// TestCaptures holds that connectors that are made up are taken as they are
// meant: with as much in them as the one that they are made from, and no error.
func TestCaptures(t *testing.T) {
	dir := t.TempDir()
	if err := writeCaptures("../../../spec", dir, 3); err != nil {
		t.Fatal(err)
	}
	files := generated(t, dir)
	want := extent(t, "../../../spec/connectors/Zoom.json")
	got := extent(t, filepath.Join(dir, "connectors", "Conn0002.json"))
	if got[0] != want[0] || got[1] < want[1] || got[2] != want[2] || slices.Contains(got[:], 0) {
		t.Errorf("%v profiles, attributes, user attributes; want %v, and the attributes that are only documented", got, want)
	}
	if !files["connector/conn0002/codec.go"] {
		t.Errorf("connector/conn0002 is not generated: %v", files)
	}
}

// extent returns how many profiles, attributes and user attributes a capture has.
func extent(t *testing.T, file string) [3]int {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var c struct {
		ConnectionProfiles []struct {
			ConnectionAttributes []struct{ Key string }
		}
		AttributeMetadata struct{ UserAttributes map[string]any }
	}
	if err := json.Unmarshal(data, &c); err != nil {
		t.Fatal(err)
	}
	attributes := make(map[string]bool)
	for _, p := range c.ConnectionProfiles {
		for _, a := range p.ConnectionAttributes {
			attributes[a.Key] = true
		}
	}
	return [3]int{len(c.ConnectionProfiles), len(attributes), len(c.AttributeMetadata.UserAttributes)}
}

// TestDocument holds that the document for the peer has the same connectors.
func TestDocument(t *testing.T) {
	dir := t.TempDir()
	if err := writeDocument("../../../spec", filepath.Join(dir, "openapi.yaml"), 3); err != nil {
		t.Fatal(err)
	}
	if files := generated(t, dir); !files["connector/conn0002/codec.go"] || !files["connector/zoom/codec.go"] {
		t.Errorf("connector/conn0002 or connector/zoom is not generated: %v", files)
	}
}

// generated returns the names of the files that the inputs in dir call for.
func generated(t *testing.T, dir string) map[string]bool {
	t.Helper()
	tree, findings, err := generator.Generate(generator.Inputs{FS: os.DirFS(dir), Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
	if err != nil || tree == nil {
		t.Fatalf("error %v, findings %v", err, findings)
	}
	files := make(map[string]bool)
	for name := range tree.All() {
		files[name] = true
	}
	return files
}

// TestInsertBefore holds that a document in another shape is refused, not half changed.
func TestInsertBefore(t *testing.T) {
	got, err := insertBefore("a:\n  b:\nc:\n", "c:\n", "d\n")
	if want := "a:\n  b:\nd\nc:\n"; got != want || err != nil {
		t.Errorf("got %q and %v, want %q", got, err, want)
	}
	for _, text := range []string{"a:\n", "c:\nc:\n"} {
		if _, err := insertBefore(text, "c:\n", "d\n"); err == nil {
			t.Errorf("%q: that the line is not there once is not reported", text)
		}
	}
}

// TestReport is the table and the verdicts as people read them.
func TestReport(t *testing.T) {
	figures := []figure{
		{What: "speed", Value: 266.4, Unit: "x", Limit: atLeast(150), N: 9, Detail: "17.1 ns : 4567 ns"},
		{What: "memory", Value: 512.5, Unit: "MiB", Limit: atMost(512), N: 7},
		{What: "growth", Value: 1.2, Unit: "x", Limit: atMost(1.2), N: 7},
		{What: "as it is", Value: 12.34, Unit: "x", N: 3},
	}
	const want = `| what | measured | limit | verdict |
|---|---|---|---|
| speed | 266x (17.1 ns : 4567 ns), n=9 | at least 150x | met |
| memory | 512.5 MiB, n=7 | at most 512 MiB | **missed** |
| growth | 1.20x, n=7 | at most 1.20x | met |
| as it is | 12.3x, n=3 |  |  |
`
	got := tableHead
	for _, f := range figures {
		got += f.row()
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

// TestRatio is about medians: one slow turn must not decide.
func TestRatio(t *testing.T) {
	same := func(f float64) float64 { return f }
	if got := ratio([]float64{2, 900, 2}, []float64{1, 1, 1}, same); got != 2 {
		t.Errorf("ratio %v, want 2", got)
	}
	if got := median([]float64{4, 1, 3, 2}); got != 2.5 {
		t.Errorf("median %v, want 2.5", got)
	}
}

package bounds_test

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"path"
	"runtime"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// TestDeterminism generates on one processor and on two, from captures whose members
// come in another order each time, in folders that list their files in another
// order. The output must always be the same. The test is not parallel, since it
// changes the number of processors of the process.
func TestDeterminism(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	want := harness.Contents(harness.Generated(t, harness.Module+"/generated"))
	for i := range long.Or(20, 4) {
		inputs := harness.Inputs(t)
		for name, f := range inputs {
			if path.Ext(name) == ".json" {
				f.Data = harness.Shuffled(t, f.Data, random)
			}
		}
		before := runtime.GOMAXPROCS(1 + i%2)
		tree, _, err := generator.Generate(generator.Inputs{FS: shuffledFS{inputs, random}, Name: "spec"}, generator.Options{ImportPath: harness.Module + "/generated"})
		runtime.GOMAXPROCS(before)
		if err != nil || tree == nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, harness.Contents(tree)); diff != "" {
			t.Fatalf("run %d (-first +this):\n%s", i, diff)
		}
	}
}

// TestShuffled makes sure that the shuffling of TestDeterminism changes the order
// and nothing else.
func TestShuffled(t *testing.T) {
	t.Parallel()
	inputs := harness.Inputs(t)
	zoom := inputs["connectors/Zoom.json"].Data
	random := rand.New(rand.NewPCG(3, 4))
	first, second := harness.Shuffled(t, zoom, random), harness.Shuffled(t, zoom, random)
	if bytes.Equal(first, second) {
		t.Error("two shuffled captures are equal")
	}
	if diff := cmp.Diff(harness.Value(t, zoom), harness.Value(t, first)); diff != "" {
		t.Errorf("a shuffled capture says something else:\n%s", diff)
	}
}

// A shuffledFS lists the entries of a folder in another order each time.
type shuffledFS struct {
	fstest.MapFS
	random *rand.Rand
}

func (f shuffledFS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := f.MapFS.ReadDir(name)
	f.random.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	return entries, err
}

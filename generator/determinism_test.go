package generator_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"runtime"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator"
)

// TestDeterminism runs the generator on one processor and on two, over captures
// whose members are in another order each time, in folders that list their files
// in another order: none of that may show in the output.
//
// It is not parallel, since the number of processors is everybody's.
func TestDeterminism(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	want := contents(checkedIn(t, ours+"/generated"))
	for i := range 20 {
		inputs := inputFiles(t)
		for name, f := range inputs {
			if path.Ext(name) == ".json" {
				f.Data = shuffled(t, f.Data, random)
			}
		}
		before := runtime.GOMAXPROCS(1 + i%2)
		tree, _, err := generator.Generate(generator.Inputs{FS: shuffledFS{inputs, random}, Name: "spec"}, generator.Options{ImportPath: ours + "/generated"})
		runtime.GOMAXPROCS(before)
		if err != nil || tree == nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, contents(tree)); diff != "" {
			t.Fatalf("run %d (-first +this):\n%s", i, diff)
		}
	}
}

// TestShuffled holds the shuffling to shuffle, without which TestDeterminism proves little.
func TestShuffled(t *testing.T) {
	t.Parallel()
	inputs := inputFiles(t)
	zoom := inputs["connectors/Zoom.json"].Data
	random := rand.New(rand.NewPCG(3, 4))
	first, second := shuffled(t, zoom, random), shuffled(t, zoom, random)
	if bytes.Equal(first, second) {
		t.Error("two shuffled captures are equal")
	}
	if diff := cmp.Diff(value(t, zoom), value(t, first)); diff != "" {
		t.Errorf("a shuffled capture says something else:\n%s", diff)
	}
}

// shuffled returns JSON with the members of every object in another order.
func shuffled(t *testing.T, data []byte, random *rand.Rand) []byte {
	t.Helper()
	out, err := appendShuffled(nil, data, random)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func appendShuffled(dst, data []byte, random *rand.Rand) ([]byte, error) {
	switch data = bytes.TrimSpace(data); data[0] {
	case '{':
		var members map[string]json.RawMessage
		if err := json.Unmarshal(data, &members); err != nil {
			return nil, err
		}
		keys := slices.Sorted(maps.Keys(members)) // a map is in no order that a seed repeats
		random.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		return appendList(dst, "{}", keys, func(dst []byte, key string) ([]byte, error) {
			name, err := json.Marshal(key)
			if err != nil {
				return nil, err
			}
			return appendShuffled(append(append(dst, name...), ": "...), members[key], random)
		})
	case '[':
		var elements []json.RawMessage
		if err := json.Unmarshal(data, &elements); err != nil {
			return nil, err
		}
		return appendList(dst, "[]", elements, func(dst []byte, element json.RawMessage) ([]byte, error) {
			return appendShuffled(dst, element, random)
		})
	}
	return append(dst, data...), nil
}

func appendList[T any](dst []byte, brackets string, list []T, add func([]byte, T) ([]byte, error)) ([]byte, error) {
	dst = append(dst, brackets[0])
	for i, item := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		var err error
		if dst, err = add(append(dst, '\n'), item); err != nil {
			return nil, err
		}
	}
	return append(dst, brackets[1]), nil
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

// value returns what encoding/json makes of data, numbers as they are written.
func value(t testing.TB, data []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v", err)
	}
	return v
}

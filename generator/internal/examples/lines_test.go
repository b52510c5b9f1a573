// Package examples has programs that use what is generated, as their authors would
// write them. Their tests run them against a PingOne for tests.
package examples

import (
	"bytes"
	"os"
	"testing"
)

// TestLines: the programs are short. Before there were facts by key, Diff, Merge,
// ForCreate and a server for tests, programs that did the same had 242, 227 and 148
// lines; a third less is the most that these may have.
func TestLines(t *testing.T) {
	t.Parallel()
	for name, most := range map[string]int{
		"provider/provider.go": 161, "environments/environments.go": 151, "rotation/rotation_test.go": 98,
	} {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if lines := bytes.Count(source, []byte("\n")); lines < 50 || lines > most {
			t.Errorf("%s has %d lines, and %d are the most", name, lines, most)
		}
	}
}

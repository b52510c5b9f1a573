//go:build unix && !race

package compare_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/compare"
	"github.com/connectorgen/connectorgen/generator/internal/long"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
)

// many is how many connectors have to be compared in a second.
const many = 50

// copies returns the captures of connectors like Zoom, the first few of them
// edited in one place each, and the document.
func copies(t testing.TB, edited int) *compare.Side {
	t.Helper()
	zoom, err := os.ReadFile("../../../spec/connectors/Zoom.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := os.ReadFile("../../../spec/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"openapi.yaml": {Data: document}}
	for i := range many {
		name := fmt.Sprintf("Conn%02d", i)
		text := strings.ReplaceAll(string(zoom), "Zoom", name)
		if i < edited {
			text = strings.ReplaceAll(text, "OAUTH_ACCOUNT_ID", "OAUTH_TENANT_ID")
		}
		files["connectors/"+name+".json"] = &fstest.MapFile{Data: []byte(text)}
	}
	return compare.NewSide(pipeline.Inputs{FS: files, Name: "spec"})
}

// BenchmarkDiff compares 50 connectors and the API, with a change in one of
// them, which is what a capture brings, and with one in each.
func BenchmarkDiff(b *testing.B) {
	for _, edited := range []int{1, many} {
		b.Run(fmt.Sprintf("edited=%d", edited), func(b *testing.B) {
			old, new := copies(b, 0), copies(b, edited)
			for b.Loop() {
				compared(b, old, new, edited)
			}
		})
	}
}

func compared(t testing.TB, old, new *compare.Side, edited int) {
	t.Helper()
	d, found, err := compare.Sides(old, new, nil)
	if err != nil || d == nil {
		t.Fatal(err, found.All())
	}
	removed := 0
	for _, c := range d.Changes {
		if c.Rule == "attribute-removed" {
			removed++
		}
	}
	if removed != edited {
		t.Fatalf("%d attributes removed, want %d", removed, edited)
	}
}

// TestDiffSpeed holds 50 connectors to a second, of the processor's time since
// others may share the machine. The race detector makes it another measurement.
func TestDiffSpeed(t *testing.T) {
	long.Only(t, "it measures")
	for _, edited := range []int{1, many} {
		old, new := copies(t, 0), copies(t, edited)
		best := time.Hour
		for range 3 {
			runtime.GC()
			before := used(t)
			compared(t, old, new, edited)
			best = min(best, used(t)-before)
		}
		t.Logf("%d connectors, %d edited: %v of the processor", many, edited, best)
		// Twice the second that is wanted: the caches of a shared machine are cold.
		if limit := 2 * time.Second; best > limit {
			t.Errorf("%d connectors, %d edited: %v of the processor, want at most %v", many, edited, best, limit)
		}
	}
}

// used returns how much of the processor's time the process has had.
func used(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

package tofu_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestBinary builds the provider with one connector and with all: each may add 100 kB to
// the program.
func TestBinary(t *testing.T) {
	t.Parallel()
	if *tofu == "" {
		t.Skip("there is no -tofu")
	}
	list := "generated/terraform/connectors.go"
	source := harness.ReadFile(t, list)
	entry := regexp.MustCompile(`\t\t\w+Kind\(\),\n`)
	connectors := len(entry.FindAll(source, -1))
	if connectors < 14 {
		t.Fatalf("there are %d connectors", connectors)
	}
	first := true
	one := entry.ReplaceAllFunc(source, func(line []byte) []byte {
		if !first {
			return nil
		}
		first = false
		return line
	})
	folder := t.TempDir()
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{harness.Path(t, list): filepath.Join(folder, "one.go")}})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"one.go": one, "overlay.json": overlay} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	all, single := sizeOf(t, filepath.Join(folder, "all")), sizeOf(t, filepath.Join(folder, "one"), "-overlay", filepath.Join(folder, "overlay.json"))
	each := float64(all-single) / 1000 / float64(connectors-1)
	t.Logf("row done-10: %d connectors in %.1f MB, one in %.1f MB: %.0f kB each", connectors, float64(all)/1e6, float64(single)/1e6, each)
	if each <= 0 || each > 100 {
		t.Errorf("a connector adds %.0f kB, want 100 at most", each)
	}
}

// sizeOf builds the provider, and returns how many bytes it has.
func sizeOf(t *testing.T, program string, flags ...string) int64 {
	t.Helper()
	args := append(append([]string{"build", "-o", program}, flags...), harness.Module+"/generated/terraform/serve")
	if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		t.Fatal(fmt.Errorf("%w: %s", err, out))
	}
	info, err := os.Stat(program)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

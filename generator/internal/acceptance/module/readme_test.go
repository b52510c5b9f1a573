package module_test

import (
	"io/fs"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestReadmeShowsDoc holds what the README shows of a connector's package to what go doc says.
func TestReadmeShowsDoc(t *testing.T) {
	t.Parallel()
	readme := harness.ReadFile(t, "README.md")
	doc, err := exec.Command("go", "doc", "-short", harness.Module+"/generated/connector/zoom").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), "```\n"+string(doc)+"```\n") {
		t.Errorf("the README does not show what go doc says:\n%s", doc)
	}
}

// TestReadmeNamesTests holds the tests that the README names to be there: a
// promise that nothing holds is none.
func TestReadmeNamesTests(t *testing.T) {
	t.Parallel()
	readme := harness.ReadFile(t, "README.md")
	names := regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w+)`").FindAllStringSubmatch(string(readme), -1)
	if len(names) < 20 {
		t.Errorf("the README names %d tests only", len(names))
	}
	declared := declaredTests(t)
	for _, name := range names {
		if !declared[name[1]] {
			t.Errorf("the README names %s, which is no test", name[1])
		}
	}
}

// declaredTests returns the names of the tests and fuzz targets of this module.
func declaredTests(t *testing.T) map[string]bool {
	t.Helper()
	declaration := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	declared := make(map[string]bool)
	module := os.DirFS(harness.Path(t, "."))
	err := fs.WalkDir(module, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		source, err := fs.ReadFile(module, name)
		for _, d := range declaration.FindAllSubmatch(source, -1) {
			declared[string(d[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return declared
}

package module_test

import (
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestReadmeShowsDoc holds a page to show of a package what go doc prints.
func TestReadmeShowsDoc(t *testing.T) {
	t.Parallel()
	doc, err := exec.Command("go", "doc", "-short", harness.Module+"/generated/connector/zoom").Output()
	if err != nil {
		t.Fatal(err)
	}
	harness.Page(t, "```\n"+string(doc)+"```\n")
}

// TestReadmeNamesTests holds the tests that README.md and its pages name to be there: a
// promise that nothing holds is none.
func TestReadmeNamesTests(t *testing.T) {
	t.Parallel()
	pages := strings.Join(slices.Collect(maps.Values(harness.Pages(t))), "\n")
	names := regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w+)`").FindAllStringSubmatch(pages, -1)
	if len(names) < 20 {
		t.Errorf("the pages name %d tests only", len(names))
	}
	declared := declaredTests(t)
	for _, name := range names {
		if !declared[name[1]] {
			t.Errorf("a page names %s, which is no test", name[1])
		}
	}
}

// TestLinksLead holds each link of README.md and its pages to lead to a file that is there.
func TestLinksLead(t *testing.T) {
	t.Parallel()
	links := 0
	for page, text := range harness.Pages(t) {
		for _, link := range harness.Links(text) {
			links++
			if _, err := os.Stat(harness.Path(t, path.Join(path.Dir(page), link))); err != nil {
				t.Errorf("%s links %s: %v", page, link, err)
			}
		}
	}
	if links < 30 {
		t.Errorf("the pages have %d links only", links)
	}
}

// TestMapNamesPlaces holds the paths and targets of make that CONTRIBUTING.md
// names to be there: a map with places that are gone is worse than none.
func TestMapNamesPlaces(t *testing.T) {
	t.Parallel()
	text := string(harness.ReadFile(t, ".github/CONTRIBUTING.md"))
	paths := regexp.MustCompile("(?:`|\\(\\.\\./)((?:gen|generator|generated|spec|\\.ci)(?:/[\\w./-]+)?|[A-Z]+\\.md)[`)]").FindAllStringSubmatch(text, -1)
	targets := regexp.MustCompile("`make ([a-z-]+)").FindAllStringSubmatch(text, -1)
	if len(paths) < 20 || len(targets) < 5 {
		t.Errorf("CONTRIBUTING.md names %d paths and %d targets only", len(paths), len(targets))
	}
	for _, path := range paths {
		if _, err := os.Stat(harness.Path(t, path[1])); err != nil {
			t.Errorf("CONTRIBUTING.md names %s: %v", path[1], err)
		}
	}
	makefile := string(harness.ReadFile(t, "Makefile"))
	for _, target := range targets {
		if !strings.Contains(makefile, "\n"+target[1]+": ##") {
			t.Errorf("CONTRIBUTING.md names make %s, which is no target", target[1])
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

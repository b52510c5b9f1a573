package tofu_test

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// page is where the rows are, each with what holds it.
const page = "generator/internal/acceptance/terraform/README.md"

// rows are the rows of the page that scripts have seen to hold, each with figures.
type rows struct {
	sync.Mutex
	figures map[string][]string
}

// outcome matches the lines that say what a run of the program came to, and failure
// those that say what failed.
var (
	outcome = regexp.MustCompile(`(?m)^\s*((?:Plan: |No changes|Apply complete|Destroy complete|Import successful|Success).*)$`)
	failure = regexp.MustCompile(`(?m)^\s*(Error: .*)$`)
)

// figure has a figure for the rows that follow.
func figure(ts *testscript.TestScript, format string, args ...any) {
	ts.Logf(format, args...)
	ts.Setenv("figure", fmt.Sprintf(format, args...))
}

// row NUMBER... says that rows hold. Their figure is that of the command before, or else
// what the program printed last.
func (r *rows) row(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.Getenv("figure")
	ts.Setenv("figure", "")
	if failed := failure.FindStringSubmatch(ts.ReadFile("stderr")); text == "" && failed != nil {
		text = failed[1]
	}
	if done := outcome.FindAllStringSubmatch(ts.ReadFile("stdout"), -1); text == "" && done != nil {
		text = done[len(done)-1][1]
	}
	if text == "" {
		ts.Fatalf("there is no figure for %q", args)
	}
	r.Lock()
	defer r.Unlock()
	for _, number := range args {
		r.figures[number] = append(r.figures[number], text)
	}
}

// report prints the figures, and fails for rows of the page that no script has seen.
func (r *rows) report(t *testing.T, program string) {
	if flag.Lookup("test.run").Value.String() != "" || t.Failed() {
		return
	}
	for number, by := range rowsOf(t) {
		if strings.HasSuffix(by, ".txtar") && r.figures[number] == nil {
			t.Errorf("%s: no script has seen row %s to hold", program, number)
		}
	}
	for _, number := range slices.SortedFunc(maps.Keys(r.figures), byNumber) {
		t.Logf("row %s: %s", number, strings.Join(r.figures[number], "; "))
	}
}

// byNumber orders rows: scenarios first.
func byNumber(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// tableRow matches a row of the page: its number, what must come out, and what holds it.
var tableRow = regexp.MustCompile("(?m)^\\| ((?:done-)?\\d+) \\|.*\\| `([\\w.]+)`(?:, [^|]*)? \\|$")

// rowsOf returns what holds each row of the page.
func rowsOf(t *testing.T) map[string]string {
	t.Helper()
	held := make(map[string]string)
	for _, found := range tableRow.FindAllStringSubmatch(string(harness.ReadFile(t, page)), -1) {
		held[found[1]] = found[2]
	}
	if len(held) != 23+12 {
		t.Errorf("%s has %d rows, want 23 scenarios and 12 criteria", page, len(held))
	}
	return held
}

// TestRows holds every row of the page to a script that says so, or to a test.
func TestRows(t *testing.T) {
	t.Parallel()
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	tests := make(map[string]bool)
	for _, folder := range []string{"terraform", "terraform/tofu", "drift", "connector"} {
		files, err := filepath.Glob(harness.Path(t, "generator/internal/acceptance/"+folder+"/*_test.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range declared.FindAllStringSubmatch(string(source), -1) {
				tests[found[1]] = true
			}
		}
	}
	for number, by := range rowsOf(t) {
		if strings.HasSuffix(by, ".txtar") {
			script := string(harness.ReadFile(t, "generator/internal/acceptance/terraform/tofu/testdata/"+by))
			if !regexp.MustCompile(`(?m)^row (.* )?` + number + `( |$)`).MatchString(script) {
				t.Errorf("%s does not say that row %s holds", by, number)
			}
		} else if !tests[by] {
			t.Errorf("row %s: there is no %s", number, by)
		}
	}
}

// knowsIdentities reports whether a program imports by identity: Terraform 1.11 does not.
func knowsIdentities(program string) (bool, error) {
	out, err := exec.Command(program, "version", "-json").Output()
	return !strings.Contains(string(out), `"terraform_version": "1.11.`), err
}

// unsupported SOURCE RESULT N checks that validate has refused N arguments of a source,
// each at its own line, which has it.
func unsupported(ts *testscript.TestScript, _ bool, args []string) {
	var result struct {
		Diagnostics []struct {
			Summary string
			Snippet struct{ Code string }
			Range   struct{ Start struct{ Line int } }
		}
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &result))
	lines := strings.Split(ts.ReadFile(args[0]), "\n")
	seen := make(map[int]bool)
	for _, d := range result.Diagnostics {
		if at := d.Range.Start.Line; d.Summary == "Unsupported argument" && !seen[at] && lines[at-1] == d.Snippet.Code {
			seen[at] = true
		}
	}
	if fmt.Sprint(len(seen)) != args[2] {
		ts.Fatalf("%d lines are refused, want %s", len(seen), args[2])
	}
	figure(ts, "%d arguments are refused, each at its line", len(seen))
}

// schemas FILE counts what the program shows of the schemas.
func schemas(ts *testscript.TestScript, _ bool, args []string) {
	var all struct {
		Providers map[string]struct {
			Resources map[string]json.RawMessage `json:"resource_schemas"`
		} `json:"provider_schemas"`
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &all))
	stores, others, secrets := 0, 0, 0
	for _, p := range all.Providers {
		for name, schema := range p.Resources {
			if !strings.HasPrefix(name, "propagation_store_") {
				others++
				continue
			}
			stores++
			secrets += strings.Count(string(schema), `"write_only":true`)
		}
	}
	if stores != 14 || others != 3 {
		ts.Fatalf("there are %d types for stores and %d others", stores, others)
	}
	figure(ts, "%d types for stores, %d others, %d write-only attributes", stores, others, secrets)
}

package terraform_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/terraform/driver"
)

// TestExamples applies every example of a store that the pages show: one for each
// connector in each profile.
func TestExamples(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(harness.Path(t, "generated/terraform/examples/resources"), "propagation_store_*", "resource*.tf"))
	if err != nil {
		t.Fatal(err)
	}
	expected := 0
	for _, s := range stores(t) {
		expected += len(profilesOf(s))
	}
	t.Logf("%d examples", len(files))
	if len(files) != expected {
		t.Errorf("there are %d examples, want %d", len(files), expected)
	}
	for _, file := range files {
		of := filepath.Base(filepath.Dir(file))
		t.Run(of+"/"+filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			config := parse(t, string(source), of)
			e := serve(t, nil, nil)
			want(t, "create", e.Apply(of+".example", config), driver.Create)
			want(t, "again", e.Plan(of+".example", config), driver.Nothing)
		})
	}
}

// parse reads an example: variables, each of which is a secret, and one resource. It
// knows no more of HCL than the examples need; OpenTofu reads them all in .ci/run.
func parse(t *testing.T, source, of string) driver.Config {
	t.Helper()
	_, body, found := strings.Cut(source, "\nresource \""+of+"\" \"example\" {\n")
	if !found {
		t.Fatalf("there is no resource in %s", source)
	}
	config := driver.Config{}
	stack := []driver.Config{config}
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(line)
		top := stack[len(stack)-1]
		name, value, assigned := strings.Cut(line, " = ")
		name = strings.TrimSpace(name)
		switch {
		case line == "":
		case line == "}":
			stack = stack[:len(stack)-1]
		case assigned:
			top[name] = valueOf(t, value)
		default:
			block, empty := strings.CutSuffix(line, " {}")
			inner := driver.Config{}
			if !empty {
				block = strings.TrimSuffix(line, " {")
				stack = append(stack, inner)
			}
			if top[block] = inner; block != "configuration" {
				top[block] = []driver.Config{inner}
			}
		}
		if len(stack) == 0 {
			return config
		}
	}
	t.Fatalf("there is no end of the resource in %s", source)
	return nil
}

// valueOf returns the value of an argument.
func valueOf(t *testing.T, text string) any {
	t.Helper()
	switch {
	case text == "true":
		return true
	case strings.HasPrefix(text, "var."):
		return canary + "-1"
	}
	s, err := strconv.Unquote(text)
	if err != nil {
		t.Fatalf("%s is no value of an example", text)
	}
	return s
}

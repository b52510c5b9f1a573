package emit

import (
	"slices"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/header"
)

// TestHeaders holds the two places that know the header to agree: what is copied
// starts like what is written. Of tests, only examples are copied: they are documentation.
func TestHeaders(t *testing.T) {
	files, err := output.Copied("connector", "example.com/x")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasPrefix(string(f.Content), header.Go+"\n\n") || strings.HasSuffix(f.Path, "_test.go") && f.Path != "connector/example_test.go" {
			t.Errorf("%s: want the header, and no tests but examples", f.Path)
		}
	}
	if !slices.ContainsFunc(files, func(f output.File) bool { return f.Path == "connector/secret.go" }) {
		t.Errorf("%d files are copied, connector/secret.go is not among them", len(files))
	}
}

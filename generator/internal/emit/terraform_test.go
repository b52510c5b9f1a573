package emit

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/runtime"
)

// TestTerraformNeeds holds the list of what the provider needs to the methods that
// it calls: with a document that lacks one that is not in the list, what is
// generated would not compile.
func TestTerraformNeeds(t *testing.T) {
	t.Parallel()
	needs := slices.Concat(terraformNeeds, provisioningNeeds)
	names, err := fs.Glob(runtime.Files, "terraform/*.go")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	calls := 0
	for _, name := range names {
		source, err := fs.ReadFile(runtime.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\bdata\.Client\.([A-Z]\w+)\(`).FindAllStringSubmatch(string(source), -1) {
			calls++
			if !slices.ContainsFunc(needs, func(need string) bool { return strings.HasPrefix(need, m[1]+"(") }) {
				t.Errorf("%s calls %s, which the list lacks", name, m[1])
			}
		}
	}
	if calls < 20 {
		t.Errorf("only %d calls were found", calls)
	}
}

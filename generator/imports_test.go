package generator_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// arrows are the imports that are allowed: the architecture in one table. A
// package may import the standard library, what stands here, and nothing else.
// An entry with "..." at its end stands for all that begins like it.
var arrows = map[string][]string{
	"gen":                                        {"gen/internal/...", "generator", "github.com/connectorgen/connectorgen", "github.com/go-json-experiment/json/...", "github.com/spf13/cobra", "github.com/spf13/pflag"},
	"gen/internal/annotate":                      {"gen/internal/words", "generator"},
	"gen/internal/markdown":                      {"gen/internal/words", "generator"},
	"gen/internal/rerun":                         {"generator", "github.com/spf13/cobra", "github.com/spf13/pflag"},
	"gen/internal/words":                         {"generator"},
	"github.com/connectorgen/connectorgen":       {},
	"generator":                                  {"generator/internal/..."},
	"generator/internal/pipeline":                {"generator/internal/emit/output", "generator/internal/load", "generator/internal/model/api", "generator/internal/config", "generator/internal/emit", "generator/internal/lookup", "generator/internal/model", "generator/internal/place", "generator/internal/review", "generator/internal/show", "generator/internal/finding", "generator/internal/spec", "generator/internal/terraform", "generator/internal/tree", "generator/internal/verify"},
	"generator/internal/config":                  {"generator/internal/node", "generator/internal/place", "generator/internal/show", "generator/internal/finding", "generator/internal/spec"},
	"generator/internal/terraform":               {"generator/internal/model", "generator/internal/model/api", "generator/internal/node", "generator/internal/place", "generator/internal/show", "generator/internal/finding", "generator/internal/spec"},
	"generator/internal/drift":                   {"generator/internal/load", "generator/internal/place", "generator/internal/show", "generator/internal/capture", "generator/internal/compare", "generator/internal/compare/change", "generator/internal/git", "generator/internal/module", "generator/internal/pipeline", "generator/internal/finding", "generator/internal/spec", "generator/internal/tree"},
	"generator/internal/header":                  {},
	"generator/internal/verify":                  {"generator/internal/emit/output", "generator/internal/header", "generator/internal/show", "golang.org/x/sync/errgroup"},
	"generator/internal/compare":                 {"generator/internal/load", "generator/internal/terraform", "generator/internal/model/api", "generator/internal/node", "generator/internal/place", "generator/internal/show", "generator/internal/compare/...", "generator/internal/git", "generator/internal/model", "generator/internal/pipeline", "generator/internal/finding", "generator/internal/spec", "golang.org/x/sync/errgroup"},
	"generator/internal/compare/change":          {"generator/internal/place", "generator/internal/finding", "generator/internal/spec"},
	"generator/internal/compare/document":        {"generator/internal/compare/change", "generator/internal/node", "generator/internal/place", "generator/internal/finding", "generator/internal/spec", "github.com/oasdiff/oasdiff/...", kinOpenAPI},
	"generator/internal/compare/goapi":           {"generator/internal/model/api", "generator/internal/compare/change", "generator/internal/emit", "generator/internal/emit/output", "generator/internal/model", "golang.org/x/exp/apidiff"},
	"generator/internal/compare/stored":          {"generator/internal/model/api", "generator/internal/node", "generator/internal/model", "generator/internal/runtime/connector", "generator/internal/runtime/metadata", "generator/internal/validate", "go.yaml.in/yaml/v3"},
	"generator/internal/show":                    {},
	"generator/internal/place":                   {},
	"generator/internal/secret":                  {"generator/internal/show"},
	"generator/internal/finding":                 {"generator/internal/place", "generator/internal/secret", "generator/internal/show"},
	"generator/internal/node":                    {"generator/internal/place", "generator/internal/secret", "generator/internal/show", "github.com/go-json-experiment/json/jsontext", "go.yaml.in/yaml/v3"},
	"generator/internal/spec":                    {"generator/internal/finding", "generator/internal/runtime/connector", "generator/internal/place", "generator/internal/node", "generator/internal/secret", "generator/internal/show", "github.com/go-json-experiment/json/jsontext", "golang.org/x/text/unicode/norm"},
	"generator/internal/load":                    {"generator/internal/config", "generator/internal/finding", "generator/internal/node", "generator/internal/place", "generator/internal/show", "generator/internal/spec", "golang.org/x/sync/errgroup"},
	"generator/internal/naming":                  {},
	"generator/internal/model/api":               {"generator/internal/place", "generator/internal/finding", "generator/internal/spec", "generator/internal/runtime/connector", "generator/internal/naming"},
	"generator/internal/example":                 {"generator/internal/node", "generator/internal/place", "generator/internal/finding", "generator/internal/spec"},
	"generator/internal/model":                   {"generator/internal/example", "generator/internal/model/api", "generator/internal/place", "generator/internal/finding", "generator/internal/spec", "generator/internal/runtime/connector", "generator/internal/naming"},
	"generator/internal/emit/jsonschema":         {"generator/internal/emit/profiles", "generator/internal/show", "generator/internal/model/api", "generator/internal/runtime/connector"},
	"generator/internal/emit/page":               {"generator/internal/emit/profiles", "generator/internal/header", "generator/internal/show", "generator/internal/runtime/connector"},
	"generator/internal/emit/facts":              {"generator/internal/emit/output", "generator/internal/emit/jsonschema", "generator/internal/emit/page", "generator/internal/model", "generator/internal/model/api", "generator/internal/runtime/connector", "generator/internal/starter", "generator/internal/validate"},
	"generator/internal/emit/output":             {"generator/internal/header", "generator/internal/runtime"},
	"generator/internal/emit/golang":             {"generator/internal/emit/prose", "generator/internal/header", "generator/internal/show", "github.com/dave/jennifer/jen"},
	"generator/internal/emit/provider":           {"generator/internal/emit/golang", "generator/internal/emit/output", "generator/internal/emit/prose", "generator/internal/header", "generator/internal/runtime", "generator/internal/terraform"},
	"generator/internal/emit/profiles":           {"generator/internal/runtime/connector"},
	"generator/internal/emit/prose":              {"generator/internal/model", "generator/internal/show"},
	"generator/internal/emit/variant":            {},
	"generator/internal/emit/names":              {"generator/internal/model", "generator/internal/model/api"},
	"generator/internal/emit":                    {"generator/internal/runtime/connector", "generator/internal/emit/facts", "generator/internal/emit/variant", "generator/internal/emit/names", "generator/internal/emit/prose", "generator/internal/terraform", "generator/internal/model/api", "golang.org/x/sync/errgroup", "generator/internal/header", "generator/internal/show", "generator/internal/starter", "generator/internal/model", "generator/internal/runtime", "generator/internal/validate", "github.com/dave/jennifer/jen", oapiCodegen, kinOpenAPI, "generator/internal/emit/golang", "generator/internal/emit/output", "generator/internal/emit/provider"},
	"generator/internal/runtime/terraform":       {"generated/...", "github.com/hashicorp/terraform-plugin-framework/...", "github.com/hashicorp/terraform-plugin-log/tflog"},
	"generator/internal/runtime/terraform/serve": {"generator/internal/runtime/terraform", "github.com/hashicorp/terraform-plugin-framework/..."},
	"generator/internal/connect":                 {"generator/internal/runtime/propagation"},
	"generator/internal/transfer":                {"generator/internal/connect", "generator/internal/finding", "generator/internal/hcl", "generator/internal/place", "generator/internal/model", "generator/internal/model/api", "generator/internal/node", "generator/internal/runtime/connector", "generator/internal/runtime/propagation", "generator/internal/secret", "generator/internal/show", "generator/internal/spec", "generator/internal/validate", "generator/internal/written", "go.yaml.in/yaml/v3"},
	"generator/internal/hcl":                     {"generator/internal/show"},
	"generator/internal/capture":                 {"generator/internal/connect", "generator/internal/load", "generator/internal/model/api", "generator/internal/secret", "generator/internal/place", "generator/internal/node", "golang.org/x/sync/errgroup", "generator/internal/show", "generator/internal/model", "generator/internal/finding", "generator/internal/spec", "generator/internal/runtime/connector", "generator/internal/runtime/propagation", "generator/internal/runtime/propagationtest", "github.com/go-json-experiment/json/jsontext", "go.yaml.in/yaml/v3"},
	"generator/internal/explain":                 {"generator/internal/model/api", "generator/internal/place", "generator/internal/lookup", "generator/internal/model", "generator/internal/finding", "generator/internal/spec"},
	"generator/internal/git":                     {},
	"generator/internal/lookup":                  {"generator/internal/model/api", "generator/internal/model", "github.com/agnivade/levenshtein"},
	"generator/internal/review":                  {"generator/internal/example", "generator/internal/model/api", "generator/internal/place", "generator/internal/node", "generator/internal/show", "generator/internal/model", "generator/internal/finding", "generator/internal/spec", "generator/internal/runtime/connector", "generator/internal/runtime/metadata", "generator/internal/validate"},
	"generator/internal/validate":                {"generator/internal/model/api", "generator/internal/model", "generator/internal/runtime/connector", "generator/internal/runtime/metadata"},
	"generator/internal/written":                 {"generator/internal/finding", "generator/internal/lookup", "generator/internal/model", "generator/internal/model/api", "generator/internal/node", "generator/internal/place", "generator/internal/runtime/connector", "generator/internal/spec", "generator/internal/validate"},
	"generator/internal/module":                  {"generator/internal/show", "golang.org/x/mod/..."},
	"generator/internal/tree":                    {"generator/internal/header", "generator/internal/module", "generator/internal/show", "github.com/aymanbagabas/go-udiff", "golang.org/x/sync/errgroup", "golang.org/x/sys/..."},
	"generator/internal/starter":                 {"generator/internal/hcl", "generator/internal/show", "generator/internal/model/api", "generator/internal/lookup", "generator/internal/model"},
	"generator/internal/runtime":                 {},
	"generator/internal/runtime/internal/codec":  {},
	"generator/internal/runtime/internal/redact": {"generator/internal/runtime/internal/codec"},
	"generator/internal/runtime/internal/param":  {},
	"generator/internal/runtime/internal/reply":  {"generator/internal/runtime/internal/codec"},
	"generator/internal/runtime/connector":       {"generator/internal/runtime/internal/codec"},
	"generator/internal/runtime/metadata":        {"generator/internal/runtime/connector", "generator/internal/runtime/internal/codec"},
	"generator/internal/runtime/propagation":     {"generator/internal/runtime/connector", "generator/internal/runtime/internal/..."},
	"generator/internal/runtime/propagationtest": {"generator/internal/runtime/connector", "generator/internal/runtime/internal/codec", "generator/internal/runtime/metadata"},
	"generator/internal/runtime/sandbox":         {"generator/internal/runtime/connector", "generator/internal/runtime/metadata", "generator/internal/runtime/propagationtest"},

	"generator/internal/runtime/internal/clearing":  {"generator/internal/runtime/connector", "generator/internal/runtime/internal/codec"},
	"generator/internal/runtime/internal/renewal":   {"generator/internal/runtime/connector"},
	"generator/internal/runtime/internal/transport": {},
}

// Two libraries are known to few files: see [TestFilesOfLibraries].
const (
	oapiCodegen = "github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
	kinOpenAPI  = "github.com/getkin/kin-openapi/openapi3"
)

// TestImports holds the packages of this module to the table of arrows, tests
// left out. A package that is not in the table serves tests and tools: none that
// is may import it.
func TestImports(t *testing.T) {
	t.Parallel()
	seen := make(map[string]bool)
	for _, p := range packagesOf(t) {
		allowed, inTable := arrows[p.path()]
		seen[p.path()] = true
		for _, imported := range p.Imports {
			imported = strings.TrimPrefix(imported, harness.Module+"/")
			if inTable && !standard(imported) && !allows(allowed, imported) {
				t.Errorf("%s must not import %s", p.path(), imported)
			}
		}
	}
	for path := range arrows {
		if !seen[path] {
			t.Errorf("the table has %s, which is no package", path)
		}
	}
}

// TestGeneratedImports holds the generated packages to what a consumer pays for:
// a connector needs the standard library and what all share, and the client no connector.
func TestGeneratedImports(t *testing.T) {
	t.Parallel()
	for _, p := range packagesOf(t) {
		for _, imported := range p.Imports {
			imported = strings.TrimPrefix(imported, harness.Module+"/")
			switch dir := p.path(); {
			case standard(imported), imported == "generated/connector", imported == "generated/internal/codec":
			case dir == "generated/propagation" && strings.HasPrefix(imported, "generated/internal/"):
			case dir == "generated/catalog" && (imported == "generated/metadata" || strings.HasPrefix(imported, "generated/connector/")):
			case strings.HasPrefix(dir, "generated/terraform") && (strings.HasPrefix(imported, "generated/") || strings.HasPrefix(imported, "github.com/hashicorp/terraform-plugin-")):
			case strings.HasPrefix(dir, "generated/propagation/") && strings.HasPrefix(imported, "generated/"):
			case strings.HasPrefix(dir, "generated/"):
				t.Errorf("%s must not import %s", dir, imported)
			}
		}
	}
}

// TestFilesOfLibraries holds two libraries to the files that tame them: a
// generator is easier to trust if one file knows the sharp edges of another.
func TestFilesOfLibraries(t *testing.T) {
	t.Parallel()
	for _, p := range packagesOf(t) {
		for _, name := range p.GoFiles {
			source, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			for _, spec := range harness.Parse(t, name, source).Imports {
				imported, _ := strconv.Unquote(spec.Path.Value)
				tamed := imported == oapiCodegen || imported == kinOpenAPI
				client := p.path() == "generator/internal/emit" && strings.HasPrefix(name, "client")
				if tamed && !client && p.path() != "generator/internal/compare/document" {
					t.Errorf("%s/%s must not import %s", p.path(), name, imported)
				}
			}
		}
	}
}

// A listed is a package as go list has it.
type listed struct {
	Dir, ImportPath string
	Imports         []string
	GoFiles         []string
}

func (p listed) path() string { return strings.TrimPrefix(p.ImportPath, harness.Module+"/") }

// packagesOf returns the packages of this module.
func packagesOf(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=Dir,ImportPath,Imports,GoFiles", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p listed
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	return list
}

// standard reports whether a package is of the standard library.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && first != "generator" && first != "generated" && first != "gen"
}

func allows(list []string, path string) bool {
	return slices.ContainsFunc(list, func(entry string) bool {
		prefix, all := strings.CutSuffix(entry, "...")
		return entry == path || all && strings.HasPrefix(path+"/", prefix)
	})
}

// Package docs_test holds the pages about the Terraform provider in
// generator/docs/terraform to the schema and the examples. A registry wants them in
// the folder docs of the provider's own repository. They are written by tfplugindocs:
//
//	go test ./generator/internal/acceptance/terraform/docs -pages          # fails if they are stale
//	go test ./generator/internal/acceptance/terraform/docs -pages -update  # writes them
package docs_test

import (
	"bytes"
	"flag"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	provider "github.com/connectorgen/connectorgen/generated/terraform"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/terraform/schema"
)

var (
	pages  = flag.Bool("pages", false, "run tfplugindocs, which takes a minute to build the first time")
	update = flag.Bool("update", false, "with -pages, write them")
)

func serve(t *testing.T) tfprotov6.ProviderServer {
	t.Helper()
	server, err := providerserver.NewProtocol6WithError(&provider.Provider{Version: "test"})()
	if err != nil {
		t.Fatal(err)
	}
	return server
}

// TestPagesAreUpToDate runs tfplugindocs, and compares what it writes with what is there. It
// also has the tool check what it wrote against the rules of the registry.
func TestPagesAreUpToDate(t *testing.T) {
	if !*pages {
		t.Skip("there is no -pages")
	}
	work := t.TempDir()
	file := filepath.Join(work, "schema.json")
	data, err := schema.JSON(t.Context(), "propagation", serve(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(harness.Path(t, "generated/terraform/examples"), filepath.Join(work, "examples")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(work, "templates"), os.DirFS(harness.Path(t, ".ci/pages"))); err != nil {
		t.Fatal(err)
	}
	tool(t, "generate", "--provider-dir", work, "--provider-name", "propagation", "--providers-schema", file)
	tool(t, "validate", "--provider-dir", work, "--provider-name", "propagation", "--providers-schema", file)
	made, docs := filepath.Join(work, "docs"), harness.Path(t, "generator/docs/terraform")
	if *update {
		if err := os.RemoveAll(docs); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(docs, os.DirFS(made)); err != nil {
			t.Fatal(err)
		}
	}
	want, got := filesOf(t, made), filesOf(t, docs)
	if len(want) < 20 {
		t.Errorf("tfplugindocs wrote %d pages", len(want))
	}
	t.Logf("%d pages", len(want))
	all := maps.Clone(want)
	maps.Copy(all, got)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if want[name] != got[name] {
			t.Errorf("generator/docs/terraform/%s is not up to date; run: make terraform-docs", name)
		}
	}
}

// tool runs tfplugindocs, in the version that go.mod has.
func tool(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.Command("go", append([]string{"run", "github.com/hashicorp/terraform-plugin-docs/cmd/tfplugindocs"}, args...)...)
	cmd.Dir = harness.Path(t, ".")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// filesOf returns the content of the files in a folder, by path.
func filesOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(folder, name))
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestPagesHaveEverything holds every page to the schema and the examples without
// the tool, so that a test of every run notices a page that is stale: it has each
// attribute with its description, and each example as it is.
func TestPagesHaveEverything(t *testing.T) {
	t.Parallel()
	all, err := serve(t).GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	docs := filesOf(t, harness.Path(t, "generator/docs/terraform"))
	attributes, examples, known := 0, 0, map[string]bool{"index.md": true}
	hold := func(kind string, schemas map[string]*tfprotov6.Schema) {
		for name, s := range schemas {
			page := kind + "/" + strings.TrimPrefix(name, "propagation_") + ".md"
			known[page] = true
			attributes += missing(t, page, docs[page], s.Block)
			examples += shown(t, page, docs[page], "generated/terraform/examples/"+kind+"/"+name)
		}
	}
	hold("resources", all.ResourceSchemas)
	hold("data-sources", all.DataSourceSchemas)
	attributes += missing(t, "index.md", docs["index.md"], all.Provider.Block)
	for name := range docs {
		if !known[name] {
			t.Errorf("generator/docs/terraform/%s is about nothing that there is", name)
		}
	}
	t.Logf("%d pages, %d attributes, %d examples", len(docs), attributes, examples)
	if attributes < 200 || examples < 24 {
		t.Errorf("%d attributes and %d examples were looked for", attributes, examples)
	}
}

// missing reports attributes that a page lacks, and returns how many it looked for.
func missing(t *testing.T, name, page string, b *tfprotov6.SchemaBlock) int {
	t.Helper()
	lines := strings.Split(page, "\n")
	for _, a := range b.Attributes {
		if !slices.ContainsFunc(lines, func(line string) bool {
			return strings.HasPrefix(line, "- `"+a.Name+"` (") && strings.Contains(line, ") "+a.Description)
		}) {
			t.Errorf("generator/docs/terraform/%s lacks %s, or has another description of it; run: make terraform-docs", name, a.Name)
		}
	}
	count := len(b.Attributes)
	for _, n := range b.BlockTypes {
		count += missing(t, name, page, n.Block)
	}
	return count
}

// shown reports examples that a page lacks, and returns how many there are.
func shown(t *testing.T, name, page, folder string) int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(harness.Path(t, folder), "*.tf"))
	if err != nil || len(files) == 0 {
		t.Errorf("generator/docs/terraform/%s: there is no example in %s (%v)", name, folder, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := bytes.Cut(data, []byte("\n\n"))
		if !strings.Contains(page, "```terraform\n"+strings.TrimSpace(string(text))+"\n```") {
			t.Errorf("generator/docs/terraform/%s lacks the example %s; run: make terraform-docs", name, filepath.Base(file))
		}
	}
	return len(files)
}

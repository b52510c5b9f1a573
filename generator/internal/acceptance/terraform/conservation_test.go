package terraform_test

import (
	"bufio"
	"bytes"
	"go/ast"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/naming"
)

// TestConservation holds the schema of every resource type to the metadata of its
// connector: an attribute is there once, and is write-only, required, deprecated and
// a boolean exactly if the metadata says so. A flag that is lost on the way fails.
func TestConservation(t *testing.T) {
	t.Parallel()
	schemas := serve(t, nil, nil).Schemas()
	names := lockedNames(t)
	secrets, writeOnly := 0, 0
	for _, storeType := range catalog.StoreTypes() {
		schema := schemas["propagation_store_"+names[storeType]]
		if schema == nil {
			t.Errorf("there is no resource type for %s", storeType)
			continue
		}
		block := blockOf(schema.Block, "configuration")
		m, _ := catalog.Metadata(storeType)
		seen, sensitive := make(map[*tfprotov6.SchemaAttribute]bool), make(map[string]bool)
		for _, p := range m.Profiles {
			for _, a := range p.Attributes {
				if a.Key == m.Selector {
					continue
				}
				found := find(block, names, storeType, p.Name, a.Key)
				if found == nil {
					t.Errorf("%s: %s of %q is not in the schema", storeType, a.Key, p.Name)
					continue
				}
				seen[found] = true
				if a.Sensitive && !sensitive[a.Key] {
					sensitive[a.Key] = true
					secrets++
				}
				if got, want := flagsOf(found), flags(a); got != want {
					t.Errorf("%s: %s of %q is %s in the schema, want %s", storeType, a.Key, p.Name, got, want)
				}
			}
		}
		all, wo := count(block)
		if writeOnly += wo; all != len(seen) {
			t.Errorf("%s: the schema has %d attributes, and the metadata %d", storeType, all, len(seen))
		}
	}
	t.Logf("%d keys are sensitive, %d attributes write-only", secrets, writeOnly)
	if secrets == 0 || writeOnly < secrets {
		t.Errorf("%d keys are sensitive, %d attributes write-only", secrets, writeOnly)
	}
}

// lockedNames returns the names of the lock, by what has them as the lock writes it.
func lockedNames(t *testing.T) map[string]string {
	t.Helper()
	names := make(map[string]string)
	for lines := bufio.NewScanner(bytes.NewReader(harness.ReadFile(t, "spec/terraform-names.lock"))); lines.Scan(); {
		if line := lines.Text(); !strings.HasPrefix(line, "#") {
			i := strings.LastIndex(line, " ")
			names[line[:i]] = line[i+1:]
		}
	}
	return names
}

// find returns the schema of an attribute of a profile, or nil.
func find(block *tfprotov6.SchemaBlock, names map[string]string, storeType, profile, key string) *tfprotov6.SchemaAttribute {
	if name, shared := names[storeType+"."+key]; shared {
		if a := attributeOf(block, name); a != nil {
			return a
		}
	}
	of := storeType + `."` + profile + `"`
	if inner := blockOf(block, names[of]); inner != nil {
		return attributeOf(inner, names[of+"."+key])
	}
	return nil
}

func attributeOf(block *tfprotov6.SchemaBlock, name string) *tfprotov6.SchemaAttribute {
	for _, a := range block.Attributes {
		if a.Name == name {
			return a
		}
	}
	return nil
}

func blockOf(block *tfprotov6.SchemaBlock, name string) *tfprotov6.SchemaBlock {
	for _, n := range block.BlockTypes {
		if n.TypeName == name {
			return n.Block
		}
	}
	return nil
}

// flagsOf returns what a schema says of an attribute, and flags what metadata says.
func flagsOf(a *tfprotov6.SchemaAttribute) string {
	return words(a.Required, a.Sensitive && a.WriteOnly, a.Deprecated, a.Type.Is(tftypes.Bool))
}

func flags(a connector.Attribute) string {
	return words(a.Required, a.Sensitive, a.Deprecated, a.Kind == connector.KindBoolean)
}

func words(required, secret, deprecated, boolean bool) string {
	text := "an attribute"
	for word, is := range map[string]bool{"required": required, "secret": secret, "deprecated": deprecated, "boolean": boolean} {
		if is {
			text += " " + word
		}
	}
	fields := strings.Fields(text)[2:]
	return strings.Join(sorted(fields), " ")
}

// count returns how many attributes a block has, and how many are write-only,
// those of inner blocks included.
func count(block *tfprotov6.SchemaBlock) (all, writeOnly int) {
	for _, a := range block.Attributes {
		all++
		if a.WriteOnly {
			writeOnly++
		}
	}
	for _, n := range block.BlockTypes {
		inner, wo := count(n.Block)
		all, writeOnly = all+inner, writeOnly+wo
	}
	return all, writeOnly
}

// TestTextsAreTerraforms holds every text of the schemas to names of Terraform: a
// key of the wire in one is a name that users cannot write.
func TestTextsAreTerraforms(t *testing.T) {
	t.Parallel()
	wire := regexp.MustCompile(`\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b`)
	for name, schema := range serve(t, nil, nil).Schemas() {
		for _, text := range descriptions(schema.Block) {
			if key := wire.FindString(text); key != "" {
				t.Errorf("%s: a text names %s: %q", name, key, text)
			}
		}
	}
}

func descriptions(block *tfprotov6.SchemaBlock) []string {
	list := []string{block.Description, block.DeprecationMessage}
	for _, a := range block.Attributes {
		list = append(list, a.Description, a.DeprecationMessage)
	}
	for _, n := range block.BlockTypes {
		list = append(list, descriptions(n.Block)...)
	}
	return list
}

// TestPrintedLines holds what is printed for a connector to 15 lines for each of its
// attributes: the rest is the same for all of them and stands in the runtime.
func TestPrintedLines(t *testing.T) {
	t.Parallel()
	lines, attributes := 0, 0
	for name, content := range harness.Sources(harness.Generated(t, harness.Module+"/generated")) {
		if !strings.HasPrefix(name, "terraform/") || !strings.HasSuffix(name, "_kind.go") {
			continue
		}
		lines += bytes.Count(content, []byte("\n"))
		ast.Inspect(harness.Parse(t, name, content), func(n ast.Node) bool {
			if kv, ok := n.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok && id.Name == "key" {
					attributes++
				}
			}
			return true
		})
	}
	t.Logf("%d lines for %d attributes", lines, attributes)
	if attributes == 0 || lines > 15*attributes {
		t.Errorf("%d lines are printed for %d attributes", lines, attributes)
	}
}

// TestConsumersPayNothing holds a program that uses one connector, or the client,
// to compile no line of Terraform's framework.
func TestConsumersPayNothing(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("go", "list", "-deps", "./generated/connector/zoom", "./generated/propagation", "./generated/catalog", "./gen")
	cmd.Dir = harness.Path(t, ".")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out), "generated/connector/zoom\n") {
		t.Fatalf("the packages are %q", out)
	}
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "hashicorp/") && !strings.Contains(line, "go-version") {
			t.Errorf("they compile %s", line)
		}
	}
}

// TestNamesOfTypes has the names of the resource types, which are for ever.
func TestNamesOfTypes(t *testing.T) {
	t.Parallel()
	schemas := serve(t, nil, nil).Schemas()
	for _, name := range strings.Fields("plan rule revision store_aquera store_azure_active_directory_saml2 store_directory store_github_emu store_google_apps store_ldap_gateway store_pingone store_salesforce store_salesforce_contacts store_scim store_servicenow store_slack store_workday store_zoom") {
		if schemas["propagation_"+name] == nil {
			t.Errorf("there is no propagation_%s", name)
		}
	}
	for _, storeType := range catalog.StoreTypes() {
		if schemas["propagation_store_"+naming.Snake(storeType)] == nil {
			t.Errorf("there is no resource type for %s", storeType)
		}
	}
}

package hostile_test

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// TestDeclared compares what the package of each connector declares with what the
// model planned, so that no emitter invents a name or forgets one.
func TestDeclared(t *testing.T) {
	t.Parallel()
	declared := declarations(t, harness.Contents(harness.Generated(t, harness.Module+"/generated")))
	for _, c := range harness.Model(t, harness.Spec(t)).Connectors {
		if diff := cmp.Diff(planned(c), declared["connector/"+c.Package]); diff != "" {
			t.Errorf("%s (-planned +declared):\n%s", c.Package, diff)
		}
	}
}

// planned returns the names that the package of c is to declare, sorted:
// those of every connector, and those that the model gives.
func planned(c *model.Connector) []string {
	names := []string{"Configuration", "From", "Metadata", "StoreType", "keys"}
	if len(c.Checks) > 0 {
		names = append(names, "checkSet", "checks")
	}
	enums := c.Enums
	if c.Selector != nil {
		names = append(names, "OtherProfile", "Profile", "decodeProfile")
		enums = append([]*model.Enum{c.Selector.Enum}, enums...)
	}
	for _, p := range c.Profiles {
		names = append(names, p.Name)
	}
	for _, e := range enums {
		names = append(names, e.Name)
		for _, v := range e.Values {
			names = append(names, v.Name)
		}
	}
	for _, x := range c.Constants {
		names = append(names, x.Name)
	}
	slices.Sort(names)
	return slices.DeleteFunc(names, func(n string) bool { return n == "" })
}

// declarations returns the names that each folder declares, methods left out, sorted.
func declarations(t testing.TB, files map[string]string) map[string][]string {
	t.Helper()
	names := make(map[string][]string)
	for name, content := range files {
		if path.Ext(name) != ".go" {
			continue
		}
		dir := path.Dir(name)
		if strings.HasSuffix(name, "_test.go") {
			dir += "_test" // a package of its own
		}
		for _, decl := range harness.Parse(t, name, []byte(content)).Decls {
			names[dir] = append(names[dir], declaredBy(decl)...)
		}
	}
	for _, list := range names {
		slices.Sort(list)
	}
	return names
}

func declaredBy(decl ast.Decl) []string {
	var names []string
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			names = append(names, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			case *ast.ValueSpec:
				for _, n := range s.Names {
					names = append(names, n.Name)
				}
			}
		}
	}
	return names
}

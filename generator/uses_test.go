package generator_test

import (
	"go/types"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestUses holds what a package uses to the table of arrows. Its imports do not
// show all of that: a type that another package hands on by an alias or in a
// field needs no import. So emit cannot read the place of something in the
// inputs, which spec declares and the model holds.
//
// The command is left out, because the door hands it types of many packages.
func TestUses(t *testing.T) {
	t.Parallel()
	for path, uses := range usedPackages(t) {
		allowed, inTable := arrows[path]
		if !inTable {
			continue
		}
		for from, name := range uses {
			if from != path && !allows(allowed, from) {
				t.Errorf("%s must not use %s, such as %s", path, from, name)
			}
		}
	}
}

// usedPackages returns for each package of the generator the packages of this
// module that it uses anything of, each with one of the names.
func usedPackages(t *testing.T) map[string]map[string]string {
	t.Helper()
	loaded, err := packages.Load(&packages.Config{
		Dir:  "..",
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedExportFile,
	}, "./generator/...")
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]map[string]string)
	for _, p := range loaded {
		for _, err := range p.Errors {
			t.Fatal(err)
		}
		uses := make(map[string]string)
		for _, used := range slices.SortedFunc(maps.Values(p.TypesInfo.Uses), func(a, b types.Object) int { return strings.Compare(a.Id(), b.Id()) }) {
			if from, ours := strings.CutPrefix(declaredIn(used), harness.Module+"/"); ours {
				uses[from] = used.Name()
			}
		}
		all[strings.TrimPrefix(p.PkgPath, harness.Module+"/")] = uses
	}
	return all
}

// declaredIn returns the path of the package that declares an object: for an
// alias, that of the type which it stands for.
func declaredIn(o types.Object) string {
	if name, ok := o.(*types.TypeName); ok && name.IsAlias() {
		if named, ok := types.Unalias(name.Type()).(*types.Named); ok {
			o = named.Obj()
		}
	}
	if o.Pkg() == nil {
		return ""
	}
	return o.Pkg().Path()
}

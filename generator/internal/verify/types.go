package verify

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
)

// A typed is the result of checking a package.
type typed struct {
	pkg *types.Package
	err error
}

// checkPackage checks the files in dir, each by itself and then their types.
func (v *verifier) checkPackage(dir string, files []output.File) typed {
	set := token.NewFileSet()
	var trees []*ast.File
	var errs []error
	for _, f := range files {
		s, err := newFile(set, f, v)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, breaches(goRules, s, f.Path))
		trees = append(trees, s.tree)
	}
	if err := errors.Join(errs...); err != nil {
		return typed{err: err}
	}
	pkg, err := v.typeCheck(dir, set, trees)
	return typed{pkg, err}
}

func (v *verifier) typeCheck(dir string, set *token.FileSet, trees []*ast.File) (*types.Package, error) {
	var errs []error
	conf := types.Config{Importer: v, Error: func(err error) {
		if !v.isExpected(err) {
			errs = append(errs, err)
		}
	}}
	pkg, _ := conf.Check(v.importPath+"/"+dir, set, trees, nil)
	return pkg, errors.Join(errs...)
}

var errOutside = errors.New("is outside the tree")

// isExpected reports whether err exists only because packages outside the tree
// are not loaded: unresolved imports and, in copied runtime code, untyped literals
// of their types.
func (v *verifier) isExpected(err error) bool {
	e, ok := errors.AsType[types.Error](err)
	if !ok {
		return false
	}
	copied := v.copied[e.Fset.Position(e.Pos).Filename]
	return strings.Contains(e.Msg, errOutside.Error()) || copied && strings.Contains(e.Msg, "missing type in composite literal")
}

// Import implements [types.Importer] for the packages of the tree. For others it
// returns an empty package and an error.
func (v *verifier) Import(importPath string) (*types.Package, error) {
	dir, inside := strings.CutPrefix(importPath, v.importPath+"/")
	if !inside || v.packages[dir] == nil {
		return types.NewPackage(importPath, packageName(importPath)), errOutside
	}
	c := v.check(dir)
	if c.err != nil {
		return nil, errOutside // it is reported for the package itself
	}
	return c.pkg, nil
}

// packageName returns the usual name of a package: the last element of its path
// that is not a major version.
func packageName(importPath string) string {
	dir, last := path.Split(importPath)
	if dir != "" && majorVersion.MatchString(last) {
		return path.Base(dir)
	}
	return last
}

// majorVersion matches the last element of paths such as math/rand/v2.
var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

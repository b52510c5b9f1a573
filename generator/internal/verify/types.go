package verify

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/emit"
)

// typed is the result of checking a package.
type typed struct {
	pkg *types.Package
	err error
}

// checkPackage holds the files of dir to the promises, and type-checks them.
func (v *verifier) checkPackage(dir string, files []emit.File) typed {
	set := token.NewFileSet()
	var trees []*ast.File
	var errs []error
	for _, f := range files {
		s, err := newFile(set, f, v)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, s.check())
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
		if !v.follows(err) {
			errs = append(errs, err)
		}
	}}
	pkg, _ := conf.Check(v.importPath+"/"+dir, set, trees, nil)
	return pkg, errors.Join(errs...)
}

var errOutside = errors.New("is outside the tree")

// follows reports whether an error only follows from what is outside the tree
// being taken as it is: the import itself, or, in fixed code, a literal without
// types inside one of such a type.
func (v *verifier) follows(err error) bool {
	e, ok := errors.AsType[types.Error](err)
	if !ok {
		return false
	}
	_, planned := v.plan[e.Fset.Position(e.Pos).Filename]
	return strings.Contains(e.Msg, errOutside.Error()) || !planned && strings.Contains(e.Msg, "missing type in composite literal")
}

// Import implements [types.Importer] for the packages of the tree. Of others it
// returns the name alone, and an error.
func (v *verifier) Import(importPath string) (*types.Package, error) {
	dir, inside := strings.CutPrefix(importPath, v.importPath+"/")
	if !inside || v.packages[dir] == nil {
		return types.NewPackage(importPath, packageName(importPath)), errOutside
	}
	c := v.check(dir)
	if c.err != nil {
		return nil, errOutside // it is reported where it is
	}
	return c.pkg, nil
}

// packageName returns the name that a package is used under: the last element
// of its path that is no major version.
func packageName(importPath string) string {
	dir, last := path.Split(importPath)
	if dir != "" && majorVersion.MatchString(last) {
		return path.Base(dir)
	}
	return last
}

// majorVersion matches the end of the path of a second edition, as of math/rand/v2.
var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

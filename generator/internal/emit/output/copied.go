package output

import (
	"bytes"
	"io/fs"
	"path"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/header"
	"github.com/connectorgen/connectorgen/generator/internal/runtime"
)

// Where packages stand that are in another folder of the tree: as fixed code, and there.
const (
	TestServerSource = "propagationtest"
	TestServerFolder = "propagation/propagationtest"

	ProvisioningSource = "provisioning"
	ProvisioningFolder = "propagation/provisioning"
)

// Copied returns the files of a runtime package for a tree with the import path
// importPath. Of its tests it returns the examples, which are documentation.
func Copied(pkg, importPath string) ([]File, error) {
	entries, err := fs.ReadDir(runtime.Files, pkg)
	if err != nil {
		return nil, err
	}
	var files []File
	for _, e := range entries {
		if e.IsDir() || strings.HasSuffix(e.Name(), "_test.go") && e.Name() != "example_test.go" {
			continue
		}
		name := pkg + "/" + e.Name()
		source, err := fs.ReadFile(runtime.Files, name)
		if err != nil {
			return nil, err
		}
		files = append(files, Fixed(name, source, importPath))
	}
	return files, nil
}

// Moved is [Copied] for a package that stands in another folder of the tree.
func Moved(pkg, folder, importPath string) ([]File, error) {
	files, err := Copied(pkg, importPath)
	for i, f := range files {
		files[i].Path = folder + "/" + path.Base(f.Path)
	}
	return files, err
}

// Fixed returns a file with source of package runtime, for a tree with the
// import path importPath. Code that compiles only in the tree loses the build
// constraint that says so.
func Fixed(name string, source []byte, importPath string) File {
	source = bytes.Replace(source, []byte("//go:build ignore\n\n"), nil, 1)
	for _, path := range []string{runtime.Path, runtime.Generated} {
		source = bytes.ReplaceAll(source, []byte(`"`+path+`/`), []byte(`"`+importPath+`/`))
	}
	for pkg, folder := range map[string]string{TestServerSource: TestServerFolder, ProvisioningSource: ProvisioningFolder} {
		source = bytes.ReplaceAll(source, []byte(`"`+importPath+"/"+pkg+`"`), []byte(`"`+importPath+"/"+folder+`"`))
	}
	return File{Path: name, Content: append([]byte(header.Go+"\n\n"), source...), Copied: true}
}

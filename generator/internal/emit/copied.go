package emit

import (
	"bytes"
	"io/fs"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/runtime"
)

// runtimePackages returns the jobs for the packages that are the same for every input.
func runtimePackages(m *model.Model, importPath string) []job {
	var jobs []job
	packages := []string{"internal/codec", "connector"}
	if provisions(m) {
		packages = append(packages, "metadata")
	}
	for _, pkg := range packages {
		jobs = append(jobs, func() ([]File, error) { return copied(pkg, importPath) })
	}
	return jobs
}

// provisions reports whether m is about connectors, and not only about an API.
func provisions(m *model.Model) bool { return m.API == nil || m.API.PingOne || len(m.Connectors) > 0 }

// copied returns the files of a runtime package for a tree with the import path
// importPath. Of its tests it returns the examples, which are documentation.
func copied(pkg, importPath string) ([]File, error) {
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
		files = append(files, fixedFile(name, source, importPath))
	}
	return files, nil
}

// fixedFile returns a file with source of package runtime, for a tree with the
// import path importPath. Code that compiles only in the tree loses the build
// constraint that says so.
func fixedFile(name string, source []byte, importPath string) File {
	source = bytes.Replace(source, []byte("//go:build ignore\n\n"), nil, 1)
	for _, path := range []string{runtime.Path, runtime.Generated} {
		source = bytes.ReplaceAll(source, []byte(`"`+path+`/`), []byte(`"`+importPath+`/`))
	}
	for pkg, folder := range map[string]string{testServerSource: testServerFolder, provisioningSource: provisioningFolder} {
		source = bytes.ReplaceAll(source, []byte(`"`+importPath+"/"+pkg+`"`), []byte(`"`+importPath+"/"+folder+`"`))
	}
	return File{Path: name, Content: append([]byte(Header+"\n\n"), source...), Copied: true}
}

package generator_test

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator"
)

// BenchmarkGenerate measures the pipeline in memory: for one connector, for all
// of the project, and for ten times as many, all in the shape of Zoom.
func BenchmarkGenerate(b *testing.B) {
	all := os.DirFS("../spec")
	b.Run("zoom", func(b *testing.B) { benchmark(b, only(b, all, "connectors/Zoom.json")) })
	b.Run("all", func(b *testing.B) { benchmark(b, all) })
	b.Run("10x", func(b *testing.B) { benchmark(b, copies(b, all, 140)) })
}

func benchmark(b *testing.B, inputs fs.FS) {
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		tree, findings, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
		if err != nil || tree == nil {
			b.Fatal(err, findings)
		}
		for _, content := range tree.All() {
			size += len(content)
		}
	}
	b.SetBytes(int64(size / b.N))
}

// only returns inputs that consist of one file.
func only(b *testing.B, inputs fs.FS, name string) fs.FS {
	b.Helper()
	text, err := fs.ReadFile(inputs, name)
	if err != nil {
		b.Fatal(err)
	}
	return fstest.MapFS{name: {Data: text}}
}

// copies returns inputs with the API document and n captures, Zoom's under other names.
func copies(b *testing.B, inputs fs.FS, n int) fs.FS {
	b.Helper()
	document, err := fs.ReadFile(inputs, "openapi.yaml")
	if err != nil {
		b.Fatal(err)
	}
	zoom, err := fs.ReadFile(inputs, "connectors/Zoom.json")
	if err != nil {
		b.Fatal(err)
	}
	files := fstest.MapFS{"openapi.yaml": {Data: document}}
	for i := range n {
		key := fmt.Sprintf("Conn%04d", i)
		files["connectors/"+key+".json"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(zoom), "Zoom", key))}
	}
	return files
}

package generator_test

import (
	"fmt"
	"os"

	"github.com/connectorgen/connectorgen/generator"
)

// Generate makes a tree in memory; Write and Diff bring it to a folder, or
// compare it with one.
func ExampleGenerate() {
	tree, findings, err := generator.Generate(generator.Inputs{FS: os.DirFS("../spec"), Name: "spec"}, generator.Options{ImportPath: "example.com/x/generated"})
	if err != nil || findings.Failed() {
		fmt.Println(err, findings.All())
		return
	}
	for name := range tree.All() {
		if name == "connector/zoom/zoom.go" {
			fmt.Println(name)
		}
	}
	// Output: connector/zoom/zoom.go
}

package propagationtest

import "github.com/connectorgen/connectorgen/generator/internal/runtime/connector"

// document returns an API without operations: the package is to be compiled
// and tested where it is. The generator writes another one in its place, with
// what its inputs say.
func document() api {
	return api{
		metadata: func(string) (connector.Metadata, bool) { return connector.Metadata{}, false },
		capture:  capture,
	}
}

// capture returns "": nothing is captured here.
func capture(string) string { return "" }

// Package runtime holds the part of the generated code that is the same for
// every input: ordinary Go packages, compiled and tested where they are, and
// copied out with a header.
package runtime

import "embed"

// Path is the import path of this package. Copies import each other from where they are.
const Path = "github.com/connectorgen/connectorgen/generator/internal/runtime"

// Generated is the import path of the packages that are generated in this module. A
// package here may use them in the place of types that only a document gives; its
// copies use those beside them.
const Generated = "github.com/connectorgen/connectorgen/generated"

// Files holds the packages, each in a folder of its name, tests included.
//
//go:embed internal/clearing/*.go internal/codec/*.go internal/param/*.go internal/redact/*.go internal/renewal/*.go internal/reply/*.go internal/transport/*.go connector/*.go metadata/*.go propagation/*.go propagationtest/*.go provisioning/*.go sandbox/*.go terraform/*.go terraform/serve/*.go terraform/examples/*/*.tf terraform/examples/*/*/*.tf
var Files embed.FS

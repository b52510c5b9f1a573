// Package place says where something stands in the inputs.
package place

// A Place is where a value stands in an input file.
// Line and Column count from 1, Column in bytes; they are 0 for a whole file.
type Place struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitzero"`
	Column int    `json:"column,omitzero"`
	Path   string `json:"path,omitempty"` // such as connectionProfiles[1].connectionAttributes[8]
}

// Package stored says which stored configurations would become invalid under new
// inputs, and why: by key and rule, never by value.
//
// The rules are those of the generated code; package validate checks them. A
// redacted or masked value counts as a valid one.
//
// It may import model, validate and the connector package of the runtime.
package stored

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// A Configuration is a stored configuration that would become invalid.
type Configuration struct {
	File      string    `json:"file"`      // path below the folder of the configurations
	Path      string    `json:"path"`      // in the file, such as _embedded.stores[2], or ""
	Connector string    `json:"connector"` // store type
	Problems  []Problem `json:"problems"`
}

// A Problem says which key would break which rule.
type Problem struct {
	Key     string `json:"key"`
	Rule    string `json:"rule"` // "required", "enumeration", "kind", "removed", "profile" or "connector"
	Message string `json:"message"`
}

// String returns what p says, such as "SCIM_URL is required and missing".
func (p Problem) String() string { return strings.TrimSpace(p.Key + " " + p.Message) }

// A Skipped is a file, or a part of one, that could not be checked.
type Skipped struct {
	File   string `json:"file"`
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// A Result is what there is to say about stored configurations.
type Result struct {
	Checked int             `json:"checked"` // number of configurations
	Invalid []Configuration `json:"invalid"`
	Skipped []Skipped       `json:"skipped"`
}

// Check reads the configurations in fsys, JSON or YAML, and returns those that
// are valid under old and not under new. The error is about reading files.
func Check(fsys fs.FS, old, new *model.Model) (Result, error) {
	var result Result
	read, skipped, err := readAll(fsys, keys(old, new))
	if err != nil {
		return Result{}, err
	}
	result.Skipped = skipped
	for _, c := range read {
		was, is := old.Connector(c.connector), new.Connector(c.connector)
		if was == nil && is == nil {
			result.Skipped = append(result.Skipped, Skipped{c.file, c.path, "is of a store type that neither version knows"})
			continue
		}
		result.Checked++
		if problems := becomesInvalid(was, is, c.values); len(problems) > 0 {
			result.Invalid = append(result.Invalid, Configuration{c.file, c.path, c.connector, problems})
		}
	}
	return result, nil
}

// keys returns the store types of both versions.
func keys(models ...*model.Model) []string {
	var list []string
	for _, m := range models {
		for _, c := range m.Connectors {
			if !slices.Contains(list, c.StoreType) {
				list = append(list, c.StoreType)
			}
		}
	}
	return list
}

// Name returns the file of c and, if there is more than one in it, where it stands.
func (c Configuration) Name() string {
	if c.Path == "" {
		return c.File
	}
	return c.File + ": " + c.Path
}

// Package stored says which stored configurations would become invalid under
// new inputs, and why: by key and rule, never by value.
//
// It keeps to the rules that the generated code checks, over the model. A value
// that is redacted or masked counts as one that is there and is good.
package stored

import (
	"cmp"
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

// Check reads the configurations in fsys, JSON or YAML, and compares what the
// two versions of the inputs say of them. The error is of reading files.
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
		if problems := becomes(was, is, c.values); len(problems) > 0 {
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

// becomes returns what is wrong with a configuration under new and was not under old.
func becomes(old, new *model.Connector, values map[string]any) []Problem {
	if new == nil {
		return []Problem{{"", "connector", "the connector was removed"}}
	}
	if old == nil {
		return check(new, method(new, values), values)
	}
	chosen := cmp.Or(method(old, values), method(new, values))
	before := check(old, chosen, values)
	after := append(lost(old, new, chosen, values), check(new, chosen, values)...)
	return slices.DeleteFunc(after, func(p Problem) bool {
		return slices.ContainsFunc(before, func(q Problem) bool { return p.Key == q.Key && p.Rule == q.Rule })
	})
}

// lost returns what the configuration uses and new no longer has.
func lost(old, new *model.Connector, chosen string, values map[string]any) []Problem {
	if chosen != "" && old.Metadata.Profile(chosen) != nil && new.Metadata.Profile(chosen) == nil && new.Selector != nil {
		return []Problem{{new.Metadata.Selector, "profile", "the profile that it selects was removed"}}
	}
	var list []Problem
	for _, a := range attributes(old, chosen) {
		if !blank(values[a.Key]) && !knows(new, chosen, a.Key) {
			list = append(list, Problem{a.Key, "removed", "is set and was removed"})
		}
	}
	return list
}

func knows(c *model.Connector, chosen, key string) bool {
	return slices.ContainsFunc(attributes(c, chosen), func(a *model.Attribute) bool { return a.Key == key })
}

// check returns what is wrong with a configuration of c that connects the chosen way.
func check(c *model.Connector, chosen string, values map[string]any) []Problem {
	var list []Problem
	for _, a := range attributes(c, chosen) {
		value := values[a.Key]
		selects := c.Selector != nil && a.Key == c.Selector.Key
		switch {
		case selects && blank(value):
			// what is missing here is found by the keys that are there
		case blank(value) && a.Required:
			list = append(list, Problem{a.Key, "required", "is required and missing"})
		case blank(value), a.Sensitive, masked(value):
		case !a.Kind.Fits(value):
			list = append(list, Problem{a.Key, "kind", "is not a " + a.Kind.JSON()})
		case !selects && a.Kind == model.KindEnumeration && !a.Open && !slices.Contains(a.Values, value.(string)):
			list = append(list, Problem{a.Key, "enumeration", "is none of the values that are accepted"})
		}
	}
	return list
}

// blank reports whether value is as good as missing.
func blank(value any) bool { return value == nil || value == "" }

// masked reports whether value stands in the place of one that is not shown.
func masked(value any) bool {
	text, _ := value.(string)
	if text == "[redacted]" {
		return true
	}
	stars, dots := strings.Count(text, "*"), strings.Count(text, "•")
	return stars >= 3 && stars == len(text) || dots >= 3 && dots*len("•") == len(text)
}

// Name returns the file of c and, if there is more than one in it, where it stands.
func (c Configuration) Name() string {
	if c.Path == "" {
		return c.File
	}
	return c.File + ": " + c.Path
}

package stored

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// maxFile bounds a file of configurations, in bytes.
const maxFile = 16 << 20

// A configuration is a configuration of a file that was read.
type configuration struct {
	file, path string
	connector  string
	values     map[string]any
}

// readAll reads the JSON and YAML files in fsys, in order of path.
func readAll(fsys fs.FS, types []string) ([]configuration, []Skipped, error) {
	r := &reader{types: types}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular() || !slices.Contains([]string{".json", ".yaml", ".yml"}, path.Ext(name)):
			return nil
		}
		return r.file(fsys, name)
	})
	return r.list, r.skipped, err
}

type reader struct {
	types   []string // known store types
	list    []configuration
	skipped []Skipped
}

func (r *reader) skip(file, path, reason string) {
	r.skipped = append(r.skipped, Skipped{file, path, reason})
}

func (r *reader) file(fsys fs.FS, name string) error {
	info, err := fs.Stat(fsys, name)
	if err == nil && info.Size() > maxFile {
		r.skip(name, "", fmt.Sprintf("is larger than %d MiB", maxFile>>20))
		return nil
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	value, reason := parse(name, data)
	if reason != "" {
		r.skip(name, "", reason)
		return nil
	}
	r.value(name, "", value)
	return nil
}

// parse returns the value in data, or the reason why it cannot be read. It does not
// pass on the errors of the libraries, because they can quote a value.
func parse(name string, data []byte) (value any, reason string) {
	data = node.WithoutMark(data)
	if path.Ext(name) == ".json" {
		err := json.Unmarshal(data, &value)
		if e, ok := errors.AsType[*json.SyntaxError](err); ok {
			line := strings.Count(string(data[:min(int(e.Offset), len(data))]), "\n") + 1
			return nil, fmt.Sprintf("is not well-formed JSON: see line %d", line)
		}
		if err != nil {
			return nil, "is not well-formed JSON"
		}
		return value, ""
	}
	if err := yaml.Unmarshal(data, &value); err != nil {
		if line := lineNumber.FindString(err.Error()); line != "" {
			return nil, "is not well-formed YAML: look near " + line
		}
		return nil, "is not well-formed YAML"
	}
	return value, ""
}

var lineNumber = regexp.MustCompile(`line \d+`)

// value reads a configuration, a store, a list of these, or a collection of the API.
func (r *reader) value(file, at string, v any) {
	switch v := v.(type) {
	case []any:
		for i, x := range v {
			r.value(file, fmt.Sprintf("%s[%d]", at, i), x)
		}
	case map[string]any:
		if embedded, ok := v["_embedded"].(map[string]any); ok {
			if stores, ok := embedded["stores"].([]any); ok {
				r.value(file, join(at, "_embedded.stores"), stores)
				return
			}
		}
		r.store(file, at, v)
	default:
		r.skip(file, at, "is neither a store nor a configuration: an object is wanted")
	}
}

func join(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}

// store reads a store, or a bare configuration.
func (r *reader) store(file, at string, v map[string]any) {
	key, ok := v["type"].(string)
	if !ok {
		key = r.named(file)
	}
	if key == "" {
		r.skip(file, at, "has no type, and the file is not named after a store type")
		return
	}
	values := v
	if inner, ok := v["configuration"].(map[string]any); ok {
		values = inner
	}
	r.list = append(r.list, configuration{file, at, key, values})
}

// named returns the store type that a file is named after, such as zoom-eu.yaml, or "".
func (r *reader) named(file string) string {
	word := strings.FieldsFunc(path.Base(file), func(c rune) bool { return strings.ContainsRune("-_. ", c) })
	for _, t := range r.types {
		if len(word) > 0 && strings.EqualFold(word[0], t) {
			return t
		}
	}
	return ""
}

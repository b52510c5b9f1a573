package capture

import (
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// An OptionsError is an error in the options or the environment variables.
type OptionsError struct{ message string }

// Error says what is wrong and how to mend it.
func (e *OptionsError) Error() string { return e.message }

func optionsErrorf(format string, args ...any) error {
	return &OptionsError{fmt.Sprintf(format, args...)}
}

// An InputsError lists errors of the inputs outside the captures.
type InputsError struct{ Findings spec.Findings }

// Error returns one line.
func (e *InputsError) Error() string {
	return "the inputs have errors outside of the captures, so it is not known what they describe"
}

// inputs are the inputs that decide what to ask for.
type inputs struct {
	*spec.Inputs
	connectors map[string]*model.Connector
}

// readInputs reads the inputs. It ignores captures with errors, since new ones
// replace them.
func readInputs(fsys fs.FS, name string) (*inputs, error) {
	loaded, found, err := load.Folder(fsys, name)
	if err != nil {
		return nil, err
	}
	var fatal spec.Findings
	broken := make(map[string]bool)
	for _, f := range found.All() {
		switch {
		case f.Severity != spec.Error || f.Rule == load.RuleNoInput.ID:
		case strings.HasSuffix(f.File, suffix):
			broken[f.File] = true
		default:
			fatal.Append(f)
		}
	}
	if fatal.Failed() {
		return nil, &InputsError{fatal}
	}
	whole := *loaded
	whole.Captures = slices.DeleteFunc(slices.Clone(loaded.Captures), func(c *spec.Capture) bool { return broken[c.At.File] })
	in := &inputs{Inputs: &whole, connectors: make(map[string]*model.Connector)}
	m, _ := model.Build(&whole) // contradictions are what a capture may settle
	for _, c := range m.Connectors {
		in.connectors[c.StoreType] = c
	}
	for file := range broken {
		key := strings.TrimSuffix(path.Base(file), suffix)
		if spec.StoreTypeProblem(key) == "" && in.connectors[key] == nil {
			in.connectors[key] = &model.Connector{StoreType: key}
		}
	}
	return in, nil
}

// types returns the store types that o asks for, sorted.
func (in *inputs) types(o Options) ([]string, error) {
	list := slices.Clone(o.Types)
	if o.Types == nil {
		for key := range in.connectors {
			list = append(list, key)
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	for _, t := range list {
		if problem := spec.StoreTypeProblem(t); problem != "" {
			return nil, optionsErrorf("the store type %q %s; it must be an ASCII letter and up to 63 letters or digits, such as Zoom", t, problem)
		}
		if in.connectors[t] == nil {
			for known := range in.connectors {
				if strings.EqualFold(known, t) {
					return nil, optionsErrorf("%s: the inputs know %s, and letter case matters", t, known)
				}
			}
		}
	}
	switch {
	case len(list) == 0:
		return nil, optionsErrorf("the inputs know no connector; name the store types to capture")
	case o.Configuration != nil && len(list) != 1:
		return nil, optionsErrorf("a configuration is for one store type, and %d are asked for", len(list))
	}
	return list, nil
}

// sensitive returns the function that knows the sensitive keys of a store type.
func (in *inputs) sensitive(storeType string) func(key string) bool {
	c := in.connectors[storeType]
	return func(key string) bool {
		if c == nil {
			return false
		}
		a := c.Attribute(key)
		return a != nil && a.Sensitive
	}
}

// example returns the documented example of the request body for the metadata of
// a store type, or nil.
func (in *inputs) example(storeType string) []byte {
	if in.Document == nil {
		return nil
	}
	for _, op := range in.Document.Operations {
		if op.Method != http.MethodPost || op.Body == nil || !strings.HasSuffix(path.Dir(op.Path), "/propagation/storeMetadata") {
			continue
		}
		for _, media := range op.Body.Content {
			for _, x := range media.Examples {
				if x.Name == storeType {
					return x.Value
				}
			}
		}
	}
	return nil
}

// Package config reads generate.yaml, which says what to make of the inputs beside
// what is always made of them.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// File is the name of the file in the folder of the inputs.
const File = "generate.yaml"

// Terraform is the output that is a provider for Terraform.
const Terraform = "terraform"

// outputs are those that are made on request only.
var outputs = []string{Terraform}

// Config is what generate.yaml says. Without that file, it is the zero value.
type Config struct {
	Outputs []string // those asked for, in order of the file
}

// Has reports whether an output is asked for.
func (c Config) Has(output string) bool { return slices.Contains(c.Outputs, output) }

// Load reads the file in the folder fsys, which the user calls name. The error is
// about reading, and not about content.
func Load(fsys fs.FS, name string) (Config, spec.Findings, error) {
	var c Config
	var found spec.Findings
	data, err := fs.ReadFile(fsys, File)
	if errors.Is(err, fs.ErrNotExist) {
		return c, found, nil
	}
	if err != nil {
		return c, found, fmt.Errorf("%s: %w", path.Join(name, File), show.Cause(err))
	}
	root, problems := node.ParseYAML(path.Join(name, File), data)
	for _, p := range problems {
		found.Report(ruleConfig, p.At, "%s", p.Message)
	}
	if root != nil && len(problems) == 0 && root.Kind != node.Null {
		c.read(root, &found)
	}
	return c, found, nil
}

// read reads the members of the file.
func (c *Config) read(root *node.Node, found *spec.Findings) {
	if root.Kind != node.Object {
		found.Report(ruleConfig, root.Place(), "the document is %s; it must be an object with the member outputs", root.Kind)
		return
	}
	for _, m := range root.Members {
		switch m.Name {
		case "outputs":
			c.readOutputs(m.Value, found)
		default:
			found.Report(ruleConfig, m.Place(), "the member %s is not known; there is outputs", node.Quote(m.Name))
		}
	}
}

// readOutputs reads the list of outputs.
func (c *Config) readOutputs(list *node.Node, found *spec.Findings) {
	if list.Kind != node.Array {
		found.Report(ruleConfig, list.Place(), "outputs is %s; it must be a list of %s", list.Kind, strings.Join(outputs, ", "))
		return
	}
	for _, item := range list.Items {
		switch {
		case item.Kind != node.Text || !slices.Contains(outputs, item.Text):
			found.Report(ruleConfig, item.Place(), "an output must be one of %s", strings.Join(outputs, ", "))
		case c.Has(item.Text):
			found.Report(ruleConfig, item.Place(), "%s stands in the list already; remove one of the two", item.Text)
		default:
			c.Outputs = append(c.Outputs, item.Text)
		}
	}
}

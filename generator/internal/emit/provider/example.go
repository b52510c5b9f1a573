package provider

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/header"
	"github.com/connectorgen/connectorgen/generator/internal/runtime"
	"github.com/connectorgen/connectorgen/generator/internal/terraform"
)

// examples is where the examples of the provider stand, as the registry of
// Terraform and its tool tfplugindocs have them.
const examples = folder + "/examples"

// allExamples returns a configuration for each connector in each profile,
// and those that are the same for every input.
func allExamples(p *terraform.Provider) ([]output.File, error) {
	files, err := fixedExamples()
	for _, s := range p.Stores {
		dir := path.Join(examples, "resources", "propagation_store_"+s.Name)
		files = append(files, example(path.Join(dir, "import-by-string-id.tf"), importExample(s)))
		if len(s.Profiles) == 0 {
			files = append(files, example(path.Join(dir, "resource.tf"), storeExample(s, nil)))
		}
		for _, profile := range s.Profiles {
			files = append(files, example(path.Join(dir, "resource_"+profile.Name+".tf"), storeExample(s, profile)))
		}
	}
	return files, err
}

// fixedExamples returns the examples of package runtime.
func fixedExamples() ([]output.File, error) {
	var files []output.File
	err := fs.WalkDir(runtime.Files, examples, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		source, err := fs.ReadFile(runtime.Files, name)
		files = append(files, example(name, string(source)))
		return err
	})
	return files, err
}

func example(name, text string) output.File {
	line, _ := header.Of(name)
	return output.File{Path: name, Content: []byte(line + "\n\n" + text)}
}

func importExample(s *terraform.Store) string {
	return "import {\n  to = propagation_store_" + s.Name + ".example\n  id = \"7d0b9a6e-9a4a-4b8e-8a55-8a3b1e4f4b7a\"\n}\n"
}

// storeExample returns a store with what is required, and with the credentials that
// a profile, which may be nil, can have. Secrets are variables.
func storeExample(s *terraform.Store, p *terraform.Profile) string {
	e := new(hclExample)
	block := e.arguments(s.Attributes, "    ")
	if p != nil {
		if block != "" {
			block += "\n"
		}
		inner := e.arguments(p.Attributes, "      ")
		if inner != "" {
			inner = "\n" + inner + "    "
		}
		block += "    " + p.Name + " {" + inner + "}\n"
	}
	if block != "" {
		block = "\n  configuration {\n" + block + "  }\n"
	}
	return e.variables.String() + fmt.Sprintf("resource \"propagation_store_%s\" \"example\" {\n  name = %s\n%s}\n", s.Name, terraform.Quote(s.StoreType), block)
}

// An hclExample is a configuration that is written, with the variables that it needs.
type hclExample struct{ variables strings.Builder }

// arguments returns the attributes that an example has, aligned as terraform fmt does.
func (e *hclExample) arguments(list []*terraform.Attribute, indent string) string {
	var shown []*terraform.Attribute
	width := 0
	for _, a := range list {
		if a.Required || a.Secret && a.Deprecated == "" {
			shown, width = append(shown, a), max(width, len(a.Name))
		}
	}
	var b strings.Builder
	for _, a := range shown {
		fmt.Fprintf(&b, "%s%-*s = %s\n", indent, width, a.Name, e.value(a))
	}
	return b.String()
}

// value returns a value for a. Text that only people know is in angle brackets.
func (e *hclExample) value(a *terraform.Attribute) string {
	switch {
	case a.Boolean:
		return "true"
	case a.Secret:
		fmt.Fprintf(&e.variables, "variable %q {\n  type      = string\n  sensitive = true\n}\n\n", a.Name)
		return "var." + a.Name
	case len(a.Values) > 0:
		return terraform.Quote(a.Values[0])
	}
	return terraform.Quote("<" + a.Name + ">")
}

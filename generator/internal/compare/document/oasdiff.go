package document

import (
	"fmt"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oasdiff/oasdiff/checker"
	"github.com/oasdiff/oasdiff/diff"
	"github.com/oasdiff/oasdiff/load"
)

// A found is what a check of oasdiff found.
type found struct {
	id           string // of the check, such as "response-property-removed"
	breaks       bool   // clients may break
	method, path string // of the operation, or ""
	args         []string
}

// check compares two documents, each as JSON. A panic of the libraries becomes an
// error, which the caller reports as a breaking change.
func check(old, new string) (list []found, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("oasdiff: %v", p)
		}
	}()
	before, err := specification(old)
	if err != nil {
		return nil, err
	}
	after, err := specification(new)
	if err != nil {
		return nil, err
	}
	difference, operations, err := diff.GetWithOperationsSourcesMap(diff.NewConfig(), before, after)
	if err != nil {
		return nil, err
	}
	config := checker.NewConfig(checker.GetAllChecks())
	for _, c := range checker.CheckBackwardCompatibilityUntilLevel(config, difference, operations, checker.INFO) {
		x := found{id: c.GetId(), breaks: c.GetLevel() > checker.INFO || raised(c.GetId()), method: c.GetOperation(), path: c.GetPath()}
		for _, arg := range c.GetArgs() {
			x.args = append(x.args, fmt.Sprint(arg))
		}
		list = append(list, x)
	}
	return list, nil
}

// raised reports whether a change counts as breaking although the check takes it for
// compatible: a program that reads or leaves out the member no longer compiles, or
// gets another meaning.
func raised(id string) bool {
	for _, suffix := range []string{"-default-value-changed", "-default-value-removed", "-removed-with-deprecation"} {
		if strings.HasSuffix(id, suffix) {
			return true
		}
	}
	return slices.Contains([]string{
		"api-global-security-added", "api-security-added", "api-security-component-removed", "api-security-scope-added",
		"request-body-discriminator-mapping-deleted", "request-body-discriminator-property-name-changed",
		"request-property-discriminator-mapping-deleted", "request-property-discriminator-property-name-changed",
		"response-body-discriminator-property-name-changed", "response-property-discriminator-property-name-changed",
		"response-optional-property-removed",
	}, id)
}

func specification(source string) (*load.SpecInfo, error) {
	doc, err := openapi3.NewLoader().LoadFromData([]byte(source))
	if err != nil {
		return nil, err
	}
	return &load.SpecInfo{Spec: doc}, nil
}

// names returns the args that are paths of properties or names of parameters. Others
// are left out, because they can be values.
func (c *comparison) names(args []string) string {
	known := make(map[string]bool)
	for _, doc := range []object{c.old, c.new} {
		walk(doc, func(o object) {
			for key := range at(o, "properties") {
				known[key] = true
			}
			if name, ok := o["name"].(string); ok && o["in"] != nil {
				known[name] = true
			}
		})
	}
	return strings.Join(slices.DeleteFunc(slices.Clone(args), func(arg string) bool {
		return !known[arg[strings.LastIndex(arg, "/")+1:]]
	}), ", ")
}

package review

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/example"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
	"github.com/connectorgen/connectorgen/generator/internal/validate"
)

// example checks the documented example of a.
func (r *reviewer) example(a *model.Attribute, documented *model.Statement) {
	if a.Sensitive && (documented.Example != nil || documented.Default != "") {
		r.report(ruleSecretShown, a, documented.At, "the document has a default or an example of %s, which is sensitive; remove it, and if it was a live one, revoke it", a.Key)
	}
	if documented.Example == nil {
		return
	}
	text := fmt.Sprint(documented.Example)
	switch {
	case !a.Kind.Fits(documented.Example):
		r.report(ruleExampleInvalid, a, documented.At, "the example of %s must be a %v", a.Key, a.Kind.JSON())
	case a.Kind == model.KindEnumeration && !a.Open && !slices.Contains(a.Values, text):
		r.report(ruleExampleInvalid, a, documented.At, "the example of %s is none of its values; take one of %s", a.Key, show.List(a.Values, maxListed))
	case a.Kind == model.KindEnumeration && !slices.Contains(a.Values, text):
		r.report(ruleExampleUnlisted, a, documented.At, "the example of %s is none of the values that are known; add it to x-extensible-enum, or take one of %s", a.Key, show.List(a.Values, maxListed))
	default:
		doubt(a, text, documented.At, r.found)
	}
}

// maxListed bounds the values that a message lists.
const maxListed = 10

// examples checks the stores among the examples of the document by the rules
// of their connectors.
func examples(doc *spec.Document, m *model.Model, found *spec.Findings) {
	for _, s := range example.Stores(doc) {
		if c := m.Connector(s.Type); c != nil {
			(&exampleReview{c, s, found}).all()
		}
	}
}

// An exampleReview checks one example of a store.
type exampleReview struct {
	c     *model.Connector
	store *example.Store
	found *spec.Findings
}

func (x *exampleReview) all() {
	for _, err := range x.problems() {
		x.found.Report(ruleExampleInvalid, x.store.Place(err.Key), "the example of a store is not valid: %v; correct the example, or the rule with a correction", err)
	}
	for _, member := range x.store.Configuration.Value.Members {
		switch a := x.c.Attribute(member.Name); {
		case a == nil:
			x.found.Report(ruleExampleUnknown, member.Place(), "no input knows the attribute %q of %s; describe it in openapi.yaml", member.Name, x.c.StoreType)
		default:
			x.member(a, member)
		}
	}
}

// member reports what the generated checks allow and an example should not have.
func (x *exampleReview) member(a *model.Attribute, member node.Member) {
	if a.Deprecated {
		x.found.Report(ruleExampleDeprecated, member.Place(), "the example has %s, which is deprecated; leave it out, or take what replaces it", a.Key)
	}
	text := member.Value.Text
	switch {
	case member.Value.Kind == node.Text && a.Kind == model.KindEnumeration && a.Open && !slices.Contains(a.Values, text):
		x.found.Report(ruleExampleUnlisted, member.Place(), "the example has a value of %s that x-extensible-enum does not list; add it there, or take one of %s", a.Key, show.List(a.Values, maxListed))
	default:
		doubt(a, text, member.Place(), x.found)
	}
}

// problems returns the errors of the generated checks for the configuration.
func (x *exampleReview) problems() connector.Errors {
	err := x.check()
	if problems, ok := errors.AsType[connector.Errors](err); ok || err == nil {
		return problems
	}
	return connector.Errors{{StoreType: x.c.StoreType, Key: "configuration", Rule: connector.RuleKind, Values: []string{"JSON object"}}}
}

func (x *exampleReview) check() error {
	configuration := x.store.Configuration.Value
	for _, m := range configuration.Members {
		if m.Value.Kind == node.Number && !json.Valid([]byte(m.Value.Text)) {
			return errors.New("a number of YAML that JSON cannot write, such as .inf")
		}
	}
	checked, err := validate.Decode(x.c, configuration.AppendJSON(nil))
	if err != nil {
		return err
	}
	return checked.Validate()
}

// A form is a form of values, with the words by which a description infers it.
type form struct {
	words string
	name  string
	match *regexp.Regexp
}

// forms are the inferred forms that can be checked.
var forms = []form{
	{"it is a UUID", "a UUID", regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)},
	{"only true may be sent", "true", regexp.MustCompile(`^true$`)},
}

// placeholder matches a value that the reader of an example fills in.
var placeholder = regexp.MustCompile(`^\{\{.*\}\}$|^<.*>$`)

// doubt reports that value, an example of a, does not have a form that the document infers.
func doubt(a *model.Attribute, value string, at spec.Place, found *spec.Findings) {
	documented := a.Says(model.Documented)
	if documented == nil || placeholder.MatchString(value) {
		return
	}
	for _, f := range forms {
		if strings.Contains(documented.Description, f.words) && !f.match.MatchString(value) {
			found.Report(ruleExampleDoubtful, at, "the example of %s is not %s, which the document infers it to be; correct the one or the other", a.Key, f.name)
		}
	}
}

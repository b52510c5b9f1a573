package review

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// attribute reviews a in the profile p.
func (r *reviewer) attribute(p *model.Profile, a *model.Attribute) {
	if sourceOf(p) == model.Both {
		r.source(a)
	}
	r.values(a)
	r.deprecation(p, a)
	if documented := a.Says(model.Documented); documented != nil {
		r.unconfirmed(a, documented)
		r.example(a, documented)
	}
}

// source reports an attribute that is only documented or only captured, in a profile that is both.
func (r *reviewer) source(a *model.Attribute) {
	switch a.Source {
	case model.Documented:
		r.report(ruleOnlyDocumented, a, a.At, "%s is documented and not captured; capture %s again, or drop it with a correction", a.Key, r.c.StoreType)
	case model.Captured:
		r.report(ruleOnlyCaptured, a, a.At, "%s is captured and not documented; describe it in openapi.yaml", a.Key)
	case model.Both:
	}
}

// values reports values that are only documented or only captured. The values of
// a sensitive attribute are left out: one of them may be the secret.
func (r *reviewer) values(a *model.Attribute) {
	documented, captured := a.Says(model.Documented), a.Says(model.Captured)
	if documented == nil || captured == nil || len(documented.Values) == 0 || len(captured.Values) == 0 || a.Sensitive {
		return
	}
	for _, v := range without(captured.Values, documented.Values) {
		if r.first(ruleEnumerationGrew, a.Key, v.Value) {
			r.found.Report(ruleEnumerationGrew, v.At, "the capture lists %q for %s, and the document does not; add it to openapi.yaml", v.Value, a.Key)
		}
	}
	for _, v := range without(documented.Values, captured.Values) {
		if r.first(ruleEnumerationShrank, a.Key, v.Value) {
			r.found.Report(ruleEnumerationShrank, v.At, "the document lists %q for %s, and the capture does not; remove it from openapi.yaml, or capture %s again", v.Value, a.Key, r.c.StoreType)
		}
	}
}

// without returns the texts of list that are not among the others.
func without(list, others []spec.Text) []spec.Text {
	return slices.DeleteFunc(slices.Clone(list), func(t spec.Text) bool {
		return slices.ContainsFunc(others, func(o spec.Text) bool { return o.Value == t.Value })
	})
}

// deprecation reports deprecated attributes without a replacement. If the whole
// profile is deprecated, another profile replaces it.
func (r *reviewer) deprecation(p *model.Profile, a *model.Attribute) {
	at := deprecatedAt(a)
	switch {
	case a.Deprecated && a.ReplacedBy == "" && !p.Deprecated:
		r.report(ruleReplacementMissing, a, at, "%s is deprecated, and nothing says what replaces it; say so with x-replaced-by in openapi.yaml or replaced-by in a correction", a.Key)
	case !a.Deprecated && a.ReplacedBy != "":
		r.report(ruleReplacedNotDeprecated, a, at, "%s is replaced by %s and not deprecated; mark it as deprecated, or remove the replacement", a.Key, a.ReplacedBy)
	}
	if a.Deprecated && a.Required && !p.Deprecated {
		r.report(ruleDeprecatedRequired, a, at, "%s is deprecated and required, so that nobody can do without it; make it optional with a correction, or say which profile replaces this one", a.Key)
	}
	if a.ReplacedBy == "" {
		return
	}
	for key := range strings.SplitSeq(a.ReplacedBy, " + ") {
		switch x := r.c.Attribute(key); {
		case x == nil:
			r.report(ruleReplacementUnknown, a, at, "%s is replaced by %s, which is no attribute of %s; correct the replacement", a.Key, key, r.c.StoreType)
		case x.Deprecated:
			r.report(ruleReplacementDeprecated, a, at, "%s is replaced by %s, which is deprecated itself; name what replaces both", a.Key, key)
		}
	}
}

// deprecatedAt returns where an input deprecates or replaces a.
func deprecatedAt(a *model.Attribute) spec.Place {
	for _, s := range a.Statements() {
		if s.Deprecated || s.ReplacedBy != "" {
			return s.At
		}
	}
	for _, c := range a.Corrections {
		if c.Deprecated.Set || c.ReplacedBy.Set {
			return c.At
		}
	}
	return a.At
}

// unconfirmed reports notes such as "Inferred: ..." in the description of a.
func (r *reviewer) unconfirmed(a *model.Attribute, documented *model.Statement) {
	_, notes := model.CutNotes(documented.Description)
	for _, note := range notes {
		marker, _, _ := strings.Cut(note, ":")
		if !r.first(ruleUnconfirmed, a.Key, marker) {
			continue
		}
		r.found.Report(ruleUnconfirmed, documented.At, "%s is not confirmed (%q); find a source or a capture, and change the description",
			a.Key, note)
	}
}

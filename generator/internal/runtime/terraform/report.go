package terraform

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
)

// report adds err, which is about the configuration t, at the attributes that it
// is about.
func (k *kind) report(diags *diag.Diagnostics, summary string, err error, t told) {
	var problems connector.Errors
	if errors.As(err, &problems) {
		for _, p := range problems {
			k.at(diags, p.Key, summary, reason(p), t)
		}
		return
	}
	if errors.Is(err, propagation.ErrWouldClear) {
		diags.AddError(summary, k.inTerms("PingOne takes stores as a whole, and this store may have a secret that it does not show and the configuration does not have. "+
			"Set the secret in the configuration. If PingOne shows all secrets that there are, set reads_show_secrets in the provider block.\n\n"+err.Error()))
		return
	}
	var e *propagation.Error
	if !errors.As(err, &e) || len(e.Details) == 0 {
		diags.AddError(summary, k.inTerms(err.Error()))
		return
	}
	for _, d := range e.Details {
		k.at(diags, strings.TrimPrefix(d.Target, "configuration."), summary, d.Message+" ("+d.Code+")", t)
	}
}

// reason says in the words of Terraform what is wrong with an attribute.
func reason(p *connector.FieldError) string {
	if p.Rule == connector.RuleMask {
		return "PingOne shows a mask in the place of this secret, and takes stores as a whole. Set the secret in the configuration."
	}
	if p.Rule == connector.RuleRequired {
		return "It must have a value."
	}
	return p.Error()
}

// at adds an error at the attribute of a key, or at none if there is no such key.
func (k *kind) at(diags *diag.Diagnostics, key, summary, detail string, t told) {
	detail = k.inTerms(detail)
	switch at := k.path(key, t); {
	case !at.Equal(path.Empty()):
		diags.AddAttributeError(at, summary, detail)
	case slices.Contains([]string{"name", "description", "status", "managed"}, key):
		diags.AddAttributeError(path.Root(key), summary, detail)
	default:
		diags.AddError(summary, detail)
	}
}

// path returns where the attribute of a key is in the configuration t, or an empty
// path if there is no such key. Several profiles can have the key.
func (k *kind) path(key string, t told) path.Path {
	at := path.Root("configuration")
	has := func(a attribute) bool { return a.key == key }
	if i := slices.IndexFunc(k.attributes, has); i >= 0 {
		return at.AtName(k.attributes[i].name)
	}
	if t.profile == nil {
		return path.Empty()
	}
	if i := slices.IndexFunc(t.profile.attributes, has); i >= 0 {
		return at.AtName(t.profile.name).AtListIndex(0).AtName(t.profile.attributes[i].name)
	}
	return path.Empty()
}

// word matches what can be a key.
var word = regexp.MustCompile(`[A-Za-z0-9_]+`)

// inTerms returns text with the names of Terraform in the place of keys. A key
// that can be a word of English stays.
func (k *kind) inTerms(text string) string {
	terms := k.terms()
	return word.ReplaceAllStringFunc(text, func(w string) string {
		if name, is := terms[w]; is && strings.ContainsAny(w[1:], "_ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
			return name
		}
		return w
	})
}

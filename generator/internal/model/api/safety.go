package api

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// idempotent are the methods that can be repeated, as HTTP has it.
var idempotent = []string{
	http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace, http.MethodPut, http.MethodDelete,
}

// once reports whether a request of o must not be sent twice unawares. The statuses
// of a POST do not say whether it creates something, so the document has to.
func once(o *spec.Operation) bool {
	return o.Creates || !o.Repeatable && !slices.Contains(idempotent, o.Method)
}

// replacements notes which operations replace a configuration that can be read.
func (b *apiBuilder) replacements() {
	for _, op := range b.api.Operations {
		if op.Method != http.MethodPut || op.Body == nil || op.Body.Data.Type == nil || op.Body.Data.Type.Store == nil {
			continue
		}
		reads := func(other *Operation) bool {
			return other.Method == http.MethodGet && other.Path == op.Path && !other.Iterates() &&
				other.Result != nil && other.Result.Type == op.Body.Data.Type
		}
		if slices.ContainsFunc(b.api.Operations, reads) {
			op.Replaces = op.Body.Data.Type.Store.Configuration
		}
	}
}

// harmless returns the keys that api never has for a secret, nor for something of
// which nothing is known, and that do not look like one.
func harmless(api *API) []string {
	keys := make(map[string]bool)
	for _, op := range api.Operations {
		if op.Items != "" {
			keys["_embedded"], keys[op.Items] = true, true
		}
		if op.Pages != nil && op.Pages.Items != "" {
			for key := range strings.SplitSeq(op.Pages.Items, ".") {
				keys[key] = true
			}
		}
	}
	hidden := make(map[string]bool)
	for _, t := range api.Types {
		for _, f := range t.Fields {
			if keys[f.Key] = true; f.Data.canHide() || connector.LooksSecret(f.Key) {
				hidden[f.Key] = true
			}
		}
	}
	maps.DeleteFunc(keys, func(key string, _ bool) bool { return hidden[key] })
	return slices.Sorted(maps.Keys(keys))
}

package document

import "strings"

// texts are the members that are for people, ofNames those whose own members
// are names that the document chooses, and data those that are values.
// Nothing writes to them.
var (
	texts   = set("description", "summary", "title", "example", "examples", "externalDocs", "tags")
	ofNames = set("properties", "schemas", "responses", "parameters", "requestBodies", "headers", "securitySchemes",
		"links", "callbacks", "paths", "content", "mapping", "variables", "scopes", "encoding")
	data = set("default", "enum", "required")
)

func set(names ...string) map[string]bool {
	m := make(map[string]bool)
	for _, n := range names {
		m[n] = true
	}
	return m
}

// withoutTexts returns v without the members that are for people, and without
// the version that the document gives itself. The members of v are names if
// names is true, and then none is left out.
func withoutTexts(v any, names bool) any {
	switch v := v.(type) {
	case object:
		out := make(object, len(v))
		for k, x := range v {
			switch {
			case names:
				out[k] = withoutTexts(x, false)
			case k == "info":
				out[k] = object{"title": "", "version": ""}
			case texts[k] || strings.HasPrefix(k, "x-") && k != "x-extensible-enum":
			case data[k]:
				out[k] = x
			default:
				out[k] = withoutTexts(x, ofNames[k])
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = withoutTexts(x, false)
		}
		return out
	}
	return v
}

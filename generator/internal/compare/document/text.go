package document

import "strings"

// Members of the document by their meaning: texts are for people, ofNames have
// members whose names the document chooses, and data are values.
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

// withoutTexts returns v without texts and without the document's own version. If
// names is true, the names of the members of v are chosen by the document, so that
// none of them is a text.
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

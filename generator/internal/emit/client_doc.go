package emit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/emit/prose"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/model/api"
)

func operationDoc(op *model.Operation, links map[string]string) []string {
	list := []string{op.Name + " " + deed(op.Summary)}
	if s := prose.Sentence(op.Description); s != "" {
		list = append(list, linked(s, links))
	}
	if op.Iterates() {
		list = append(list, "The iterator ends after the first error.")
	}
	if b := op.Body; b != nil && b.Encoding == api.EncodingRaw {
		list = append(list, "The body is read at once, so that it can be sent again.")
	} else if b != nil && b.Encoding != api.EncodingMultipart && (b.Data.Kind == model.KindMap || b.Data.Kind == model.KindAny) {
		list = append(list, "The body is a [connector.Configuration], which is sent with its secrets, or a value that encoding/json can encode; nil is an empty object.")
	}
	if op.Replaces != nil {
		list = append(list, "It refuses to clear a secret that the server has, unless an option such as [AllowClearing] allows it.")
	}
	if op.Body != nil && len(op.Body.ReadOnly) > 0 {
		list = append(list, "It does not send what it cannot change: "+strings.Join(op.Body.ReadOnly, ", ")+".")
	}
	if op.Failure != nil {
		list = append(list, failuresDoc(op))
	}
	for _, p := range op.Parameters {
		if p.Deprecated {
			list = append(list, "The API marks the parameter "+strconv.Quote(p.Key)+" as deprecated.")
		}
	}
	list = append(list, "It sends "+op.Method+" "+op.Path+sends(op)+".")
	if op.Deprecated {
		list = append(list, "Deprecated: The API marks it as deprecated.")
	}
	return list
}

// methodLinks returns links to the methods by the ids of their operations. Ids
// that are ordinary words, such as stores, are left out.
func methodLinks(api *model.API) map[string]string {
	links := make(map[string]string)
	for _, op := range api.Operations {
		if strings.ToLower(op.ID) != op.ID {
			links[op.ID] = "[Client." + op.Name + "]"
		}
	}
	return links
}

// linked returns a description with links where it has the ids of operations.
func linked(description string, links map[string]string) string {
	words := strings.Split(description, " ")
	for i, word := range words {
		id := strings.TrimRight(word, ".,;:")
		if link := links[id]; link != "" {
			words[i] = link + strings.TrimPrefix(word, id)
		}
	}
	return strings.Join(words, " ")
}

// sends returns how op is sent if that is not how the others are.
func sends(op *model.Operation) string {
	if op.Once {
		return ", once: see [ErrOutcomeUnknown]"
	}
	return ""
}

// deed returns a summary, such as "Create a store", as the rest of a sentence whose subject does it.
func deed(summary string) string {
	s := prose.Sentence(summary)
	first, rest, _ := strings.Cut(s, " ")
	verb := strings.ToLower(first)
	switch {
	case s == "":
		return "is an operation of the API."
	case !slices.Contains(verbs, verb):
		return "does this: " + s
	}
	return verb + "s " + rest
}

// verbs are the words that summaries start with.
var verbs = []string{
	"add", "cancel", "change", "check", "create", "delete", "disable", "enable", "export", "get", "import",
	"list", "move", "read", "remove", "replace", "send", "set", "start", "stop", "test", "update",
}

func typeDoc(t *model.Type) []string {
	list := []string{about(t.Name, t.Description)}
	if t.Owner != nil && t.Enum != nil {
		list[0] = t.Name + " is a value of [" + t.Owner.Name + "." + t.Field.Name + "]."
	}
	if t.Union != nil {
		list = append(list, unionDoc(t))
	}
	if t.Enum != nil && t.Enum.Open {
		list[0] += " There may be others than these."
	}
	if t.Deprecated {
		list = append(list, "Deprecated: The API marks it as deprecated.")
	}
	return list
}

// fieldDocs returns the comments of the fields of t, by their names.
func fieldDocs(t *model.Type) map[string]string {
	docs := map[string]string{"Extra": prose.Comment("Extra holds the members that no other field holds. They are sent as they came.") + "\n"}
	if f := t.Additional; f != nil {
		docs[f.Name] = prose.Comment(f.Name+" holds the members that no other field holds and that are of its type. Those whose name looks like that of a secret are in Extra.") + "\n"
	}
	for _, f := range t.Fields {
		if text := fieldText(f); len(text) > 0 {
			docs[f.Name] = prose.Comment(text...) + "\n"
		}
	}
	return docs
}

func fieldText(f *model.Field) []string {
	first := prose.Sentence(f.Description)
	if f.Data.Kind == model.KindConfiguration {
		first = "What is read is a [connector.Object], of which From of the package of a connector makes a typed one."
	}
	switch {
	case f.ReadOnly:
		first = strings.TrimSpace(first + " The server sets it; it is not sent.")
	case f.Required:
		first = strings.TrimSpace(first + " It is required.")
	}
	return prose.Paragraphs(first, f.Default, f.Deprecated)
}

// about returns a sentence about the type called name: its description, put so that it starts with the name.
func about(name, description string) string {
	s := prose.Sentence(description)
	first, rest, _ := strings.Cut(s, " ")
	switch {
	case s == "":
		return name + " is a type of the API."
	case slices.Contains([]string{"A", "An", "One", "Something", "The", "What", "Where", "Who"}, first):
		return name + " is " + strings.ToLower(first) + " " + rest
	case slices.Contains([]string{"How", "Whether"}, first):
		return name + " says " + strings.ToLower(first) + " " + rest
	}
	return name + ": " + s
}

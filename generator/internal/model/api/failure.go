package api

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A Failure is what operations answer with if something is wrong. Operations with
// the same answers share one.
type Failure struct {
	Name  string // of the function that gives an empty value for a status
	Types []ErrorType
}

// An ErrorType is the type of the bodies of answers with a status.
type ErrorType struct {
	Status string // such as "404", "4XX" or "default"
	Data   Data   // of a struct or a union
}

// failures notes the types of the errors of o: those whose members are not all in
// the fields of propagation.Error. The most special status is first.
func (b *apiBuilder) failures(op *Operation, o *spec.Operation) {
	var types []ErrorType
	hasSuccess := slices.ContainsFunc(o.Responses, func(r spec.Response) bool { return r.Status[0] == '2' })
	for _, r := range o.Responses {
		failed := r.Status[0] >= '4' || r.Status == "default" && hasSuccess
		if !failed || r.Body == nil {
			continue
		}
		for _, media := range r.Body.Content {
			if isJSON(media.Type) && media.Schema != nil && isObject(media.Schema) && !inError(media.Schema) {
				if data := b.data(media.Schema, op.Name+"Error", position{}); data.HasMembers() {
					types = append(types, ErrorType{r.Status, data})
				}
				break
			}
		}
	}
	slices.SortStableFunc(types, func(x, y ErrorType) int { return rankOf(x.Status) - rankOf(y.Status) })
	if len(types) == 0 {
		return
	}
	for _, known := range b.api.Failures {
		if slices.Equal(known.Types, types) {
			op.Failure = known
			return
		}
	}
	op.Failure = &Failure{"failuresOf" + op.Name, types}
	b.api.Failures = append(b.api.Failures, op.Failure)
}

// rankOf puts a status before those that stand for several.
func rankOf(status string) int {
	switch {
	case status == "default":
		return 2
	case strings.HasSuffix(status, "XX"):
		return 1
	}
	return 0
}

// inError reports whether the fields of propagation.Error hold all members of s.
func inError(s *spec.Schema) bool {
	details := []string{"code", "target", "message", "innerError"}
	for _, m := range Flatten(s) {
		switch m.Key {
		case "id", "code", "message", "target":
		case "details":
			list := m.Schema.Resolved()
			if list.Items == nil || slices.ContainsFunc(Flatten(list.Items), func(d Member) bool { return !slices.Contains(details, d.Key) }) {
				return false
			}
		default:
			return false
		}
	}
	return len(choicesOf(s)) == 0 && len(Flatten(s)) > 0
}

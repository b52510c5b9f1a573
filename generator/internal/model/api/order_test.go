package api

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// inOrder returns the document of TestBranchesInAnyOrder with the branches, and the
// parts of allOf, as they are or the other way round.
func inOrder(reversed bool) string {
	first, second := "A", "B"
	parts := []string{
		`{properties: {pin: {type: string, format: password}, id: {type: string, readOnly: true}, must: {type: string}}}`,
		`{required: [must], properties: {pin: {type: string, description: Again.}, id: {type: string}, must: {type: string}}}`,
	}
	if reversed {
		first, second = second, first
		slices.Reverse(parts)
	}
	return `paths:
  /stores/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: store, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Store'}}}}}}
    put: {operationId: replaceStore, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Store'}}}}, responses: {'204': {description: d}}}
  /parts:
    get: {operationId: part, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Part'}}}}}}
    put: {operationId: replacePart, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Part'}}}}, responses: {'204': {description: d}}}
components:
  schemas:
    Store: {oneOf: [{$ref: '#/components/schemas/` + first + `'}, {$ref: '#/components/schemas/` + second + `'}], discriminator: {propertyName: type, mapping: {Aaa: '#/components/schemas/A', Bbb: '#/components/schemas/B'}}}
    A: {type: object, required: [name], properties: {type: {type: string}, name: {type: string}, id: {type: string, readOnly: true}, made: {type: string, readOnly: true}, when: {type: string, format: date-time},
      pin: {type: string}, wrapped: {}, configuration: {type: object, properties: {X: {type: string}}}}}
    B: {type: object, properties: {type: {type: string}, name: {type: string}, id: {type: string, readOnly: true}, made: {type: string}, when: {type: string},
      pin: {type: string, format: password}, wrapped: {allOf: [{type: string, format: password}]}, configuration: {type: object, properties: {Y: {type: string}}}}}
    Part: {allOf: [` + strings.Join(parts, ", ") + `]}
`
}

// The order of branches, and of parts that speak of the same property, means nothing:
// what is secret or of another format in one branch is plain in none, what is
// required or readOnly in one is so of all only if all say so, and of parts if one does.
func TestBranchesInAnyOrder(t *testing.T) {
	lines := func(document string) []string {
		api, _ := apiOf(t, document)
		list := strings.Split(api, "\n")
		slices.Sort(list)
		return list
	}
	got := lines(inOrder(false))
	if diff := cmp.Diff(got, lines(inOrder(true))); diff != "" {
		t.Errorf("(-in order +reversed):\n%s", diff)
	}
	for _, want := range []string{"\tName: string \"name\"", "\tID: string \"id\", read-only", "\tMade: string \"made\"", "\tPin: secret \"pin\"", "\tMust: string \"must\", required"} {
		if !slices.Contains(got, want) {
			t.Errorf("there is no line %q", want)
		}
	}
	for _, line := range got {
		for _, no := range []string{"\tPin: string", "\tWhen:", "\tWrapped:"} {
			if strings.HasPrefix(line, no) {
				t.Errorf("there is a line %q", line)
			}
		}
	}
}

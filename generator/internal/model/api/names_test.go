package api

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/naming"
)

// However a struct and its fields are called: no two declarations have one name,
// and a type repeats a word of its struct only if its name without that word is
// the name of another.
func TestNamesOfInlineTypes(t *testing.T) {
	words := []string{"sync", "status", "syncStatus", "statusSync", "statusType", "syncStatusType", "type", "value", "statusValue"}
	for _, name := range words {
		var properties strings.Builder
		for _, field := range words {
			fmt.Fprintf(&properties, "        %s: {type: string, enum: [a, status, syncA, sync_a_status]}\n", field)
		}
		document := "paths: {/p: {get: {operationId: read, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/" +
			name + "'}}}}}}}}\ncomponents:\n  schemas:\n    " + name + ":\n      type: object\n      properties:\n" + properties.String()
		in, found, err := load.Folder(fstest.MapFS{"openapi.yaml": {Data: []byte(documentHeader + document)}}, "spec")
		if err != nil {
			t.Fatal(err)
		}
		api := Build(in.Document, &found)
		if found.Failed() {
			t.Fatal(found.All())
		}
		checkNames(t, api, len(words))
	}
}

func checkNames(t *testing.T, api *API, inline int) {
	t.Helper()
	names := make(map[string]int)
	for _, x := range api.Types {
		names[x.Name]++
		if x.Enum == nil {
			continue
		}
		inline--
		for _, v := range x.Enum.Values {
			if v.Name != "" { // else it is a warning
				names[v.Name]++
			}
		}
	}
	if inline != 0 {
		t.Errorf("%d enumerations are missing", inline)
	}
	for name, n := range names {
		if n > 1 {
			t.Errorf("%d are called %q", n, name)
		}
	}
	for _, x := range api.Types {
		if x.Owner == nil {
			continue
		}
		short := naming.Within(x.Owner.Name, x.Field.Name)
		if short == x.Owner.Name {
			short += "Value"
		}
		if x.Name != short && names[short] == 0 {
			t.Errorf("%s of %s could be %s", x.Name, x.Owner.Name, short)
		}
	}
}

// Arguments keep their order even if an operation comes later that has them in
// another, or brings new ones between them.
func TestArgumentOrder(t *testing.T) {
	order := argumentOrder{rank: make(map[string]float64)}
	for _, test := range []struct{ path, want string }{
		{"z", "z"},
		{"b a", "b a"},
		{"a b", "b a"},
		{"c a", "c a"},
		{"a c b", "b c a"},
		{"z b", "z b"},
		{"b z", "z b"},
		{"x y", "x y"},
		{"y a x", "a x y"},
	} {
		var list []*Parameter
		for name := range strings.FieldsSeq(test.path) {
			list = append(list, &Parameter{Argument: name})
		}
		order.sort(list)
		var got []string
		for _, p := range list {
			got = append(got, p.Argument)
		}
		if !slices.Equal(got, strings.Fields(test.want)) {
			t.Errorf("%q became %q, want %q", test.path, got, test.want)
		}
	}
}

package model

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/load"
)

// TestKindsOfInputs holds the kinds of attributes to those that a correction can
// name: package spec has a table of its own, since it comes before the model.
func TestKindsOfInputs(t *testing.T) {
	t.Parallel()
	for k := KindAny; k <= KindConfiguration; k++ {
		text := fmt.Sprintf("- {connector: A, attribute: B, kind: %s, reason: r, source: s}\n", k)
		_, found, err := load.Folder(fstest.MapFS{"corrections.yaml": {Data: []byte(text)}, "openapi.yaml": {Data: []byte(emptyDocument)}}, "spec")
		if err != nil {
			t.Fatal(err)
		}
		// A secret is a string that is sensitive, for which corrections have a member.
		if want := k.Attribute() != nil && k != KindSecret; want == found.Failed() {
			t.Errorf("a correction to the kind %s: %v, want it accepted: %v", k, rules(&found), want)
		}
	}
}

// emptyDocument is the smallest document.
const emptyDocument = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n"

// TestFits shows which values of an example are of the type of an attribute.
func TestFits(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		kind  Kind
		value any
		want  bool
	}{
		{KindString, "true", true},
		{KindString, true, false},
		{KindEnumeration, "a", true},
		{KindBoolean, true, true},
		{KindBoolean, "true", false},
		{KindBoolean, nil, false},
		{KindNumber, int64(1), true},
		{KindInteger, 1.5, false},
		{KindString, []any{"a"}, false},
	} {
		if got := test.kind.Fits(test.value); got != test.want {
			t.Errorf("%v fits %v: %v, want %v", test.value, test.kind, got, test.want)
		}
	}
}

package variant_test

import (
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/emit/variant"
)

const fixed = `// Package propagation is a client.
package propagation

import (
	"errors"

	"example.com/x/propagation/more"
)

type config struct {
	//only:one
	A int
	//only:two
	//- // B is a number.
	//- B int
	//only:all
	C int
}

var err = errors.New("propagation: no")
`

// Parts for other platforms are left out, and what is a comment because it must not be
// compiled with the other parts becomes code.
func TestOnly(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"one": "type config struct {\n\tA int\n\tC int\n}",
		"two": "type config struct {\n\t// B is a number.\n\tB int\n\tC int\n}",
	} {
		got, err := variant.Only([]byte(fixed), word)
		if err != nil || !strings.Contains(string(got), want) {
			t.Errorf("%s: got %v, %s", word, err, got)
		}
	}
}

// The package gets its name wherever fixed code has it, and text of a document keeps
// what it says.
func TestContent(t *testing.T) {
	t.Parallel()
	n := variant.Name{Package: "petstore", ImportPath: "example.com/x"}
	got, err := variant.Only([]byte(fixed), "one")
	if err != nil {
		t.Fatal(err)
	}
	if got, err = n.Content("propagation/x.go", got, true); err != nil || strings.Contains(string(got), "propagation") {
		t.Errorf("got %v, %s", err, got)
	}
	text := "// Types.\npackage propagation\n\n// A T is of the propagation: that is so.\ntype T int\n"
	if got, err = n.Content("propagation/types.go", []byte(text), false); err != nil || string(got) != strings.Replace(text, "package propagation", "package petstore", 1) {
		t.Errorf("got %v, %s", err, got)
	}
	if got := n.Path("propagation/a/b.go"); got != "petstore/a/b.go" {
		t.Errorf("got %s", got)
	}
}

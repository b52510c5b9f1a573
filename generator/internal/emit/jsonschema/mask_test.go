package jsonschema

import (
	"math/rand/v2"
	"strings"
	"testing"

	jsv "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// TestMasks: the patterns refuse what the type Secret takes for a mask, and
// nothing else, whatever the text is made of.
func TestMasks(t *testing.T) {
	t.Parallel()
	pieces := append(strings.Fields(words), "*", "**", "***", "•", "●", "x", "X", "#", "-", " ", "\t", "abc", "sk-", "1234", "<", ">", "[", "]", "(", "\"", "é", "_", "[redacted]", "REDACTED", "sensitive value", "\\", "'", "`", "=", "+")
	s := compiled(t, newPrinter(connector.Metadata{}, Strict).secret())
	r := rand.New(rand.NewPCG(1, 2))
	masks := 0
	for range 50_000 {
		var text string
		for range 1 + r.IntN(6) {
			text += pieces[r.IntN(len(pieces))]
		}
		want := connector.NewSecret(text).IsMask()
		if crossed(text) {
			continue // the documented difference
		}
		if want {
			masks++
		}
		if got := s.Validate(text) != nil; got != want {
			t.Fatalf("%q is a mask: the schema says %v, the type Secret %v", text, got, want)
		}
	}
	if masks < 2_500 {
		t.Errorf("only %d of the texts are masks", masks)
	}
}

// crossed reports whether text has four crosses and characters beyond ASCII.
func crossed(text string) bool {
	return strings.Count(text, "x")+strings.Count(text, "X")+strings.Count(text, "#") >= 4 && strings.Contains(text, "é")
}

// compiled returns s as a schema that can judge.
func compiled(t *testing.T, s *schema) *jsv.Schema {
	t.Helper()
	text, err := s.text()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsv.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsv.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

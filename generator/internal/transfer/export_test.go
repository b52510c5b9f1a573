package transfer

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/written"
)

// hidden is in every value that no file may show.
const hidden = "HIDDEN"

// odd are texts that YAML, HCL and terminals take for something else than text.
var odd = []string{
	"true", "~", "0x1F", "1e3", "- a", "a: b", "a #b", " a", "a ", "\ta", "a\nb\n", "'", `"`, `\`, "\x1b[31m", "\u2028", "\u0085", "\u202e", "\ufeff",
	"yes", "2026-11-29", "<<", "*a", "&a", "!a", "%{if}", "${a}", "$${", "{}", "[]", "?", "|", ">", "@", "`", "é", "😀", "...", "---", "=",
}

// inputs returns the model of this module's inputs.
func inputs(t *testing.T) *model.Model {
	t.Helper()
	given, found, err := load.Folder(os.DirFS("../../../spec"), "spec")
	if err != nil || found.Failed() {
		t.Fatalf("%v %v", err, found.All())
	}
	m, _ := model.Build(given)
	return m
}

// value returns what encoding/json makes of n.
func value(t *testing.T, n *node.Node) (v any) {
	t.Helper()
	if err := json.Unmarshal(n.AppendJSON(nil), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// exporterOf returns an exporter without an environment.
func exporterOf(m *model.Model) *exporter {
	return &exporter{
		Export: Export{m: m}, types: m.Collections(), names: map[string]map[string]string{rules: {"1": "r"}, stores: {"1": "s"}, plans: {"1": "p"}},
		taken: make(map[string]bool), marks: make(map[*node.Node]bool),
	}
}

// randomValue returns a value of any kind, in which all texts are hidden.
func randomValue(random *rand.Rand, depth int) any {
	switch n := random.IntN(7); {
	case n < 2:
		return hidden + odd[random.IntN(len(odd))]
	case n == 2:
		return "${env:" + hidden + "}"
	case n == 3:
		return random.IntN(2) == 0
	case n == 4 && depth > 0:
		return []any{randomValue(random, depth-1), randomValue(random, depth-1)}
	case n == 5 && depth > 0:
		return map[string]any{"a": randomValue(random, depth-1), odd[random.IntN(len(odd))]: randomValue(random, depth-1)}
	}
	return nil
}

// randomStore returns a store as a server could answer: known attributes with values
// that fit, or of any kind, and members that nobody knows.
func randomStore(random *rand.Rand, m *model.Model) map[string]any {
	c := m.Connectors[random.IntN(len(m.Connectors))]
	configuration := make(map[string]any)
	for _, key := range c.Keys() {
		a := c.Attribute(key)
		switch n := random.IntN(10); {
		case n < 2:
		case n == 2:
			configuration[key] = randomValue(random, 2)
			if _, isText := configuration[key].(string); isText && !a.Sensitive {
				configuration[key] = odd[random.IntN(len(odd))]
			}
		case n == 3:
			configuration[key] = "https://user:" + hidden + "-s3cret@example.com/"
		case a.Sensitive:
			configuration[key] = hidden + odd[random.IntN(len(odd))]
		case a.Kind == model.KindBoolean:
			configuration[key] = true
		case len(a.Values) > 0:
			configuration[key] = a.Values[random.IntN(len(a.Values))]
		default:
			configuration[key] = odd[random.IntN(len(odd))]
		}
	}
	if c.Selector != nil {
		configuration[c.Selector.Key] = c.Selector.Values[random.IntN(len(c.Selector.Values))]
	}
	for _, name := range []string{"LATER", "a b", "é"} {
		configuration[name] = randomValue(random, 2)
	}
	return map[string]any{
		"id": "1", "type": c.StoreType, "name": "n" + odd[random.IntN(len(odd))], "description": odd[random.IntN(len(odd))], "status": "ACTIVE",
		"managed": true, "image": map[string]any{"href": "x", "later": randomValue(random, 1)}, "later": randomValue(random, 2), "configuration": configuration,
		"createdAt": hidden, "environment": map[string]any{"id": hidden}, "_links": map[string]any{"self": map[string]any{"href": hidden}},
	}
}

// TestRandomStores exports what a server could have in a store. What gen validate
// refuses of it is only that something required is not there. No secret shows, and
// both forms say the same.
func TestRandomStores(t *testing.T) {
	t.Parallel()
	m := inputs(t)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 500 {
		data, err := json.Marshal(randomStore(random, m))
		if err != nil {
			t.Fatal(err)
		}
		n, _ := node.ParseJSON("answer", data)
		respell(n)
		x := exporterOf(m)
		x.resource(stores, n)
		inYAML, err := x.YAML()
		if err != nil {
			t.Fatal(err)
		}
		if both := string(inYAML) + string(x.JSON()); strings.Contains(both, hidden) || strings.Contains(strings.Join(x.Notes, ""), hidden) {
			t.Fatalf("%d: it shows a secret:\n%s\nof\n%s", i, both, data)
		}
		for _, v := range x.Variables {
			if strings.Count(string(x.JSON()), ":"+v.Name+"}") != 1 {
				t.Fatalf("%d: %s does not stand in it once:\n%s", i, v.Name, x.JSON())
			}
		}
		roots, found := written.Read(m, []written.File{{Name: "a.yaml", Data: inYAML}, {Name: "a.json", Data: x.JSON()}}, written.Options{})
		for _, f := range found.All() {
			if f.Rule != "required" {
				t.Fatalf("%d: %v in\n%s", i, f, inYAML)
			}
		}
		if len(roots) != 2 {
			t.Fatalf("%d: %v in\n%s", i, found.All(), inYAML)
		}
		if diff := cmp.Diff(value(t, roots[1]), value(t, roots[0])); diff != "" {
			t.Fatalf("%d (-json +yaml):\n%s\n%s", i, diff, inYAML)
		}
	}
}

// TestVariables shows the names of variables, which are never those of the
// credentials of gen, and what stands for what.
func TestVariables(t *testing.T) {
	t.Parallel()
	x := exporterOf(inputs(t))
	n, _ := node.ParseJSON("answer", []byte(`{"name": "PingOne", "type": "PingOne", "configuration": {"CLIENT_SECRET": "a", "later": [1], "LATER": "x", "flag": true}}`))
	x.resource(stores, n)
	n, _ = node.ParseJSON("answer", []byte(`{"name": "r", "plan": {"id": "1"}, "sourceStore": {"id": "gone"}, "targetStore": {"id": "1"}, "later": "x"}`))
	x.resource(rules, n)
	var got []string
	for _, v := range x.Variables {
		got = append(got, v.String())
	}
	want := []string{
		`STORE_PINGONE_CLIENT_SECRET  store "PingOne": configuration.CLIENT_SECRET (a secret)`,
		`STORE_PINGONE_LATER  store "PingOne": configuration.later (may be a secret, as JSON)`,
		`STORE_PINGONE_LATER_2  store "PingOne": configuration.LATER (may be a secret)`,
		`RULE_R_LATER  rule "r": later (may be a secret)`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if notes := fmt.Sprint(x.Notes); !strings.Contains(notes, `rule "r": sourceStore refers to something that is not there`) {
		t.Errorf("the notes are %s", notes)
	}
}

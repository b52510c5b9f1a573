package propagation

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A choice is what the generator declares for a union with a discriminator, and a
// branch is the interface of its branches.
type (
	choice struct {
		Value  *shape
		Main   shape
		Counts map[string]int64
		Any    *connector.Value
		Extra  connector.Extra
	}
	shape  struct{ Value branch }
	branch interface {
		node
		isKind() string
	}
	circle struct {
		Kind   string
		Radius int64
		Extra  connector.Extra
	}
	otherKind struct {
		Kind  string
		Extra connector.Extra
	}
)

func (*circle) isKind() string    { return "circle" }
func (*otherKind) isKind() string { return "" }

func chooseKind(value string) branch {
	if value == "circle" {
		return new(circle)
	}
	return new(otherKind)
}

func (v *shape) members(c *codec) { codeChoice(&v.Value, c, "kind", chooseKind, branch.isKind) }

func (v *circle) members(c *codec) {
	for w := c.object(&v.Extra, ""); w.next(); {
		w.text("kind", &v.Kind)
		if w.required("radius", &v.Radius) {
			codeInteger(&v.Radius, c)
		}
	}
}

func (v *otherKind) members(c *codec) {
	for w := c.object(&v.Extra, ""); w.next(); {
		w.text("kind", &v.Kind)
	}
}

func (v *choice) members(c *codec) {
	w := c.object(&v.Extra, "")
	for w.next() {
		if w.at("value", v.Value != nil) {
			codePointer(&v.Value, c, (*shape).members)
		}
		if w.required("main", &v.Main) {
			v.Main.members(c)
		}
		if w.at("any", v.Any != nil) {
			codePointer(&v.Any, c, func(v *connector.Value, c *codec) { codeKept(v, c, true) })
		}
		codeAdditional(&w, &v.Counts, codeInteger)
	}
}

func (v choice) MarshalYAML() (any, error)              { return marshalYAML(&v) }
func (v *choice) UnmarshalYAML(f func(any) error) error { return unmarshalYAML(f, v) }

// Whatever came is sent back as it came, known or not, and a YAML library reads
// and shows the same.
func TestChoiceKeepsWhatCame(t *testing.T) {
	for _, sent := range []string{
		`{"main":{"kind":"circle","radius":2,"new":[1]},"value":{"kind":"circle","radius":1}}`,
		`{"main":{"kind":"blob","radius":2}}`,
		`{"main":{}}`,
		`{"main":{"kind":7}}`,
		`{"main":7,"value":7,"any":"x","n":1}`,
		`{"main":{},"any":{"a":1},"n":1,"m":2,"odd":"x"}`,
	} {
		var v, fromYAML choice
		if err := unmarshal([]byte(sent), &v); err != nil {
			t.Errorf("%s: %v", sent, err)
			continue
		}
		e := encoder{reveal: true}
		v.members(&codec{e: &e})
		if e.err != nil || !sameMembers(t, sent, string(e.buf)) {
			t.Errorf("%s is sent as %s (%v)", sent, e.buf, e.err)
		}
		fill := func(to any) error { return json.Unmarshal([]byte(sent), to) }
		if err := fromYAML.UnmarshalYAML(fill); err != nil {
			t.Errorf("%s: as YAML: %v", sent, err)
		}
		shown, err := fromYAML.MarshalYAML()
		if shownJSON, _ := marshal(&v); err != nil || !sameMembers(t, string(shownJSON), toJSON(t, shown)) {
			t.Errorf("%s is shown as %s, want %s (%v)", sent, toJSON(t, shown), shownJSON, err)
		}
	}
}

func sameMembers(t *testing.T, a, b string) bool {
	t.Helper()
	var x, y any
	if err := errors.Join(json.Unmarshal([]byte(a), &x), json.Unmarshal([]byte(b), &y)); err != nil {
		t.Fatal(err)
	}
	return reflect.DeepEqual(x, y)
}

func newValue(t *testing.T, data string) connector.Value {
	t.Helper()
	v, err := connector.NewValue([]byte(data))
	if err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return v
}

func toJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The branch that is set says its selector, also if nobody wrote it; one that
// contradicts the branch is an error.
func TestChoiceSaysWhichItIs(t *testing.T) {
	for _, c := range []struct {
		value branch
		want  string
	}{
		{&circle{Radius: 2}, `{"main":{"kind":"circle","radius":2}}`},
		{&circle{Kind: "circle"}, `{"main":{"kind":"circle","radius":0}}`},
		{&otherKind{Kind: "blob"}, `{"main":{"kind":"blob"}}`},
		{&circle{Kind: "blob"}, ""},
	} {
		e := encoder{reveal: true}
		(&choice{Main: shape{c.value}}).members(&codec{e: &e})
		if got := string(e.buf); e.err == nil && got != c.want || (e.err != nil) != (c.want == "") {
			t.Errorf("got %s (%v), want %s", got, e.err, c.want)
		}
	}
}

// What is kept is read as a type only if it fits, and holds what somebody sets.
func TestKept(t *testing.T) {
	var v connector.Value
	if err := keep(&v, &circle{Kind: "circle", Radius: 3}, (*circle).members); err != nil {
		t.Fatal(err)
	}
	if c, err := kept(v, (*circle).members, "kind radius"); err != nil || c.Radius != 3 {
		t.Errorf("got %v (%v)", c, err)
	}
	if _, err := kept(v, (*circle).members, "missing"); err != errBranch {
		t.Errorf("without a member that is required: %v", err)
	}
	if _, err := kept(newValue(t, `7`), (*circle).members, ""); err != errBranch {
		t.Errorf("of another kind: %v", err)
	}
}

// A field and the map beside it cannot both have a member.
func TestAdditionalIsNoField(t *testing.T) {
	e := encoder{reveal: true}
	(&choice{Value: &shape{}, Counts: map[string]int64{"value": 1}}).members(&codec{e: &e})
	if e.err == nil || !strings.Contains(e.err.Error(), "value") {
		t.Errorf("got %s (%v)", e.buf, e.err)
	}
}

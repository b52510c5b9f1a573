package written_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
	"github.com/connectorgen/connectorgen/generator/internal/written"
)

// TestCheck shows what is said of files. A value in any of them is SHOWN, which
// nothing may quote.
func TestCheck(t *testing.T) {
	t.Parallel()
	m := harness.Model(t, harness.Spec(t))
	for _, c := range []struct {
		why, file, text string
		o               written.Options
		want            string
	}{
		{"a configuration, by the name of the file", "slack-eu.yaml", "OAUTH_ACCESS_TOKEN: SHOWN\nUNIQUE_USER_IDENTIFER: userName\n", written.Options{}, "" +
			"1:1 required UNIQUE_USER_IDENTIFIER\n2:1 unknown-key UNIQUE_USER_IDENTIFER"},
		{"a configuration that says its type", "a.json", `{"type": "Slack", "OAUTH_ACCESS_TOKEN": true, "UNIQUE_USER_IDENTIFIER": "userName"}`, written.Options{}, "1:19 kind OAUTH_ACCESS_TOKEN"},
		{"a configuration of the type that was asked for, whatever the name", "zoom.yaml", "OAUTH_ACCESS_TOKEN: SHOWN\nUNIQUE_USER_IDENTIFIER: userName\n", written.Options{Type: "Slack"}, ""},
		{"nothing says the type", "a.yaml", "OAUTH_ACCESS_TOKEN: SHOWN\n", written.Options{}, "1:1 no-type "},
		{"a store without what it needs", "a.yaml", "name: x\ntype: Slack\nstatus: [SHOWN]\n", written.Options{}, "" +
			"1:1 required OAUTH_ACCESS_TOKEN\n1:1 required UNIQUE_USER_IDENTIFIER\n3:9 kind status"},
		{"a store that needs nothing", "a.yaml", "name: x\ntype: directory\n", written.Options{}, ""},
		{"an unknown type", "a.yaml", "name: x\ntype: Slakc\nconfiguration: {A: SHOWN}\n", written.Options{}, "2:7 unknown-type type"},
		{"a mask", "a.yaml", "name: x\ntype: Slack\nconfiguration:\n  OAUTH_ACCESS_TOKEN: '****'\n  UNIQUE_USER_IDENTIFIER: email\n", written.Options{}, "4:3 mask configuration.OAUTH_ACCESS_TOKEN"},
		{"a variable that a secret comes from is no mask", "a.yaml", "name: x\ntype: Slack\nconfiguration:\n  OAUTH_ACCESS_TOKEN: ${SLACK_TOKEN}\n  UNIQUE_USER_IDENTIFIER: email\n", written.Options{}, ""},
		{"what a server sent", "a.yaml", "id: 1234\nname: x\ntype: Slack\nnew: 1\nconfiguration:\n  OAUTH_ACCESS_TOKEN: '****'\n  UNIQUE_USER_IDENTIFIER: email\n  NEW: {SHOWN: 1}\n", written.Options{Lenient: true}, ""},
		{"a type that the server alone knows", "a.yaml", "name: x\ntype: Box\n", written.Options{Lenient: true}, ""},
		{"an export", "a.yaml", "" +
			"stores:\n- {name: d, type: directory}\n" +
			"rules:\n- {name: r, sourceStore: {name: d}, targetStore: {nmae: SHOWN}, activ: true, configuration: {GATEWAY_USER_TYPE_X: SHOWN}}\n" +
			"mapings: []\n", written.Options{}, "" +
			"4:50 required rules[0].targetStore.id\n4:51 unknown-member rules[0].targetStore.nmae\n4:65 unknown-member rules[0].activ\n5:1 unknown-member mapings"},
		{"an answer of the API", "a.json", `{"_embedded": {"stores": [{"id": "1", "name": "d", "type": "directory", "configuration": {"X": "SHOWN"}}]}, "count": 1}`, written.Options{},
			"1:91 unknown-key _embedded.stores[0].configuration.X"},
		{"a number that JSON does not have", "slack.yaml", "OAUTH_ACCESS_TOKEN: 0x1F\nUNIQUE_USER_IDENTIFIER: email\n", written.Options{}, "" +
			"1:1 required OAUTH_ACCESS_TOKEN\n1:21 kind OAUTH_ACCESS_TOKEN"},
		{"a key twice", "slack.yaml", "OAUTH_ACCESS_TOKEN: SHOWN\nUNIQUE_USER_IDENTIFIER: email\nOAUTH_ACCESS_TOKEN: SHOWN\n", written.Options{}, "3:1 duplicate-member OAUTH_ACCESS_TOKEN"},
		{"not JSON", "a.json", "{\"A\": SHOWN}", written.Options{}, "1:7 syntax "},
		{"JSON by its first sign", "stdin", "[{\"type\": \"directory\", \"name\": \"x\"}", written.Options{}, "1:36 syntax "},
		{"a tag", "a.yaml", "name: !!binary SHOWN\ntype: directory\n", written.Options{}, "1:7 syntax name"},
		{"an anchor and its alias", "a.yaml", "name: &a SHOWN\ntype: directory\ndescription: *a\n", written.Options{}, ""},
		{"a password in a URL", "zoom.yaml", "SCIM_URL: https://u:SHOWN-s3cret@example.com\nAUTHENTICATION_METHOD: JWT Bearer Token\nAPI_KEY: '***'\nAPI_SECRET: SHOWN\n", written.Options{}, "" +
			"1:1 credentials SCIM_URL\n3:1 mask API_KEY"},
		{"no object", "a.json", `["SHOWN"]`, written.Options{}, "1:2 kind [0]"},
		{"empty", "a.yaml", " \n", written.Options{}, "1:1 syntax "},
	} {
		t.Run(c.why, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, said(t, m, written.File{Name: c.file, Data: []byte(c.text)}, c.o)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if got := said(t, m, written.File{Name: "gone.yaml"}, written.Options{}); got != "0:0 no-file " {
		t.Errorf("of a file that does not exist: %s", got)
	}
}

// said returns place, rule and path of each finding, and fails if one quotes a value.
func said(t *testing.T, m *model.Model, file written.File, o written.Options) string {
	t.Helper()
	found := written.Check(m, []written.File{file}, o)
	var lines []string
	for _, f := range found.All() {
		if listed := slices.ContainsFunc(written.Rules(), func(r spec.Rule) bool { return r.ID == f.Rule }); !listed || f.File != file.Name || strings.Contains(f.Message, "SHOWN") {
			t.Errorf("%v", f)
		}
		lines = append(lines, fmt.Sprintf("%d:%d %s %s", f.Line, f.Column, f.Rule, f.Path))
	}
	return strings.Join(lines, "\n")
}

// TestTypos makes one typo in each of 500 valid files: in a key, in the name of a
// profile, in the kind of a value, in the type of a store. Each is found on its line.
func TestTypos(t *testing.T) {
	t.Parallel()
	m := harness.Model(t, harness.Spec(t))
	random := rand.New(rand.NewPCG(3, 4))
	made := make(map[string]int)
	for i := range 500 {
		f := randomFile(t, random, m, i%2 == 0)
		if found := written.Check(m, []written.File{f.file()}, written.Options{}); len(found.All()) > 0 {
			t.Fatalf("%v in a valid file:\n%s", found.All(), f.file().Data)
		}
		line, what := f.spoil(random)
		made[what]++
		found := written.Check(m, []written.File{f.file()}, written.Options{}).All()
		at := slices.IndexFunc(found, func(x spec.Finding) bool {
			return x.Line == line+1 && strings.Contains(x.Path+x.Message, f.lines[line].key)
		})
		if at < 0 {
			t.Fatalf("a wrong %s on line %d: found %v in\n%s", what, line+1, found, f.file().Data)
		}
	}
	for _, what := range []string{"key", "method", "kind", "type"} {
		if made[what] < 20 {
			t.Errorf("only %d typos in a %s", made[what], what)
		}
	}
}

// A typed is a file with a member on each line.
type typed struct {
	json  bool
	lines []member
}

// A member is a line: the member of a store, or of its configuration.
type member struct {
	depth int
	key   string
	value string // as JSON; "" for the configuration, whose members follow
	what  string // "method" or "type" if a typo in the value is one of those
}

// randomFile returns a store of a random connector with what it requires and some of the rest.
func randomFile(t *testing.T, random *rand.Rand, m *model.Model, inJSON bool) *typed {
	t.Helper()
	c := m.Connectors[random.IntN(len(m.Connectors))]
	if random.IntN(3) == 0 {
		c = m.Connector("Zoom") // of the few with methods
	}
	f := &typed{json: inJSON}
	f.add(0, "name", "x", "")
	f.add(0, "type", c.StoreType, "type")
	if len(c.Metadata.Profiles) == 0 {
		return f
	}
	f.lines = append(f.lines, member{0, "configuration", "", ""})
	p := c.Metadata.Profiles[random.IntN(len(c.Metadata.Profiles))]
	for _, a := range p.Attributes {
		example, _ := a.Example()
		switch {
		case c.Selector != nil && a.Key == c.Selector.Key:
			f.add(1, a.Key, p.Title, "method")
		case !a.Required && random.IntN(2) == 0:
		case a.Kind == model.KindBoolean:
			f.lines = append(f.lines, member{1, a.Key, example, ""})
		case len(a.Values) > 0:
			f.add(1, a.Key, a.Values[random.IntN(len(a.Values))], "")
		default:
			f.add(1, a.Key, "v", "")
		}
	}
	return f
}

func (f *typed) add(depth int, key, value, what string) {
	text, _ := json.Marshal(value) // strings can always be encoded
	f.lines = append(f.lines, member{depth, key, string(text), what})
}

// file returns the text of f.
func (f *typed) file() written.File {
	var b strings.Builder
	for i, m := range f.lines {
		indent := strings.Repeat("  ", m.depth)
		if !f.json {
			fmt.Fprintf(&b, "%s%s: %s\n", indent, m.key, m.value)
			continue
		}
		open, end := "", ","
		if i == 0 {
			open = "{"
		}
		if i == len(f.lines)-1 {
			end = strings.Repeat("}", m.depth+1)
		}
		if m.value == "" {
			m.value, end = "{", strings.Trim(end, ",")
		}
		fmt.Fprintf(&b, "%s%s%q: %s%s\n", open, indent, m.key, m.value, end)
	}
	name := map[bool]string{true: "a.json", false: "a.yaml"}[f.json]
	return written.File{Name: name, Data: []byte(b.String())}
}

// spoil makes one typo, and returns the index of its line and what is wrong now.
func (f *typed) spoil(random *rand.Rand) (int, string) {
	i := random.IntN(len(f.lines))
	if method := slices.IndexFunc(f.lines, func(m member) bool { return m.what == "method" }); method >= 0 && random.IntN(4) == 0 {
		i = method
	}
	m := &f.lines[i]
	if m.what != "" && random.IntN(3) > 0 {
		m.value = typo(random, m.value)
		return i, m.what
	}
	if m.value != "" && random.IntN(2) == 0 {
		m.value = map[bool]string{true: "7", false: `"true"`}[m.value[0] == '"']
		return i, "kind"
	}
	m.key = typo(random, m.key)
	return i, "key"
}

// typo returns text with two letters exchanged, one left out, one twice, or one of
// the other case. Quotes around it stay.
func typo(random *rand.Rand, text string) string {
	start, end := 0, len(text)
	if text[0] == '"' {
		start, end = 1, end-1
	}
	for {
		b := []byte(text)
		switch i := start + random.IntN(end-start); random.IntN(4) {
		case 0:
			if i+1 < end {
				b[i], b[i+1] = b[i+1], b[i]
			}
		case 1:
			b = slices.Delete(b, i, i+1)
		case 2:
			b = slices.Insert(b, i, b[i])
		default:
			b[i] ^= ' ' * (b[i] >> 6) // letters alone
		}
		if string(b) != text && len(b) > end-start-1 && !strings.ContainsAny(string(b), "\x7f@`{}") {
			return string(b)
		}
	}
}

// TestNoValues spoils random files in every way at once, and looks for their values:
// no finding has one, whatever is wrong.
func TestNoValues(t *testing.T) {
	t.Parallel()
	m := harness.Model(t, harness.Spec(t))
	random := rand.New(rand.NewPCG(5, 6))
	const shown = "VALUE-7e1f"
	for range 300 {
		f := randomFile(t, random, m, random.IntN(2) == 0)
		for i := range f.lines {
			if l := &f.lines[i]; l.value != "" && l.what != "type" {
				values := []string{`"` + shown + `"`, `["` + shown + `"]`, `{"` + "a" + `": "` + shown + `"}`, "7", `"****"`}
				l.value = values[random.IntN(len(values))]
			}
			if random.IntN(4) == 0 {
				f.lines[i].key = typo(random, f.lines[i].key)
			}
		}
		for _, o := range []written.Options{{}, {Lenient: true}} {
			for _, x := range written.Check(m, []written.File{f.file()}, o).All() {
				if strings.Contains(x.String(), shown) {
					t.Fatalf("%v\n%s", x, f.file().Data)
				}
			}
		}
	}
}

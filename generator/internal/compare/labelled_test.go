package compare_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/connectorgen/connectorgen/generator/internal/compare"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
)

// A labelled is one edit of real inputs, whose verdict is known because of how
// it is made: expects are the rules that must be reported, of the metadata or of
// the document, and what apidiff must say of the Go.
type labelled struct {
	name     string
	old, new fstest.MapFS
	expects  []string
	goRule   string // go-incompatible, go-extended, or "" for neither
	verdict  string
}

// An edit changes inputs in one way. It has two labels: one for what the edit
// does, and one for what undoing it does.
type edit struct {
	name      string
	do, undo  []string // rules; a rule stands for its severity
	goes      string   // Go rule of doing it; undoing has the opposite
	goUndone  string
	prepare   func(inputs) // what holds before and after, or nil
	configure func(inputs)
}

// inputs are the two files that edits are made of, decoded.
type inputs struct {
	capture  map[string]any // nil if the edits are about the document
	document map[string]any
}

// TestDiffLabelled takes at least 200 single edits of the captured and the
// documented connectors, both ways, and holds the verdict to what each edit is.
// No edit that breaks something may ever be called less than major.
func TestDiffLabelled(t *testing.T) {
	t.Parallel()
	set := labels(t)
	if len(set) < 200 {
		t.Fatalf("%d labelled edits, want at least 200", len(set))
	}
	s := newScore()
	var group sync.WaitGroup
	slots := make(chan struct{}, 2)
	for i, x := range set {
		if i%sample() != 0 {
			continue
		}
		group.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			s.judge(t, x)
		})
	}
	group.Wait()
	s.report(t, len(set))
}

// A score counts, by rule, what was expected and what was reported.
type score struct {
	sync.Mutex
	hit, missed, wrong map[string]int
	verdicts           map[string]int // "expected called"
}

func newScore() *score {
	return &score{hit: map[string]int{}, missed: map[string]int{}, wrong: map[string]int{}, verdicts: map[string]int{}}
}

func (s *score) judge(t *testing.T, x labelled) {
	d, found, err := compare.Sides(compare.NewSide(pipeline.Inputs{FS: x.old, Name: "old"}), compare.NewSide(pipeline.Inputs{FS: x.new, Name: "new"}), nil)
	if err != nil || d == nil {
		t.Errorf("%s: %v, %v", x.name, err, found.All())
		return
	}
	reported := make(map[string]bool)
	var lines []string
	for _, c := range d.Changes {
		reported[c.Rule] = true
		lines = append(lines, c.Rule+": "+c.String())
		if c.Old.File == "" && c.New.File == "" {
			t.Errorf("%s: %s has no place", x.name, c)
		}
	}
	s.Lock()
	defer s.Unlock()
	s.verdicts[x.verdict+" "+d.Verdict.String()]++
	want := x.expects
	if x.goRule != "" {
		want = append(slices.Clone(want), x.goRule)
	}
	for _, rule := range want {
		if reported[rule] {
			s.hit[rule]++
		} else {
			s.missed[rule]++
		}
	}
	for rule := range reported {
		if !slices.Contains(want, rule) && !(x.goRule == "go-incompatible" && rule == "go-extended") {
			s.wrong[rule]++
			t.Errorf("%s: reported %s, which the edit is not\n%s", x.name, rule, strings.Join(lines, "\n"))
		}
	}
	if d.Verdict.String() != x.verdict {
		t.Errorf("%s: verdict %s, want %s\n%s", x.name, d.Verdict, x.verdict, strings.Join(lines, "\n"))
	}
}

// report prints precision and recall, and fails for rules that miss edits.
func (s *score) report(t *testing.T, n int) {
	t.Logf("%d labelled edits; verdicts, expected and called: %v", n, s.verdicts)
	rules := slices.Sorted(maps.Keys(s.hit))
	for rule := range s.missed {
		if s.hit[rule] == 0 {
			rules = append(rules, rule)
		}
	}
	t.Logf("%-45s %5s %9s %9s", "rule", "edits", "precision", "recall")
	for _, rule := range rules {
		hit, missed, wrong := s.hit[rule], s.missed[rule], s.wrong[rule]
		t.Logf("%-45s %5d %9.3f %9.3f", rule, hit+missed, ratio(hit, hit+wrong), ratio(hit, hit+missed))
		if missed > 0 {
			t.Errorf("%s: %d of %d edits missed", rule, missed, hit+missed)
		}
	}
	for _, r := range declaredRules(t) {
		if sample() == 1 && s.hit[r.ID] == 0 && !unlabelled[r.ID] {
			t.Errorf("no labelled edit shows the rule %s", r.ID)
		}
	}
	for pair, n := range s.verdicts {
		if want, got, _ := strings.Cut(pair, " "); want == "major" && got != "major" {
			t.Errorf("%d breaking edits were called %s", n, got)
		}
	}
}

// unlabelled are the rules that no single edit of the inputs shows; other tests do.
var unlabelled = map[string]bool{
	"configuration-becomes-invalid": true, "document-not-compared": true, "document-added": true, "document-removed": true,
	"selector-changed": true, "provenance-changed": true,
	"terraform-added": true, "terraform-removed": true, "terraform-required": true, "terraform-moved": true, "terraform-type-changed": true, "terraform-secret-changed": true,
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// labels returns the labelled set.
func labels(t *testing.T) []labelled {
	var set []labelled
	for _, group := range [][]edit{captureEdits(), connectorEdits(), {closingEdit()}, apiEdits()} {
		for _, e := range group {
			set = append(set, e.labelled(t)...)
		}
	}
	return set
}

// labelled returns e as two labelled edits: doing it and undoing it.
func (e edit) labelled(t *testing.T) []labelled {
	before, after := base(t, e.name), base(t, e.name)
	if e.prepare != nil {
		e.prepare(before)
		e.prepare(after)
	}
	e.configure(after)
	old, new := before.fsys(t, e.name), after.fsys(t, e.name)
	return []labelled{
		{e.name, old, new, e.do, e.goes, worst(e.do, e.goes)},
		{e.name + ", undone", new, old, e.undo, e.goUndone, worst(e.undo, e.goUndone)},
	}
}

// worst returns the verdict that the rules make together, by what each edit is
// to those who are affected, and not by what the table of rules says.
func worst(rules []string, goRule string) string {
	verdict := "patch"
	for _, r := range append(slices.Clone(rules), goRule) {
		switch {
		case breaking[r]:
			return "major"
		case r != "" && !words[r]:
			verdict = "minor"
		}
	}
	return verdict
}

// breaking are the edits after which a stored configuration, a program or a
// mapping that was good no longer is, or a secret is treated in another way.
var breaking = setOf(`
	attribute-added-required attribute-became-required attribute-became-sensitive attribute-kind-changed
	attribute-lost-sensitive attribute-removed capability-removed capability-shrank connector-removed
	constraint-added default-changed default-removed document-incompatible enhancement-removed
	enumeration-closed enumeration-shrank go-incompatible go-name-changed identity-provider-removed
	information-became-required profile-removed user-attribute-added-required
	user-attribute-became-required-on-create user-attribute-became-required-on-update
	user-attribute-became-sensitive user-attribute-became-unique user-attribute-case-changed
	user-attribute-default-changed user-attribute-length-shrank user-attribute-lost-sensitive
	user-attribute-no-longer-defaulted user-attribute-no-longer-distinguishing
	user-attribute-no-longer-nillable user-attribute-no-longer-writable
	user-attribute-number-shrank user-attribute-removed user-attribute-type-changed`)

// words are the edits that nobody's configuration or program can notice.
var words = setOf(`
	attribute-replacement-changed attribute-text-changed connector-text-changed document-text-changed
	profile-text-changed rest-changed user-attribute-text-changed`)

func setOf(names string) map[string]bool {
	m := make(map[string]bool)
	for _, n := range strings.Fields(names) {
		m[n] = true
	}
	return m
}

// base returns the project's inputs, decoded anew, with what an edit of the name needs.
func base(t *testing.T, name string) inputs {
	t.Helper()
	in := inputs{capture: decoded(t, "connectors/Zoom.json"), document: decoded(t, "openapi.yaml")}
	trim(in.document, name)
	return in
}

// decoded returns an input as an object that the caller may change.
func decoded(t *testing.T, name string) map[string]any {
	t.Helper()
	data, err := sources(name)
	var object map[string]any
	if err == nil {
		err = json.Unmarshal(data, &object)
	}
	if err != nil {
		t.Fatal(err)
	}
	return object
}

// sources returns an input as JSON. It reads each once.
var sources = func() func(string) ([]byte, error) {
	var mu sync.Mutex
	read := make(map[string][]byte)
	return func(name string) ([]byte, error) {
		mu.Lock()
		defer mu.Unlock()
		if data := read[name]; data != nil {
			return data, nil
		}
		var value any
		data, err := os.ReadFile(filepath.Join("../../../spec", name))
		if err == nil {
			err = yaml.Unmarshal(data, &value)
		}
		if err == nil {
			read[name], err = json.Marshal(value)
		}
		return read[name], err
	}
}()

// trim leaves of the document two operations on stores, and the connectors that
// the name of the edit has, so that hundreds of edits take seconds.
func trim(document map[string]any, name string) {
	for path := range document["paths"].(map[string]any) {
		if path != storesPath {
			delete(document["paths"].(map[string]any), path)
		}
	}
	schemas := document["components"].(map[string]any)["schemas"].(map[string]any)
	union := schemas["Store"].(map[string]any)
	mapping := union["discriminator"].(map[string]any)["mapping"].(map[string]any)
	for connector := range mapping {
		if slices.Contains([]string{"directory", "Slack", "Workday"}, connector) || strings.Contains(strings.ToLower(name), strings.ToLower(connector)) {
			continue
		}
		branch := strings.TrimSuffix(strings.TrimPrefix(mapping[connector].(string), "#/components/schemas/"), "Store")
		delete(mapping, connector)
		union["oneOf"] = slices.DeleteFunc(union["oneOf"].([]any), func(b any) bool {
			return b.(map[string]any)["$ref"] == "#/components/schemas/"+branch+"Store"
		})
	}
	used := make(map[string]bool)
	reach(document["paths"], schemas, used)
	reach(document["components"].(map[string]any)["responses"], schemas, used)
	maps.DeleteFunc(schemas, func(schema string, _ any) bool { return !used[schema] })
}

// reach notes the schemas that v refers to, and those that they refer to.
func reach(v any, schemas map[string]any, used map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for _, x := range v {
			reach(x, schemas, used)
		}
	case []any:
		for _, x := range v {
			reach(x, schemas, used)
		}
	case string:
		name, isSchema := strings.CutPrefix(v, "#/components/schemas/")
		if isSchema && !used[name] {
			used[name] = true
			reach(schemas[name], schemas, used)
		}
	}
}

const storesPath = "/environments/{environmentID}/propagation/stores"

// fsys returns the inputs as files. Edits of the capture are about the capture
// alone: where the document says the same, it would still stand after the edit.
func (in inputs) fsys(t *testing.T, name string) fstest.MapFS {
	t.Helper()
	files := make(fstest.MapFS)
	add := func(file string, data []byte, err error) {
		if err != nil {
			t.Fatal(err)
		}
		files[file] = &fstest.MapFile{Data: data}
	}
	if !strings.HasPrefix(name, "document: ") {
		data, err := json.MarshalIndent(in.capture, "", "  ")
		add("connectors/Zoom.json", data, err)
	}
	if strings.HasPrefix(name, "capture: ") {
		return files
	}
	if corrections, ok := in.document["x-corrections"]; ok {
		data, err := yaml.Marshal(corrections)
		add("corrections.yaml", data, err)
		delete(in.document, "x-corrections")
	}
	data, err := yaml.Marshal(in.document)
	add("openapi.yaml", data, err)
	add("generate.yaml", []byte("names: {package: propagation}\n"), nil)
	return files
}

// flip returns an edit whose undoing is another rule.
func flip(name, do, undo string, configure func(inputs)) edit {
	return edit{name: name, do: rules(do), undo: rules(undo), goes: goRules[do], goUndone: goRules[undo], configure: configure}
}

func rules(id string) []string { return strings.Fields(id) }

// goRules are the rules that change the Go, and what apidiff must say then.
var goRules = map[string]string{
	"attribute-added":               "go-extended",
	"attribute-added-required":      "go-extended",
	"attribute-removed":             "go-incompatible",
	"attribute-became-sensitive":    "go-incompatible",
	"attribute-lost-sensitive":      "go-incompatible",
	"attribute-kind-changed":        "go-incompatible",
	"enumeration-grew":              "go-extended",
	"enumeration-shrank":            "go-incompatible",
	"user-attribute-added":          "go-extended",
	"user-attribute-added-required": "go-extended",
	"user-attribute-removed":        "go-incompatible",
	"go-name-changed":               "go-incompatible",
}

func called(format string, args ...any) string { return fmt.Sprintf(format, args...) }

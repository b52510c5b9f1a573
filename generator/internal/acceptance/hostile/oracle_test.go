package hostile_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/header"
)

// oracles are the checks that the manifest names. All rows must pass those that are
// nil here. Checks of the output are passed by a row that is refused.
var oracles = map[string]func(t *testing.T, a *answer, argument string){
	"run-with": nil, // inputsOf

	"no-directive": nil, "fmt-idempotent": nil, "ascii-safe-controls": nil, "path-portable": nil, // checkLexical
	"no-write-outside": nil, "no-network": nil, // checkCommand
	"compiles": nil, "not-excluded": nil, "importable": nil, "wire-keys-exact": nil, "enum-value-roundtrip": nil, // useTogether
	"text-kept-or-escaped": nil, "no-template-eval": nil, // useTogether: every text of the metadata

	"err-contains":  func(t *testing.T, a *answer, words string) { a.mustSay(t, words) },
	"warn-contains": func(t *testing.T, a *answer, words string) { a.mustSay(t, words) },
	"err-lacks":     func(t *testing.T, a *answer, word string) { a.mustNotSay(t, word) },
	"stderr-lacks":  func(t *testing.T, a *answer, word string) { a.mustNotSay(t, word) },
	"output-lacks": func(t *testing.T, a *answer, word string) {
		a.mustNotSay(t, word)
		for name, content := range a.files {
			if bytes.Contains(content, []byte(word)) {
				t.Errorf("%s has %q", name, word)
			}
		}
	},
	"err-position":                checkPosition,
	"err-shorter-than":            checkShort,
	"same-output-as":              checkSame,
	"deterministic-under-shuffle": checkShuffled,
	"no-ident":                    checkNoIdentifier,
	"no-import":                   checkNoImport,
	"no-file-read":                checkReads,
	"secret-type":                 checkSecretType,
	"time<":                       checkTime,
	"mem<":                        checkMemory,
}

// mustSay asks that a finding has one of the words, which stand between bars.
func (a *answer) mustSay(t *testing.T, words string) {
	t.Helper()
	if !slices.ContainsFunc(strings.Split(words, "|"), func(word string) bool { return strings.Contains(a.text(), word) }) {
		t.Errorf("no finding says %q:\n%s", words, a.text())
	}
}

func (a *answer) mustNotSay(t *testing.T, word string) {
	t.Helper()
	if strings.Contains(a.text(), word) || a.command != nil && strings.Contains(a.command.Stderr, word) {
		t.Errorf("a finding says %q:\n%s", word, a.text())
	}
}

func checkPosition(t *testing.T, a *answer, _ string) {
	t.Helper()
	if !regexp.MustCompile(`^error: spec/\S+:\d+:\d+: `).MatchString(a.text()) {
		t.Errorf("no place:\n%s", a.text())
	}
}

func checkShort(t *testing.T, a *answer, limit string) {
	t.Helper()
	if n := len(a.command.Stderr); n >= number(t, limit) {
		t.Errorf("stderr has %d bytes, want less than %s:\n%s", n, limit, a.command.Stderr)
	}
}

func number(t *testing.T, digits string) int {
	t.Helper()
	n, err := strconv.Atoi(digits)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func checkSame(t *testing.T, a *answer, file string) {
	t.Helper()
	other := inputsOf(t, hostileRow{file: file})
	if diff := cmp.Diff(treeOf(t, other), treeOf(t, a.inputs)); diff != "" {
		t.Errorf("the output differs from that of %s (-%s +this):\n%s", file, file, diff)
	}
}

// treeOf returns the files that inputs call for, which must be right.
func treeOf(t *testing.T, inputs fstest.MapFS) map[string]string {
	t.Helper()
	tree, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
	if err != nil || tree == nil {
		t.Fatalf("no tree: %v %v", err, found.All())
	}
	return harness.Contents(tree)
}

// checkShuffled puts the members of every object in another order.
func checkShuffled(t *testing.T, a *answer, _ string) {
	t.Helper()
	if a.files == nil {
		return
	}
	want := treeOf(t, a.inputs)
	for seed := range uint64(5) {
		random, other := rand.New(rand.NewPCG(seed, 0)), make(fstest.MapFS)
		for name, file := range a.inputs {
			other[name] = &fstest.MapFile{Data: harness.Shuffled(t, file.Data, random)}
		}
		if diff := cmp.Diff(want, treeOf(t, other)); diff != "" {
			t.Errorf("another order of members makes another output:\n%s", diff)
		}
	}
}

func checkNoIdentifier(t *testing.T, a *answer, prefix string) {
	t.Helper()
	for name, content := range a.files {
		ast.Inspect(harness.Parse(t, name, content), func(n ast.Node) bool {
			if x, ok := n.(*ast.Ident); ok && strings.HasPrefix(x.Name, prefix) {
				t.Errorf("%s has the identifier %s", name, x.Name)
			}
			return true
		})
	}
}

func checkNoImport(t *testing.T, a *answer, imported string) {
	t.Helper()
	for name, content := range a.files {
		for _, spec := range harness.Parse(t, name, content).Imports {
			if spec.Path.Value == strconv.Quote(imported) {
				t.Errorf("%s imports %s", name, imported)
			}
		}
	}
}

// checkReads checks that only the inputs, and the folders they may be in, are
// opened. Every stage reads by the same fs.FS, so a file elsewhere would show here.
func checkReads(t *testing.T, a *answer, file string) {
	t.Helper()
	allowed := []string{".", "connectors", "connectors/captures.yaml", "openapi.yaml", "openapi.yml", "openapi.json", "corrections.yaml", "generate.yaml"}
	for _, name := range a.opened {
		if !slices.Contains(allowed, name) && a.inputs[name] == nil {
			t.Errorf("the generator opened %s", name)
		}
	}
	a.mustNotSay(t, "root:x:")
	if slices.Contains(a.opened, strings.TrimPrefix(file, "/")) {
		t.Errorf("the generator opened %s", file)
	}
}

// checkSecretType asks that every field for the key is a secret, and that there is one.
func checkSecretType(t *testing.T, a *answer, key string) {
	t.Helper()
	count := 0
	for name, content := range a.files {
		ast.Inspect(harness.Parse(t, name, content), func(n ast.Node) bool {
			f, ok := n.(*ast.Field)
			if !ok || f.Tag == nil {
				return true
			}
			tag, _ := strconv.Unquote(f.Tag.Value)
			if wire, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ","); wire == key {
				count++
				if got := fmt.Sprint(f.Type); got != "&{connector Secret}" {
					t.Errorf("%s: the field for %s is %s, want a Secret", name, key, got)
				}
			}
			return true
		})
	}
	if count == 0 && a.files != nil {
		t.Errorf("no field for %s", key)
	}
}

func checkTime(t *testing.T, a *answer, limit string) {
	t.Helper()
	most, err := time.ParseDuration(limit)
	if err != nil {
		t.Fatal(err)
	}
	if a.command.CPU > most {
		t.Errorf("it took %v of a processor, want at most %v", a.command.CPU, most)
	}
}

func checkMemory(t *testing.T, a *answer, limit string) {
	t.Helper()
	if most := number(t, strings.TrimSuffix(limit, "MB")); a.command.Peak > int64(most)<<20 {
		t.Errorf("it took %d MiB, want at most %d", a.command.Peak>>20, most)
	}
}

// checkLexical checks the text of a file: what a reader sees, and what the tools of
// Go read in comments. It repeats checks of the generator on purpose, in other code.
func checkLexical(t *testing.T, name string, content []byte) {
	t.Helper()
	if !portable.MatchString(name) || device.MatchString(path.Base(name)) || device.MatchString(path.Base(path.Dir(name))) {
		t.Errorf("%s: not a path for every system", name)
	}
	if i := bytes.IndexFunc(content, unseen); i >= 0 {
		t.Errorf("%s: the character %q cannot be seen", name, bytes.Runes(content[i:])[0])
	}
	if again, err := format.Source(content); err != nil || !bytes.Equal(again, content) {
		t.Errorf("%s: gofmt changes it (%v):\n%s", name, err, cmp.Diff(string(content), string(again)))
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, content, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, group := range file.Comments {
		for _, c := range group.List {
			if obeyed.MatchString(c.Text) && c.Text != header.Go && !(fixedCode(name) && c.Text == "//go:noinline") {
				t.Errorf("%s: a tool would obey %q", name, c.Text)
			}
		}
	}
}

// fixedCode reports whether a file is the same whatever the inputs are. The client can
// have any folder that is none of the others.
func fixedCode(name string) bool {
	dir, base := path.Split(name)
	first, rest, _ := strings.Cut(dir, "/")
	client := !slices.Contains([]string{"catalog", "metadata", "terraform", "docs", "jsonschema", "internal", "connector"}, first)
	made := client && rest == "" && slices.Contains([]string{"operations.go", "types.go", "codec.go"}, base)
	return !made && (dir == "internal/codec/" || dir == "connector/" || client)
}

// The forms of what must not be.
var (
	obeyed   = regexp.MustCompile(`^(//(go:|line |export |extern |nolint|lint:|#nosec)|/\*|//\s*\+build|// Code generated )`)
	portable = regexp.MustCompile(`^([a-z][a-z0-9]*/)+[a-z][a-z0-9_]*\.go$`)
	device   = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.go)?$`)
)

// unseen reports whether a reader does not see r, or takes it for something else.
func unseen(r rune) bool { return r != '\n' && r != '\t' && !unicode.IsPrint(r) }

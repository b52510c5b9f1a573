package hostile_test

import (
	"encoding/json"
	"hash/fnv"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// TestHostile gives the generator documents that are broken, hostile, or odd but
// right, one at a time. People have met them as captures and as OpenAPI documents.
// testdata/hostile/manifest.tsv says what must become of each. The test fails for a
// word of the manifest that it does not know, so no row can be skipped. The library
// reads all of them; the command, and the compiler, all in a long test and one in
// eight otherwise.
func TestHostile(t *testing.T) {
	t.Parallel()
	rows := hostileRows(t)
	command := harness.Command(t)
	var answers []*answer
	t.Run("rows", func(t *testing.T) {
		var mu sync.Mutex
		for _, row := range rows {
			t.Run(row.file, func(t *testing.T) {
				t.Parallel()
				a := ask(t, command, row)
				a.check(t)
				mu.Lock()
				defer mu.Unlock()
				answers = append(answers, a)
			})
		}
	})
	slices.SortFunc(answers, func(a, b *answer) int { return strings.Compare(a.file, b.file) })
	t.Run("use", func(t *testing.T) { useTogether(t, answers) })
	summarize(t, answers)
}

// summarize logs how the rows of each category were answered.
func summarize(t *testing.T, answers []*answer) {
	t.Helper()
	counts, total := make(map[string]map[string]int), make(map[string]int)
	for _, a := range answers {
		if counts[a.category] == nil {
			counts[a.category] = make(map[string]int)
		}
		counts[a.category][a.outcome()]++
		total[a.outcome()]++
	}
	const format = "%-11s %3d accepted, %3d accepted with a warning, %3d refused"
	for _, category := range slices.Sorted(maps.Keys(counts)) {
		n := counts[category]
		t.Logf(format, category, n[accepted], n[warned], n[refused])
	}
	t.Logf(format+", %d documents", "all", total[accepted], total[warned], total[refused], len(answers))
}

// A hostileRow is a row of the manifest.
type hostileRow struct {
	file, category string
	want           string // accept, accept-with-warning or reject-with-clear-error
	oracle         []string
}

func hostileRows(t *testing.T) []hostileRow {
	t.Helper()
	data := readFile(t, "testdata/hostile/manifest.tsv")
	listed := map[string]bool{"manifest.tsv": true}
	var rows []hostileRow
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		columns := strings.Split(line, "\t")
		if len(columns) != 5 {
			t.Fatalf("manifest.tsv: %q has %d columns, want 5", line, len(columns))
		}
		rows = append(rows, hostileRow{columns[0], columns[1], columns[2], strings.Split(columns[4], "; ")})
		listed[columns[0]] = true
	}
	err := fs.WalkDir(os.DirFS("testdata/hostile"), ".", func(name string, entry fs.DirEntry, err error) error {
		if !entry.IsDir() && !listed[name] {
			t.Errorf("%s is not in the manifest", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// An answer is what the generator returns for a row, as a library and as a command.
type answer struct {
	hostileRow
	inputs   fstest.MapFS
	files    map[string][]byte // nil if the row is refused
	findings []generator.Finding
	opened   []string     // files that were opened
	command  *harness.Ran // nil if the row is not sampled
}

// The outcomes.
const (
	accepted = "accept"
	warned   = "accept-with-warning"
	refused  = "reject-with-clear-error"
)

func (a *answer) outcome() string {
	switch {
	case a.files == nil:
		return refused
	case len(a.findings) > 0:
		return warned
	}
	return accepted
}

// text is all that the findings say.
func (a *answer) text() string {
	var b strings.Builder
	for _, f := range a.findings {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}

// ask runs the generator on a row.
func ask(t *testing.T, command string, row hostileRow) *answer {
	t.Helper()
	a := &answer{hostileRow: row, inputs: inputsOf(t, row)}
	recorded := &recordingFS{FS: a.inputs}
	tree, found, err := generator.Generate(generator.Inputs{FS: recorded, Name: "spec"}, generator.Options{ImportPath: hostileModule + "/" + a.name()})
	if err != nil {
		t.Fatalf("a fault of the generator: %v", err)
	}
	if (tree == nil) != found.Failed() {
		t.Fatalf("there is a tree: %v; the findings forbid one: %v", tree != nil, found.Failed())
	}
	a.findings, a.opened = found.All(), recorded.opened
	if tree != nil {
		a.files = harness.Sources(tree)
	}
	if row.sampled() || row.asksCommand() {
		ran := harness.RunCommand(t, command, a.inputs)
		a.command = &ran
	}
	return a
}

// sampled reports whether a row is one of those that are tried in every way: one in
// sixteen of them, by its name, and all in a long test.
func (row hostileRow) sampled() bool {
	h := fnv.New32a()
	h.Write([]byte(row.file))
	return long.Wanted() || h.Sum32()%16 == 0
}

// asksCommand reports whether the manifest says something of a row that only the
// command can answer.
func (row hostileRow) asksCommand() bool {
	return slices.ContainsFunc(row.oracle, ofCommand.MatchString)
}

// ofCommand matches the words of the manifest that are about the command.
var ofCommand = regexp.MustCompile(`^(time<|mem<|err-shorter-than|stderr-lacks|no-network|no-write-outside)`)

// name is an element of an import path that is the row's own.
func (a *answer) name() string {
	number, _, _ := strings.Cut(path.Base(a.file), "-")
	return "r" + number
}

// inputsOf returns the inputs that a row stands for.
func inputsOf(t *testing.T, row hostileRow) fstest.MapFS {
	t.Helper()
	inputs := make(fstest.MapFS)
	put := func(file string) {
		data := readFile(t, "testdata/hostile/"+file)
		name := inputName(row.category, data)
		for inputs[name] != nil { // two of one connector cannot have the same name
			name = strings.TrimSuffix(name, ".json") + "2.json"
		}
		inputs[name] = &fstest.MapFile{Data: data}
	}
	for _, word := range row.oracle {
		if other, ok := strings.CutPrefix(word, "run-with:"); ok {
			put(other)
		}
	}
	put(row.file)
	return inputs
}

// inputName returns the name that a document must have in a folder of inputs.
// A capture without a usable key is taken for one of Zoom.
func inputName(category string, data []byte) string {
	if category == "openapi" {
		return "openapi.yaml"
	}
	var capture struct{ Information struct{ Key string } }
	key := "Zoom"
	if json.Unmarshal(data, &capture) == nil && fileName.MatchString(capture.Information.Key) {
		key = capture.Information.Key
	}
	return "connectors/" + key + ".json"
}

// fileName matches what can be the name of a file everywhere.
var fileName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$`)

// check holds the answer to its row.
func (a *answer) check(t *testing.T) {
	t.Helper()
	if got := a.outcome(); !allowedOutcome(a.want, got) {
		t.Errorf("outcome %s, want %s:\n%s", got, a.want, a.text())
	}
	a.checkFindings(t)
	if a.command != nil {
		a.checkCommand(t)
	}
	for name, content := range a.files {
		checkLexical(t, name, content)
	}
	for _, word := range a.oracle {
		name, argument, _ := strings.Cut(word, ":")
		if i := strings.IndexByte(name, '<'); i >= 0 {
			name, argument = name[:i+1], name[i+1:]
		}
		check, known := oracles[name]
		if !known {
			t.Errorf("the manifest has the word %q, which this test does not know", word)
			continue
		}
		if check != nil {
			check(t, a, argument)
		}
	}
}

// allowedOutcome reports whether the outcome got is right where the manifest has
// want. A clear refusal is right where a warning would do, and a warning where
// nothing need be said.
func allowedOutcome(want, got string) bool {
	switch want {
	case accepted:
		return got != refused
	case warned:
		return got != accepted
	}
	return got == want
}

// checkFindings checks that each finding has a place and a rule, is short, and has
// no character that steers a terminal.
func (a *answer) checkFindings(t *testing.T) {
	t.Helper()
	for _, f := range a.findings {
		text := f.String()
		switch {
		case f.File == "" || f.Rule == "" || f.Message == "" || (f.Line < 1) != (f.Column < 1):
			t.Errorf("no place, rule or message: %q", text)
		case len(text) > 400+len(f.Path):
			t.Errorf("longer than anyone reads: %q", text)
		case strings.ContainsFunc(text, unseen):
			t.Errorf("it has a character that cannot be seen: %q", text)
		}
	}
}

// checkCommand checks that the command exits as the findings call for, and that a
// refused row leaves no file.
func (a *answer) checkCommand(t *testing.T) {
	t.Helper()
	want := 0
	if a.files == nil {
		want = 1
	}
	if a.command.Code != want {
		t.Errorf("exit code %d, want %d:\n%s", a.command.Code, want, a.command.Stderr)
	}
	if a.command.Connections > 0 {
		t.Errorf("the command opened %d connections", a.command.Connections)
	}
	if len(a.command.Outside) > 0 {
		t.Errorf("the command wrote outside of its output folder: %q", a.command.Outside)
	}
	if a.files == nil && len(a.command.Written) > 0 {
		t.Errorf("the row is refused, but the command wrote %q", a.command.Written)
	}
	if len(a.command.Stderr) > 100<<10 || strings.Contains(a.command.Stderr, "goroutine ") {
		t.Errorf("stderr of %d bytes:\n%.2000s", len(a.command.Stderr), a.command.Stderr)
	}
	if found := slices.ContainsFunc(a.findings, func(f generator.Finding) bool {
		return !strings.Contains(a.command.Stderr, f.Rule)
	}); found && len(a.findings) <= 20 {
		t.Errorf("the command does not say all that the findings do:\n%s", a.command.Stderr)
	}
}

// A recordingFS notes what is opened.
type recordingFS struct {
	fs.FS
	mu     sync.Mutex
	opened []string
}

// Open implements [fs.FS].
func (r *recordingFS) Open(name string) (fs.File, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.opened = append(r.opened, name)
	return r.FS.Open(name)
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

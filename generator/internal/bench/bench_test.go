package bench

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A bench has the programs that are measured, and a folder to work in.
type bench struct {
	*testing.T
	root string // the checkout
	temp string // a temporary folder, with a go.mod: import paths follow from it
	gen  string // the command, built
	peer string // oapi-codegen's command, built
}

// newBench builds the programs.
func newBench(t *testing.T) *bench {
	t.Helper()
	temp := t.TempDir()
	b := &bench{T: t, temp: temp, gen: filepath.Join(temp, "bin", "gen"), peer: filepath.Join(temp, "bin", "oapi-codegen")}
	b.root = filepath.Dir(b.output("", "go", "env", "GOMOD"))
	b.output(b.root, "go", "build", "-o", b.gen, "./gen")
	b.output(b.root, "go", "build", "-o", b.peer, "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen")
	b.must(writeFile(b.path("go.mod"), "module example.com/bench\n\ngo 1.26.0\n"))
	return b
}

// must ends the test if err is not nil: what cannot be measured has no figure.
func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// path returns a path in the temporary folder.
func (b *bench) path(elements ...string) string {
	return filepath.Join(append([]string{b.temp}, elements...)...)
}

// spec returns the project's folder of inputs.
func (b *bench) spec() string { return filepath.Join(b.root, "spec") }

// generate returns the command that generates into a folder without output.
func (b *bench) generate(spec, out string) command {
	c := b.regenerate(spec, out)
	c.removed = b.path(out)
	return c
}

// regenerate returns the command that generates into a folder that may be up to date.
func (b *bench) regenerate(spec, out string) command {
	return command{args: []string{b.gen, "generate", "--spec", spec, "--out", b.path(out)}}
}

// peerGenerate returns oapi-codegen's command for the same: types and client.
func (b *bench) peerGenerate(document string) command {
	config, out := b.path("oapi-codegen.yaml"), b.path("oapi-codegen.gen.go")
	b.must(writeFile(config, "package: api\ngenerate: {models: true, client: true}\noutput: "+out+"\n"))
	return command{args: []string{b.peer, "-config", config, document}, removed: out}
}

// writeFile writes a file, and makes the folders that it is in.
func writeFile(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o666)
}

// output runs a command and returns what it prints, without white space around it.
func (b *bench) output(dir string, args ...string) string {
	var stdout strings.Builder
	b.run(command{dir: dir, args: args, stdout: &stdout})
	return strings.TrimSpace(stdout.String())
}

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// A bench is where the measurements take place.
type bench struct {
	progress io.Writer
	root     string // the checkout
	temp     string // a folder of its own
	gen      string // the command, built
	peer     string // oapi-codegen's command, built
}

// oapiCodegen is the peer that writes Go from OpenAPI documents.
const oapiCodegen = "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen"

// newBench builds what is to be measured. The caller must close it.
func newBench(ctx context.Context, progress io.Writer) (*bench, error) {
	module, err := output(ctx, "", "go", "env", "GOMOD")
	if err != nil {
		return nil, err
	}
	temp, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return nil, err
	}
	b := &bench{
		progress: progress,
		root:     filepath.Dir(module),
		temp:     temp,
		gen:      filepath.Join(temp, "bin", "gen"),
		peer:     filepath.Join(temp, "bin", "oapi-codegen"),
	}
	if err := b.build(ctx); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

func (b *bench) build(ctx context.Context) error {
	b.say("building the commands")
	for file, pkg := range map[string]string{b.gen: "./gen", b.peer: oapiCodegen} {
		if _, err := output(ctx, b.root, "go", "build", "-o", file, pkg); err != nil {
			return err
		}
	}
	return nil
}

// close removes the folder.
func (b *bench) close() {
	if err := os.RemoveAll(b.temp); err != nil {
		b.say("%v", err)
	}
}

// say tells whoever waits what is being done.
func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(b.progress, "bench: "+format+"\n", args...)
}

// path returns a path in the folder of the bench.
func (b *bench) path(elements ...string) string {
	return filepath.Join(append([]string{b.temp}, elements...)...)
}

// spec is the project's folder of inputs.
func (b *bench) spec() string { return filepath.Join(b.root, "spec") }

// module makes a folder with a go.mod, so that there is an import path, and
// returns its path.
func (b *bench) module(name string) (string, error) {
	dir := b.path(name)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	return dir, write(filepath.Join(dir, "go.mod"), "module example.com/bench\n\ngo 1.26.0\n")
}

// generate returns the command that generates into a folder without output.
func (b *bench) generate(spec, out string) command {
	c := b.regenerate(spec, out)
	c.before = func() error { return os.RemoveAll(out) }
	return c
}

// regenerate returns the command that generates into a folder as it is.
func (b *bench) regenerate(spec, out string) command {
	return command{args: []string{b.gen, "generate", "--spec", spec, "--out", out}}
}

// peerGenerate returns oapi-codegen's command for the same: types and client.
func (b *bench) peerGenerate(document string) (command, error) {
	config := b.path("oapi-codegen.yaml")
	out := b.path("oapi-codegen.gen.go")
	text := "package: api\ngenerate: {models: true, client: true}\noutput: " + out + "\n"
	return command{
		args:   []string{b.peer, "-config", config, document},
		before: func() error { return os.RemoveAll(out) },
	}, write(config, text)
}

func write(name, text string) error { return os.WriteFile(name, []byte(text), 0o666) }

// output runs a command and returns what it prints, without white space around it.
func output(ctx context.Context, dir string, args ...string) (string, error) {
	var stdout strings.Builder
	_, err := command{dir: dir, args: args, stdout: &stdout}.run(ctx)
	return strings.TrimSpace(stdout.String()), err
}

package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// A bench has the programs that are measured, and a folder to work in.
type bench struct {
	root string // the checkout
	temp string // a temporary folder, with a go.mod: import paths follow from it
	gen  string // the command, built
	peer string // oapi-codegen's command, built
}

// newBench builds the programs. The caller removes b.temp.
func newBench(ctx context.Context) (*bench, error) {
	module, err := output(ctx, "", "go", "env", "GOMOD")
	if err != nil {
		return nil, err
	}
	temp, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return nil, err
	}
	b := &bench{
		root: filepath.Dir(module), temp: temp,
		gen: filepath.Join(temp, "bin", "gen"), peer: filepath.Join(temp, "bin", "oapi-codegen"),
	}
	if err := b.build(ctx); err != nil {
		os.RemoveAll(temp)
		return nil, err
	}
	return b, nil
}

func (b *bench) build(ctx context.Context) error {
	for file, pkg := range map[string]string{
		b.gen:  "./gen",
		b.peer: "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen",
	} {
		if _, err := output(ctx, b.root, "go", "build", "-o", file, pkg); err != nil {
			return err
		}
	}
	return writeFile(b.path("go.mod"), "module example.com/bench\n\ngo 1.26.0\n")
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
	c.before = func() error { return os.RemoveAll(b.path(out)) }
	return c
}

// regenerate returns the command that generates into a folder that may be up to date.
func (b *bench) regenerate(spec, out string) command {
	return command{args: []string{b.gen, "generate", "--spec", spec, "--out", b.path(out)}}
}

// peerGenerate returns oapi-codegen's command for the same: types and client.
func (b *bench) peerGenerate(document string) (command, error) {
	config, out := b.path("oapi-codegen.yaml"), b.path("oapi-codegen.gen.go")
	return command{
		args:   []string{b.peer, "-config", config, document},
		before: func() error { return os.RemoveAll(out) },
	}, writeFile(config, "package: api\ngenerate: {models: true, client: true}\noutput: "+out+"\n")
}

// writeFile writes a file, and makes the folders that it is in.
func writeFile(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o666)
}

// output runs a command and returns what it prints, without white space around it.
func output(ctx context.Context, dir string, args ...string) (string, error) {
	var stdout strings.Builder
	_, err := command{dir: dir, args: args, stdout: &stdout}.run(ctx)
	return strings.TrimSpace(stdout.String()), err
}

package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The programs that create a Zoom store: with the standard library alone, and
// with the generated packages.
var (
	//go:embed programs/plain.go.txt
	plainProgram string
	//go:embed programs/typed.go.txt
	typedProgram string
)

// compile measures how long the generated packages take their user to compile.
func (b *bench) compile(ctx context.Context) ([]figure, error) {
	captures, err := b.captures(most)
	if err != nil {
		return nil, err
	}
	// This compiles what the programs use of the standard library.
	if _, _, err := b.buildBoth(ctx, b.spec(), "warm"); err != nil {
		return nil, err
	}
	var figures []figure
	for _, c := range []struct {
		what, spec string
		n          int
	}{
		{"compiling a program that creates a Zoom store, cpu time of the same on `net/http` and `encoding/json`", b.spec(), 7},
		{"the same, 1,400 connectors more in the module", captures, 3},
	} {
		var plain, typed []usage
		for turn := range c.n {
			p, t, err := b.buildBoth(ctx, c.spec, fmt.Sprintf("%s-%d", filepath.Base(c.spec), turn))
			if err != nil {
				return nil, err
			}
			plain, typed = append(plain, p), append(typed, t)
		}
		figures = append(figures, timeOf(c.what, typed, plain, cpu, atMost(2)))
	}
	return figures, nil
}

// buildBoth builds both programs in a new module. Its name must be a new one, so
// that the build cache has nothing of the module.
func (b *bench) buildBoth(ctx context.Context, spec, name string) (plain, typed usage, err error) {
	dir := b.path("module", name)
	defer os.RemoveAll(dir)
	for file, text := range map[string]string{
		"go.mod":        "module example.com/bench\n\ngo 1.26.0\n",
		"plain/main.go": plainProgram,
		"typed/main.go": typedProgram,
	} {
		text = strings.ReplaceAll(text, "example.com/bench", "example.com/"+name)
		if err := writeFile(filepath.Join(dir, file), text); err != nil {
			return plain, typed, err
		}
	}
	if _, err := b.regenerate(spec, filepath.Join("module", name, "generated")).run(ctx); err != nil {
		return plain, typed, err
	}
	if plain, err = b.goBuild(dir, "plain").run(ctx); err != nil {
		return plain, typed, err
	}
	typed, err = b.goBuild(dir, "typed").run(ctx)
	return plain, typed, err
}

// goBuild returns the command that builds a program of the module in dir, with a
// build cache that only the bench uses.
func (b *bench) goBuild(dir, program string) command {
	return command{
		dir:  dir,
		env:  []string{"GOCACHE=" + b.path("gocache"), "GOFLAGS=", "GOWORK=off"},
		args: []string{"go", "build", "-o", filepath.Join(dir, "bin", program), "./" + program},
	}
}

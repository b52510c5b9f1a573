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

// compile measures what compiling the generated packages costs their user.
func compile(ctx context.Context, b *bench) ([]figure, error) {
	b.say("compiling the standard library")
	if err := b.warm(ctx); err != nil {
		return nil, err
	}
	few, err := compileWith(ctx, b, b.spec(), 7)
	if err != nil {
		return nil, err
	}
	few.What = "compiling a program that creates a Zoom store, cpu time of the same on `net/http` and `encoding/json`"
	captures, err := b.captures(most)
	if err != nil {
		return nil, err
	}
	many, err := compileWith(ctx, b, captures, 3)
	many.What = "the same, 1,400 connectors more in the module"
	return []figure{few, many}, err
}

// warm fills the build cache of the bench with what the programs use of the
// standard library.
func (b *bench) warm(ctx context.Context) error {
	_, _, err := b.buildBoth(ctx, b.spec(), "warm")
	return err
}

// compileWith compares the programs in a module that holds what is generated
// from spec.
func compileWith(ctx context.Context, b *bench, spec string, n int) (figure, error) {
	var plain, typed []usage
	for turn := range n {
		p, t, err := b.buildBoth(ctx, spec, fmt.Sprintf("%s-%d", filepath.Base(spec), turn))
		if err != nil {
			return figure{}, err
		}
		plain, typed = append(plain, p), append(typed, t)
	}
	return figure{
		Unit: "x", N: n,
		Value: ratio(typed, plain, cpu), Limit: atMost(2), Detail: seconds(typed, plain),
	}, nil
}

// buildBoth builds the programs in a module called name, which lasts as long.
// Of what is in it, nothing is in the build cache before.
func (b *bench) buildBoth(ctx context.Context, spec, name string) (plain, typed usage, err error) {
	dir, err := b.consumer(name)
	if err != nil {
		return plain, typed, err
	}
	if _, err := b.regenerate(spec, filepath.Join(dir, "generated")).run(ctx); err != nil {
		return plain, typed, err
	}
	if plain, err = b.goBuild(dir, "plain").run(ctx); err != nil {
		return plain, typed, err
	}
	if typed, err = b.goBuild(dir, "typed").run(ctx); err != nil {
		return plain, typed, err
	}
	return plain, typed, os.RemoveAll(dir)
}

// consumer makes a module with both programs. It has the requirements of this
// one, so that what it needs is in the module cache.
func (b *bench) consumer(name string) (string, error) {
	dir := b.path("consumer", name)
	for _, file := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(b.root, file))
		if err != nil {
			return "", err
		}
		if err := b.place(filepath.Join(dir, file), string(text), name); err != nil {
			return "", err
		}
	}
	if err := b.place(filepath.Join(dir, "plain", "main.go"), plainProgram, name); err != nil {
		return "", err
	}
	return dir, b.place(filepath.Join(dir, "typed", "main.go"), typedProgram, name)
}

// place writes a file of the consumer called name.
func (b *bench) place(file, text, name string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	return write(file, strings.NewReplacer(
		"module github.com/connectorgen/connectorgen\n", "module example.com/"+name+"\n",
		"example.com/bench", "example.com/"+name,
	).Replace(text))
}

// goBuild returns the command that builds a program of a consumer, with a build
// cache of the bench's own.
func (b *bench) goBuild(dir, program string) command {
	return command{
		dir:  dir,
		env:  []string{"GOCACHE=" + b.path("gocache"), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off"},
		args: []string{"go", "build", "-o", filepath.Join(dir, "bin", program), "./" + program},
	}
}

package bench

import (
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
func (b *bench) compile() []figure {
	captures := b.captures(most)
	b.buildBoth(b.spec(), "warm") // This compiles what the programs use of the standard library.
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
			p, t := b.buildBoth(c.spec, fmt.Sprintf("%s-%d", filepath.Base(c.spec), turn))
			plain, typed = append(plain, p), append(typed, t)
		}
		figures = append(figures, timeOf(c.what, typed, plain, cpu, atMost(2)))
	}
	return figures
}

// buildBoth builds both programs in a new module. Its name must be a new one, so
// that the build cache has nothing of the module.
func (b *bench) buildBoth(spec, name string) (plain, typed usage) {
	dir := b.path("module", name)
	defer os.RemoveAll(dir)
	for file, text := range map[string]string{
		"go.mod":        "module example.com/bench\n\ngo 1.26.0\n",
		"plain/main.go": plainProgram,
		"typed/main.go": typedProgram,
	} {
		b.must(writeFile(filepath.Join(dir, file), strings.ReplaceAll(text, "example.com/bench", "example.com/"+name)))
	}
	b.run(b.regenerate(spec, filepath.Join("module", name, "generated")))
	plain = b.run(b.goBuild(dir, "plain"))
	return plain, b.run(b.goBuild(dir, "typed"))
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

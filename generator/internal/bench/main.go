// Command bench measures the figures that this project promises, next to those
// of its peers in the same run, and compares them with their limits.
//
//	go run ./generator/internal/bench [--only GROUP] [--json]
//
// It prints a Markdown table on stdout and says on stderr what it is doing. It
// exits with 1 if a limit is missed, and with 2 if it could not measure. Times
// are taken in turn (A B A B), and a ratio is the median of the ratios of the
// turns, so that a busy machine spoils them little. It writes to a temporary
// folder only, which it removes, and works with the modules that are in the
// module cache.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// A group is a set of figures that are measured together.
type group struct {
	name    string
	measure func(context.Context, *bench) ([]figure, error)
}

// groups are all of them. Those that start processes come first: the memory of
// this one counts in theirs.
func groups() []group {
	return []group{
		{"generate", generate},
		{"scale", scale},
		{"check", check},
		{"compile", compile},
		{"validate", validate},
		{"codec", codec},
	}
}

// run does what args say and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	only := flags.String("only", "", "measure this `group` only: "+names())
	asJSON := flags.Bool("json", false, "print JSON")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	r, err := measure(ctx, *only, stderr)
	if err != nil {
		fmt.Fprintf(stderr, "bench: %v\n", err)
		return 2
	}
	show := r.markdown
	if *asJSON {
		show = r.json
	}
	if err := show(stdout); err != nil {
		fmt.Fprintf(stderr, "bench: stdout: %v\n", err)
		return 2
	}
	if missed := r.missed(); missed > 0 {
		fmt.Fprintf(stderr, "bench: %d of %d limits missed\n", missed, r.limits())
		return 1
	}
	return 0
}

func names() string {
	var all []string
	for _, g := range groups() {
		all = append(all, g.name)
	}
	return strings.Join(all, ", ")
}

// measure measures all groups, or the one named only.
func measure(ctx context.Context, only string, progress io.Writer) (*report, error) {
	all := groups()
	if only != "" {
		all = slices.DeleteFunc(all, func(g group) bool { return g.name != only })
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("--only %s: want one of %s", only, names())
	}
	b, err := newBench(ctx, progress)
	if err != nil {
		return nil, err
	}
	defer b.close()
	r := &report{Machine: machine()}
	for _, g := range all {
		b.say("%s", g.name)
		figures, err := g.measure(ctx, b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", g.name, err)
		}
		for _, f := range figures {
			f.Group = g.name
			r.Figures = append(r.Figures, f)
		}
	}
	return r, nil
}

// Command bench measures the figures that this project promises, next to those
// of its peers in the same run, and compares them with their limits.
//
//	go run ./generator/internal/bench [--only GROUP]
//
// It prints a Markdown table on stdout and its progress on stderr. It exits with
// 1 if a limit is missed, and with 2 if it cannot measure. The competitors take
// turns (A B A B), and a ratio is the median of the ratios of the turns, so that
// a busy machine distorts it little. Files are written to a temporary folder.
//
// What runs in one process are benchmarks of this package, which go test -bench
// runs as well: give its output to benchstat to compare two commits.
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
	measure func(*bench, context.Context) ([]figure, error)
}

func groups() []group {
	return []group{
		{"generate", (*bench).ownInputs},
		{"scale", (*bench).growth},
		{"peer", (*bench).peerAtScale},
		{"check", (*bench).check},
		{"compile", (*bench).compile},
		{"validate", (*bench).validate},
		{"codec", (*bench).codec},
	}
}

// run measures what args ask for and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	only := flags.String("only", "", "measure this `group` only: generate, scale, peer, check, compile, validate or codec")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	machine := describeMachine()
	figures, err := measure(ctx, *only, stderr)
	if err == nil {
		err = printTable(stdout, figures, machine)
	}
	if err != nil {
		fmt.Fprintf(stderr, "bench: %v\n", err)
		return 2
	}
	if slices.ContainsFunc(figures, func(f figure) bool { return !f.ok() }) {
		fmt.Fprintln(stderr, "bench: a limit is missed")
		return 1
	}
	return 0
}

// measure measures the group called only, or all groups if that is empty.
func measure(ctx context.Context, only string, progress io.Writer) ([]figure, error) {
	all := slices.DeleteFunc(groups(), func(g group) bool { return only != "" && g.name != only })
	if len(all) == 0 {
		return nil, fmt.Errorf("--only %s: there is no such group", only)
	}
	fmt.Fprintln(progress, "bench: building the commands")
	b, err := newBench(ctx)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(b.temp)
	var figures []figure
	for _, g := range all {
		fmt.Fprintln(progress, "bench:", g.name)
		more, err := g.measure(b, ctx)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", g.name, err)
		}
		figures = append(figures, more...)
	}
	return figures, nil
}

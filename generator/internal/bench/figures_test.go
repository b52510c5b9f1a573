// Package bench measures the figures that this project promises, next to those
// of its peers in the same run, and compares them with their limits.
//
//	go test -figures all -timeout 1h
//
// It prints a Markdown table, and fails if a limit is missed. The competitors take
// turns (A B A B), and a ratio is the median of the ratios of the turns, so that
// a busy machine distorts it little. Files are written to a temporary folder.
//
// What runs in one process are benchmarks, which go test -bench runs as well: give
// its output to benchstat to compare two commits.
package bench

import (
	"flag"
	"fmt"
	"slices"
	"testing"
)

var only = flag.String("figures", "", "measure this `group`: generate, scale, peer, check, compile, validate, codec or all")

// A group is a set of figures that are measured together.
type group struct {
	name    string
	measure func(*bench) []figure
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

// TestFigures holds every figure to its limit. It prints the rows of a group as
// soon as they are measured.
func TestFigures(t *testing.T) {
	if *only == "" {
		t.Skip("only with -figures, on a machine that is idle")
	}
	measured := slices.DeleteFunc(groups(), func(g group) bool { return *only != "all" && g.name != *only })
	if len(measured) == 0 {
		t.Fatalf("-figures %s: there is no such group", *only)
	}
	machine := describeMachine()
	b := newBench(t)
	fmt.Print(tableHead)
	for _, g := range measured {
		for _, f := range g.measure(b) {
			fmt.Print(f.row())
			if !f.ok() {
				t.Errorf("%s: a limit is missed: %s", g.name, f.What)
			}
		}
	}
	fmt.Printf("\n%s\n\n", machine)
}

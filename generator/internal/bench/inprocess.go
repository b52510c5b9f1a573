package main

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/tools/benchmark/parse"
)

// rounds is how often each benchmark runs: often and shortly, so that a load on
// the machine meets all of them alike.
const rounds = 31

// A pair is two benchmarks to be compared: by speed if ours is to be faster, by
// time if it may take longer, or, if theirs is empty, by how often ours allocates.
type pair struct {
	what, ours, theirs string
	limit              *limit
}

// validate measures the checks of a configuration.
func (b *bench) validate(ctx context.Context) ([]figure, error) {
	return b.inProcess(ctx, "^BenchmarkValidate", []pair{
		{"`Validate`, valid Zoom configuration", "Validate/ours", "", atMost(0)},
		{"the same, speed of go-playground/validator", "Validate/ours", "Validate/validator", atLeast(150)},
		{"the same, time of the same checks by hand", "Validate/ours", "Validate/hand", atMost(1.2)},
		{"`Validate`, 3 problems, keys and rules read", "ValidateProblems/ours", "", atMost(2)},
		{"the same, speed of go-playground/validator", "ValidateProblems/ours", "ValidateProblems/validator", atLeast(40)},
	})
}

// codec measures encoding and decoding.
func (b *bench) codec(ctx context.Context) ([]figure, error) {
	return b.inProcess(ctx, "^Benchmark(Encode|Decode)$", []pair{
		{"`Wire`, speed of `encoding/json` on a plain struct", "Encode/ours", "Encode/json", atLeast(2)},
		{"`zoom.From`, speed of `encoding/json` into a plain struct", "Decode/ours", "Decode/json", atLeast(3)},
	})
}

// inProcess runs the benchmarks of this package that match pattern, in turn.
func (b *bench) inProcess(ctx context.Context, pattern string, pairs []pair) ([]figure, error) {
	binary := b.path("bin", "bench.test")
	if _, err := output(ctx, b.root, "go", "test", "-c", "-o", binary, "./generator/internal/bench"); err != nil {
		return nil, err
	}
	results := make(map[string][]*parse.Benchmark)
	for range rounds {
		text, err := output(ctx, b.root, binary, "-test.run=^$", "-test.bench="+pattern, "-test.benchtime=20ms", "-test.benchmem")
		if err != nil {
			return nil, err
		}
		set, err := parse.ParseSet(strings.NewReader(text))
		if err != nil {
			return nil, err
		}
		for name, one := range set {
			name, _, _ = strings.Cut(strings.TrimPrefix(name, "Benchmark"), "-") // the number of processors follows
			results[name] = append(results[name], one...)
		}
	}
	var figures []figure
	for _, p := range pairs {
		ours, theirs := results[p.ours], results[p.theirs]
		if len(ours) != rounds || p.theirs != "" && len(theirs) != rounds {
			return nil, fmt.Errorf("%q and %q: want %d results each, got %d and %d", p.ours, p.theirs, rounds, len(ours), len(theirs))
		}
		figures = append(figures, p.figure(ours, theirs))
	}
	return figures, nil
}

func nanoseconds(r *parse.Benchmark) float64 { return r.NsPerOp }
func allocations(r *parse.Benchmark) float64 { return float64(r.AllocsPerOp) }

func (p pair) figure(ours, theirs []*parse.Benchmark) figure {
	if p.theirs == "" {
		return figure{What: p.what, Unit: "allocations", N: rounds, Value: medianOf(ours, allocations), Limit: p.limit}
	}
	f := figure{
		What: p.what, Unit: "x", N: rounds, Value: ratio(theirs, ours, nanoseconds), Limit: p.limit,
		Detail: fmt.Sprintf("%s ns : %s ns", number(medianOf(ours, nanoseconds)), number(medianOf(theirs, nanoseconds))),
	}
	if p.limit.Most {
		f.Value = ratio(ours, theirs, nanoseconds)
	}
	return f
}

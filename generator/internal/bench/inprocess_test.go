package bench

import (
	"flag"
	"fmt"
	"testing"
)

// rounds is how often each benchmark runs: often and shortly, so that a load on
// the machine meets all of them alike.
const rounds = 31

// A pair is ours and one of theirs to be compared: by speed if ours is to be faster, by
// time if it may take longer, or, if theirs is empty, by how often ours allocates.
type pair struct {
	what, theirs string
	limit        *limit
}

// validate measures the checks of a configuration.
func (b *bench) validate() []figure {
	return append(b.inProcess(validating(b), []pair{
		{"`Validate`, valid Zoom configuration", "", atMost(0)},
		{"the same, speed of go-playground/validator", "validator", atLeast(150)},
		{"the same, time of the same checks by hand", "hand", atMost(1.2)},
	}), b.inProcess(findingProblems(b), []pair{
		{"`Validate`, 3 problems, keys and rules read", "", atMost(2)},
		{"the same, speed of go-playground/validator", "validator", atLeast(40)},
	})...)
}

// codec measures encoding and decoding.
func (b *bench) codec() []figure {
	return append(b.inProcess(encoding(b), []pair{
		{"`Wire`, speed of `encoding/json` on a plain struct", "json", atLeast(2)},
	}), b.inProcess(decoding(b), []pair{
		{"`zoom.From`, speed of `encoding/json` into a plain struct", "json", atLeast(3)},
	})...)
}

// inProcess runs the peers in turn, and compares the one called "ours" with others.
func (b *bench) inProcess(peers []peer, pairs []pair) []figure {
	b.Helper()
	b.must(flag.Set("test.benchtime", "20ms"))
	results := make(map[string][]testing.BenchmarkResult)
	for range rounds {
		for _, p := range peers {
			r := testing.Benchmark(p.benchmark)
			if r.N == 0 {
				b.Fatalf("%s: the benchmark failed", p.name)
			}
			results[p.name] = append(results[p.name], r)
		}
	}
	var figures []figure
	for _, p := range pairs {
		if p.theirs != "" && results[p.theirs] == nil {
			b.Fatalf("%s: there is no peer %q", p.what, p.theirs)
		}
		figures = append(figures, p.figure(results["ours"], results[p.theirs]))
	}
	return figures
}

func nanoseconds(r testing.BenchmarkResult) float64 { return float64(r.T) / float64(r.N) }
func allocations(r testing.BenchmarkResult) float64 { return float64(r.AllocsPerOp()) }

func (p pair) figure(ours, theirs []testing.BenchmarkResult) figure {
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

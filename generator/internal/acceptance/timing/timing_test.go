package main

import (
	"math"
	"os"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary be the command in the processes that [measure] starts.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && (os.Args[1] == record || os.Args[1] == work) {
		main()
		return
	}
	m.Run()
}

// TestMeasure runs the tests of a small package: they are in the report, worth
// something, and exceed a limit of nothing.
func TestMeasure(t *testing.T) {
	t.Parallel()
	r, err := measure([]string{"github.com/connectorgen/connectorgen/generator/internal/long"})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	r.print(&b)
	if len(r.packages) != 1 || r.packages[0].worth.Processor <= 0 || r.packages[0].worth.Elapsed <= 0 || !strings.Contains(b.String(), "| ../../long ") {
		t.Errorf("it is not measured: %+v\n%s", r, b.String())
	}
	if err := r.exceeds(limit{}, limit{}); err == nil || strings.Count(err.Error(), "../../long: ") != 2 {
		t.Errorf("what is more than nothing does not exceed it: %v", err)
	}
}

// A measured is one package and the loops beside it, on a machine that becomes half
// as fast after ten seconds.
func measured(slower time.Duration) report {
	at := func(seconds int) time.Time { return time.Time{}.Add(time.Duration(seconds) * time.Second * slower) }
	samples := []sample{
		{Start: at(0), Processor: 50 * time.Millisecond * slower, Elapsed: 100 * time.Millisecond * slower},
		{Start: at(10), Processor: 70 * time.Millisecond * slower, Elapsed: 200 * time.Millisecond * slower},
	}
	return newReport([]taken{{"/a", at(5), at(15), 6 * time.Second * slower}, {"/b", at(5), at(6), 60 * time.Millisecond * slower}}, samples, at(0), at(20))
}

// TestWorth: tests are worth the same on a machine that is ten times as slow, and
// while other processes slow it down.
func TestWorth(t *testing.T) {
	for _, slower := range []time.Duration{1, 10} {
		r := measured(slower)
		for name, pair := range map[string][2]float64{
			"elapsed": {r.packages[0].worth.Elapsed, 5/0.1 + 5/0.2}, "processor": {r.packages[0].worth.Processor, 6 / 0.06},
			"elapsed of all": {r.all.worth.Elapsed, 10/0.1 + 10/0.2}, "processor of all": {r.all.worth.Processor, 6.06 / 0.06},
		} {
			if math.Abs(pair[0]-pair[1]) > 0.001 {
				t.Errorf("%d times as slow, %s: %v loops, want %v", slower, name, pair[0], pair[1])
			}
		}
	}
}

// TestExceeds: what is over a limit is named with the limit, and nothing else is.
func TestExceeds(t *testing.T) {
	r, high := measured(1), limit{1000, 1000}
	for _, test := range []struct {
		all, one limit
		want     string // "" for no error
	}{
		{high, high, ""},
		{limit{101, 150}, limit{100, 75}, ""},
		{high, limit{99, 1000}, "a: 100 loops of processor time, at most 99"},
		{high, limit{1000, 74}, "a: 75 loops of elapsed time, at most 74"},
		{limit{100, 1000}, high, "side: 101 loops of processor time, at most 100"},
		{limit{1000, 149}, high, "side: 150 loops of elapsed time, at most 149"},
	} {
		switch err := r.exceeds(test.all, test.one); {
		case test.want == "" && err != nil:
			t.Errorf("%v, %v: %v", test.all, test.one, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || strings.Count(err.Error(), "\n") != 1):
			t.Errorf("%v, %v: %v; want one line that has %q", test.all, test.one, err, test.want)
		}
	}
}

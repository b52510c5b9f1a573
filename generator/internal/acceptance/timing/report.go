package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A sample is what one loop took.
type sample struct {
	Start, End         time.Time
	Processor, Elapsed time.Duration
}

// sampleUntil runs a loop once a second until stop is closed, and at least once.
func sampleUntil(stop <-chan struct{}, self string) (samples []sample) {
	for {
		s := sample{Start: time.Now()}
		cmd := exec.Command(self, work)
		if out, err := cmd.Output(); err == nil {
			elapsed, _ := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64) // it prints nothing else
			s.End, s.Elapsed = time.Now(), time.Duration(elapsed)
			s.Processor = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			samples = append(samples, s)
		}
		select {
		case <-stop:
			return samples
		case <-time.After(time.Second):
		}
	}
}

// A report is what the tests took: in time, and in loops.
type report struct {
	packages []row // the longest first
	all      row
}

// A row is what a package took, or all of them.
type row struct {
	name               string
	processor, elapsed time.Duration
	worth              limit
}

func newReport(runs []taken, samples []sample, start, end time.Time) report {
	r := report{all: row{name: "all, linked and run side by side", elapsed: end.Sub(start)}}
	r.all.worth.Elapsed = loopsBetween(samples, start, end)
	cost := costOf(samples)
	for _, run := range runs {
		p := row{name: shortened(run.Folder), processor: run.Processor, elapsed: run.End.Sub(run.Start)}
		p.worth = limit{float64(p.processor) / cost, loopsBetween(samples, run.Start, run.End)}
		r.all.processor += p.processor
		r.packages = append(r.packages, p)
	}
	r.all.worth.Processor = float64(r.all.processor) / cost
	slices.SortFunc(r.packages, func(a, b row) int { return int(b.processor - a.processor) })
	return r
}

// costOf returns the processor time of a loop, on average, in nanoseconds.
func costOf(samples []sample) float64 {
	sum := 0.0
	for _, s := range samples {
		sum += float64(s.Processor)
	}
	return sum / float64(len(samples))
}

// loopsBetween returns how many loops could have run, one after the other, between
// two moments. Each sample says how fast the machine was until the next.
func loopsBetween(samples []sample, start, end time.Time) (loops float64) {
	for i, s := range samples {
		from, to := start, end
		if i > 0 && s.Start.After(start) {
			from = s.Start
		}
		if i+1 < len(samples) && samples[i+1].Start.Before(end) {
			to = samples[i+1].Start
		}
		if to.After(from) {
			loops += float64(to.Sub(from)) / float64(s.Elapsed)
		}
	}
	return loops
}

// shortened returns a folder relative to the folder of the command.
func shortened(folder string) string {
	top, err := os.Getwd()
	if err != nil {
		return folder
	}
	if name, err := filepath.Rel(top, folder); err == nil {
		return filepath.ToSlash(name)
	}
	return folder
}

// print prints a table of the packages that take longest, and of all.
func (r report) print(w io.Writer) {
	const format = "| %-55s | %6.1f | %6.1f | %6.0f | %6.0f |\n"
	fmt.Fprintf(w, "\n| %-55s | %6s | %6s | %6s | %6s |\n|---|---|---|---|---|\n", "package", "s", "CPU s", "loops", "CPU")
	for _, p := range append(slices.Clone(r.packages[:min(15, len(r.packages))]), r.all) {
		fmt.Fprintf(w, format, p.name, p.elapsed.Seconds(), p.processor.Seconds(), p.worth.Elapsed, p.worth.Processor)
	}
}

// exceeds returns an error that names what is worth more loops than it may be.
func (r report) exceeds(all, one limit) error {
	var over []string
	check := func(p row, most limit) {
		if p.worth.Processor > most.Processor {
			over = append(over, fmt.Sprintf("%s: %.0f loops of processor time, at most %.0f are allowed", p.name, p.worth.Processor, most.Processor))
		}
		if p.worth.Elapsed > most.Elapsed {
			over = append(over, fmt.Sprintf("%s: %.0f loops of elapsed time, at most %.0f are allowed", p.name, p.worth.Elapsed, most.Elapsed))
		}
	}
	check(r.all, all)
	for _, p := range r.packages {
		check(p, one)
	}
	if over == nil {
		return nil
	}
	return fmt.Errorf("the tests take too long: let them try a sample (generator/internal/long), or make them faster\n%s", strings.Join(over, "\n"))
}

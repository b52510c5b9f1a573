package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
)

// A report is what was measured, and on what.
type report struct {
	Machine string   `json:"machine"`
	Figures []figure `json:"figures"`
}

// A figure is one thing that was measured.
type figure struct {
	Group  string  `json:"group"`
	What   string  `json:"what"`
	Value  float64 `json:"value"`
	Unit   string  `json:"unit"` // "x" for a ratio
	Limit  *limit  `json:"limit,omitempty"`
	N      int     `json:"n"` // how often it was measured
	Detail string  `json:"detail,omitempty"`
}

// A limit is what a value must reach: it must be at most, or at least, Value.
type limit struct {
	Most  bool    `json:"most"`
	Value float64 `json:"value"`
}

func atMost(value float64) *limit  { return &limit{true, value} }
func atLeast(value float64) *limit { return &limit{false, value} }

// ok reports whether f keeps to its limit, or has none.
func (f figure) ok() bool {
	switch {
	case f.Limit == nil:
		return true
	case f.Limit.Most:
		return f.Value <= f.Limit.Value
	}
	return f.Value >= f.Limit.Value
}

func (f figure) measured() string {
	value := number(f.Value)
	if !f.ok() && value == number(f.Limit.Value) {
		value = fmt.Sprintf("%.6g", f.Value) // so that it shows why
	}
	text := value + unit(f.Unit)
	if f.Detail != "" {
		text += " (" + f.Detail + ")"
	}
	return fmt.Sprintf("%s, n=%d", text, f.N)
}

func (f figure) limit() string {
	switch {
	case f.Limit == nil:
		return ""
	case f.Limit.Most:
		return "at most " + number(f.Limit.Value) + unit(f.Unit)
	}
	return "at least " + number(f.Limit.Value) + unit(f.Unit)
}

func (f figure) verdict() string {
	switch {
	case f.Limit == nil:
		return ""
	case f.ok():
		return "met"
	}
	return "**missed**"
}

// number returns a value with three digits that count.
func number(value float64) string {
	switch {
	case value == float64(int64(value)), value >= 100:
		return fmt.Sprintf("%.0f", value)
	case value >= 10:
		return fmt.Sprintf("%.1f", value)
	}
	return fmt.Sprintf("%.2f", value)
}

// unit returns a unit as it stands behind a number.
func unit(name string) string {
	if name == "x" {
		return name
	}
	return " " + name
}

// limits returns how many figures have a limit.
func (r *report) limits() int {
	n := 0
	for _, f := range r.Figures {
		if f.Limit != nil {
			n++
		}
	}
	return n
}

// missed returns how many figures miss their limit.
func (r *report) missed() int {
	n := 0
	for _, f := range r.Figures {
		if !f.ok() {
			n++
		}
	}
	return n
}

// markdown writes r as a table.
func (r *report) markdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, "| what | measured | limit | verdict |\n|---|---|---|---|\n")
	for _, f := range r.Figures {
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", f.What, f.measured(), f.limit(), f.verdict())
	}
	fmt.Fprintf(b, "\n%s\n", r.Machine)
	return b.Flush()
}

// json writes r as JSON.
func (r *report) json(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}

// machine describes what this runs on.
func machine() string {
	text := fmt.Sprintf("%s, %s/%s, GOMAXPROCS %d", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0))
	if model := field("/proc/cpuinfo", "model name"); model != "" {
		text += ", " + model
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		text += ", load " + strings.Fields(string(load) + " ?")[0] + " at the start"
	}
	return text
}

// field returns the value of the first line "name : value" of a file, if there is one.
func field(file, name string) string {
	text, _ := os.ReadFile(file) // what cannot be read is not told
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// median returns the value in the middle of values, which must not be empty.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// medianOf returns the median of one property of the items.
func medianOf[T any](items []T, property func(T) float64) float64 {
	values := make([]float64, len(items))
	for i, item := range items {
		values[i] = property(item)
	}
	return median(values)
}

// ratio returns the median of the ratios of one property, turn by turn.
func ratio[T any](a, b []T, property func(T) float64) float64 {
	values := make([]float64, len(a))
	for i := range a {
		values[i] = property(a[i]) / property(b[i])
	}
	return median(values)
}

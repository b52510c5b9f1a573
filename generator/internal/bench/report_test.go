package bench

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
)

// A figure is one thing that was measured.
type figure struct {
	What   string
	Value  float64
	Unit   string // "x" for a ratio
	Limit  *limit // or nil
	N      int    // how often it was measured
	Detail string // or empty
}

// A limit is what a value must reach: it must be at most, or at least, Value.
type limit struct {
	Most  bool
	Value float64
}

func atMost(value float64) *limit  { return &limit{true, value} }
func atLeast(value float64) *limit { return &limit{false, value} }

// ok reports whether f keeps to its limit, or has none.
func (f figure) ok() bool {
	return f.Limit == nil || f.Value == f.Limit.Value || f.Limit.Most == (f.Value < f.Limit.Value)
}

// unit returns the unit of f as it follows a number.
func (f figure) unit() string {
	if f.Unit == "x" {
		return "x"
	}
	return " " + f.Unit
}

// row returns f as a row of the table.
func (f figure) row() string {
	value, limit, verdict := number(f.Value), "", ""
	if f.Limit != nil {
		limit, verdict = "at least ", "met"
		if f.Limit.Most {
			limit = "at most "
		}
		limit += number(f.Limit.Value) + f.unit()
		if !f.ok() {
			verdict = "**missed**"
			if value == number(f.Limit.Value) {
				value = fmt.Sprintf("%.6g", f.Value) // with all digits it shows why
			}
		}
	}
	value += f.unit()
	if f.Detail != "" {
		value += " (" + f.Detail + ")"
	}
	return fmt.Sprintf("| %s | %s, n=%d | %s | %s |\n", f.What, value, f.N, limit, verdict)
}

// number returns a value with three significant digits, or more before the point.
func number(value float64) string {
	switch {
	case value == float64(int64(value)), value >= 100:
		return fmt.Sprintf("%.0f", value)
	case value >= 10:
		return fmt.Sprintf("%.1f", value)
	}
	return fmt.Sprintf("%.2f", value)
}

// tableHead is the head of the table, which is in Markdown.
const tableHead = "| what | measured | limit | verdict |\n|---|---|---|---|\n"

// describeMachine says what this runs on, as far as the system tells.
func describeMachine() string {
	text := fmt.Sprintf("%s, %s/%s, GOMAXPROCS %d", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0))
	cpus, _ := os.ReadFile("/proc/cpuinfo")
	if _, model, ok := strings.Cut(string(cpus), "model name\t: "); ok {
		model, _, _ = strings.Cut(model, "\n")
		text += ", " + model
	}
	if load, _ := os.ReadFile("/proc/loadavg"); len(load) > 0 {
		text += fmt.Sprintf(", load %s at the start", strings.Fields(string(load))[0])
	}
	return text
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

//go:build race

package compare_test

// sample is every how many labelled edits is judged: the race detector needs to see some.
const sample = 29

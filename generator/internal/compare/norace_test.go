//go:build !race

package compare_test

// sample is every how many labelled edits is judged: all.
const sample = 1

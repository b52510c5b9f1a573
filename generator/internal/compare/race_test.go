//go:build race

package compare_test

// sample returns every how many labelled edits is judged: the race detector needs to see some.
func sample() int { return 29 }

//go:build !race

package compare_test

import "github.com/connectorgen/connectorgen/generator/internal/long"

// sample returns every how many labelled edits is judged: each takes a tenth of a second.
func sample() int { return long.Or(1, 19) }

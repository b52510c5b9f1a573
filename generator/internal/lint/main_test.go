package main

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"
)

// TestStateless holds the check to testdata: each line that must be reported says
// so in a comment, and no other line is.
func TestStateless(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), stateless, "state")
}

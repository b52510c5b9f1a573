//go:build !linux

package main

import "github.com/rogpeppe/go-internal/testscript"

// terminal skips the script: it knows only how Linux makes terminals.
func terminal(ts *testscript.TestScript, neg bool, args []string) {
	ts.Fatalf("no pseudo-terminal on this system")
}

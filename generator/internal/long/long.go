// Package long tells tests how much to do. "go test ./..." is run often, so by
// default a test that tries many inputs tries a sample of them, and one that cannot
// do with less is left out. With CONNECTORGEN_LONG=1 in the environment, as in
// .ci/run, they do all of it. A variable reaches every package; go test refuses a
// flag that one of them does not know.
package long

import (
	"os"
	"testing"
)

// Variable is the variable of the environment that asks for long tests.
const Variable = "CONNECTORGEN_LONG"

// Wanted reports whether tests should do all that they can.
func Wanted() bool { return os.Getenv(Variable) != "" }

// Only skips a test unless long tests are wanted. The reason says what takes long.
func Only(t testing.TB, reason string) {
	t.Helper()
	if !Wanted() {
		t.Skipf("only with %s=1: %s", Variable, reason)
	}
}

// Or returns many if long tests are wanted, and few otherwise.
func Or[T any](many, few T) T {
	if Wanted() {
		return many
	}
	return few
}

package codec

import (
	"slices"
	"testing"
)

// The bits of all words count, in the order of the checks, and no check is copied.
func TestFailed(t *testing.T) {
	checks := make([]int, 130)
	for i := range checks {
		checks[i] = i
	}
	failed := []uint64{Bit(true, 0) | Bit(false, 5) | Bit(true, 63), Bit(true, 0), Bit(true, 1)}
	var got []int
	for _, check := range Failed(checks, failed) {
		got = append(got, *check)
		if check != &checks[*check] {
			t.Errorf("check %d is a copy", *check)
		}
	}
	if want := []int{0, 63, 64, 129}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

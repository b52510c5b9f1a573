package spec

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestWholeNumber spells whole numbers in the ways of JSON, which does not tell
// them apart: each is what it means. What is not whole, or too large, is none.
func TestWholeNumber(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"50.0": 50, "5e1": 50, "5E+1": 50, "500e-1": 50, "0.5e2": 50, "-0": 0, "-0.0e9": 0, "0e999999999999": 0, "1E2": 100,
		"9223372036854775807": math.MaxInt64, "92233720368547758.07e2": math.MaxInt64, "-9223372036854775808": math.MinInt64,
	} {
		if got, ok := wholeNumber(text); got != want || !ok {
			t.Errorf("%s is %d, %v, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"0.5", "5e-1", "1e19", "9223372036854775808", "1e999999999999", "1e-999999999999", "12.25e1"} {
		if got, ok := wholeNumber(text); ok {
			t.Errorf("%s is %d, want none", text, got)
		}
	}
	random := rand.New(rand.NewPCG(5, 8))
	for range 1000 {
		want, zeros, power := random.Int64N(1<<40)-1<<39, random.IntN(5), random.IntN(6)
		text := fmt.Sprintf("%d.%se0", want, strings.Repeat("0", zeros+1))
		if got, ok := wholeNumber(text); got != want || !ok {
			t.Errorf("%s is %d, %v", text, got, ok)
		}
		text = fmt.Sprintf("%d%se-%d", want, strings.Repeat("0", power), power)
		if got, ok := wholeNumber(text); got != want || !ok {
			t.Errorf("%s is %d, %v", text, got, ok)
		}
	}
}

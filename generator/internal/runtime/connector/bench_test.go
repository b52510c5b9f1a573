package connector

import (
	"encoding/json"
	"errors"
	"testing"
)

func decodeTwin(tb testing.TB) *zoomConfiguration {
	c := new(zoomConfiguration)
	if err := json.Unmarshal([]byte(zoomJSON), c); err != nil {
		tb.Fatal(err)
	}
	return c
}

// invalidTwin has three problems.
func invalidTwin(tb testing.TB) *zoomConfiguration {
	c := decodeTwin(tb)
	c.SCIMURL, c.RemoveAction = "", "Erase"
	c.Profile.(*zoomOAuth).ClientSecret = Secret{}
	return c
}

// TestAllocations holds what validation takes of memory: that does not depend on
// the machine. What it takes of time is measured by the benchmarks of bench.
func TestAllocations(t *testing.T) {
	valid, invalid := decodeTwin(t), invalidTwin(t)
	for _, test := range []struct {
		name string
		most float64
		do   func()
	}{
		{"valid", 0, func() { _ = valid.Validate() }},
		{"three problems", 2, func() {
			if errs, _ := errors.AsType[Errors](invalid.Validate()); len(errs) != 3 {
				t.Errorf("%d problems, want 3: %v", len(errs), errs)
			}
		}},
	} {
		if got := testing.AllocsPerRun(100, test.do); got > test.most {
			t.Errorf("%s: %v allocations, want at most %v", test.name, got, test.most)
		}
	}
}

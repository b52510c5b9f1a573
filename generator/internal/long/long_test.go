package long_test

import (
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/long"
)

func TestLong(t *testing.T) {
	for value, wanted := range map[string]bool{"": false, "1": true} {
		t.Setenv(long.Variable, value)
		if long.Wanted() != wanted || long.Or(true, false) != wanted {
			t.Errorf("with %s=%q, long tests are wanted: %t", long.Variable, value, long.Wanted())
		}
		ran := false
		t.Run("only", func(t *testing.T) {
			long.Only(t, "this one runs in one of two cases")
			ran = true
		})
		if ran != wanted {
			t.Errorf("with %s=%q, a long test runs: %t", long.Variable, value, ran)
		}
	}
}

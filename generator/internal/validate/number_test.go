package validate_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/metadata"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// TestNumbersAreReadAlike spells numbers at random: generated code reads those of
// the metadata of a server as the generator reads those of a capture, or neither does.
func TestNumbersAreReadAlike(t *testing.T) {
	t.Parallel()
	spelled := []string{"50", "50.0", "5e1", "5E+1", "500e-1", "0.5e2", "0", "0e99999999999999999999", "9223372036854775807", "1e18"}
	broken := []string{"0.5", "5e-1", "1e19", "9223372036854775808", "1e99999999999999999999", "12.25e1"}
	random := rand.New(rand.NewPCG(3, 5))
	for range 2000 {
		digits := func(n int) string { return fmt.Sprint(random.Int64N(10)) + strings.Repeat("0", random.IntN(n)) }
		spelled = append(spelled, fmt.Sprintf("%d.%se%d", random.IntN(100), digits(3), random.IntN(12)-4))
	}
	accepted := 0
	for i, text := range append(broken, spelled...) {
		data := fmt.Appendf(nil, `{"information": {"key": "Gadget"}, "connectionProfiles": [],
			"attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {"name": {"maxLength": %s}}}}`, text)
		capture, found := spec.ReadCapture("Gadget.json", data)
		known, err := metadata.Parse(data)
		if found.Failed() != (err != nil) || i < len(broken) && err == nil || i >= len(broken) && i < len(broken)+10 && err != nil {
			t.Errorf("%s: the generator says %v, and generated code %v", text, found.All(), err)
			continue
		}
		if err != nil {
			continue
		}
		accepted++
		want := capture.Abilities.UserAttributes[0].MaxLength
		if got := known.UserAttributes[0].MaxLength; want == nil || got != *want {
			t.Errorf("%s is %d, want %v", text, got, want)
		}
	}
	if accepted < 500 {
		t.Errorf("%d of the numbers are whole: too few", accepted)
	}
}

package model

import (
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// TestOtherKindStaysSecret captures a documented attribute as a secret of a kind
// that is not known: what is sensitive once is sensitive, whatever its kind.
func TestOtherKindStaysSecret(t *testing.T) {
	t.Parallel()
	yes := spec.Flag{Value: true, Set: true}
	pin := &spec.Attribute{Key: "PIN", Sensitive: yes, OtherKind: text("typeInteger")}
	var found spec.Findings
	captured := capturedSource(&spec.Capture{Profiles: []*spec.Profile{{Attributes: []*spec.Attribute{pin}}}})
	documented := &source{profiles: []*profile{{statements: []*Statement{{Source: Documented, Key: "PIN", Kind: KindString}}}}}
	list, anyKind := merge(documented, captured, newFixes(nil, &found), &found)
	if a := list[0].Attribute("PIN"); a == nil || !a.Sensitive || a.Kind != KindString || a.Required || len(anyKind) != 1 {
		t.Errorf("%+v", a)
	}
}

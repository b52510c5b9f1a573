package connector_test

import (
	"testing"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
)

// The catalog returns the configuration of an unknown store type as it is, and nil
// for a store without a configuration.
func TestCatalogUnknown(t *testing.T) {
	unknown, err := connector.NewObject("Gizmo", []byte(`{"A":"b"}`))
	if err != nil {
		t.Fatal(err)
	}
	if c, err := catalog.Decode(unknown); err != nil || c.StoreType() != "Gizmo" {
		t.Errorf("of an unknown connector: %v, %v", c, err)
	}
	if c, err := catalog.Decode(nil); err != nil || c != nil {
		t.Errorf("of nil: %v, %v", c, err)
	}
}

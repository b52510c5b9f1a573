package connector_test

import (
	"errors"
	"testing"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
)

// The catalog returns the configuration of an unknown store type as it is, and nil
// for a store without a configuration. That the type is unknown is an error if
// somebody wrote it; the configuration is there to go on with.
func TestCatalogUnknown(t *testing.T) {
	for _, test := range []struct{ storeType, nearest string }{
		{"Gizmo", ""}, {"Zomm", "Zoom"}, {"zoom", "Zoom"}, {"Scim", "scim"}, {"", ""}, {"Ping One", "PingOne"},
	} {
		object, err := connector.NewObject(test.storeType, []byte(`{"A":"b"}`))
		if err != nil {
			t.Fatal(err)
		}
		if c, err := catalog.Decode(object.Received()); err != nil || c.StoreType() != test.storeType {
			t.Errorf("%q, received: %v, %v", test.storeType, c, err)
		}
		for _, parse := range []func() (connector.Configuration, error){
			func() (connector.Configuration, error) { return catalog.Decode(object) },
			func() (connector.Configuration, error) { return catalog.Parse(test.storeType, []byte(`{"A":"b"}`)) },
			func() (connector.Configuration, error) {
				return catalog.Parse(test.storeType, []byte(`{"A":"b"}`), connector.Strict)
			},
		} {
			c, err := parse()
			unknown, ok := errors.AsType[*connector.UnknownTypeError](err)
			if !ok || unknown.StoreType != test.storeType || unknown.Nearest != test.nearest || len(unknown.Known) != 14 {
				t.Fatalf("%q, written: %+v", test.storeType, err)
			}
			if wire, err := connector.Wire(c); err != nil || string(wire) != `{"A":"b"}` {
				t.Errorf("%q, got over: %s, %v", test.storeType, wire, err)
			}
		}
	}
	if c, err := catalog.Decode(nil); err != nil || c != nil {
		t.Errorf("of nil: %v, %v", c, err)
	}
}

package terraform_test

import (
	"encoding/json"
	"testing"

	"github.com/connectorgen/connectorgen/generated/connector"
)

// members returns what an Object holds.
func members(t *testing.T, o connector.Object) map[string]json.RawMessage {
	t.Helper()
	m := make(map[string]json.RawMessage)
	if err := json.Unmarshal(o.Value().Reveal(), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// object is the reverse of members.
func object(t *testing.T, storeType string, m map[string]json.RawMessage) connector.Object {
	t.Helper()
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	o, err := connector.NewObject(storeType, data)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

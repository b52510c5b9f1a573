package starter_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	generic "github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/starter"
)

// A start is a configuration to start from, in both forms.
type start struct {
	name          string
	storeType     string
	object, goLit string
}

// starts returns all configurations to start from of this module's connectors:
// for each profile, without and with what is optional.
func starts(t *testing.T) []start {
	t.Helper()
	var list []start
	for _, c := range harness.Model(t, harness.Spec(t)).Connectors {
		names := []string{""}
		if c.Selector != nil {
			names = c.Selector.Values
		}
		for _, profile := range names {
			for _, whole := range []bool{false, true} {
				s, err := starter.New(c, profile, whole)
				if err != nil {
					t.Fatalf("%s %q: %v", c.StoreType, profile, err)
				}
				list = append(list, newStart(t, fmt.Sprintf("%s %q %v", c.StoreType, profile, whole), c.StoreType, s))
			}
		}
	}
	return list
}

func newStart(t *testing.T, name, storeType string, s *starter.Starter) start {
	t.Helper()
	object, err := s.JSON()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	literal, err := s.Go()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return start{name, storeType, string(object), literal}
}

// TestInitIsValid takes every configuration to start from to the generated types
// and to the generic rules: it is valid, can be sent, and has nothing to spare.
func TestInitIsValid(t *testing.T) {
	t.Parallel()
	all := harness.Metadata(t)
	for _, s := range starts(t) {
		object, err := connector.NewObject(s.storeType, []byte(s.object))
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		typed, err := catalog.Decode(object)
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
			continue
		}
		wire, err := connector.Wire(typed)
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
			continue
		}
		if wire != nil {
			if diff := cmp.Diff(harness.Value(t, []byte(s.object)), harness.Value(t, wire)); diff != "" {
				t.Errorf("%s: as it is sent (-printed +sent):\n%s", s.name, diff)
			}
		}
		untyped, err := generic.Decode(all[s.storeType], object)
		if err != nil {
			t.Fatalf("%s: by the generic rules %v", s.name, err)
		}
		if err := untyped.Validate(); err != nil {
			t.Errorf("%s: by the generic rules %v", s.name, err)
		}
		checkSmallest(t, s, all[s.storeType])
	}
}

// checkSmallest makes sure that without a member that is not optional, s is not
// valid any more. The one that selects the profile can be inferred.
func checkSmallest(t *testing.T, s start, m connector.Metadata) {
	t.Helper()
	if strings.HasSuffix(s.name, "true") {
		return
	}
	var members map[string]any
	if err := json.Unmarshal([]byte(s.object), &members); err != nil {
		t.Fatal(err)
	}
	for key := range members {
		less := make(map[string]any)
		for k, v := range members {
			if k != key {
				less[k] = v
			}
		}
		if key != m.Selector && decode(t, s.storeType, less).Validate() == nil {
			t.Errorf("%s: it is valid without %s, so it is not the smallest", s.name, key)
		}
	}
}

// TestInitCompiles compiles and runs a program with every Go literal: each is
// the configuration that the JSON is.
func TestInitCompiles(t *testing.T) {
	t.Parallel()
	list := starts(t)
	s := harness.NewScratch(t, "example.com/consumer", map[string]string{"main.go": literals(list)})
	var got []string
	if err := json.Unmarshal([]byte(s.Run("run", ".")), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(list) {
		t.Fatalf("%d configurations, want %d", len(got), len(list))
	}
	for i, x := range list {
		if got[i] == "" { // a connector without attributes sends none
			got[i] = "{}"
		}
		if diff := cmp.Diff(harness.Value(t, []byte(x.object)), harness.Value(t, []byte(got[i]))); diff != "" {
			t.Errorf("%s (-json +go):\n%s\n%s", x.name, diff, x.goLit)
		}
	}
}

// literals returns a program that prints what the literals send, as a list of strings.
func literals(list []start) string {
	var packages []string
	var elements strings.Builder
	for _, x := range list {
		packages = append(packages, fmt.Sprintf("%q", harness.Module+"/generated/connector/"+strings.ToLower(x.storeType)))
		elements.WriteString(strings.TrimSpace(x.goLit) + ",\n")
	}
	slices.Sort(packages)
	return `package main

import (
	"encoding/json"
	"os"

	"` + harness.Module + `/generated/connector"
	` + strings.Join(slices.Compact(packages), "\n\t") + `
)

func main() {
	var sent []string
	for _, c := range []connector.Configuration{
` + elements.String() + `} {
		wire, err := connector.Wire(c)
		if err != nil {
			panic(err)
		}
		sent = append(sent, string(wire))
	}
	json.NewEncoder(os.Stdout).Encode(sent)
}
`
}

// decode returns the typed configuration of a connector that members make up.
func decode(t *testing.T, key string, members any) connector.Configuration {
	t.Helper()
	data, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	object, err := connector.NewObject(key, data)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Decode(object)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

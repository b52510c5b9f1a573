package connector_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	generic "github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestSetByKey fills in configurations of every connector and profile by key, in any
// order: each is what Parse makes of the same values, and gives them back.
func TestSetByKey(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(21, 22))
	for storeType, m := range harness.Metadata(t) {
		for i, profile := range harness.Profiles(m) {
			if len(m.Profiles) == 0 {
				continue
			}
			for range 20 {
				values := make(map[string]any)
				for _, a := range m.Profiles[i].Attributes {
					if a.Required || random.IntN(2) == 0 {
						values[a.Key] = randomValue(random, a, 0)
					}
				}
				if profile != "" {
					values[m.Selector] = profile
				}
				checkSet(t, random, storeType, values)
			}
		}
	}
}

// checkSet compares a configuration that is filled in by key with what Parse returns.
func checkSet(t *testing.T, random *rand.Rand, storeType string, values map[string]any) {
	t.Helper()
	data, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	parsed, _ := catalog.Parse(storeType, data)
	c := set(t, random, storeType, values)
	if got, want := wireOf(t, c), wireOf(t, parsed); !cmp.Equal(got, want) {
		t.Fatalf("%s: %s", storeType, cmp.Diff(want, got))
	}
	for key, want := range values {
		got, ok := c.Get(key)
		if secret, is := got.(connector.Secret); is {
			got = secret.Reveal()
		}
		if !ok || got != want {
			t.Fatalf("%s: Get(%q) gives %v, want %v", storeType, key, got, want)
		}
	}
	clone := c.Clone()
	for key := range values {
		if err := clone.Set(key, nil); err != nil {
			t.Fatal(err)
		}
	}
	if left := wireless(t, clone); len(left) > 0 {
		t.Fatalf("%s: %v is left", storeType, left)
	}
	if got, want := wireOf(t, c), wireOf(t, parsed); !cmp.Equal(got, want) {
		t.Fatalf("%s: changed by its clone: %s", storeType, cmp.Diff(want, got))
	}
}

// set returns a configuration with the values, set in any order.
func set(t *testing.T, random *rand.Rand, storeType string, values map[string]any) *generic.Configuration {
	t.Helper()
	c, err := catalog.New(storeType)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for key := range values {
		keys = append(keys, key)
	}
	random.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	for _, key := range keys {
		if err := c.Set(key, values[key]); err != nil {
			t.Fatalf("%s: Set(%q): %v", storeType, key, err)
		}
	}
	return c
}

// wireOf returns c as it is sent, or the error in words.
func wireOf(t *testing.T, c connector.Configuration) any {
	t.Helper()
	data, err := connector.Wire(c)
	if err != nil {
		return err.Error()
	}
	return harness.Value(t, data)
}

// wireless returns the attributes that c has.
func wireless(t *testing.T, c *generic.Configuration) map[string]any {
	t.Helper()
	left := make(map[string]any)
	for key := range c.Unknown() {
		left[key] = true
	}
	for _, a := range c.Attributes() {
		if value, ok := c.Get(a.Key); ok {
			left[a.Key] = value
		}
	}
	return left
}

// A secret that looks like a mask and is none stays so if the profile is selected
// again; what was set for a profile is there again after another one.
func TestSetKeepsMarks(t *testing.T) {
	t.Parallel()
	c, err := catalog.New("Zoom")
	err = errors.Join(err, c.Set("AUTHENTICATION_METHOD", "JWT Bearer Token"),
		c.Set("API_KEY", "k"), c.Set("SCIM_URL", "u"),
		c.Set("AUTHENTICATION_METHOD", "OAuth Bearer Token"), c.Set("AUTHENTICATION_METHOD", "JWT Bearer Token"),
		c.SetSecret("API_SECRET", connector.NewSecret("****").AsIs()), c.Set("AUTHENTICATION_METHOD", "JWT Bearer Token"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := connector.Wire(c); err != nil || len(c.Unknown()) > 0 {
		t.Errorf("%v, %v", err, c)
	}
}

// A program that knows no connector lists attributes with their facts and sets them by
// key. What cannot be set is an error that says why.
func Example_generic() {
	c, err := catalog.New("Zoom")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Set("AUTHENTICATION_METHOD", "OAuth Bearer Token"))
	for _, a := range c.Attributes() {
		if a.Required && a.Sensitive {
			fmt.Println(a.Key, c.SetSecret(a.Key, connector.NewSecret("from a vault")))
		}
	}
	fmt.Println(c.Set("SCIM_URl", "https://api.zoom.us/scim2"))
	fmt.Println(c.Set("API_KEY", "a key"))
	fmt.Println(c.Set("CREATE_USERS", "certainly"))
	before := c.Clone()
	fmt.Println(c.Set("SCIM_URL", "https://api.zoom.us/scim2"))
	changes, err := catalog.Diff(before, c)
	fmt.Println(changes, err)
	fmt.Println(c)
	_, err = catalog.New("Zomm")
	fmt.Println(err)
	// Output:
	// <nil>
	// OAUTH_CLIENT_SECRET <nil>
	// Zoom: SCIM_URl is no attribute of the connector; the nearest is SCIM_URL
	// Zoom: API_KEY belongs to "JWT Bearer Token"
	// Zoom: CREATE_USERS must be a boolean
	// <nil>
	// [SCIM_URL: none is now "https://api.zoom.us/scim2"] <nil>
	// Zoom{"AUTHENTICATION_METHOD":"OAuth Bearer Token","SCIM_URL":"https://api.zoom.us/scim2","OAUTH_CLIENT_SECRET":"[redacted]"}
	// there is no connector "Zomm"; the nearest is Zoom
}

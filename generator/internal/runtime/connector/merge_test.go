package connector

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A server may mask secrets, or leave them out, when a store is read. What was
// sent before has them; nothing else of it comes back.
func TestMerge(t *testing.T) {
	object := func(data string) Object {
		o, err := NewObject(zoomKey, []byte(data))
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	const jwt = `"SCIM_URL":"https://x","AUTHENTICATION_METHOD":"JWT Bearer Token"`
	jwtWith := func(key, secret string) *zoomConfiguration {
		c := validJWT()
		c.Profile = &zoomJWT{APIKey: NewSecret(key), APISecret: NewSecret(secret)}
		return c
	}
	asIs := validJWT()
	asIs.Profile = &zoomJWT{APIKey: NewSecret("****").AsIs()}
	tests := []struct {
		name        string
		prior, next Configuration
		want        string
	}{
		{"nothing is missing", validJWT(), jwtWith("key2", "secret2"), `{` + jwt + `,"API_KEY":"key2","API_SECRET":"secret2"}`},
		{"masked", validJWT(), object(`{` + jwt + `,"API_KEY":"****","API_SECRET":"•••"}`), `{` + jwt + `,"API_KEY":"key","API_SECRET":"secret"}`},
		{"left out", validJWT(), object(`{` + jwt + `,"NEW":1}`), `{` + jwt + `,"NEW":1,"API_KEY":"key","API_SECRET":"secret"}`},
		{"null and empty", validJWT(), object(`{"API_SECRET":null,"API_KEY":"",` + jwt + `}`), `{"API_SECRET":"secret","API_KEY":"key",` + jwt + `}`},
		{"typed, without one", validJWT(), jwtWith("key2", ""), `{` + jwt + `,"API_KEY":"key2","API_SECRET":"secret"}`},
		{"typed, masked", validJWT(), jwtWith("***", "[redacted]"), `{` + jwt + `,"API_KEY":"key","API_SECRET":"secret"}`},
		{"what was read before", object(`{"API_KEY":"key","OLD":"o"}`), object(`{"API_KEY":"****"}`), `{"API_KEY":"key"}`},
		{"what was removed", object(`{"API_KEY":"key","OLD":"o"}`), object(`{}`), `{}`},
		{"masked within", object(`{"A":{"b":[{"c":"k","n":1.50},"x"]}}`), object(`{"A":{"b":[{"c":"****","n":1.50},"y"]}}`), `{"A":{"b":[{"c":"k","n":1.50},"y"]}}`},
		{"masked, and nothing to replace it", object(`{"A":{"b":["x"]}}`), object(`{"A":{"b":["****","y"]},"B":"***"}`), `{"A":{"b":["****","y"]},"B":"***"}`},
		{"masked, in a list that has become shorter", object(`{"A":["k","x"]}`), object(`{"A":["****"]}`), `{"A":["****"]}`},
		{"masked, and nothing was there", object(`{"API_KEY":"","A":{"b":""}}`), object(`{"API_KEY":"****","A":{"b":"****"}}`), `{"API_KEY":"****","A":{"b":"****"}}`},
		{"no mask, as somebody says", validJWT(), asIs, `{` + jwt + `,"API_KEY":"****","API_SECRET":"secret"}`},
		{"a mask is no secret", object(`{"API_KEY":"******"}`), object(`{"NEW":1}`), `{"NEW":1}`},
		{"a mask is no secret of a typed one either", jwtWith("******", ""), object(`{` + jwt + `}`), `{` + jwt + `}`},
		{"what is not a secret", object(`{"API_KEY":7}`), object(`{"API_KEY":"****"}`), `{"API_KEY":"****"}`},
		{"another profile", object(`{"API_KEY":"key","OAUTH_CLIENT_SECRET":"o"}`), &zoomConfiguration{Profile: &zoomOAuth{}},
			`{"AUTHENTICATION_METHOD":"OAuth Bearer Token","OAUTH_CLIENT_SECRET":"o"}`},
		{"odd keys and values", object("{\"a\\\"\\n\":\"\\\"\\u0001\"}"), object("{\"a\\\"\\n\":\"***\"}"), `{"a\"\u000a":"\"\u0001"}`},
		{"no configuration", object(`null`), object(`null`), `null`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			merged, err := Merge(tt.prior, tt.next)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(merged.Value().Reveal())); diff != "" || merged.StoreType() != zoomKey {
				t.Errorf("%s (-want +got):\n%s", merged.StoreType(), diff)
			}
		})
	}
}

// With metadata, what comes back does not depend on the Go types: secrets of the
// profile, masks, and nothing else.
func TestMergerWithMetadata(t *testing.T) {
	profile := func(name string, attributes ...Attribute) Profile {
		return Profile{Name: name, Attributes: append(attributes, Attribute{Key: "WAY"}, Attribute{Key: "URL"})}
	}
	known := Metadata{StoreType: zoomKey, Selector: "WAY", Profiles: []Profile{
		profile("One", Attribute{Key: "KEY", Sensitive: true}),
		profile("Two", Attribute{Key: "OTHER", Sensitive: true}),
	}}
	m := Merger{
		Metadata: func(storeType string) (Metadata, bool) { return known, storeType == zoomKey },
		Masks:    []string{"(set)"},
	}
	const prior = `{"WAY":"One","KEY":"k","URL":"u","OTHER":"o","NEW_TOKEN":"t","NEW":"n"}`
	for _, tt := range []struct{ name, next, want string }{
		{"left out", `{"WAY":"One"}`, `{"WAY":"One","KEY":"k","NEW_TOKEN":"t"}`},
		{"changed", `{"WAY":"One","KEY":"k2","NEW_TOKEN":"t2"}`, `{"WAY":"One","KEY":"k2","NEW_TOKEN":"t2"}`},
		{"another profile", `{"WAY":"Two"}`, `{"WAY":"Two","OTHER":"o"}`},
		{"an unknown profile", `{"WAY":"Three","NEW":"****"}`, `{"WAY":"Three","NEW":"n"}`},
		{"a mask of the server's own", `{"WAY":"One","KEY":"(set)","URL":"(set)","NEW_TOKEN":"(set)"}`, `{"WAY":"One","KEY":"k","URL":"u","NEW_TOKEN":"t"}`},
	} {
		got, err := m.Merge(mustObject(t, prior), mustObject(t, tt.next))
		if diff := cmp.Diff(tt.want, string(got.Value().Reveal())); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
	}
	for _, none := range []string{`null`, `""`, `"(set)"`, `"***"`} { // nothing is restored by what is no secret
		got, err := m.Merge(mustObject(t, `{"WAY":"One","KEY":`+none+`}`), mustObject(t, `{"WAY":"One"}`))
		if diff := cmp.Diff(`{"WAY":"One"}`, string(got.Value().Reveal())); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", none, err, diff)
		}
	}
	got, err := m.Merge(mustObject(t, `{"NEW":{"a":["n"]}}`), mustObject(t, `{"NEW":{"a":["(set)"]}}`))
	if diff := cmp.Diff(`{"NEW":{"a":["n"]}}`, string(got.Value().Reveal())); diff != "" || err != nil {
		t.Errorf("a mask of the server's own, within: %v (-want +got):\n%s", err, diff)
	}
	slack, _ := NewObject("Slack", []byte(`{"KEY":"k"}`))
	none, _ := NewObject("Slack", []byte(`{}`))
	if got, err := m.Merge(slack, none); err != nil || !got.Equal(none) {
		t.Errorf("without metadata the merged is %s, %v", got, err)
	}
}

// Secrets of one connector are none of another's business.
func TestMergeRefused(t *testing.T) {
	slack, err := NewObject("Slack", []byte(`{"OAUTH_ACCESS_TOKEN":"s3cret"}`))
	if err != nil {
		t.Fatal(err)
	}
	var none *zoomConfiguration
	for _, tt := range []struct {
		prior, next Configuration
		want        string
	}{
		{slack, validJWT(), "Zoom: want a configuration of this connector, not a connector.Object of Slack"},
		{nil, validJWT(), "Zoom: want a configuration, not nil"},
		{none, validJWT(), "Zoom: want a configuration, not a nil *connector.zoomConfiguration"},
		{validJWT(), nil, "connector: want a configuration to merge into, not nil"},
		{validJWT(), none, "connector: want a configuration to merge into, not nil"},
	} {
		if _, err := Merge(tt.prior, tt.next); err == nil || err.Error() != tt.want || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
}

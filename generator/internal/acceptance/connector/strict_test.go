package connector_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
	generic "github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

const scimNone = `"AUTHORIZATION_TYPE":"Basic","SCIM_URL":"u","SCIM_VERSION":"2.0","UNIQUE_USER_IDENTIFIER":"userName","USER_FILTER":"f","USERS_RESOURCE":"/Users","AUTHENTICATION_METHOD":`

const zoomOAuth = `"SCIM_URL":"u","OAUTH_TOKEN_URL":"u","OAUTH_ACCOUNT_ID":"a","OAUTH_CLIENT_ID":"c","OAUTH_CLIENT_SECRET":"s"`

// What is written, received and read strictly, each with what Validate says.
func TestOrigins(t *testing.T) {
	const method = `"AUTHENTICATION_METHOD":"OAuth Bearer Token",`
	for _, test := range []struct{ storeType, data, written, received, strict string }{
		{"Zoom", method + zoomOAuth, "", "", ""},
		{"Zoom", `"AUTHENTICATION_METHOD":"OAuth Bearer Tokn",` + zoomOAuth, "AUTHENTICATION_METHOD enumeration", "", "AUTHENTICATION_METHOD enumeration"},
		{"Zoom", `"AUTHENTICATION_METHOD":"oauth bearer token","SCIM_URL":"u"`, "AUTHENTICATION_METHOD enumeration", "", "AUTHENTICATION_METHOD enumeration"},
		{"Zoom", `"AUTHENTICATION_METHOD":"","SCIM_URL":"u"`, "AUTHENTICATION_METHOD required", "", "AUTHENTICATION_METHOD required"},
		{"Zoom", `"SCIM_URL":"u"`, "AUTHENTICATION_METHOD required", "", "AUTHENTICATION_METHOD required"},
		{"Zoom", `"AUTHENTICATION_METHOD":7,"SCIM_URL":"u"`, "AUTHENTICATION_METHOD kind", "AUTHENTICATION_METHOD kind", "AUTHENTICATION_METHOD kind"},
		{"Zoom", zoomOAuth, "", "", "AUTHENTICATION_METHOD required"}, // the credentials tell
		{"Zoom", method + zoomOAuth + `,"CREATE_USER":true`, "CREATE_USER unknown-key CREATE_USERS", "", "CREATE_USER unknown-key CREATE_USERS"},
		{"Zoom", method + zoomOAuth + `,"createUsers":true`, "createUsers unknown-key CREATE_USERS", "", "createUsers unknown-key CREATE_USERS"},
		{"Zoom", method + zoomOAuth + `,"ADDED_LATER":true`, "", "", "ADDED_LATER unknown-key"},
		{"Zoom", method + zoomOAuth + `,"SCIM_URL2":"u"`, "", "", "SCIM_URL2 unknown-key SCIM_URL"}, // a number may be meant
		{"Zoom", method + zoomOAuth + `,"API_KEY":"k"`, "", "", "OAuth Bearer Token: API_KEY other-profile JWT Bearer Token"},
		{"Zoom", method + zoomOAuth + `,"API_KEY":null,"CREATE_USERS":""`, "", "", "CREATE_USERS kind boolean, OAuth Bearer Token: API_KEY other-profile JWT Bearer Token"},
		{"Zoom", method + zoomOAuth + `,"REMOVE_ACTION":""`, "", "", ""}, // as if it were not there
		{"Zoom", method + zoomOAuth + `,"REMOVE_ACTION":null`, "", "", "REMOVE_ACTION kind string"},
		{"Zoom", method + zoomOAuth + `,"":7`, "", "", "unknown-key"},
		{"directory", `"":7`, "", "", "unknown-key"},
		{"scim", `"AUTHENTICATION_METHOD":"Passkey","SCIM_URL":"u","SCIM_VERSION":"2.0","AUTHORIZATION_TYPE":"t","UNIQUE_USER_IDENTIFIER":"u","USER_FILTER":"f","USERS_RESOURCE":"/Users"`, "", "", "AUTHENTICATION_METHOD enumeration"}, // an open list
		{"Zoom", method + `"SCIM_URL":"u","OAUTH_TOKEN_URL":"u","OAUTH_ACCOUNT_ID":7,"OAUTH_CLIENT_ID":"c"`,
			"OAuth Bearer Token: OAUTH_ACCOUNT_ID kind string, OAuth Bearer Token: OAUTH_CLIENT_SECRET required",
			"OAuth Bearer Token: OAUTH_ACCOUNT_ID kind string, OAuth Bearer Token: OAUTH_CLIENT_SECRET required",
			"OAuth Bearer Token: OAUTH_ACCOUNT_ID kind string, OAuth Bearer Token: OAUTH_CLIENT_SECRET required"},
		{"Slack", `"UNIQUE_USER_IDENTIFIER":"e","OAUTH_ACCESS_TOKEN":"t","OAUTH_ACCES_TOKEN":"t"`, "OAUTH_ACCES_TOKEN unknown-key OAUTH_ACCESS_TOKEN", "", "OAUTH_ACCES_TOKEN unknown-key OAUTH_ACCESS_TOKEN"},
		{"directory", `"X":"y"`, "", "", "X unknown-key"},
		{"Aquera", `"SCIM_URL":"u","AUTHENTICATION_METHOD":"Basic Auth"`,
			"Basic Auth: BASIC_AUTH_PASSWORD required, Basic Auth: BASIC_AUTH_USER required",
			"Basic Auth: BASIC_AUTH_PASSWORD required, Basic Auth: BASIC_AUTH_USER required",
			"Basic Auth: BASIC_AUTH_PASSWORD required, Basic Auth: BASIC_AUTH_USER required"},
		{"Aquera", `"SCIM_URL":"u","AUTHENTICATION_METHOD":"OAuth Bearer Token"`, "OAuth Bearer Token: ACCESS_TOKEN required",
			"OAuth Bearer Token: ACCESS_TOKEN required", "OAuth Bearer Token: ACCESS_TOKEN required"},
		{"Aquera", `"SCIM_URL":"u","AUTHENTICATION_METHOD":"Something New","ACCESS_TOKEN":"t"`, "", "", "AUTHENTICATION_METHOD enumeration"}, // its methods are not known to be all
		{"Aquera", `"SCIM_URL":"u","AUTHENTICATION_METHOD":"basic-auth"`, "AUTHENTICATION_METHOD enumeration", "", "AUTHENTICATION_METHOD enumeration"},
		{"scim", scimNone + `"none"`, "AUTHENTICATION_METHOD enumeration", "", "AUTHENTICATION_METHOD enumeration"},
		{"scim", scimNone + `"None"`, "", "", ""},
		{"LdapGateway", `"ENVIRONMENT_ID":"e","GATEWAY_ID":"g","LDAP_TYPE":"OpenLDAP"`, "", "", ""},
	} {
		data := []byte("{" + test.data + "}")
		object, err := connector.NewObject(test.storeType, data)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range []struct {
			origin string
			object connector.Object
			want   string
		}{{"written", object, test.written}, {"received", object.Received(), test.received}, {"strict", object.Strict(), test.strict}} {
			c, err := catalog.Decode(x.object)
			if err != nil {
				t.Fatal(err)
			}
			if got := briefly(c.Validate()); got != x.want {
				t.Errorf("%s %s, %s: %q, want %q", test.storeType, data, x.origin, got, x.want)
			}
			m, _ := catalog.Metadata(test.storeType)
			g, err := generic.Decode(m, x.object)
			if err != nil {
				t.Fatal(err)
			}
			if got := briefly(g.Validate()); got != x.want {
				t.Errorf("%s %s, %s, by metadata: %q, want %q", test.storeType, data, x.origin, got, x.want)
			}
		}
		c, err := catalog.Parse(test.storeType, data, connector.Strict)
		if c == nil || briefly(err) != test.strict {
			t.Errorf("%s %s: Parse gives %v, %v", test.storeType, data, c, err)
		}
	}
}

// briefly returns the problems as "PROFILE: KEY RULE VALUES", but the values of
// enumerations and the kind of selectors, joined by commas.
func briefly(err error) string {
	var list []string
	all, ok := errors.AsType[connector.Errors](err)
	if err != nil && !ok {
		return err.Error()
	}
	for _, p := range all {
		text := p.Key + " " + string(p.Rule)
		if p.Profile != "" {
			text = p.Profile + ": " + text
		}
		if p.Rule != connector.RuleEnumeration && p.Key != "AUTHENTICATION_METHOD" {
			text = strings.TrimSpace(text + " " + strings.Join(p.Values, " "))
		}
		list = append(list, text)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

// What is made in Go is written by somebody, too: a profile that only its name tells,
// and members of Extra.
func TestWrittenInGo(t *testing.T) {
	value, err := connector.NewValue([]byte("true"))
	if err != nil {
		t.Fatal(err)
	}
	with := func(change func(*zoom.Configuration)) *zoom.Configuration {
		c := full()
		change(c)
		return c
	}
	for _, test := range []struct {
		c    *zoom.Configuration
		want string
	}{
		{full(), ""},
		{with(func(c *zoom.Configuration) { c.Profile = nil }), "AUTHENTICATION_METHOD required"},
		{with(func(c *zoom.Configuration) { c.Profile = &zoom.OtherProfile{} }), "AUTHENTICATION_METHOD required"},
		{with(func(c *zoom.Configuration) { c.Profile = &zoom.OtherProfile{Name: "Passkey"} }), "AUTHENTICATION_METHOD enumeration"},
		{with(func(c *zoom.Configuration) { c.Profile = &zoom.OtherProfile{Name: "Passkey", Received: true} }), ""},
		{with(func(c *zoom.Configuration) { c.Profile = &zoom.OtherProfile{Name: "JWT Bearer Token"} }), "AUTHENTICATION_METHOD own-profile"},
		{with(func(c *zoom.Configuration) { c.Profile = &zoom.OtherProfile{Name: "JWT Bearer Token", Received: true} }), "AUTHENTICATION_METHOD own-profile"},
		{with(func(c *zoom.Configuration) { c.Extra["CREATE_USERS"] = value }), "CREATE_USERS field"},
		{with(func(c *zoom.Configuration) { c.Extra["UPDATE_USERS"] = value }), "UPDATE_USERS field"}, // that is set
		{with(func(c *zoom.Configuration) { c.Extra["CREATE_USERS"] = connector.Value{} }), ""},
		{with(func(c *zoom.Configuration) { c.Extra["CREATE_USRS"] = value }), "CREATE_USRS unknown-key CREATE_USERS"},
	} {
		if got := briefly(test.c.Validate()); got != test.want {
			t.Errorf("%v: %q, want %q", test.c, got, test.want)
		}
	}
}

// What was received stays so: in copies, merged, and read by metadata.
func TestReceivedStays(t *testing.T) {
	object, err := connector.NewObject("Zoom", []byte(`{"SCIM_URL":"u","AUTHENTICATION_METHOD":"Passkey","SCIM_URI":"u","KEY":"******"}`))
	if err != nil {
		t.Fatal(err)
	}
	c, err := zoom.From(object.Received())
	if err != nil {
		t.Fatal(err)
	}
	prior, err := connector.NewObject("Zoom", []byte(`{"KEY":"k"}`))
	if err != nil {
		t.Fatal(err)
	}
	for name, merge := range map[string]func() (connector.Object, error){
		"typed": func() (connector.Object, error) { return catalog.Merge(prior, c.Clone()) },
		"as it": func() (connector.Object, error) { return connector.Merge(prior, object.Received()) },
	} {
		merged, err := merge()
		if err != nil {
			t.Fatal(err)
		}
		again, err := zoom.From(merged)
		if err != nil || again.Validate() != nil {
			t.Errorf("%s: %v, %v", name, err, again.Validate())
		}
		g, err := generic.Decode(zoom.Metadata(), again)
		if err != nil || g.Validate() != nil {
			t.Errorf("%s, by metadata: %v, %v", name, err, g.Validate())
		}
	}
	var store propagation.Store
	if err := json.Unmarshal([]byte(`{"type":"Zoom","configuration":`+string(object.Value().Reveal())+`}`), &store); err != nil {
		t.Fatal(err)
	}
	if c, err := zoom.From(store.Configuration); err != nil || c.Validate() != nil {
		t.Errorf("of a store: %v, %v", err, c.Validate())
	}
	if merged, err := connector.Merge(prior, object.Strict()); err != nil {
		t.Error(err)
	} else if c, _ := zoom.From(merged); briefly(c.Validate()) != "AUTHENTICATION_METHOD enumeration, KEY unknown-key, SCIM_URI unknown-key SCIM_URL" {
		t.Errorf("strict: %v", c.Validate())
	}
}

// Every key with one letter wrong is named, with the key that was meant.
func TestTypos(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(9, 10))
	for storeType, m := range harness.Metadata(t) {
		keys := keysOf(m)
		for key := range keys {
			for range 40 {
				wrong := typo(random, key)
				if keys[wrong] || strings.EqualFold(key, "id") {
					continue
				}
				data, err := json.Marshal(map[string]any{wrong: "x"})
				if err != nil {
					t.Fatal(err)
				}
				_, err = catalog.Parse(storeType, data, connector.Strict)
				problems, _ := errors.AsType[connector.Errors](err)
				i := slices.IndexFunc(problems, func(p *connector.FieldError) bool { return p.Key == wrong })
				if i < 0 || problems[i].Rule != connector.RuleUnknownKey || !slices.Equal(problems[i].Values, []string{key}) {
					t.Errorf("%s: %s instead of %s: %v", storeType, wrong, key, err)
				}
			}
		}
	}
}

func keysOf(m connector.Metadata) map[string]bool {
	keys := make(map[string]bool)
	for _, p := range m.Profiles {
		for _, a := range p.Attributes {
			keys[a.Key] = true
		}
	}
	return keys
}

// typo returns text with one letter wrong.
func typo(random *rand.Rand, text string) string {
	i := random.IntN(len(text) - 1)
	letter := string(rune('a' + random.IntN(26)))
	switch random.IntN(5) {
	case 0:
		return text[:i] + letter + text[i:]
	case 1:
		return text[:i] + text[i+1:]
	case 2:
		return text[:i] + strings.ToUpper(letter) + text[i+1:]
	case 3:
		return text[:i] + text[i+1:i+2] + text[i:i+1] + text[i+2:]
	}
	return strings.ToLower(text[:i+1]) + text[i+1:] + strings.Repeat(text[len(text)-1:], 1)
}

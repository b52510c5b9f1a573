package connector

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// validJWT returns a configuration that has nothing wrong.
func validJWT() *zoomConfiguration {
	return &zoomConfiguration{
		SCIMURL: "https://x",
		Profile: &zoomJWT{APIKey: NewSecret("key"), APISecret: NewSecret("secret")},
	}
}

func mustValue(t testing.TB, data string) Value {
	t.Helper()
	v, err := NewValue([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func wire(t testing.TB, c Configuration) string {
	t.Helper()
	data, err := Wire(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// One encoder writes both forms: what is sent, and what is shown.
func TestWireAndRedacted(t *testing.T) {
	c := validJWT()
	c.CreateUsers = new(false)
	c.Extra = Extra{"B": mustValue(t, `[1]`), "A\"\n": mustValue(t, `null`)}
	want := `{"SCIM_URL":"https://x","CREATE_USERS":false,"AUTHENTICATION_METHOD":"JWT Bearer Token",` +
		`"API_KEY":"key","API_SECRET":"secret","A\"\u000a":null,"B":[1]}`
	if diff := cmp.Diff(want, wire(t, c)); diff != "" {
		t.Errorf("Wire (-want +got):\n%s", diff)
	}
	c.Profile.(*zoomJWT).APISecret = Secret{}
	want = `{"SCIM_URL":"https://x","CREATE_USERS":false,"AUTHENTICATION_METHOD":"JWT Bearer Token",` +
		`"API_KEY":"[redacted]","A\"\u000a":null,"B":"[redacted]"}`
	if diff := cmp.Diff(zoomKey+want, c.String()); diff != "" {
		t.Errorf("String (-want +got):\n%s", diff)
	}
	shown, err := json.Marshal(struct{ C Configuration }{c})
	if diff := cmp.Diff(`{"C":`+strings.ReplaceAll(want, `\u000a`, `\u000a`)+`}`, string(shown)); diff != "" || err != nil {
		t.Errorf("json.Marshal: %v (-want +got):\n%s", err, diff)
	}
}

// The user and the password of a URL are not shown. Validate says that they do not
// belong there, and they are sent nevertheless.
func TestCredentialsInURLs(t *testing.T) {
	for url, want := range map[string]string{
		"https:/" + "/svc:hunter2@scim.example.com/v2":        "https:/" + "/[redacted]@scim.example.com/v2",
		"HTTPS://hunter2@x":                                   "HTTPS://[redacted]@x",
		"https:/" + "/a:hunter2@b@x?q=1":                      "https://[redacted]@x?q=1",
		"see http:/" + "/a:hunter2@x, ftp:/" + "/:hunter2@y/": "see http://[redacted]@x, ftp://[redacted]@y/",
		"https://x/a@b":                                       "https://x/a@b",
		"https://x?a=b@c":                                     "https://x?a=b@c",
		"https:/" + "/a:hunter/2#3?4@x/y":                     "https://[redacted]@x/y", // ought to be escaped
		"ldaps:/" + "/a:1b/2@x and me@x":                      "ldaps://[redacted]@x and me@x",
		"https://x:443/a@b":                                   "https://x:443/a@b",
		"https://[::1]:443/a@b https://[::1]/a@b":             "https://[::1]:443/a@b https://[::1]/a@b",
		"https://x://y:/a@b":                                  "https://x://y:/a@b",
		"://@":                                                "://[redacted]@",
		"me@example.com":                                      "me@example.com",
		"https://x/y?access_token=hunter2&z=1":                "https://x/y?access_token=[redacted]&z=1",
		"https://x/y?z=1&token_type=Bearer":                   "https://x/y?z=1&token_type=Bearer",
	} {
		c := validJWT()
		c.SCIMURL = url
		shown, err := json.Marshal(c)
		var back struct {
			URL string `json:"SCIM_URL"`
		}
		if json.Unmarshal(shown, &back); back.URL != want || err != nil {
			t.Errorf("%s is shown as %s, want %s", url, back.URL, want)
		}
		if !strings.Contains(wire(t, c), url) {
			t.Errorf("%s is not sent", url)
		}
		var refused []string
		if want != url {
			refused = []string{"SCIM_URL credentials"}
		}
		if diff := cmp.Diff(refused, problemsIn(t, c.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", url, diff)
		}
	}
}

// Every text with credentials is named, beside all else that is wrong, with its
// profile; so is what somebody put into Extra, at any depth. Secrets may have them, and
// so may what nobody knew when a server sent it. No value is in the error.
func TestEveryTextWithCredentials(t *testing.T) {
	const url = "https:/" + "/svc:hunter2@x"
	c := &zoomConfiguration{
		RemoveAction: url,
		Profile:      &zoomOAuth{TokenURL: url, AccountID: "see " + url, ClientSecret: NewSecret(url)},
		Extra:        Extra{"B": mustValue(t, `[{"b":"`+url+`"}]`), "A": mustValue(t, `"https://x/a@b"`)},
	}
	err := c.Validate()
	want := []string{
		"B credentials", "OAUTH_ACCOUNT_ID credentials", "OAUTH_CLIENT_ID required", "OAUTH_TOKEN_URL credentials",
		"REMOVE_ACTION credentials", "REMOVE_ACTION enumeration", "SCIM_URL required",
	}
	if diff := cmp.Diff(want, problemsIn(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if text := err.Error(); strings.Contains(text, "hunter2") || !strings.Contains(text, "Zoom (OAuth Bearer Token): OAUTH_TOKEN_URL has a user") {
		t.Errorf("the error is %s", text)
	}
	object, err := NewObject(zoomKey, []byte(`{"SCIM_URL":"https://x","AUTHENTICATION_METHOD":"`+url+`","B":"`+url+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	received, err := zoomFrom(object.Received())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"AUTHENTICATION_METHOD credentials"}, problemsIn(t, received.Validate())); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

// An Encoder that a program makes for itself must not reveal anything.
func TestZeroEncoderRedacts(t *testing.T) {
	var e codec.Encoder
	e = validJWT().Encode(e)
	if got := string(e.Bytes()); strings.Contains(got, "secret") || !strings.Contains(got, `"API_KEY":"[redacted]"`) {
		t.Errorf("got %s", got)
	}
}

// Every character comes back as it was, in keys, strings and secrets.
func TestWireCharacters(t *testing.T) {
	var texts []string
	for r := range rune(0x180) {
		texts = append(texts, string(r), "0123456"+string(r)+"89abcdef", string(r)+strings.Repeat("y", 24))
	}
	texts = append(texts, "\u2028\u2029", "\ufffd", "😀", "</script>&", `\u0041`, strings.Repeat("y", 1000))
	for _, text := range texts {
		c := validJWT()
		c.SCIMURL, c.Profile.(*zoomJWT).APIKey = text, NewSecret(text)
		c.Extra = Extra{text: Value{}}
		data := wire(t, c)
		var back map[string]any
		if err := json.Unmarshal([]byte(data), &back); err != nil {
			t.Errorf("%q: %v in %s", text, err, data)
			continue
		}
		_, found := back[text]
		if back["SCIM_URL"] != text || back["API_KEY"] != text || !found {
			t.Errorf("%q becomes %s", text, data)
		}
	}
}

// Extra never makes a second member of a name, and gives way to fields that are set.
func TestWireExtraYields(t *testing.T) {
	c := validJWT()
	c.Extra = Extra{
		"SCIM_URL":      mustValue(t, `7`),
		"API_KEY":       mustValue(t, `null`),
		"CREATE_USERS":  mustValue(t, `null`),
		"REMOVE_ACTION": mustValue(t, `""`),
	}
	want := `{"SCIM_URL":"https://x","AUTHENTICATION_METHOD":"JWT Bearer Token","API_KEY":"key","API_SECRET":"secret",` +
		`"CREATE_USERS":null,"REMOVE_ACTION":""}`
	if diff := cmp.Diff(want, wire(t, c)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	wire(t, c) // the first call must not have changed anything
}

// Wire refuses what would be sent wrongly, all of it at once.
func TestWireRefuses(t *testing.T) {
	masked := validJWT()
	masked.Profile = &zoomJWT{APIKey: NewSecret("[redacted]"), APISecret: NewSecret("••••")}
	masked.Extra = Extra{"A": mustValue(t, `{"b":["***"]}`), "B": mustValue(t, `"**"`)}
	broken := validJWT()
	broken.SCIMURL = "\xff"
	broken.Profile = &zoomJWT{APIKey: NewSecret("k\xc3"), APISecret: NewSecret("s")}
	broken.Extra = Extra{"\xff": Value{}}
	both := validJWT()
	both.SCIMURL = ""
	both.Profile = &zoomJWT{APIKey: NewSecret("***")}
	printed := validJWT()
	printed.SCIMURL = "https://[redacted]@x"
	asIs := validJWT()
	asIs.Profile = &zoomJWT{APIKey: NewSecret("****").AsIs(), APISecret: NewSecret("[redacted]").AsIs()}
	asIs.Extra = Extra{"A": mustValue(t, `{"b":["***"]}`).AsIs()}
	plain := validJWT()
	plain.SCIMURL = "***" // no secret: it may be anything
	for _, test := range []struct {
		name string
		c    Configuration
		want []string
	}{
		{"masks", masked, []string{"A mask", "API_KEY mask", "API_SECRET mask", "B mask"}},
		{"what was printed", printed, []string{"SCIM_URL mask"}},
		{"no masks, as somebody says", asIs, nil},
		{"encodings", broken, []string{"API_KEY encoding", "SCIM_URL encoding", "\xff encoding"}},
		{"invalid, too", both, []string{"API_KEY mask", "API_SECRET required", "SCIM_URL required"}},
		{"mask of no secret", plain, nil},
		{"object", mustObject(t, `{"A":"x","B":{"c":["*****"]}}`), []string{"B mask"}},
		{"object without masks", mustObject(t, `{"A":"x","B":{"c":["*****"]}}`).AsIs(), nil},
	} {
		data, err := Wire(test.c)
		wantProblems(t, test.name, err, test.want...)
		if (data == nil) == (err == nil) {
			t.Errorf("%s: Wire returns %s and %v", test.name, data, err)
		}
	}
}

// omitted is a configuration of a connector without attributes.
type omitted struct{ Configuration }

func (omitted) StoreType() string { return "directory" }
func (omitted) Validate() error   { return nil }
func (o omitted) Encode(e codec.Encoder) codec.Encoder {
	e.Omit()
	if o.Configuration != nil {
		e = o.Configuration.Encode(e)
	}
	return e
}

// A store that has no configuration is sent without one; what the server added is not dropped.
func TestWireOmits(t *testing.T) {
	none, err := NewObject("directory", nil)
	if err != nil {
		t.Fatal(err)
	}
	null, err := NewObject("directory", []byte("null"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]Configuration{"nil": nil, "none": none, "null": null, "no attributes": omitted{}} {
		if data, err := Wire(c); data != nil || err != nil {
			t.Errorf("%s: Wire returns %s, %v, want nil, nil", name, data, err)
		}
	}
	if got := wire(t, mustObject(t, ` { } `)); got != "{}" {
		t.Errorf("an empty object is sent as %s", got)
	}
	if got := wire(t, omitted{mustObject(t, `{"A":1}`)}); got != `{"A":1}` {
		t.Errorf("an addition is sent as %s", got)
	}
	if got := none.String(); got != "directory{}" {
		t.Errorf("String is %s", got)
	}
}

// A nil pointer is a mistake, and must not panic or pass for a store without configuration.
func TestWireNilPointer(t *testing.T) {
	if data, err := Wire((*zoomConfiguration)(nil)); err == nil {
		t.Errorf("Wire returns %s", data)
	}
}

// foreign is a configuration whose Validate returns an error of its own.
type foreign struct{ zoomConfiguration }

func (foreign) Validate() error { return fmt.Errorf("foreign") }

func TestWireForeignError(t *testing.T) {
	if _, err := Wire(foreign{}); err == nil || err.Error() != "foreign" {
		t.Errorf("Wire returns %v, want the error of Validate", err)
	}
}

// An Object shows its keys, and goes out as it came in.
func TestObject(t *testing.T) {
	o := mustObject(t, "{\"A\": \"x\",\n\"B\": [1, {}], \"C\\\"\": null}")
	if got, want := o.String(), `Zoom{"A":"[redacted]","B":"[redacted]","C\"":null}`; got != want {
		t.Errorf("String is %s, want %s", got, want)
	}
	if got, want := wire(t, o), `{"A":"x","B":[1, {}],"C\"":null}`; got != want {
		t.Errorf("Wire is %s, want %s", got, want)
	}
	if got := o.Secrets(); len(got) != 1 || got["A"].Reveal() != "x" {
		t.Errorf("Secrets are %v, want A", got)
	}
	other, _ := NewObject("Slack", o.Value().Reveal())
	if o.Equal(other) {
		t.Error("objects of two store types are equal")
	}
	if !o.Equal(o) || o.Equal(mustObject(t, `{}`)) {
		t.Error("Equal is wrong")
	}
	for _, data := range []string{``, `[]`, `"x"`, `1`, `{`, `{"a":1}{}`, `nullx`} {
		if _, err := NewObject(zoomKey, []byte(data)); err == nil {
			t.Errorf("%s is accepted", data)
		}
	}
}

// From functions take a configuration as it is or as the API gave it, and say what else they got.
func TestFrom(t *testing.T) {
	c := validJWT()
	for name, from := range map[string]Configuration{"pointer": c, "value": *c, "object": mustObject(t, wire(t, c))} {
		got, err := zoomFrom(from)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(wire(t, c), wire(t, got)); diff != "" || got == c {
			t.Errorf("%s: no copy (-want +got):\n%s", name, diff)
		}
	}
	none, _ := NewObject(zoomKey, nil)
	if got, err := zoomFrom(none); err != nil || got.Profile != nil {
		t.Errorf("an object without configuration gives %v, %v, want an empty configuration", got, err)
	}
	slack, _ := NewObject("Slack", []byte(`{}`))
	for _, test := range []struct {
		c    Configuration
		want string
	}{
		{nil, "Zoom: want a configuration, not nil"},
		{(*zoomConfiguration)(nil), "Zoom: want a configuration, not a nil *connector.zoomConfiguration"},
		{slack, "Zoom: want a configuration of this connector, not a connector.Object of Slack"},
		{omitted{}, "Zoom: want a configuration of this connector, not a connector.omitted of directory"},
	} {
		if got, err := zoomFrom(test.c); err == nil || err.Error() != test.want || got != nil {
			t.Errorf("got  %v, %v\nwant %s", got, err, test.want)
		}
	}
}

func mustObject(t testing.TB, data string) Object {
	t.Helper()
	o, err := NewObject(zoomKey, []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

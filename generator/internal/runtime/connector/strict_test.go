package connector

import (
	"errors"
	"maps"
	"slices"
	"testing"
)

// What is written, received and read strictly differs in what is refused, and the
// difference outlives decoding and merging.
func TestOrigins(t *testing.T) {
	const complete = `"SCIM_URL":"u","API_KEY":"k","API_SECRET":"s"`
	for _, test := range []struct {
		data                      string
		written, received, strict []string
	}{
		{`{"AUTHENTICATION_METHOD":"JWT Bearer Token",` + complete + `}`, nil, nil, nil},
		{`{` + complete + `}`, nil, nil, []string{"AUTHENTICATION_METHOD required"}},
		{`{"SCIM_URL":"u"}`, []string{"AUTHENTICATION_METHOD required"}, nil, []string{"AUTHENTICATION_METHOD required"}},
		{`{"SCIM_URL":"u","AUTHENTICATION_METHOD":"New","KEY":"k"}`, []string{"AUTHENTICATION_METHOD enumeration"}, nil,
			[]string{"AUTHENTICATION_METHOD enumeration", "KEY unknown-key"}},
		{`{"AUTHENTICATION_METHOD":"JWT Bearer Token",` + complete + `,"SCIM_URI":"u","NEW":1,"OAUTH_CLIENT_ID":"c"}`, []string{"SCIM_URI unknown-key"}, nil,
			[]string{"NEW unknown-key", "OAUTH_CLIENT_ID other-profile", "SCIM_URI unknown-key"}},
	} {
		o := mustObject(t, test.data)
		for _, x := range []struct {
			name   string
			object Object
			want   []string
		}{{"written", o, test.written}, {"received", o.Received(), test.received}, {"strict", o.Strict(), test.strict}} {
			c, err := zoomFrom(x.object)
			if err != nil {
				t.Fatal(err)
			}
			wantProblems(t, x.name+" "+test.data, c.Validate(), x.want...)
			merged, err := Merge(o, x.object)
			if err != nil {
				t.Fatal(err)
			}
			if c, err = zoomFrom(merged); err != nil {
				t.Fatal(err)
			}
			wantProblems(t, x.name+", merged "+test.data, c.Validate(), x.want...)
		}
		typed, err := zoomFrom(o.Received())
		if err != nil {
			t.Fatal(err)
		}
		merged, err := Merge(o, typed)
		if err != nil {
			t.Fatal(err)
		}
		if typed, err = zoomFrom(merged); err != nil {
			t.Fatal(err)
		}
		wantProblems(t, "received, typed and merged "+test.data, typed.Validate(), test.received...)
		if _, err := Parse(zoomFrom, zoomKey, []byte(test.data)); err != nil {
			t.Errorf("%s: %v", test.data, err)
		}
		c, err := Parse(zoomFrom, zoomKey, []byte(test.data), Strict)
		wantProblems(t, "Parse "+test.data, err, test.strict...)
		if c == nil {
			t.Errorf("%s: no configuration beside the error", test.data)
		}
	}
	if _, err := Parse(zoomFrom, zoomKey, []byte(`{`), Strict); err == nil {
		t.Error("no JSON is accepted")
	}
}

// An error speaks of the profile that has the attribute for itself, and of none where
// that is shared or unknown.
func TestProfileOfErrors(t *testing.T) {
	c := zoomConfiguration{
		SCIMURL: "[redacted]", Profile: &zoomOAuth{TokenURL: "t", AccountID: "a", ClientSecret: NewSecret("****")},
		Extra: Extra{"NEW": mustValue(t, `"****"`), "OAUTH_CLIENT_ID": mustValue(t, `7`)},
	}
	_, err := Wire(c)
	var errs Errors
	if !errors.As(err, &errs) {
		t.Fatal(err)
	}
	got := make(map[string]string)
	for _, e := range errs {
		got[e.Key+" "+string(e.Rule)] = e.Profile
	}
	want := map[string]string{"SCIM_URL mask": "", "OAUTH_CLIENT_SECRET mask": methodOAuth, "NEW mask": "", "OAUTH_CLIENT_ID kind": methodOAuth}
	if !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A type that is not known is an error with the type that may be meant, unless a
// server has sent it.
func TestUnknownType(t *testing.T) {
	known := []string{"Zoom", "Slack"}
	for storeType, text := range map[string]string{
		"Zomm":  `there is no connector "Zomm"; the nearest is Zoom`,
		"Gizmo": `there is no connector "Gizmo"; there are "Zoom" or "Slack"`,
	} {
		o, err := NewObject(storeType, nil)
		if err != nil {
			t.Fatal(err)
		}
		var unknown *UnknownTypeError
		if err := UnknownType(o, known); !errors.As(err, &unknown) || err.Error() != text || !slices.Equal(unknown.Known, known) {
			t.Errorf("%s: %v", storeType, err)
		}
		if err := UnknownType(o.Received(), known); err != nil {
			t.Errorf("received: %v", err)
		}
	}
	if err := UnknownType(zoomConfiguration{}, known); err != nil {
		t.Errorf("what is typed: %v", err)
	}
}

// Configurations of two store types are never equal, whatever is in them; nil is one
// of any type with nothing in it.
func TestDiffOfTypes(t *testing.T) {
	a, _ := NewObject("A", []byte(`{"K":"v"}`))
	b, _ := NewObject("B", []byte(`{"K":"v"}`))
	if _, err := Diff(a, b); err == nil || a.Equal(b) || !a.Equal(a.Received()) {
		t.Error("objects of two store types are equal")
	}
	var none *zoomConfiguration
	for _, of := range []Configuration{nil, none} {
		if changes, err := Diff(of, a); err != nil || len(changes) != 1 || changes[0] != (Change{Key: "K"}) {
			t.Errorf("%v, %v", changes, err)
		}
	}
	c := zoomConfiguration{SCIMURL: "u", Profile: &zoomJWT{APIKey: NewSecret("hidden")}}
	changes, err := Diff(c, zoomConfiguration{SCIMURL: "v"})
	if want := []Change{{Key: "API_KEY"}, {zoomSelector, `"JWT Bearer Token"`, ""}, {"SCIM_URL", `"u"`, `"v"`}}; err != nil || !slices.Equal(changes, want) {
		t.Errorf("%v, %v", changes, err)
	}
}

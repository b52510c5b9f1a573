package connector

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// null and "" say nothing, but are kept, so that replacing a store does not drop them.
func TestDecodeKeepsBlanks(t *testing.T) {
	c, err := zoomFrom(mustObject(t, `{
		"AUTHENTICATION_METHOD": null, "SCIM_URL": "", "CREATE_USERS": null, "UPDATE_USERS": "",
		"API_KEY": null, "API_SECRET": "", "NEW": {"a": [1]}}`))
	if err != nil {
		t.Fatal(err)
	}
	if c.SCIMURL != "" || c.CreateUsers != nil || c.Profile.method() != "" {
		t.Errorf("fields are set: %v", c)
	}
	want := Extra{
		"AUTHENTICATION_METHOD": {}, "SCIM_URL": mustValue(t, `""`), "CREATE_USERS": {}, "UPDATE_USERS": mustValue(t, `""`),
		"API_KEY": {}, "API_SECRET": mustValue(t, `""`), "NEW": mustValue(t, `{"a": [1]}`),
	}
	if diff := cmp.Diff(want, c.Extra); diff != "" {
		t.Errorf("Extra (-want +got):\n%s", diff)
	}
}

// A value of a wrong kind costs its attribute only: the others can be read, and
// Validate reports all that are wrong. Merge sends them back as they came.
func TestDecodeKinds(t *testing.T) {
	const text = `{"API_KEY":1,"API_SECRET":["x"],"CREATE_USERS":"true","UPDATE_USERS":0,"NEW":1,"REMOVE_ACTION":"Disable","SCIM_URL":{}}`
	for method, more := range map[string][]string{"": nil, `"AUTHENTICATION_METHOD":7,`: {"AUTHENTICATION_METHOD kind"}} {
		o := mustObject(t, `{`+method+text[1:])
		c, err := zoomFrom(o)
		if err != nil || c.RemoveAction != "Disable" {
			t.Fatalf("%v, %v", c, err)
		}
		want := append(more, "CREATE_USERS kind", "SCIM_URL kind", "UPDATE_USERS kind")
		if more == nil {
			want = append([]string{"API_KEY kind", "API_SECRET kind"}, want...)
		}
		wantProblems(t, method, c.Validate(), want...)
		merged, err := Merge(o, c)
		if err != nil || !strings.HasSuffix(string(merged.Value().Reveal()), `"CREATE_USERS":"true","NEW":1,"SCIM_URL":{},"UPDATE_USERS":0}`) {
			t.Errorf("becomes %s, %v", merged.Value().Reveal(), err)
		}
	}
}

// What a person writes goes into fields: in Extra it would be checked by nobody, or
// not be sent. Where a value could not be read, setting the field repairs that.
func TestExtraHoldsNoKnownKey(t *testing.T) {
	off := false
	c := zoomConfiguration{SCIMURL: "u", DisableUsers: &off, Profile: &zoomJWT{APIKey: NewSecret("a")}, Extra: Extra{
		"CREATE_USERS": mustValue(t, `"certainly"`), "UPDATE_USERS": mustValue(t, `true`), "SCIM_URL": mustValue(t, `""`),
		"REMOVE_ACTION": {}, "NEW": mustValue(t, `1`), "API_KEY": mustValue(t, `5`), "DISABLE_USERS": mustValue(t, `true`), "API_SECRET": mustValue(t, `"hidden"`), zoomSelector: mustValue(t, `"x"`),
	}}
	wantProblems(t, "Extra", c.Validate(), "API_SECRET field", "AUTHENTICATION_METHOD field", "CREATE_USERS kind", "DISABLE_USERS field", "UPDATE_USERS field")
}

// What was decoded must not change with the data that it came from.
func TestDecodeCopies(t *testing.T) {
	data := []byte(`{"SCIM_URL":"https://x","API_KEY":"key","API_SECRET":"sec\u0072et","NEW":"new"}`)
	var c zoomConfiguration
	if err := c.UnmarshalJSON(data); err != nil {
		t.Fatal(err)
	}
	clear(data)
	want := `{"SCIM_URL":"https://x","AUTHENTICATION_METHOD":"JWT Bearer Token","API_KEY":"key","API_SECRET":"secret","NEW":"new"}`
	if got := wire(t, &c); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

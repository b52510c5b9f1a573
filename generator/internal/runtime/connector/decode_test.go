package connector

import (
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

// Wrong kinds are reported all at once.
func TestDecodeKinds(t *testing.T) {
	_, err := zoomFrom(mustObject(t, `{"API_KEY":1,"API_SECRET":["x"],"SCIM_URL":true,"CREATE_USERS":"true","UPDATE_USERS":0,"NEW":1}`))
	wantProblems(t, "kinds", err, "API_KEY kind", "API_SECRET kind", "CREATE_USERS kind", "SCIM_URL kind", "UPDATE_USERS kind")
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

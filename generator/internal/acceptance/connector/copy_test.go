package connector_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
)

func full() *zoom.Configuration {
	on := true
	extra, _ := connector.NewValue([]byte(`"x"`))
	return &zoom.Configuration{
		SCIMURL: "https://x", UpdateUsers: &on, Extra: connector.Extra{"NEW": extra},
		Profile: &zoom.OAuthBearerToken{OAuthTokenURL: "https://t", OAuthAccountID: "a", OAuthClientID: "c", OAuthClientSecret: connector.NewSecret("s3cret")},
	}
}

// Libraries that copy deeply lose what they cannot see; Clone loses nothing, and what
// is changed in a copy stays there.
func TestClone(t *testing.T) {
	c := full()
	copied := c.Clone()
	if !reflect.DeepEqual(c, copied) {
		t.Errorf("%v is copied as %v", c, copied)
	}
	copied.Profile.(*zoom.OAuthBearerToken).OAuthClientSecret = connector.NewSecret("another")
	*copied.UpdateUsers = false
	copied.Extra["MORE"] = connector.Value{}
	if !reflect.DeepEqual(c, full()) {
		t.Errorf("changing a copy makes the original %v", c)
	}
	if none := (zoom.Configuration{}).Clone(); !reflect.DeepEqual(none, &zoom.Configuration{}) {
		t.Errorf("a copy of nothing is %v", none)
	}
}

// YAML libraries know nothing of JSON; with these methods they read and write what
// package encoding/json does, and an error quotes nothing.
func TestYAML(t *testing.T) {
	wire, err := connector.Wire(full())
	if err != nil {
		t.Fatal(err)
	}
	var read zoom.Configuration
	if err := read.UnmarshalYAML(func(to any) error { return json.Unmarshal(wire, to) }); err != nil || !reflect.DeepEqual(&read, full()) {
		t.Errorf("read %v, %v", read, err)
	}
	written, err := read.MarshalYAML()
	text, _ := json.Marshal(written)
	if err != nil || strings.Contains(string(text), "s3cret") || !strings.Contains(string(text), `"AUTHENTICATION_METHOD":"OAuth Bearer Token"`) {
		t.Errorf("written %s, %v", text, err)
	}
	err = read.UnmarshalYAML(func(any) error { return errors.New("cannot read s3cret") })
	if err == nil || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("the error is %v", err)
	}
}

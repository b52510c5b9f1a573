package connector

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func seeds(f *testing.F) {
	for _, seed := range []string{
		zoomJSON, `{}`, `null`, `[]`, `{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, `{"a":[{"b":{}},[],"\ud83d\ude00",-1.5e+7,true,false,null]}`,
		`{"SCIM_URL":"x","AUTHENTICATION_METHOD":"JWT Bearer Token","API_KEY":"k","API_SECRET":"s","NEW":[1,"a"]}`,
		`{"a":"\ud800"}`, `{"a":"\ud800\ud800\udc00"}`, `{"a":"\\ud800"}`, "{\"a\":\"\xff\"}", "{\"é\":\"\u2028\"}", `{"a":01}`, `{"a":1}x`,
		`{"SCIM_URL":"x","API_KEY":"***","API_SECRET":"","NEW":["[redacted]"],"CREATE_USERS":null}`,
		strings.Repeat(`{"a":`, 600) + "1" + strings.Repeat(`}`, 600),
	} {
		f.Add([]byte(seed))
	}
}

// FuzzRoundTrip: what was decoded and can be sent decodes to the same again, and an
// Object that can be sent is sent unchanged.
func FuzzRoundTrip(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := NewObject(zoomKey, data)
		if err != nil {
			return
		}
		if sent, err := Wire(o); err == nil && sent != nil {
			wantSame(t, data, sent)
		}
		c, err := zoomFrom(o)
		if err != nil {
			return
		}
		if shown, err := json.Marshal(c); err != nil || !json.Valid(shown) {
			t.Fatalf("json.Marshal: %s, %v", shown, err)
		}
		sent, err := Wire(c)
		if err != nil {
			return
		}
		again := new(zoomConfiguration)
		if err := again.UnmarshalJSON(sent); err != nil {
			t.Fatalf("cannot decode %s: %v", sent, err)
		}
		if second := wire(t, again); second != string(sent) {
			t.Errorf("first  %s\nsecond %s", sent, second)
		}
		if c.Profile.method() == "" || bytes.Contains(data, []byte(zoomSelector)) {
			wantSelected(t, data, sent)
		}
	})
}

// wantSame fails unless got is the same JSON as want.
func wantSame(t *testing.T, want, got []byte) {
	t.Helper()
	decode := func(data []byte) (v any) {
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		if err := d.Decode(&v); err != nil {
			t.Fatalf("%v in %s", err, data)
		}
		return v
	}
	if diff := cmp.Diff(decode(want), decode(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// wantSelected is wantSame, but for a selector that said nothing.
func wantSelected(t *testing.T, want, got []byte) {
	t.Helper()
	var selected struct {
		Method *string `json:"AUTHENTICATION_METHOD"`
	}
	if json.Unmarshal(want, &selected) == nil && selected.Method != nil && *selected.Method != "" {
		wantSame(t, want, got)
	}
}

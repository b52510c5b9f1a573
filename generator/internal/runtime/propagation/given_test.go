package propagation

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A nest has members that are the server's to set, at every depth.
type nest struct {
	ID            string                  `json:"id,omitempty"`
	Name          string                  `json:"name"`
	Inner         *nest                   `json:"inner,omitempty"`
	List          []nest                  `json:"list,omitempty"`
	Map           map[string]nest         `json:"map,omitempty"`
	Configuration connector.Configuration `json:"configuration,omitempty"`
	Extra         connector.Extra         `json:"-"`
}

func (v *nest) UnmarshalJSON(data []byte) error { return unmarshal(data, v) }

func (v nest) MarshalJSON() ([]byte, error) { return marshal(&v) }

func (v *nest) members(c *codec) {
	w := c.object(&v.Extra, " id configuration ")
	for w.next() {
		w.text("id", &v.ID)
		if w.required("name", &v.Name) {
			codeText(&v.Name, c)
		}
		if w.at("inner", v.Inner != nil) {
			codePointer(&v.Inner, c, (*nest).members)
		}
		if w.at("list", v.List != nil) {
			codeArray(&v.List, c, (*nest).members)
		}
		if w.at("map", v.Map != nil) {
			codeMap(&v.Map, c, (*nest).members)
		}
		w.configuration("type", "Zoom", "configuration", v.Configuration)
	}
	w.configured("Zoom", "configuration", &v.Configuration)
}

// Members that are the server's to set are read and shown, and not sent: at any
// depth, of any kind, and also if they came as what their field cannot hold.
// Members that no field holds are sent back, and so is, as it came, a list with an
// element that is no object.
func TestGiven(t *testing.T) {
	tests := []struct{ name, without, read, sent string }{
		{"at the top", "", `{"id":"1","name":"n","configuration":{"A":"b"},"new":1}`, `{"name":"n","new":1}`},
		{"at every depth", "", `{"name":"n","inner":{"id":"1","name":"i"},"list":[{"id":"2","name":"l"}],"map":{"id":{"id":"3","name":"m"}}}`,
			`{"name":"n","inner":{"name":"i"},"list":[{"name":"l"}],"map":{"id":{"name":"m"}}}`},
		{"null or empty", "", `{"id":null,"name":"n","inner":{"id":"","name":"i"}}`, `{"name":"n","inner":{"name":"i"}}`},
		{"of another kind", "", `{"id":{"new":1},"name":"n","configuration":[1],"inner":{"id":[],"name":"i"}}`, `{"name":"n","inner":{"name":"i"}}`},
		{"in an element that does not fit", "", `{"name":"n","list":[{"id":"2","name":7}],"map":{"a":{"id":"3","name":[]}},"inner":{"id":"4","name":true}}`,
			`{"name":"n","list":[{"name":7}],"map":{"a":{"name":[]}},"inner":{"name":true}}`},
		{"one of another kind, in a list", "", `{"name":"n","list":[{"id":2,"name":"l"},{"id":"3","name":"m"}]}`, `{"name":"n","list":[{"name":"l"},{"name":"m"}]}`},
		{"in a list with an element of another kind", "", `{"name":"n","list":[{"id":"2","name":"l"},"odd"]}`, `{"name":"n","list":[{"id":"2","name":"l"},"odd"]}`},
		{"one that only this operation does not take", " plan ", `{"name":"n","plan":"p","inner":{"name":"i","plan":"p"}}`, `{"name":"n","inner":{"name":"i","plan":"p"}}`},
		{"a field that only this operation does not take", " map ", `{"name":"n","map":{},"inner":{"name":"i","map":{}}}`, `{"name":"n","inner":{"name":"i","map":{}}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var v nest
			if err := json.Unmarshal([]byte(tt.read), &v); err != nil {
				t.Fatal(err)
			}
			shown, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			for name := range object(t, []byte(tt.read)) {
				if _, ok := object(t, shown)[name]; !ok {
					t.Errorf("%s is not shown: %s", name, shown)
				}
			}
			r := client(t, Config{BaseURL: "https://example.com", HTTPClient: &http.Client{}}).request("Replace", http.MethodPut, "/x")
			r.without(tt.without).send("application/json", v.members)
			if r.err != nil {
				t.Fatal(r.err)
			}
			if diff := cmp.Diff(object(t, []byte(tt.sent)), object(t, r.body.buf)); diff != "" {
				t.Errorf("(-want +sent):\n%s", diff)
			}
		})
	}
}

// Credentials in a URL are shown in no member, and are sent.
func TestCredentialsOfURLs(t *testing.T) {
	v := store{Name: "https://svc:s3cret2@example.com/v2", Names: []string{"x https://s3cret2@example.com"}, Image: &image{Href: "https://svc:s3cret2@example.com"}}
	shown, err := json.Marshal(v)
	if err != nil || strings.Contains(string(shown), "s3cret2") {
		t.Errorf("%v: shown as %s", err, shown)
	}
	if body, err := sent(&v); err != nil || strings.Count(string(body), "s3cret2") != 3 {
		t.Errorf("%v: sent as %s", err, body)
	}
}

package propagation

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// sent returns v as the body of a request.
func sent(v *store) ([]byte, error) {
	e := encoder{reveal: true}
	v.members(&codec{e: &e})
	return e.buf, e.err
}

// PUT replaces the whole object, so what is read and sent back must be the same object.
func TestRoundTrip(t *testing.T) {
	tests := []struct{ name, json string }{
		{"every field", `{"id":"1","type":"Zoom","name":"n","managed":false,"total":0,"share":0.5,"active":true,"key":"s3cret",
			"image":{"href":"h"},"createdAt":"2023-12-05T17:38:42.947Z","groups":[{"href":"a"}],"names":["a",""],
			"_links":{"self":{"href":"x"}},"any":{"a":[1,null]},"configuration":{"KEY":"value","ON":false}}`},
		{"only what is required", `{"active":false}`},
		{"unknown members", `{"active":true,"new":{"deep":[1,2.50,"x"]},"image":{"size":3}}`},
		{"null and empty strings", `{"active":true,"id":"","name":null,"managed":null,"image":null,"groups":null,"configuration":null,"new":null}`},
		{"empty objects and lists", `{"active":true,"image":{},"groups":[],"names":[],"_links":{},"any":{}}`},
		{"an empty configuration is not none", `{"type":"scim","active":true,"configuration":{}}`},
		{"a time without a fraction", `{"active":true,"createdAt":"2023-12-05T17:38:42Z"}`},
		{"a time with a zero at the end", `{"active":true,"createdAt":"2023-12-05T17:38:42.940Z"}`},
		{"a time with microseconds and a zone", `{"active":true,"createdAt":"2023-12-05T17:38:42.123450+01:00"}`},
		{"escapes", `{"active":true,"name":"\u00e9\n\"\\\ud83d\ude00\u2028","n\u0065w\"":"\\"}`},
		{"the configuration before the type", `{"configuration":{"A":"b"},"active":true,"type":"Zoom"}`},
		{"null in a list or a map", `{"active":true,"groups":[{"href":"a"},null],"names":[null,"b"],"_links":{"a":null,"b":{"href":"x"}},"any":[null]}`},
		{"null in a list of a nested object", `{"active":true,"image":{"sizes":[null,1]},"groups":[{"href":"a","sizes":[null]}],"name":"after"}`},
		{"numbers, truths and text of any kind", `{"active":true,"any":[1,-2.50e3,true,false,"a\n",null,{"b":{}},[],""]}`},
		{"numbers that no float can hold", `{"active":true,"any":12345678901234567890,"new":1e400}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var v store
			if err := json.Unmarshal([]byte(tt.json), &v); err != nil {
				t.Fatal(err)
			}
			got, err := sent(&v)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(object(t, []byte(tt.json)), object(t, got)); diff != "" {
				t.Errorf("sent is not what was read (-read +sent):\n%s", diff)
			}
		})
	}
}

// object returns the members of data, numbers as they are spelled.
func object(t *testing.T, data []byte) (m map[string]any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&m); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	return m
}

// A field that is set after reading wins over what was kept for its key.
func TestFieldBeforeExtra(t *testing.T) {
	var v store
	if err := json.Unmarshal([]byte(`{"name":null,"active":true,"createdAt":"2023-12-05T17:38:42Z"}`), &v); err != nil {
		t.Fatal(err)
	}
	v.Name = "set"
	v.CreatedAt = v.CreatedAt.AddDate(1, 0, 0)
	got, err := sent(&v)
	if want := `{"name":"set","active":true,"createdAt":"2024-12-05T17:38:42.000Z"}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}

// A time that is set is sent as PingOne writes it, unless that would lose some of it.
func TestTime(t *testing.T) {
	at := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	for fraction, want := range map[time.Duration]string{
		0: "05.000Z", 940 * time.Millisecond: "05.940Z", 1250 * time.Microsecond: "05.00125Z", 1: "05.000000001Z",
	} {
		got, err := sent(&store{CreatedAt: at.Add(fraction)})
		if want := `{"active":false,"createdAt":"2024-01-02T03:04:` + want + `"}`; err != nil || string(got) != want {
			t.Errorf("got %s, %v; want %s", got, err, want)
		}
	}
}

// A configuration says which type of store it is for.
func TestTypeFromConfiguration(t *testing.T) {
	object, err := connector.NewObject("Zoom", []byte(`{"A":"b"}`))
	if err != nil {
		t.Fatal(err)
	}
	got, err := sent(&store{Configuration: object})
	if want := `{"active":false,"type":"Zoom","configuration":{"A":"b"}}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
	_, err = sent(&store{Type: "Slack", Configuration: object})
	if want := `type is "Slack", but configuration is one of "Zoom"`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// Nothing that could be a secret is shown, whatever a caller prints.
func TestRedacted(t *testing.T) {
	var v store
	err := json.Unmarshal([]byte(`{"type":"Zoom","key":"s3cret-1","new":"s3cret-2","image":{"new":"s3cret-3"},
		"configuration":{"KEY":"s3cret-4"},"groups":[{"new":["s3cret-5"]}]}`), &v)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var logged bytes.Buffer
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("store", "v", v, "p", &v)
	slog.New(slog.NewTextHandler(&logged, nil)).Info("store", "v", v, "p", &v)
	shown := map[string]string{"json": string(encoded), "slog": logged.String()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x", "%q", "%p"} {
		shown[verb] = fmt.Sprintf(verb, v) + fmt.Sprintf(verb, &v)
	}
	for channel, text := range shown {
		if strings.Contains(text, "s3cret") {
			t.Errorf("%s shows a secret: %s", channel, text)
		}
	}
	const want = `{"type":"Zoom","active":false,"key":"[redacted]","image":{"new":"[redacted]"},` +
		`"groups":[{"new":"[redacted]"}],"configuration":{"KEY":"[redacted]"},"new":"[redacted]"}`
	if diff := cmp.Diff(want, string(encoded)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What cannot be meant is refused before it is sent, without quoting it.
func TestNotSent(t *testing.T) {
	masked, err := connector.NewObject("Zoom", []byte(`{"KEY":"[redacted]"}`))
	if err != nil {
		t.Fatal(err)
	}
	mask, err := connector.NewValue(json.RawMessage(`{"a":["*****"]}`))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		v    store
		want string
	}{
		{"not UTF-8", store{Name: "a\xff"}, "a string to be sent is not valid UTF-8"},
		{"mask of a secret", store{Key: connector.NewSecret("•••")}, "a secret to be sent is only the mask of one"},
		{"mask in Extra", store{Extra: connector.Extra{"new": mask}}, "new holds the mask of a secret, which is not to be sent"},
		{"mask in a configuration", store{Configuration: masked}, "Zoom: KEY"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := sent(&tt.v); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// A response of the wrong kind is an error that names the member and quotes nothing.
func TestDecodeErrors(t *testing.T) {
	tests := []struct{ json, want string }{
		{`[]`, " must be an object"},
		{`{"name":7}`, "name must be a string"},
		{`{"managed":"yes"}`, "managed must be true or false"},
		{`{"total":1.5}`, "total must be an integer"},
		{`{"share":[]}`, "share must be a number"},
		{`{"createdAt":"s3cret"}`, "createdAt must be a time as RFC 3339 has it"},
		{`{"createdAt":5}`, "createdAt must be a time as RFC 3339 has it"},
		{`{"image":"s3cret"}`, "image must be an object"},
		{`{"image":{"href":{}}}`, "href must be a string"},
		{`{"groups":{}}`, "groups must be an array"},
		{`{"names":["a",{}]}`, "names must be a string"},
		{`{"_links":[]}`, "_links must be an object"},
		{`{"key":{"s3cret":1}}`, "key must be a string"},
		{`{"type":"Zoom","configuration":["s3cret"]}`, "Zoom: byte 0"},
		{`{"type":"Zoom","configuration":{"A":"s3cret","A":"s3cret"}}`, "Zoom: byte 14"},
		{`{"new":{"a":1,"a":2}}`, "new: "},
		{`{"name":"s3cret","managed":true,"name":"s3cret"}`, `"name" must not be there twice`},
		{`{"image":{"href":"a","hr\u0065f":"b"}}`, `"href" must not be there twice`},
		{`{"_links":{"a":{},"b":{},"a":{}}}`, `"a" must not be there twice`},
		{`{"name":"s3cret"`, "the body is not JSON"},
		{"{\"name\":\"s3cret\xff\"}", "the JSON is not valid UTF-8"},
		{``, "the body is not JSON"},
	}
	for _, tt := range tests {
		t.Run(tt.json, func(t *testing.T) {
			err := decode([]byte(tt.json), new(store))
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// Types without a codec of ours go through encoding/json, whose errors quote their input.
func TestDecodePlain(t *testing.T) {
	var v struct{ N int }
	for _, tt := range []struct{ json, want string }{
		{`{"N":"s3cret"}`, `a value in the body is not of the kind that it must be`},
		{`{"N":`, "the body is not JSON: offset 5"},
	} {
		if err := decode([]byte(tt.json), &v); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.json, err, tt.want)
		}
	}
}

// FuzzRoundTrip looks for JSON that panics the decoder, or that is not sent as it was read.
func FuzzRoundTrip(f *testing.F) {
	for _, seed := range []string{
		`{"id":"1","managed":true,"image":{"href":"x","a":null},"new":[{}]}`, `null`, `{"createdAt":"2020-01-01T00:00:00Z"}`,
		` {"a" : "\u0041\\" , "_links":{"a":{"b":[ ]}}} `, `{"type":"x","configuration":{"A":""}}`, `{"\u0069d":"\ud800"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var v store
		if decode(data, &v) != nil {
			return
		}
		got, err := sent(&v)
		if err != nil {
			return // a mask
		}
		want := normal(t, data)
		if diff := cmp.Diff(want, normal(t, got)); diff != "" {
			t.Errorf("(-read +sent):\n%s", diff)
		}
	})
}

// normal returns data as sending may legitimately change it: active is always
// sent, and floats may be respelled.
func normal(t *testing.T, data []byte) any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(data, &m); err != nil {
		t.Skip("a number that is out of range")
	}
	if _, ok := m["active"]; !ok {
		if m == nil {
			m = make(map[string]any)
		}
		m["active"] = false
	}
	if m["active"] == nil || m["active"] == "" {
		m["active"] = false
	}
	return m
}

package propagation

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
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
		{"mask of a secret", store{Key: connector.NewSecret("•••")}, "a secret to be sent holds the mask of a secret; send the secret itself, as connector.Merge or catalog.Merge takes it from what was sent before"},
		{"mask in Extra", store{Extra: connector.Extra{"new": mask}}, "new holds the mask of a secret; send the secret itself, as connector.Merge or catalog.Merge takes it from what was sent before"},
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

// What is no JSON, or no object, is an error that says where and quotes nothing.
func TestDecodeErrors(t *testing.T) {
	tests := []struct{ json, want string }{
		{`[]`, "the body must be an object"},
		{`{"name":"s3cret","managed":true,"name":"s3cret"}`, "without two members of one name"},
		{`{"s3cret\ud800":1}`, "the body must be an object"},
		{`{"name":"s3cret"`, "the body is not JSON that can be read: byte 16"},
		{`{"new":tru}`, "the body is not JSON that can be read: byte 7"},
		{`{} {}`, "the body is not JSON that can be read: byte 3"},
		{"{\"name\":\"s3cret\xff\"}", "the body is not JSON that can be read: byte 15: not valid UTF-8"},
		{``, "the body is not JSON"},
		{strings.Repeat(`{"image":`, 600) + "1" + strings.Repeat("}", 600), "nested too deep"},
	}
	for _, tt := range tests {
		t.Run(tt.json, func(t *testing.T) {
			err := decode(t.Context(), []byte(tt.json), new(store))
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// A value that does not fit costs its member and nothing else: it is in Extra, and
// is sent back as it came. (What must fit is shown by the members around it.)
func TestOddMember(t *testing.T) {
	for _, odd := range []string{
		`"name":7`, `"name":["a"]`, `"name":"half \ud800"`, `"key":{"a":1}`, `"type":false`,
		`"managed":"true"`, `"managed":1`, `"active":"true"`, `"active":0`,
		`"total":12.0`, `"total":1E3`, `"total":"12"`, `"total":18446744073709551615`,
		`"share":"0.5"`, `"share":12345678901234567890.12`, `"share":1e400`, `"share":0.1234567890123456789`,
		`"createdAt":"2024-05-01T10:00:00.000+0000"`, `"createdAt":"2024-05-01T10:00:00"`, `"createdAt":1714557600`,
		`"createdAt":"2024-05-01"`, `"createdAt":"2016-12-31T23:59:60Z"`, `"createdAt":"0001-01-01T00:00:00Z"`,
		`"image":"x"`, `"image":[]`, `"image":{"href":"a","hr\u0065f":"b"}`,
		`"groups":{}`, `"groups":[{"href":"a"},5]`, `"groups":[{"href":"a"},null]`, `"names":["a",{}]`, `"names":["a","\udc00"]`,
		`"_links":[]`, `"_links":{"curies":[{"href":"x"}]}`, `"_links":{"a":{},"b":{},"a":{}}`,
		`"any":{"a":["\ud800"]}`, `"any":{"a":1,"a":2}`, `"new":{"a":1,"a":2}`,
		`"configuration":["a"]`, `"configuration":"a"`, `"configuration":{"A":1,"A":2}`,
	} {
		t.Run(odd, func(t *testing.T) {
			const before, after = `"id":"1",`, `,"last":[1]`
			var v store
			data := []byte(`{` + before + odd + after + `}`)
			if err := decode(t.Context(), data, &v); err != nil || v.ID != "1" {
				t.Fatalf("%+v, %v", v, err)
			}
			name, raw, _ := strings.Cut(odd, ":")
			if got := v.Extra[strings.Trim(name, `"`)]; string(got.Reveal()) != raw {
				t.Errorf("kept %s", got.Reveal())
			}
			got, err := sent(&v)
			if err != nil || !bytes.Contains(got, []byte(odd)) || !bytes.Contains(got, []byte(after)) {
				t.Errorf("sent %s, %v", got, err)
			}
		})
	}
	var v store
	if err := decode(t.Context(), []byte(`{"image":{"href":5,"new":1}}`), &v); err != nil || v.Image == nil || len(v.Image.Extra) != 2 {
		t.Errorf("an odd member of a nested object is not kept by that: %+v, %v", v, err)
	}
}

// Whatever stands in the place of a member, the others are read as without it, and
// all is sent back as it came.
func TestAnyValueAnywhere(t *testing.T) {
	values := []string{
		`null`, `""`, `"x"`, `"\ud800"`, `"2024-05-01T10:00:00+0000"`, `"2024-05-01T10:00:00.5+02:00"`, `true`, `0`, `-0`, `12.0`, `1e3`,
		`1.10`, `18446744073709551615`, `123456789012345678901234.5`, `1e999`, `[]`, `[null]`, `[1,"a",{}]`, `[{"href":1}]`,
		`{}`, `{"href":[]}`, `{"href":"a","new":1}`, `{"a":{"href":"x"},"b":2}`, `{"a":1,"a":2}`,
	}
	const rest = `"type":"Zoom","last":[1],"names":["n"],"share":0.5,"image":{"href":"h"},"active":true`
	var want store
	if err := decode(t.Context(), []byte(`{`+rest+`}`), &want); err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{
		`"id":%s`, `"name":%s`, `"managed":%s`, `"total":%s`, `"key":%s`, `"createdAt":%s`, `"groups":%s`, `"groups":[{"href":"a"},%s]`,
		`"groups":[{"href":%s}]`, `"_links":%s`, `"_links":{"self":%s}`, `"_links":{"self":{"href":%s}}`, `"any":%s`, `"any":[{"a":%s}]`,
		`"configuration":%s`, `"configuration":{"A":%s}`, `"new":%s`,
	} {
		for _, value := range values {
			data := []byte(`{` + fmt.Sprintf(place, value) + `,` + rest + `}`)
			var got store
			if err := decode(t.Context(), data, &got); err != nil {
				t.Errorf("%s: %v", data, err)
				continue
			}
			if got.Type != want.Type || got.Image == nil || *got.Share != *want.Share || len(got.Names) != 1 || string(got.Extra["last"].Reveal()) != "[1]" {
				t.Errorf("%s: the rest is read as %+v", data, got)
			}
			wire, err := sent(&got)
			if err != nil {
				t.Errorf("%s: %v", data, err)
			} else if diff := cmp.Diff(object(t, data), object(t, wire)); diff != "" {
				t.Errorf("%s (-read +sent):\n%s", data, diff)
			}
		}
	}
}

// A value that fits is in its field, and sent back as it was spelled as long as nobody changes the field.
func TestSpelling(t *testing.T) {
	const read = `{"active":true,"total":-0,"share":1.50,"createdAt":"2023-12-05T17:38:42Z","any":[1E3,-0.0,1.10,9007199254740993]}`
	var v store
	if err := decode(t.Context(), []byte(read), &v); err != nil || v.Total == nil || v.Share == nil || v.CreatedAt.IsZero() {
		t.Fatalf("%+v, %v", v, err)
	}
	got, err := sent(&v)
	if err != nil || string(got) != `{"total":-0,"share":1.50,"active":true,"createdAt":"2023-12-05T17:38:42Z","any":[1E3,-0.0,1.10,9007199254740993]}` {
		t.Errorf("sent %s, %v", got, err)
	}
	*v.Total, *v.Share = 1, 2.5
	got, err = sent(&v)
	if err != nil || !strings.HasPrefix(string(got), `{"total":1,"share":2.5,`) {
		t.Errorf("sent %s, %v", got, err)
	}
}

// A field that did not fit can be set: then it wins.
func TestOddRequiredMember(t *testing.T) {
	var v store
	if err := decode(t.Context(), []byte(`{"active":"yes"}`), &v); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`{"active":"yes"}`, `{"active":true}`} {
		if got, err := sent(&v); err != nil || string(got) != want {
			t.Errorf("sent %s, %v, want %s", got, err, want)
		}
		v.Active = true
	}
}

// Types without a codec of ours go through encoding/json, whose errors quote their input.
func TestDecodePlain(t *testing.T) {
	var v struct{ N int }
	for _, tt := range []struct{ json, want string }{
		{`{"N":"s3cret"}`, `a value in the body is not of the kind that it must be`},
		{`{"N":`, "the body is not JSON that can be read: byte 5: want a value"},
	} {
		if err := decode(t.Context(), []byte(tt.json), &v); err == nil || err.Error() != tt.want {
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
		if decode(t.Context(), data, &v) != nil {
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

// normal returns data as sending may legitimately change it: active is always sent.
func normal(t *testing.T, data []byte) any {
	t.Helper()
	var m map[string]any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&m); err != nil {
		t.Fatal(err)
	}
	if _, ok := m["active"]; !ok {
		if m == nil {
			m = make(map[string]any)
		}
		m["active"] = false
	}
	return m
}

// Strings that are read share memory, and hold what was read, however long they are. A
// secret shares none, since whoever has another string must not keep it in memory.
func TestTexts(t *testing.T) {
	var want []string
	for n := range 200 {
		want = append(want, strings.Repeat(string(rune('a'+n%26)), n*n%(textRoom+100)))
	}
	names, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	d := newDecoder([]byte(`{"key":"s3cret","names":` + string(names) + `,"_links":{"a":{"href":"x"},"bb":{"href":"yy"}}}`))
	var v store
	v.members(&codec{d: d})
	if d.err != nil || v.Key.Reveal() != "s3cret" || v.Links["bb"].Href != "yy" || v.Links["a"].Href != "x" {
		t.Errorf("got %+v, %v", v, d.err)
	}
	if diff := cmp.Diff(want, v.Names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	d = newDecoder([]byte(`{"name":"a","key":"s3cret","names":["b"]}`))
	v.members(&codec{d: d})
	if got := d.texts.String(); got != "ab" {
		t.Errorf("the memory of strings has %q", got)
	}
}

// An ending is a context that ends when it is asked for the second time.
type ending struct {
	context.Context
	asked int
}

// Err implements [context.Context].
func (c *ending) Err() error {
	if c.asked++; c.asked > 1 {
		return context.Canceled
	}
	return nil
}

// Who gives up waits no longer for a large answer to be decoded, wherever in it its many
// members or elements are.
func TestDecodeEnds(t *testing.T) {
	many := func(form string) string {
		return strings.TrimSuffix(strings.ReplaceAll(strings.Repeat(form+",", 50_000), "%", "x"), ",")
	}
	for _, data := range []string{
		`{"names":[` + many(`"a"`) + `]}`, `{"groups":[` + many(`{"href":"x"}`) + `]}`, `{"any":[` + many(`1`) + `]}`,
		`{"any":{"a":[` + many(`{"a":1}`) + `]}}`, `{"image":{"new":1},"names":[` + many(`[1]`) + `]}`,
	} {
		ctx, v := &ending{Context: t.Context()}, new(store)
		err := decode(ctx, []byte(data), v)
		if err != context.Canceled || ctx.asked != 2 || len(v.Names) > 1000 || len(v.Groups) > 1000 {
			t.Errorf("%.30s: got %v after %d names and %d groups; the context was asked %d times", data, err, len(v.Names), len(v.Groups), ctx.asked)
		}
	}
}

// A body that calls done once it has been read.
type readWhole struct {
	io.Reader
	done func()
}

// Read implements [io.Reader].
func (b readWhole) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF {
		b.done()
	}
	return n, err
}

// The same for a call whose answer has come whole when its context ends, and for a list
// between two elements.
func TestCallEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c, _ := played(t, Config{}, func(int, *http.Request) (*http.Response, error) {
		res, err := says(http.StatusOK, "")
		res.Body = io.NopCloser(readWhole{strings.NewReader(`{"names":["a"` + strings.Repeat(`,"a"`, 50_000) + `]}`), cancel})
		return res, err
	})
	if _, err := call[store](ctx, c.request("Store", http.MethodGet, "/x")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}

	ctx, cancel = context.WithCancel(t.Context())
	defer cancel()
	c, _ = played(t, Config{}, always(http.StatusOK, `{"_embedded":{"stores":[{"id":"1"},{"id":"2"},{"id":"3"},{"id":"4"}]}}`))
	var ids []string
	for v, err := range list[store](ctx, c.request("Stores", http.MethodGet, "/s"), "stores") {
		if err != nil {
			ids = append(ids, err.Error())
			break
		}
		if ids = append(ids, v.ID); len(ids) == 2 {
			cancel()
		}
	}
	if got, want := strings.Join(ids, " "), "1 2 Stores: context canceled"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

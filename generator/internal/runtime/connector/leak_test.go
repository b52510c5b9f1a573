package connector

import (
	"bytes"
	"encoding/base64"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"expvar"
	"fmt"
	htmltemplate "html/template"
	"log"
	"log/slog"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
	"text/template"

	"github.com/davecgh/go-spew/spew"
	"github.com/google/go-cmp/cmp"
	"github.com/kr/pretty"
	"github.com/stretchr/testify/assert"
	"go.yaml.in/yaml/v3"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

const canary = "CANARY-s3cr3t-7f3a"

// A channel is a way for a value to become text that people read or keep.
type channel struct {
	name string
	text func(v any) string
}

func verb(verb string) channel {
	return channel{"fmt " + verb, func(v any) string { return fmt.Sprintf(verb, v) }}
}

func channels() []channel {
	everything := cmp.Exporter(func(reflect.Type) bool { return true })
	zero := func(v any) any { return reflect.New(reflect.TypeOf(v)).Elem().Interface() }
	return []channel{
		verb("%v"), verb("%+v"), verb("%#v"), verb("%s"), verb("%q"), verb("%x"), verb("%d"), verb("%p"),
		{"log", func(v any) string { return written(func(b *bytes.Buffer) { log.New(b, "", 0).Println(v) }) }},
		{"error", func(v any) string { return fmt.Errorf("with %v: %w", v, errors.New("cause")).Error() }},
		{"json", func(v any) string { b, err := json.Marshal(v); return fmt.Sprint(string(b), err) }},
		{"xml", func(v any) string { b, err := xml.Marshal(v); return fmt.Sprint(string(b), err) }},
		{"yaml", func(v any) string { b, err := yaml.Marshal(v); return fmt.Sprint(string(b), err) }},
		{"gob", func(v any) string {
			return written(func(b *bytes.Buffer) { fmt.Fprint(b, gob.NewEncoder(b).Encode(v)) })
		}},
		{"slog text", func(v any) string {
			return written(func(b *bytes.Buffer) { slog.New(slog.NewTextHandler(b, nil)).Info("m", "k", v) })
		}},
		{"slog json", func(v any) string {
			return written(func(b *bytes.Buffer) { slog.New(slog.NewJSONHandler(b, nil)).Info("m", "k", v) })
		}},
		{"expvar", func(v any) string { return expvar.Func(func() any { return v }).String() }},
		{"text/template", func(v any) string {
			return written(func(b *bytes.Buffer) { fmt.Fprint(b, template.Must(template.New("").Parse("{{.}}")).Execute(b, v)) })
		}},
		{"html/template", func(v any) string {
			return written(func(b *bytes.Buffer) {
				fmt.Fprint(b, htmltemplate.Must(htmltemplate.New("").Parse("<script>x={{.}}</script>")).Execute(b, v))
			})
		}},
		{"spew", func(v any) string { return spew.Sdump(v) }},
		{"spew without methods", func(v any) string {
			return (&spew.ConfigState{DisableMethods: true, Indent: " "}).Sdump(v)
		}},
		{"pretty", func(v any) string { return pretty.Sprint(v) }},
		{"cmp, all exported", func(v any) string { return cmp.Diff(v, zero(v), everything) }},
		{"cmp", func(v any) string { return cmp.Diff(v, zero(v)) }},
		{"testify", func(v any) string {
			return written(func(b *bytes.Buffer) { assert.Equal(recorder{b}, zero(v), v) })
		}},
	}
}

// recorder is a testify TestingT that keeps what it is told.
type recorder struct{ *bytes.Buffer }

func (r recorder) Errorf(format string, args ...any) { fmt.Fprintf(r, format, args...) }

func written(write func(*bytes.Buffer)) string {
	var b bytes.Buffer
	write(&b)
	return b.String()
}

type exported[T any] struct{ V T }
type unexported[T any] struct{ v T }
type nested[T any] struct{ Inner exported[T] }
type nestedUnexported[T any] struct{ inner exported[T] }

// containers returns v in every container that it may be in when it is shown.
func containers[T any](v T) map[string]any {
	return map[string]any{
		"value":      v,
		"pointer":    &v,
		"exported":   exported[T]{v},
		"*exported":  &exported[T]{v},
		"unexported": unexported[T]{v},
		"nested":     nested[T]{exported[T]{v}},
		"nestedU":    nestedUnexported[T]{exported[T]{v}},
		"map":        map[string]T{"k": v},
		"slice":      []T{v},
		"interface":  exported[any]{v},
	}
}

// subjects returns everything of this package that can hold a secret.
func subjects(t testing.TB) map[string]map[string]any {
	value, err := NewValue([]byte(`{"a":["` + canary + `"]}`))
	if err != nil {
		t.Fatal(err)
	}
	data := []byte(`{"SCIM_URL":"https://x","API_KEY":"` + canary + `","API_SECRET":"` + canary + `","NEW":["` + canary + `"]}`)
	object, err := NewObject(zoomKey, data)
	if err != nil {
		t.Fatal(err)
	}
	typed, err := zoomFrom(object)
	if err != nil {
		t.Fatal(err)
	}
	redacted, _ := codec.Redacted(typed)
	_, kind := zoomFrom(mustObject(t, `{"API_KEY":["`+canary+`"],"SCIM_URL":{"`+canary+`":1}}`))
	_, syntax := NewObject(zoomKey, []byte(`{"API_KEY":"`+canary+`\q"}`))
	_, invalid := Wire(&zoomConfiguration{Profile: &zoomJWT{APIKey: NewSecret(canary + "\xff")}})
	return map[string]map[string]any{
		"Secret":         containers(NewSecret(canary)),
		"Value":          containers(value),
		"Extra":          containers(Extra{"k": value}),
		"Object":         containers(object),
		"Configuration":  containers(*typed),
		"*Configuration": containers(typed),
		"Redacted":       containers(string(redacted)),
		"String":         containers(codec.String(typed)),
		"kind error":     containers(kind),
		"syntax error":   containers(syntax),
		"Wire error":     containers(invalid),
	}
}

// leaks reports whether the canary is in text, plainly or in a usual disguise.
func leaks(text string) bool {
	reversed := []byte(canary)
	slices.Reverse(reversed)
	for _, disguise := range []string{
		canary, hex.EncodeToString([]byte(canary)), string(reversed),
		base64.StdEncoding.EncodeToString([]byte(canary))[:20],
		strings.Trim(fmt.Sprint([]byte(canary)), "[]"),
		strings.ReplaceAll(fmt.Sprintf("% x", canary), " ", ", 0x"),
	} {
		if strings.Contains(strings.ToLower(text), strings.ToLower(disguise)) {
			return true
		}
	}
	return false
}

// text returns what a channel makes of v. A panic is a channel, too.
func (c channel) of(v any) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprint("panic: ", r)
		}
	}()
	return c.text(v)
}

// TestLeaks shows everything that can hold a secret, in every container, through
// every channel: no cell may show it.
func TestLeaks(t *testing.T) {
	cells := 0
	for subject, containers := range subjects(t) {
		for container, v := range containers {
			for _, channel := range channels() {
				cells++
				if text := channel.of(v); leaks(text) {
					t.Errorf("%s in %s through %s leaks", subject, container, channel.name)
				}
			}
		}
	}
	t.Logf("%d cells", cells)
}

// The leak test is worth something only if it finds the leak of a plain string,
// and what is redacted must be marked as such.
func TestLeaksFindsPlainStrings(t *testing.T) {
	for _, channel := range channels() {
		if channel.name == "fmt %p" || channel.name == "cmp" {
			continue // %p of a struct shows it; cmp refuses unexported fields
		}
		if !leaks(channel.of(exported[string]{canary})) {
			t.Errorf("%s: the leak of a plain string is not found", channel.name)
		}
	}
	for _, name := range []string{"fmt %v", "json", "yaml", "slog text", "slog json", "text/template"} {
		for _, channel := range channels() {
			if text := channel.of(NewSecret(canary)); channel.name == name && !strings.Contains(text, "[redacted]") {
				t.Errorf("%s shows %q, which does not say that it is redacted", name, text)
			}
		}
	}
}

// A program that panics with a configuration prints it.
func TestLeaksPanic(t *testing.T) {
	if name, container, ok := strings.Cut(os.Getenv("CONNECTOR_PANIC"), "/"); ok {
		panic(subjects(t)[name][container])
	}
	for _, name := range []string{"Secret/value", "Secret/exported", "Value/value", "Object/value", "Configuration/value", "Configuration/pointer", "Wire error/value"} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestLeaksPanic$")
		cmd.Env = append(os.Environ(), "CONNECTOR_PANIC="+name)
		out, err := cmd.CombinedOutput()
		if err == nil || !bytes.Contains(out, []byte("panic: ")) {
			t.Fatalf("%s: the program did not panic: %s", name, out)
		}
		if leaks(string(out)) {
			t.Errorf("%s leaks from a panic", name)
		}
	}
}

package leak

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"expvar"
	"fmt"
	htmltemplate "html/template"
	"log/slog"
	"os"
	"reflect"
	"text/template"

	"github.com/davecgh/go-spew/spew"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/kr/pretty"
	"github.com/stretchr/testify/assert"
	"go.yaml.in/yaml/v3"
)

// A container is a value that holds another.
type container struct {
	name  string
	value any
}

type (
	exported[T any]   struct{ S T }
	unexported[T any] struct{ s T }
	nested[T any]     struct{ Inner exported[T] }
	hidden[T any]     struct{ inner exported[T] }
)

// contained returns v in every container.
func contained[T any](v T) []container {
	return []container{
		{"the value", v},
		{"a pointer", &v},
		{"a field", exported[T]{v}},
		{"a field behind a pointer", &exported[T]{v}},
		{"an unexported field", unexported[T]{v}},
		{"a field of a field", nested[T]{exported[T]{v}}},
		{"a field of an unexported field", hidden[T]{exported[T]{v}}},
		{"a map", map[string]T{"k": v}},
		{"a slice", []T{v}},
		{"an interface", exported[any]{v}},
	}
}

// channels are the ways in which programs show values. A panic is one more, which
// ends the program: see [Held].
var channels = []struct {
	name string
	show func(v any) string
}{
	{"%v", verb("%v")},
	{"%+v", verb("%+v")},
	{"%#v", verb("%#v")},
	{"%s", verb("%s")},
	{"%q", verb("%q")},
	{"%x", verb("%x")},
	{"%d", verb("%d")},
	{"%p", verb("%p")},
	{"log", func(v any) string {
		return written(func(b *bytes.Buffer) { slog.NewLogLogger(slog.NewTextHandler(b, nil), slog.LevelInfo).Println(v) })
	}},
	{"a wrapped error", func(v any) string { return fmt.Errorf("configuration %v: %w", v, os.ErrInvalid).Error() }},
	{"encoding/json", encoded(json.Marshal)},
	{"encoding/xml", encoded(xml.Marshal)},
	{"yaml", encoded(yaml.Marshal)},
	{"encoding/gob", func(v any) string {
		return written(func(b *bytes.Buffer) { fmt.Fprint(b, gob.NewEncoder(b).Encode(v)) })
	}},
	{"slog as text", func(v any) string {
		return written(func(b *bytes.Buffer) { slog.New(slog.NewTextHandler(b, nil)).Info("m", "k", v) })
	}},
	{"slog as JSON", func(v any) string {
		return written(func(b *bytes.Buffer) { slog.New(slog.NewJSONHandler(b, nil)).Info("m", "k", v) })
	}},
	{"expvar", func(v any) string { return expvar.Func(func() any { return v }).String() }},
	{"text/template", func(v any) string {
		return written(func(b *bytes.Buffer) {
			fmt.Fprint(b, template.Must(template.New("").Parse("{{.}} {{print .}} {{js .}}")).Execute(b, v))
		})
	}},
	{"html/template", func(v any) string {
		return written(func(b *bytes.Buffer) {
			fmt.Fprint(b, htmltemplate.Must(htmltemplate.New("").Parse(`{{.}}<script>x={{.}}</script>`)).Execute(b, v))
		})
	}},
	{"spew", func(v any) string { return spew.Sdump(v) }},
	{"spew without methods", func(v any) string { return (&spew.ConfigState{DisableMethods: true, Indent: " "}).Sdump(v) }},
	{"pretty", func(v any) string { return pretty.Sprint(v) }},
	{"cmp.Diff", func(v any) string { return cmp.Diff(v, zero(v), cmpopts.EquateEmpty()) }},
	{"cmp.Diff of unexported fields", func(v any) string {
		return cmp.Diff(v, zero(v), cmp.Exporter(func(reflect.Type) bool { return true }))
	}},
	{"testify", func(v any) string {
		return written(func(b *bytes.Buffer) { assert.Equal(recorder{b}, zero(v), v) })
	}},
}

func verb(format string) func(any) string {
	return func(v any) string { return fmt.Sprintf(format, v) }
}

func encoded(marshal func(any) ([]byte, error)) func(any) string {
	return func(v any) string {
		data, err := marshal(v)
		return fmt.Sprint(string(data), err)
	}
}

func written(write func(*bytes.Buffer)) string {
	var b bytes.Buffer
	write(&b)
	return b.String()
}

func zero(v any) any { return reflect.Zero(reflect.TypeOf(v)).Interface() }

// A recorder is a test as package assert sees one.
type recorder struct{ b *bytes.Buffer }

func (r recorder) Errorf(format string, args ...any) { fmt.Fprintf(r.b, format, args...) }

package propagation

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/redact"
)

// An encoder appends JSON to buf. It is the only place that reveals what is
// redacted elsewhere, and it does so only for the body of a request.
type encoder struct {
	buf            []byte
	reveal         bool
	secrets        []connector.Secret        // what was revealed
	values         []connector.Value         // the same
	configurations []connector.Configuration // whose secrets were revealed
	masks          []string                  // texts that count as masks, too
	given          string                    // members of a body that are not sent, each between spaces
	free           []string                  // the strings of a body of no type: any may be a secret
	err            error                     // the first problem
}

// revealedTexts returns the secrets that e revealed.
func (e *encoder) revealedTexts() []string {
	var list []string
	for _, s := range e.secrets {
		list = append(list, s.Reveal())
	}
	for _, v := range e.values {
		list = append(list, redact.Strings(config.Any(v.Reveal()))...)
	}
	for _, c := range e.configurations {
		list = append(list, hiddenIn(c)...)
	}
	return append(list, e.free...)
}

// sortedNames returns the keys of m in order. Package slices would do, but makes a
// program that uses this one compile much longer.
//
//go:noinline
func sortedNames[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

//go:noinline
func (e *encoder) fail(format string, args ...any) {
	if e.err == nil {
		e.err = fmt.Errorf(format, args...)
	}
}

// open starts an object and returns where, for close.
//
//go:noinline
func (e *encoder) open() int {
	e.buf = append(e.buf, '{')
	return len(e.buf) - 1
}

// close ends the object that began at start with those members of extra that
// have not been written, and are not among those given, which are not sent.
func (e *encoder) close(start int, extra connector.Extra, given string) {
	if len(extra) > 0 {
		written := config.Names(append(e.buf[start:len(e.buf):len(e.buf)], '}'))
		for _, name := range sortedNames(extra) {
			if !written[name] && !(e.reveal && config.Holds(given, name)) {
				e.member(name).value(name, extra[name])
			}
		}
	}
	e.buf = append(e.buf, '}')
}

// member starts a member of an object; its value must follow.
func (e *encoder) member(name string) *encoder {
	if e.buf[len(e.buf)-1] != '{' {
		e.buf = append(e.buf, ',')
	}
	e.string(name)
	e.buf = append(e.buf, ':')
	return e
}

// text writes a member whose value is a string, unless the string is empty.
func (e *encoder) text(name, value string) {
	if value != "" {
		e.member(name).string(value)
	}
}

// string writes s. It does not alter s silently: what is not UTF-8 is a problem.
func (e *encoder) string(s string) {
	if !utf8.ValidString(s) {
		e.fail("a string to be sent is not valid UTF-8")
	}
	if e.reveal && strings.Contains(s, config.Hidden) {
		e.fail("a string to be sent " + maskText)
	}
	if !e.reveal {
		s = config.WithoutCredentials(s)
	}
	e.buf = config.AppendString(e.buf, s)
}

// value writes the value of a member of an Extra, which may be secret unless it is null or "".
func (e *encoder) value(name string, v connector.Value) {
	switch raw := v.Reveal(); {
	case config.IsBlank(raw):
		e.buf = append(e.buf, raw...)
	case !e.reveal:
		e.string(config.Hidden)
	case v.IsMask() || e.hasMask(raw):
		e.fail("%s "+maskText, name)
	default:
		e.values = append(e.values, v)
		e.buf = append(e.buf, raw...)
	}
}

// maskText says what is wrong with a mask.
const maskText = "holds the mask of a secret; send the secret itself, as connector.Merge or catalog.Merge takes it from what was sent before"

// hasMask reports whether a JSON value has one of the masks that the Config names.
func (e *encoder) hasMask(raw []byte) bool { return len(e.masks) > 0 && config.HasOneOf(raw, e.masks) }

// configuration writes the member name, and before it the store type under
// typeName if storeType, which must not contradict c, does not say it already.
func (e *encoder) configuration(typeName, storeType, name string, c connector.Configuration) {
	if c == nil {
		return
	}
	raw := e.wire(c)
	switch {
	case e.err != nil:
		return
	case storeType == "":
		e.text(typeName, c.StoreType())
	case storeType != c.StoreType():
		e.fail("%s is %q, but %s is one of %q", typeName, storeType, name, c.StoreType())
	}
	if raw != nil {
		e.buf = append(e.member(name).buf, raw...)
	}
}

// wire returns c as JSON, nil for none.
func (e *encoder) wire(c connector.Configuration) json.RawMessage {
	form := redacted
	if e.reveal {
		form = connector.Wire
	}
	raw, err := form(c)
	switch {
	case err != nil && e.err == nil:
		e.err = err
	case err == nil && e.reveal && e.hasMask(raw):
		e.fail("the configuration " + maskText)
	case err == nil && e.reveal:
		e.configurations = append(e.configurations, c)
	}
	return raw
}

// redacted returns c as JSON without secrets, nil for none.
func redacted(c connector.Configuration) (json.RawMessage, error) {
	data, err := config.Redacted(c)
	if string(data) == "null" {
		return nil, err
	}
	return data, err
}

// appendTime appends t with milliseconds, or with more digits if it has them.
func appendTime(dst []byte, t time.Time) []byte {
	layout := `"` + time.RFC3339Nano + `"`
	if t.Nanosecond()%1e6 == 0 {
		layout = `"2006-01-02T15:04:05.000Z07:00"`
	}
	return t.AppendFormat(dst, layout)
}

// secret writes a secret.
func (e *encoder) secret(s connector.Secret) {
	text := s.Reveal()
	switch {
	case !e.reveal:
		e.string(s.String())
	case s.IsMask() || contains(e.masks, text):
		e.fail("a secret to be sent " + maskText)
	default:
		e.secrets = append(e.secrets, s)
		if !utf8.ValidString(text) {
			e.fail("a secret to be sent is not valid UTF-8")
		}
		e.buf = config.AppendString(e.buf, text)
	}
}

// encodeAny writes v as package encoding/json does.
func encodeAny(v *any, e *encoder) {
	data, err := json.Marshal(*v)
	switch {
	case err != nil && e.err == nil:
		e.err = err
	case e.reveal && bytes.Contains(data, []byte(config.Hidden)):
		e.fail("a value to be sent " + maskText)
	}
	e.buf = append(e.buf, data...)
}

// encodeBody writes the body of an operation that takes any object: a
// [connector.Configuration] as it is to be sent, {} for nil.
func encodeBody(v any, e *encoder) {
	switch c := v.(type) {
	case nil:
		e.buf = append(e.buf, "{}"...)
	case connector.Configuration:
		if raw := e.wire(c); raw != nil {
			e.buf = append(e.buf, raw...)
			return
		}
		e.buf = append(e.buf, "{}"...)
	default:
		start := len(e.buf)
		if encodeAny(&v, e); e.err == nil {
			e.free = redact.Strings(config.Any(e.buf[start:]))
		}
	}
}

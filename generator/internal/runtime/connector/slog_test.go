package connector

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

// A log shows no secret, and of a pointer that is nil that it is: a method of its
// own for logs would panic there.
func TestSlog(t *testing.T) {
	secret, value, object := NewSecret("canary"), mustValue(t, `"canary"`), mustObject(t, `{"A":"canary"}`)
	var noSecret *Secret
	var noValue *Value
	var noObject *Object
	var noConfiguration *zoomConfiguration
	for _, tt := range []struct {
		value any
		want  string
	}{
		{secret, "[redacted]"}, {&secret, "[redacted]"}, {value, "[redacted]"}, {&value, "[redacted]"},
		{object, "[redacted]"}, {&object, "[redacted]"}, {validJWT(), "[redacted]"},
		{noSecret, "n"}, {noValue, "n"}, {noObject, "n"}, {noConfiguration, "n"},
		{[]*Secret{nil, &secret}, ""}, {struct{ S *Secret }{}, ""},
	} {
		var text, json bytes.Buffer
		slog.New(slog.NewTextHandler(&text, nil)).Info("m", "k", tt.value)
		slog.New(slog.NewJSONHandler(&json, nil)).Info("m", "k", tt.value)
		for _, got := range []string{text.String(), json.String()} {
			if strings.Contains(got, "panic") || strings.Contains(got, "canary") || strings.Contains(got, "!ERROR") || !strings.Contains(got, tt.want) {
				t.Errorf("%T is logged as %s", tt.value, got)
			}
		}
	}
}

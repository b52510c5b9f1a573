package redact

import (
	"strings"
	"testing"
)

// Only names are known: values show under the names that the document has, at
// any depth of them, and under no other.
func TestShown(t *testing.T) {
	for data, want := range map[string]string{
		`{"id":"1","name":{"id":[1,{"status":null,"x":2}]}}`: `{"id":"1","name":{"id":[1,{"status":null,"x":"[redacted]"}]}}`,
		`{"x":{"id":"s3cret"}}`:                              `{"x":"[redacted]"}`,
		` [ "a" , {} ] `:                                     `["[redacted]",{}]`,
		`{"\u0069d":1,"i d":2,"":3," ":4,"id name":5}`:       `{"id":1,"a member":"[redacted]","":"[redacted]","a member":"[redacted]","a member":"[redacted]"}`,
		`s3cret`:                               `[redacted]`,
		`"` + strings.Repeat("x", 1<<17) + `"`: `[redacted]`,
	} {
		if got := Shown([]byte(data), " id name status "); got != want {
			t.Errorf("%.80s shows as %.200s, want %s", data, got, want)
		}
	}
}

package connector

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// masks are what is shown in the place of secrets, by the kind that the comment of
// IsMask lists: each by what could be around it.
var masks = []struct{ before, mask, after []string }{
	{spaces, []string{"**", "••", "●●●●●●●●", "**•", "＊＊＊", strings.Repeat("*", 99)}, spaces},
	{[]string{"", "sk-", "AKIA", "Bearer "}, []string{"***", "•••", "●●●●●", "■■■"}, []string{"1234", "wxyz", " 99", "@host/path"}},
	{spaces, []string{"xxx", "XXXXXXXX", "####", "xxxx-xxxx-xxxx-1234", "XXXX99"}, spaces},
	{spaces, []string{"redacted", "REDACTED", "Masked", "hidden"}, spaces},
	{[]string{"<", "[", "(", "__", "{{", "**"}, []string{"redacted", "Hidden", "REMOVED", "sensitive value", "not_shown"}, []string{">", "]", ")", "__", " }}"}},
	{[]string{"", "https://", "a b "}, []string{"[redacted]"}, []string{"", "@example.com", " c d"}},
}

var spaces = []string{"", " ", "\n", "\t "}

// What others show in the place of a secret is refused on the way out, however it is spelled.
func TestIsMask(t *testing.T) {
	for _, kind := range masks {
		for _, before := range kind.before {
			for _, mask := range kind.mask {
				for _, after := range kind.after {
					text := before + mask + after
					if !NewSecret(text).IsMask() {
						t.Errorf("%q is taken for a secret", text)
					}
					if NewSecret(text).AsIs().IsMask() {
						t.Errorf("%q is taken for a mask, and is said to be none", text)
					}
				}
			}
		}
	}
}

// Every word that IsMask lists is a mask in any case: between signs, and the first
// ones alone. A mask of one sign may have forty of them.
func TestWordsOfMasks(t *testing.T) {
	alone := strings.Fields("redacted masked hidden censored obfuscated")
	masks := []string{strings.Repeat("x", 40), "#" + strings.Repeat("X", 39)}
	for _, word := range append(alone, strings.Fields("removed filtered sanitized sensitive secret protected encrypted concealed withheld omitted "+
		"undisclosed confidential sensitive_value value_redacted redacted_value not_shown")...) {
		for _, word := range []string{word, strings.ToUpper(word), strings.ToUpper(word[:1]) + word[1:], strings.ReplaceAll(word, "_", " ")} {
			masks = append(masks, "<"+word+">", "("+word+")", "--"+word+"--", "{{"+word+"}}", word+"...")
		}
	}
	for _, word := range alone {
		masks = append(masks, word, strings.ToUpper(word), " "+word+"\n")
	}
	for _, mask := range masks {
		if !NewSecret(mask).IsMask() {
			t.Errorf("%q is taken for a secret", mask)
		}
	}
}

// What is none of these is a secret: a password that could not be set would be a
// pity. Random ones have signs of which masks are made, too.
func TestIsMaskOfSecrets(t *testing.T) {
	for _, text := range []string{
		"", "*", "•", "x", "xx", "xxAbcdef", "pass*word", "a**b", "*** see the *** manual below", "unredacted", "my hidden treasure",
		"secret", "removed", "secret2", "\xe2\x80\xa2\xe2", strings.Repeat("x", 41), "-----BEGIN KEY-----\nxxxx\n-----END KEY-----",
	} {
		if NewSecret(text).IsMask() {
			t.Errorf("%q is taken for a mask", text)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		text := make([]byte, 8+random.IntN(40))
		for i := range text {
			text[i] = ' ' + 1 + byte(random.IntN(94))
		}
		if s := NewSecret(string(text)); s.IsMask() && !strings.Contains(string(text), "***") {
			t.Errorf("%q is taken for a mask", text)
		}
	}
}

// What goes in comes out, whatever it is and however long: the mask in memory is
// shorter than some secrets.
func TestSecretReveal(t *testing.T) {
	for _, text := range []string{"", "a", "\x00", "ключ", "\xff", strings.Repeat("0123456789", 50)} {
		s := NewSecret(text)
		if got := s.Reveal(); got != text {
			t.Errorf("Reveal is %q, want %q", got, text)
		}
		if got := s.IsZero(); got != (text == "") {
			t.Errorf("IsZero of %q is %v", text, got)
		}
		if !s.Equal(NewSecret(text)) || s.Equal(NewSecret(text+"x")) {
			t.Errorf("Equal is wrong for %q", text)
		}
		if !reflect.DeepEqual(s, NewSecret(text)) {
			t.Errorf("DeepEqual is wrong for %q", text)
		}
	}
}

// A Secret can be read from JSON and from text, and an error keeps it to itself.
func TestSecretUnmarshal(t *testing.T) {
	for data, want := range map[string]string{
		`"plain"`:         "plain",
		`"a\"\\\n\u20ac"`: "a\"\\\n€",
		`"\ud83d\ude00"`:  "😀",
		`""`:              "",
		`null`:            "before",
	} {
		s := NewSecret("before")
		if err := json.Unmarshal([]byte(data), &s); err != nil {
			t.Errorf("%s: %v", data, err)
		}
		if got := s.Reveal(); got != want {
			t.Errorf("%s is %q, want %q", data, got, want)
		}
	}
	for _, data := range []string{`12345`, `true`, `{"a":"canary"}`, `"canary`, `"\ud83d"`, "\"\xff\""} {
		s := NewSecret("before")
		err := s.UnmarshalJSON([]byte(data))
		if err == nil {
			t.Errorf("%s is accepted", data)
		} else if strings.Contains(err.Error(), "canary") || strings.Contains(err.Error(), "12345") {
			t.Errorf("the error quotes %s: %v", data, err)
		}
		if s.Reveal() != "before" {
			t.Errorf("%s changes the secret", data)
		}
	}
	text := []byte("text")
	var s Secret
	if err := s.UnmarshalText(text); err != nil || s.Reveal() != "text" || string(text) != "text" {
		t.Errorf("UnmarshalText: %q, %v; its argument is %q", s.Reveal(), err, text)
	}
}

// A Value is JSON and stays what it was; the zero Value is null.
func TestValue(t *testing.T) {
	for _, data := range []string{`null`, `0`, `-1.5e+9`, `"a"`, `[1, {"a": [true]}]`, `{"a":{"b":null}}`} {
		v, err := NewValue([]byte(" " + data + "\n"))
		if err != nil {
			t.Errorf("%s: %v", data, err)
		}
		if got := string(v.Reveal()); got != data {
			t.Errorf("Reveal is %s, want %s", got, data)
		}
	}
	if got := string(Value{}.Reveal()); got != "null" {
		t.Errorf("the zero Value is %s, want null", got)
	}
	for _, data := range []string{``, `nul`, `1 2`, `{"canary":1,"canary":2}`, `["canary]`, "\"\xff\"", `01`, `.5`, `1.`, `+1`, `1e`} {
		if _, err := NewValue([]byte(data)); err == nil {
			t.Errorf("%s is accepted", data)
		} else if strings.Contains(err.Error(), "canary") {
			t.Errorf("the error quotes %s: %v", data, err)
		}
	}
}

// A mask is found wherever it stands in a Value, but not in names.
func TestValueIsMask(t *testing.T) {
	for data, want := range map[string]bool{
		`"****"`:                       true,
		`"\u002a**"`:                   true,
		`{"a":[1,{"b":"[redacted]"}]}`: true,
		`["•••"]`:                      true,
		`{"****":1}`:                   false,
		`{"****" : "x"}`:               false,
		`"a ****"`:                     true,
		`"\"****"`:                     true,
		`"a b c ****"`:                 false,
		`null`:                         false,
	} {
		v, err := NewValue([]byte(data))
		if err != nil {
			t.Fatal(err)
		}
		if got := v.IsMask(); got != want {
			t.Errorf("IsMask of %s is %v, want %v", data, got, want)
		}
	}
}

// A library for JSON or YAML cannot know of which store type an Object is: it fails
// where that is not known, instead of reading nothing. A Value takes anything.
func TestCodecsOfObjects(t *testing.T) {
	const data = `{"A":["canary",12345678901234567890123]}`
	for name, unmarshal := range map[string]func([]byte, any) error{"json": json.Unmarshal, "yaml": yaml.Unmarshal} {
		var none Object
		if err := unmarshal([]byte(data), &none); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: an Object without a store type is read as %v (%v)", name, none, err)
		}
		object := mustObject(t, `{}`)
		var value Value
		if err := errors.Join(unmarshal([]byte(data), &object), unmarshal([]byte(data), &value)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, got := range []Value{object.Value(), value} {
			if !got.Equal(mustValue(t, data)) {
				t.Errorf("%s: read %s", name, got.Reveal())
			}
		}
		if err := unmarshal([]byte(`["canary"]`), &object); err == nil || strings.Contains(err.Error(), "canary") || !object.Value().Equal(mustValue(t, data)) {
			t.Errorf("%s: an array is read as %v (%v)", name, object, err)
		}
	}
	text, err := yaml.Marshal(mustObject(t, data))
	if err != nil || string(text) != "A: '[redacted]'\n" {
		t.Errorf("an Object is written as %s (%v)", text, err)
	}
}

// What is nil is printed as nil, whatever the verb.
func TestFormatOfNil(t *testing.T) {
	for _, v := range []any{(*Secret)(nil), (*Value)(nil), (*Object)(nil), (*zoomConfiguration)(nil), struct{ S *Secret }{}, []*Value{nil}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			if got := fmt.Sprintf(verb, v); strings.Contains(got, "PANIC") || !strings.Contains(got, "nil") && !strings.Contains(got, "0") {
				t.Errorf("%s of a %T is %s", verb, v, got)
			}
		}
	}
}

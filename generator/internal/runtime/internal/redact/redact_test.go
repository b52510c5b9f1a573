package redact

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"mime/quotedprintable"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// spellings are ways in which servers quote a text. Any of them may be applied to
// what another has made.
var spellings = map[string]func(string) string{
	"as it is":        func(s string) string { return s },
	"trimmed":         strings.TrimSpace,
	"one line":        func(s string) string { return strings.Join(strings.Fields(s), "") },
	"other lines":     func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
	"upper case":      strings.ToUpper,
	"cut":             func(s string) string { return s[:max(len(s)/2, min(len(s), 80))] },
	"without a start": func(s string) string { return s[1:] },
	"JSON":            func(s string) string { b, _ := json.Marshal(s); return string(b) },
	"JSON of PHP":     func(s string) string { b, _ := json.Marshal(s); return strings.ReplaceAll(string(b), "/", `\/`) },
	"JSON, escaped":   escaped(`\u%04x`),
	"JSON, capitals":  escaped(`\u%04X`),
	"Go":              strconv.Quote,
	"Go, ASCII":       strconv.QuoteToASCII,
	"form":            url.QueryEscape,
	"URL":             url.PathEscape,
	"URL, small":      func(s string) string { return lowerPercent(url.QueryEscape(s)) },
	"URL, all":        func(s string) string { return eachByte("%%%02x", s) },
	"HTML":            html.EscapeString,
	"HTML of Java":    func(s string) string { return strings.ReplaceAll(html.EscapeString(s), "&#34;", "&quot;") },
	"XML":             escaped("&#x%x;"),
	"XML, capitals":   escaped("&#X%08X;"),
	"HTML, decimal":   escaped("&#%d;"),
	"HTML, zeros":     escaped("&#%010d;"),
	"HTML, names":     named,
	"JavaScript":      func(s string) string { return units("%%u%04X", s) },
	"C":               func(s string) string { return eachByte(`\%03o`, s) },
	"Python":          func(s string) string { return eachByte(`\x%02x`, s) },
	"quoted-printable": func(s string) string {
		var b strings.Builder
		w := quotedprintable.NewWriter(&b)
		w.Write([]byte(s))
		w.Close()
		return b.String()
	},
}

// encodings cannot be applied to other spellings: what is in them is not seen any more.
var encodings = map[string]func(string) string{
	"base64":          func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"base64, raw":     func(s string) string { return base64.RawStdEncoding.EncodeToString([]byte(s)) },
	"base64 for URLs": func(s string) string { return base64.URLEncoding.EncodeToString([]byte(s)) },
	"the same, raw":   func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
	"base64, lines": func(s string) string {
		encoded := base64.StdEncoding.EncodeToString([]byte("some text before it, " + s + ", and after it"))
		return encoded[28:40] + "\r\n" + encoded[40:len(encoded)-24]
	},
	"Basic":         func(s string) string { return base64.StdEncoding.EncodeToString([]byte("user:" + s)) },
	"hex":           func(s string) string { return hex.EncodeToString([]byte(s)) },
	"hex, capitals": func(s string) string { return strings.ToUpper(hex.EncodeToString([]byte(s))) },
	"hex, colons":   func(s string) string { return strings.ReplaceAll(fmt.Sprintf("% x", s), " ", ":") },
}

// escaped returns what writes each character as format, if it is no letter or digit.
func escaped(format string) func(string) string {
	return func(s string) string {
		var b strings.Builder
		for _, r := range s {
			if r < 0x80 && inWord(byte(r)|0x20) || r > 0xFFFF {
				b.WriteRune(r)
			} else {
				fmt.Fprintf(&b, format, r)
			}
		}
		return b.String()
	}
}

// units returns s with every unit of UTF-16 but letters and digits as format.
func units(format, s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		if u < 0x80 && inWord(byte(u)|0x20) {
			b.WriteByte(byte(u))
		} else {
			fmt.Fprintf(&b, format, u)
		}
	}
	return b.String()
}

// named returns s with the names that HTML has for its signs, and for its letters
// that are not in ASCII.
func named(s string) string {
	var b strings.Builder
	for _, r := range s {
		i := strings.Index(entities, string(r)+" ")
		switch {
		case r >= 0x80:
			b.WriteString("&eacute;")
		case r > ' ' && !inWord(byte(r)|0x20) && i >= 0:
			name := entities[strings.LastIndexByte(entities[:i], ' ')+1 : i]
			b.WriteString("&" + name + ";")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func eachByte(format, s string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, format, s[i])
	}
	return b.String()
}

func lowerPercent(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c == '%' {
			copy(b[i:], strings.ToLower(string(b[i:i+3])))
		}
	}
	return string(b)
}

// A secret is found in whatever a server makes of it, also twice over: no eight
// bytes of what was quoted are left.
func TestRedactor(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 30 {
		secret := randomSecret(random)
		hide := New("another secret", secret)
		for one, first := range spellings {
			for two, second := range spellings {
				checkHidden(t, hide, one+" in "+two, second(first(secret)))
			}
		}
		for name, encode := range encodings {
			for two, second := range spellings {
				if two != "cut" && two != "without a start" {
					checkHidden(t, hide, name+" in "+two, second(encode(secret)))
				}
			}
		}
	}
}

// randomSecret returns a password with signs, or what has several lines as a key does.
func randomSecret(random *rand.Rand) string {
	const signs = "abcdefghijkABCDEFGHIJK0123456789+/=-_.%&<>\"'\\ ;:#?éü😀\n"
	all := []rune(signs)
	s := "k7Qz" // a letter at the start, so that it does not depend on chance whether trimming matters
	for range 20 + random.IntN(60) {
		s += string(all[random.IntN(len(all))])
	}
	return s + "x9Yw\n"
}

// checkHidden checks that nothing of quoted is left in a text around it. What is at
// its ends may be: escapes, and where it is base64, bits of what stands around.
func checkHidden(t *testing.T, hide Redactor, name, quoted string) {
	t.Helper()
	const before, after = "the value (((", "))) is wrong"
	got := hide.Text(before + quoted + after)
	left := strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(got, before), after), "[redacted]", "")
	if !strings.Contains(got, "[redacted]") || shortest(left) > 12 {
		t.Errorf("%s: %q became %q", name, quoted, got)
	}
}

// shortest returns the length of what text stands for, without escapes.
func shortest(text string) int {
	n := len(text)
	for _, f := range normalize(text) {
		n = min(n, len(f.text))
	}
	return n
}

// What looks like an escape may be none: a secret is found behind the signs of all
// of them, and with these in it.
func TestRedactorWhereThereIsNoEscape(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, sign := range []string{`\`, `\u`, `\x`, `\n`, "%", "%u", "=", "&", "&#", "&#x", "&amp", "a=", "?a=1&b=", "+", `C:\`, "100%"} {
		for range 200 {
			secret := ""
			for range pieceSize {
				secret += string("0123456789abcdefnrtux"[random.IntN(21)])
			}
			for _, text := range []string{"it is " + sign + secret + ".", sign + secret + ";", `{"a":"` + sign + secret + `"}`} {
				if got := New(secret).Text(text); strings.Contains(got, secret[3:]) {
					t.Fatalf("%q became %q", text, got)
				}
			}
			if got := New(secret[:4] + sign + secret[4:]).Text("it is (" + secret[:4] + sign + secret[4:] + ")."); strings.Contains(got, secret[4:]) {
				t.Fatalf("%q is shown: %q", secret[:4]+sign+secret[4:], got)
			}
		}
	}
}

// A short secret is taken out where it is a word, in any spelling: what is missing
// in other words would show it. What is no secret stays.
func TestRedactorOfShortSecrets(t *testing.T) {
	for _, tt := range []struct{ secret, text, want string }{
		{"a", "The request is not valid; say a.", "The request is not valid; say [redacted]."},
		{"1", "1 of 10, v1", "[redacted] of 10, v1"},
		{"no", "nothing, no, NO\nno", "nothing, [redacted], [redacted]\n[redacted]"},
		{"p&s<", "it is p&amp;s&lt;", "it is [redacted]"},
		{"p&s<", "it is p&#38;s&#x3C; or p%2526s%3c or p\\u0026s\\u003c or p=26s=3C", "it is [redacted] or [redacted] or [redacted] or [redacted]"},
		{"a b", `{"x":"a+b"} a%20b ab`, `{"x":"[redacted]"} [redacted] ab`},
		{"2.0", `{\"n\":\"2.0\"} 12.0 2.01`, `{\"n\":\"[redacted]\"} 12.0 2.01`},
		{"", "plain", "plain"},
		{" ", "a plain text", "a plain text"},
		{"s3cret", "x s3cret-long s3cret me", "x [redacted]-long [redacted] me"},
		{"password1234", "100% of passes & \\d are wrong", "100% of passes & \\d are wrong"},
	} {
		if got := New(tt.secret).Text(tt.text); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.secret, got, tt.want)
		}
	}
	hide := New("12345678", "42")
	for _, number := range []any{float64(12345678), json.Number("12345678"), float64(42), json.Number("42")} {
		if got := hide.value(number); got != "[redacted]" {
			t.Errorf("%v is shown as %v", number, got)
		}
	}
	if got := hide.value(float64(7)); got != float64(7) {
		t.Errorf("7 is shown as %v", got)
	}
}

// Comparing takes time in proportion to the text.
func BenchmarkRedactor(b *testing.B) {
	hide := New(strings.Repeat("0123456789abcdef", 64))
	text := strings.Repeat(`{"a":"b &amp; c"} `, 3600)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		hide.Text(text)
	}
}

// Every string and number counts, at any depth: a number may be a secret, too.
func TestStrings(t *testing.T) {
	got := Strings([]any{"a", map[string]any{"x": json.Number("12.50")}, true, nil, []any{"b"}})
	if want := []string{"a", "12.50", "b"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

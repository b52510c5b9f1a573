package show

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// texts steer a terminal, hide from a reader, or command a CI system.
var texts = []string{
	"", "plain, déjà vu 日本 😀", "a\tb", "\x1b[31m \u009b31m \x7f", "\r\n\u0085\u2028\u2029", "\u202e \u2066 \u200b \ufeff \u00ad",
	"a\ufe0fb", `\` + "\u034f", "\u3164\u115f\uffa0", "\U000e0041\U000e0100", "\ue000\U000f0000", "\u00a0\u2003", "\xff\xfe",
	"##[add-mask]x", "x ##vso[task.setvariable]y", "###", "####", "#\x00#", "##teamcity[x]",
	"::error::x", "  ::set-output name=x::y", "\t::debug::x", "\u00a0::add-mask::x", "a ::error::x", ":::error::x", "\x1b::stop-commands::x",
	strings.Repeat("##", 500), strings.Repeat("日", 500), strings.Repeat("\U000e0041", 100), `<b>&amp;"'` + "`",
}

// isCommand finds what a runner of CI obeys in a line, by the runners' own rules.
var isCommand = regexp.MustCompile(`(?m)##|^\pZ*\s*::`)

// hides reports whether r, by Unicode's own tables, is one that a reader does not see.
func hides(r rune) bool {
	return r != ' ' && !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S) ||
		unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// FuzzShown: whatever the text, what is shown has no hidden character and starts
// no command, keeps to its limit, and is not escaped again the second time.
func FuzzShown(f *testing.F) {
	for _, text := range texts {
		f.Add(text, 280)
		f.Add(text, 20)
	}
	f.Fuzz(func(t *testing.T, text string, limit int) {
		limit = max(20, min(limit, 2000))
		line, code := Line(text, limit), Code(text, limit)
		for name, got := range map[string]string{"Line": line, "Code": strings.ReplaceAll(code, "\t", " "), "Quote": Quote(text, limit), "List": List([]string{text, text}, 1)} {
			if strings.ContainsFunc(got, hides) || isCommand.MatchString(got) || !utf8.ValidString(got) {
				t.Errorf("%s of %+q is %+q", name, text, got)
			}
		}
		if isCommand.MatchString(code) || len(line) > limit || len(code) > limit {
			t.Errorf("%+q became %+q and %+q, with a limit of %d", text, line, code, limit)
		}
		if Line(line, limit) != line || Code(code, limit) != code || Escape(Escape(text)) != Escape(text) {
			t.Errorf("%+q is escaped twice", text)
		}
		if literal := GoString(text); strings.ContainsFunc(literal, hides) {
			t.Errorf("the literal of %+q is %+q", text, literal)
		} else if got, err := strconv.Unquote(literal); err != nil || got != text {
			t.Errorf("%+q became the literal %s (%v)", text, literal, err)
		}
		sameJSON(t, strings.ToValidUTF8(text, "\ufffd"))
	})
}

// sameJSON shows that JSON means the same once it is safe to show.
func sameJSON(t *testing.T, text string) {
	t.Helper()
	data, err := json.MarshalIndent(map[string]string{text: text}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	shown := JSON(data)
	var got map[string]string
	if err := json.Unmarshal(shown, &got); err != nil || got[text] != text {
		t.Errorf("%+q became %q (%v)", text, got, err)
	}
	if strings.ContainsFunc(strings.ReplaceAll(string(shown), "\n", " "), hides) || isCommand.Match(shown) {
		t.Errorf("the JSON of %+q is %s", text, shown)
	}
}

// TestPlain: text that is safe is shown as it is.
func TestPlain(t *testing.T) {
	for _, text := range []string{"", "plain", "déjà vu 日本 😀", "a :: b", "# heading", "a\\b"} {
		if Line(text, 100) != text || Escape(text) != text {
			t.Errorf("%q became %q and %q", text, Line(text, 100), Escape(text))
		}
	}
}

// TestLimits: what is cut ends in "...", between characters and not inside an escape.
func TestLimits(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{Line("0123456789", 10), "0123456789"},
		{Line("0123456789a", 10), "0123456..."},
		{Line("日本日本", 10), "日本..."},
		{Line("\x1b\x1b\x1b", 10), `\x1b...`},
		{Quote("日本", 4), `"日"...`},
		{List([]string{"a", "b", "c"}, 2), `"a", "b", and 1 more`},
		{List([]string{"a", "b"}, 2), `"a", "b"`},
	} {
		if tt.got != tt.want {
			t.Errorf("got %s, want %s", tt.got, tt.want)
		}
	}
}

// TestCause: an error of the file system loses its paths and stays what it is.
func TestCause(t *testing.T) {
	for _, err := range []error{
		&fs.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist},
		&os.LinkError{Op: "rename", Old: "x", New: "y", Err: fs.ErrNotExist},
		fs.ErrNotExist,
	} {
		if got := Cause(err); got != fs.ErrNotExist {
			t.Errorf("%v became %v", err, got)
		}
	}
	if other := errors.New("x"); Cause(other) != other || Cause(nil) != nil {
		t.Error("another error changed")
	}
}

// TestFileType: a message names what stands in a place, whatever its permissions.
func TestFileType(t *testing.T) {
	for mode, want := range map[fs.FileMode]string{
		0o644: "a file", fs.ModeDir | 0o755: "a folder", fs.ModeSymlink: "a symbolic link", fs.ModeNamedPipe: "a named pipe",
		fs.ModeSocket: "a socket", fs.ModeDevice | fs.ModeCharDevice: "a device", fs.ModeIrregular: "a special file",
	} {
		if got := FileType(mode); got != want {
			t.Errorf("%v is %s, want %s", mode, got, want)
		}
	}
}

// A text of as many bytes as there may be is whole, and one that is cut is cut between
// characters, if need be before the first.
func TestQuoteLimit(t *testing.T) {
	for _, test := range []struct {
		text  string
		limit int
		want  string
	}{
		{"abc", 3, `"abc"`}, {"abc", 2, `"ab"...`}, {"aé", 2, `"a"...`}, {"é", 1, `""...`}, {"\x80\x80", 1, `""...`}, {"", 0, `""`},
	} {
		if got := Quote(test.text, test.limit); got != test.want {
			t.Errorf("Quote(%q, %d) = %s, want %s", test.text, test.limit, got, test.want)
		}
	}
}

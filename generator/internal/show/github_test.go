package show

import (
	"bytes"
	"html"
	"math/rand/v2"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	unsafe "github.com/yuin/goldmark/renderer/html"
)

// hostile are texts that GitHub does something about, or that are markup.
var hostile = []string{
	"@octocat", "@org/team", "a@b.example", "&commat;octocat", "&#64;octocat", "&#x40;octocat", "&lt;b&gt;", "\\@octocat", "`@octocat`",
	"#12", "org/repo#12", "GH-12", "gh-12", "&#35;12", "Closes #1", "fixes GH-1", "Resolved: https://github.com/org/repo/issues/2", "CLOSE", "implements",
	"https://example.com", "http://a", "ftp://a.b", "www.example.com", "_www.example.com_", "mailto:a@b.example", "HTTPS://EXAMPLE.COM",
	"deadbeef", "0123456789abcdef0123456789abcdef01234567", "DEADBEEF", "org/repo@deadbeef", "deadbee...abcdef1", "1234567", "xdeadbeefx",
	"[skip ci]", "[ci skip]", "***NO_CI***", "skip-checks: true", "Co-authored-by: a <a@b.example>", "Signed-off-by: a", "Drift-Of: Zoom",
	"<b>", "</code>", "<!-- x -->", "<script>", "<a href=x>", "<https://example.com>", "![x](y)", "[x](y)", "[x][y]", "[^1]", "[ ]", "[x]: y",
	"*a*", "**a**", "_a_", "__a__", "~~a~~", "`a`", "``", "`", "|", "\\|", "\\\\|", "\\", "a|b", "$x$", "$$x$$", "$`x`$",
	"# heading", "## heading", "> quote", "- item", "1. item", "---", "===", "| --- |", "    code", "```", ":+1:", "&amp;", "&", ";", "&#0;",
	" ", "  ", "a", "B", "7", "-", ".", ":", "/", "(", ")", "!", "é", "日本", "😀", "\u200b", "\u202e", "\n", "\r\n", "\n\n", "\x00", "\t",
}

// randomly returns some of the hostile texts after one another.
func randomly(random *rand.Rand) string {
	var b strings.Builder
	for range 1 + random.IntN(6) {
		b.WriteString(hostile[random.IntN(len(hostile))])
	}
	return b.String()
}

// looked are what GitHub looks for in text that it shows, by its documentation.
var looked = map[string]*regexp.Regexp{
	"a mention":     regexp.MustCompile(`@[A-Za-z0-9]`),
	"an issue":      regexp.MustCompile(`(?i)#[0-9]|GH-[0-9]`),
	"a commit":      regexp.MustCompile(`[0-9A-Fa-f]{7}`),
	"a link":        regexp.MustCompile(`(?i)\w://|www\.|[\w.+-]@[\w-]+\.`),
	"a verb":        regexp.MustCompile(`(?i)\b(close[sd]?|fix(e[sd])?|resolve[sd]?)\b`),
	"no check":      regexp.MustCompile(`(?i)\[(skip|no|ci|actions) |\*\*\*NO_CI`),
	"a hidden sign": regexp.MustCompile("[\x00-\x1f\u202e]"),
}

func inert(t *testing.T, what, text string) {
	t.Helper()
	for name, pattern := range looked {
		if found := pattern.FindString(text); found != "" {
			t.Errorf("%s has %s, %q, in %q", what, name, found, text)
		}
	}
}

// Whatever a name or a text of PingOne says, a commit with it mentions nobody,
// closes nothing and has no trailer, and a reader sees all of it.
func TestInert(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		line := Line(randomly(random), 500)
		got := Inert(line)
		inert(t, "the message", got)
		if seen := strings.ReplaceAll(got, zeroWidthSpace, ""); seen != line {
			t.Fatalf("%q became %q", line, seen)
		}
	}
}

// A text in a list of a commit's message is no trailer for git.
func TestInertTrailers(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	var message strings.Builder
	message.WriteString("spec: capture Zoom\n\n")
	for _, text := range hostile {
		message.WriteString("- minor: Zoom: " + Inert(Line(text, 500)) + "\n")
	}
	message.WriteString("\nDrift-Of: Zoom\n")
	cmd := exec.Command("git", "interpret-trailers", "--parse")
	cmd.Stdin = strings.NewReader(message.String())
	got, err := cmd.Output()
	if want := "Drift-Of: Zoom\n"; err != nil || string(got) != want {
		t.Errorf("git found the trailers %q (%v), want %q", got, err, want)
	}
}

// Whatever a text says, in the cell of a table and in a paragraph it is shown as
// it is: no link, no other HTML, no emphasis, no cell more.
func TestMarkdown(t *testing.T) {
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithRendererOptions(unsafe.WithUnsafe()))
	random := rand.New(rand.NewPCG(3, 4))
	for range 3_000 {
		line := Line(randomly(random), 500)
		source := "Said: " + Markdown(line) + ".\n\n| a | b | c |\n|---|---|---|\n| " + Markdown(line) + " | " + MarkdownCode(line) + " | end |\n"
		var page bytes.Buffer
		if err := markdown.Convert([]byte(source), &page); err != nil {
			t.Fatal(err)
		}
		rest := page.String()
		for _, tag := range []string{"p", "table", "thead", "tbody", "tr", "th", "td", "code"} {
			rest = strings.NewReplacer("<"+tag+">", "", "</"+tag+">", "").Replace(rest)
		}
		if strings.ContainsAny(rest, "<>") {
			t.Fatalf("%q has more than text:\n%s", source, page.String())
		}
		var seen []string
		for _, shown := range shownTexts.FindAllStringSubmatch(page.String(), -1) {
			text := html.UnescapeString(strings.NewReplacer("<code>", "", "</code>", "").Replace(shown[1]))
			if !strings.Contains(shown[1], "<code>") {
				inert(t, "the page", text)
			}
			seen = append(seen, spaced(strings.ReplaceAll(text, zeroWidthSpace, "")))
		}
		want := []string{spaced("Said: " + line + "."), spaced(line), spaced(line), "end"}
		if diff := cmp.Diff(want, seen); diff != "" {
			t.Fatalf("%q is shown otherwise (-want +got):\n%s", source, diff)
		}
	}
}

// shownTexts matches paragraphs and the cells of a table, but for its head.
var shownTexts = regexp.MustCompile(`<(?:p|td)>([^\n]*)</(?:p|td)>`)

// spaced returns text with its spaces as a page shows them.
func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

package harness

import (
	"regexp"
	"strings"
	"testing"
)

// Pages returns what a stranger reads: README.md and the pages that it links, but
// for those that are generated.
func Pages(t testing.TB) map[string]string {
	t.Helper()
	pages := map[string]string{"README.md": string(ReadFile(t, "README.md"))}
	for _, link := range Links(pages["README.md"]) {
		if strings.HasSuffix(link, ".md") && !strings.HasPrefix(link, "generated/") {
			pages[link] = string(ReadFile(t, link))
		}
	}
	return pages
}

// Page returns the page that has text, which one of them must.
func Page(t testing.TB, text string) string {
	t.Helper()
	for _, page := range Pages(t) {
		if strings.Contains(page, text) {
			return page
		}
	}
	t.Fatalf("neither README.md nor a page that it links has %q", text)
	return ""
}

// link matches a link of Markdown to a file here.
var link = regexp.MustCompile(`\]\(([\w./-]+)\)`)

// Links returns where the links of a Markdown text lead, those to other sites left out.
func Links(markdown string) []string {
	var links []string
	for _, found := range link.FindAllStringSubmatch(markdown, -1) {
		links = append(links, found[1])
	}
	return links
}

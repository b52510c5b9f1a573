package drift_test

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

var drawn = flag.Bool("picture", false, "write the picture of a pull request that README.md shows")

// picture is the text of a pull request as GitHub draws it.
const picture = ".github/pull-request.svg"

// checkPicture holds the picture to the headings and columns that the text of a
// pull request has. What it says of Zoom may be older, since that changes nothing
// in what a reader learns from it.
func checkPicture(t *testing.T, markdown string) {
	t.Helper()
	var page bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithRendererOptions(html.WithUnsafe(), html.WithXHTML())).
		Convert([]byte(markdown), &page); err != nil {
		t.Fatal(err)
	}
	body := strings.ReplaceAll(page.String(), "<details>", `<details open="">`)
	body = someTime.ReplaceAllString(testServer.ReplaceAllString(body, "${1}api.pingone.com"), "${1}2026-01-31T01:00:00Z")
	if *drawn {
		if err := os.WriteFile(harness.Path(t, picture), []byte(pictureHead+body+pictureTail), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	shown := string(harness.ReadFile(t, picture))
	for _, heading := range headings.FindAllString(body, -1) {
		if !strings.Contains(shown, heading) {
			t.Errorf("%s lacks %s; run: make picture", picture, heading)
		}
	}
}

// headings matches what stays from one text of a pull request to the next.
var headings = regexp.MustCompile(`<h[2-6]>.*?</h[2-6]>|<th>.*?</th>`)

// What differs from run to run: the address of a test server, and the time.
var (
	testServer = regexp.MustCompile(`(<td>)127\.0\.0\.1:\d+`)
	someTime   = regexp.MustCompile(`(<td>)\d{4}-\d\d-\d\dT[\d:]+Z`)
)

const pictureHead = `<svg xmlns="http://www.w3.org/2000/svg" width="860" height="900" viewBox="0 0 860 900">
<foreignObject width="860" height="900"><div xmlns="http://www.w3.org/1999/xhtml">
<style>
div { font: 14px/1.5 -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; color: #1f2328; background: #fff; padding: 8px 24px; border: 1px solid #d1d9e0; }
h1 { font-size: 24px; border-bottom: 1px solid #d1d9e0; } h4 { margin: 12px 0 4px; }
table { border-collapse: collapse; margin: 8px 0; } th, td { border: 1px solid #d1d9e0; padding: 3px 10px; text-align: left; }
code { font: 12px ui-monospace, Menlo, monospace; background: #f0f1f2; padding: 2px 4px; }
</style>
`

const pictureTail = `</div></foreignObject>
</svg>
`

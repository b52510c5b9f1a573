package markdown

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator"
)

// GitHub refuses a text of more than 65,536 characters. However much changed, and
// whatever it is called, a text is shorter, says what it leaves out, and has the
// digest of the capture and what to do at its end.
func TestPagesAreBounded(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		p := hugeProposal(random)
		text := Proposal(p, "gen generate")
		if len(text) > maxPage {
			t.Errorf("the text has %d bytes", len(text))
		}
		if got := digestLine.FindAllString(text, -1); len(got) != 1 || got[0] != "Digest `"+p.Digest+"`." {
			t.Errorf("the text has the digests %q", got)
		}
		if len(p.Diff.Changes) > 1500 && !strings.Contains(text, " more, left out because GitHub takes no longer text; ") {
			t.Error("the text does not say what it leaves out")
		}
		if !strings.HasSuffix(text, "- Merge it when the checks are green.\n") {
			t.Errorf("the text ends in %q", text[len(text)-100:])
		}
		if got := Diff(p.Diff, "old", "new"); len(got) > maxPage {
			t.Errorf("the comment has %d bytes", len(got))
		}
		p.Diff = nil
		if got := Proposal(p, "gen generate"); len(got) > maxPage {
			t.Errorf("the text with errors has %d bytes", len(got))
		}
	}
}

// digestLine matches what .ci/robot takes for the digest of a capture.
var digestLine = regexp.MustCompile("(?m)^Digest `sha256:[0-9a-f]+`\\.$")

// hugeProposal returns a proposal with many changes and findings, whose texts are
// long, escaped, or look like the digest.
func hugeProposal(random *rand.Rand) *generator.Proposal {
	name := func() string {
		kinds := []string{"a", "$", "[&]", "@x ", "日本", "\n", "Digest `sha256:0123`.\n", "\nDigest `sha256:0123`.", "deadbeef", "|"}
		return strings.Repeat(kinds[random.IntN(len(kinds))], 1+random.IntN(400))
	}
	p := &generator.Proposal{Type: "Zoom", New: random.IntN(2) == 0, Branch: "connectorgen/Zoom", Title: "Zoom: more", Digest: "sha256:0123456789abcdef", Problem: name(), Diff: &generator.Diff{}}
	for i := range random.IntN(2000) {
		c := generator.Change{
			Source: []generator.Change{{Source: "metadata"}, {Source: "go"}, {Source: "document"}}[random.IntN(3)].Source,
			Rule:   "attribute-added", Connector: "Zoom", Subject: fmt.Sprint(i) + name(), Message: name(), Profiles: []string{name(), name()},
		}
		if random.IntN(2) == 0 {
			c.Advice = name()
		}
		p.Diff.Changes = append(p.Diff.Changes, c)
	}
	for range random.IntN(500) {
		p.Findings = append(p.Findings, generator.Finding{Rule: name(), Message: name()})
	}
	return p
}

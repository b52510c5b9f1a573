package tree

import (
	"fmt"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// A Diff is how a folder differs from a tree. Paths are slash-separated,
// relative to the folder, and sorted.
type Diff struct {
	Changed   []string `json:"changed"`   // in the folder with other content; the ends of lines do not count
	Missing   []string `json:"missing"`   // in the tree only
	Extra     []string `json:"extra"`     // generated, but no longer in the tree
	Edited    []string `json:"edited"`    // of Changed and Extra: not as they were written, see [Manifest]
	Foreign   []string `json:"foreign"`   // not generated: no difference, never touched
	Unchanged int      `json:"unchanged"` // number of generated files that are as in the tree

	edits []edit // one for each of Changed
}

// An edit is a changed file.
type edit struct {
	path     string
	old, new []byte
}

// diff returns how the folder differs that list is about.
func (list steps) diff() Diff {
	var d Diff
	for _, x := range list {
		switch {
		case x.action == keep:
			d.Unchanged++
		case x.action == leave:
			d.Foreign = append(d.Foreign, x.path)
		case x.action == remove:
			d.Extra = append(d.Extra, x.path)
		case x.action == write && x.old == nil:
			d.Missing = append(d.Missing, x.path)
		case x.action == write:
			d.Changed = append(d.Changed, x.path)
			d.edits = append(d.edits, edit{x.path, unixLines(x.old), x.new})
		}
		if x.edited != "" {
			d.Edited = append(d.Edited, x.path)
		}
	}
	return d
}

// Empty reports whether the folder holds exactly the tree, foreign files aside.
func (d Diff) Empty() bool {
	return len(d.Changed)+len(d.Missing)+len(d.Extra) == 0
}

// What a unified diff shows at most.
const (
	maxDiffLines = 400
	maxDiffLine  = 500     // bytes
	maxDiffInput = 4 << 20 // bytes of one file
)

// Unified returns the lines in which the changed files differ, from what is on
// disk to what is generated, as a unified diff of at most a few hundred lines.
// The manifest is left out if other files changed: its lines follow from them.
// Control characters are escaped.
func (d Diff) Unified() string {
	var b strings.Builder
	lines := 0
	for _, e := range d.edits {
		if e.path == Manifest && len(d.edits) > 1 {
			continue
		}
		for line := range strings.Lines(e.unified()) {
			if lines++; lines <= maxDiffLines {
				b.WriteString(show.Code(strings.TrimSuffix(line, "\n"), maxDiffLine) + "\n")
			}
		}
		if lines > maxDiffLines {
			b.WriteString("... the rest of the differences is left out\n")
			break
		}
	}
	return b.String()
}

func (e edit) unified() string {
	from, to := e.path+" (on disk)", e.path+" (generated)"
	if len(e.old) > maxDiffInput || len(e.new) > maxDiffInput {
		return fmt.Sprintf("--- %s\n+++ %s\n@@ too large to compare by line @@\n", from, to)
	}
	return udiff.Unified(from, to, string(e.old), string(e.new))
}

// A ConflictError names everything that a write would destroy or be led astray
// by: what stands where a generated file goes and was not generated, and
// generated files that are not as they were written.
type ConflictError []Conflict

// A Conflict is something that is in the way of a write.
type Conflict struct {
	Path   string `json:"path"` // as the output folder was given, with the path below it
	Reason string `json:"message"`
}

// Error returns one line for each conflict.
func (e ConflictError) Error() string {
	var lines []string
	for _, c := range e {
		lines = append(lines, c.Path+": "+c.Reason)
	}
	return strings.Join(lines, "\n")
}

package explain

import (
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Date notes with every origin in a capture of in when that was taken. A capture
// that is not what was taken, because somebody has edited it, has no time, and
// neither has one that was taken from a page.
func (e *Explanation) Date(in *spec.Inputs) {
	taken := make(map[string]spec.Provenance)
	for _, p := range in.Provenance {
		taken[p.Type] = p
	}
	at := make(map[string]string)
	for _, c := range in.Captures {
		if p, ok := taken[c.Key]; ok && p.Source == "" && p.Digest.Value == c.Digest {
			at[c.At.File] = p.Time.Format(time.RFC3339)
		}
	}
	for _, f := range e.Facts {
		for i := range f.Origins {
			if o := &f.Origins[i]; o.Source == capture {
				o.Captured = at[o.File]
			}
		}
	}
}

// Package capture asks PingOne for the metadata of connectors and makes captures
// of the answers.
//
// It only reads: it sends requests for a token and for storeMetadata/{type}. An
// answer becomes a capture if package spec accepts it and it repeats nothing that
// was sent. A capture with the same meaning as the file on disk does not change
// the file. Otherwise the new file keeps the order of the old one, so that a diff
// shows what changed.
package capture

import (
	"context"
	"io/fs"
	"net/http"
	"path"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Options are the options of [Ask].
type Options struct {
	// Getenv returns environment variables. These configure the client:
	// PINGONE_CLIENT_ID, PINGONE_CLIENT_SECRET, PINGONE_ENVIRONMENT_ID and
	// PINGONE_REGION_CODE, or PINGONE_API_PATH and PINGONE_AUTH_PATH for the last.
	Getenv func(string) string

	Types         []string         // store types; nil for all that the inputs know
	Configuration []byte           // a JSON object that is sent for the one type, so that its metadata depend on it; nil for none
	Client        *http.Client     // nil for one with the default transport
	Timeout       time.Duration    // that all of it may take; if 0, there is no limit
	Now           func() time.Time // nil for time.Now

	// Sandbox also takes what the test server answers. Without it, such an answer
	// is [NotCaptured]: it repeats the inputs, so that it proves nothing.
	Sandbox bool

	// Known are entries of another captures.yaml, such as that of a branch. A
	// capture with the same digest keeps such an entry.
	Known []spec.Provenance

	Progress func(done, of int) // called after every type, one call at a time; nil for none
}

// A Status is how an answer compares with the capture on disk.
type Status string

// The statuses.
const (
	New         Status = "new"
	Changed     Status = "changed"
	Unchanged   Status = "unchanged"
	NotCaptured Status = "not captured"
)

// A Captured is the result for one store type.
type Captured struct {
	Type     string         `json:"type"`
	Status   Status         `json:"status"`
	File     string         `json:"file"`               // of the capture, below the folder of the inputs, such as connectors/Zoom.json
	Reason   string         `json:"reason,omitempty"`   // why it is [NotCaptured]; it quotes nothing that was sent
	Findings []spec.Finding `json:"findings,omitempty"` // the errors in the answer, with places in it; none unless they are why

	digest  string
	sandbox bool   // the test server has answered
	content []byte // of the file; nil if it stays as it is
}

// Captures is the result of [Ask].
type Captures struct {
	name       string // of the folder of the inputs, as it is shown
	list       []Captured
	provenance []spec.Provenance // as it is on disk
	known      []spec.Provenance // from elsewhere
	region     string
	time       time.Time
}

// All returns the results, sorted by store type.
func (c *Captures) All() []Captured { return c.list }

// Ask asks for metadata and compares the answers with the inputs in fsys, whose
// name as the user gave it is name. It writes nothing.
//
// The error is an [*OptionsError] or an [*InputsError] if nothing was asked, or
// says why nothing could be: PingOne cannot be reached, or does not let the
// credentials in. It quotes nothing that was to be sent.
func Ask(ctx context.Context, fsys fs.FS, name string, o Options) (*Captures, error) {
	in, err := readInputs(fsys, name)
	if err != nil {
		return nil, err
	}
	types, err := in.types(o)
	if err != nil {
		return nil, err
	}
	a, err := newAsker(in, o, types)
	if err != nil {
		return nil, err
	}
	if o.Timeout > 0 {
		limited, cancel := context.WithTimeout(ctx, o.Timeout)
		defer cancel()
		ctx = limited
	}
	replies := a.ask(ctx, types)
	if err := a.unasked(ctx, replies); err != nil {
		return nil, err
	}
	c := &Captures{name: name, provenance: in.Provenance, known: o.Known, region: a.region(), time: o.now()}
	for _, r := range replies {
		captured, err := a.judge(r, fsys)
		if err != nil {
			return nil, err
		}
		c.list = append(c.list, captured)
	}
	return c, nil
}

// now returns the time in UTC, to the second.
func (o *Options) now() time.Time {
	now := o.Now
	if now == nil {
		now = time.Now
	}
	return now().UTC().Truncate(time.Second)
}

// The files of captures, below the folder of the inputs.
const (
	folder         = "connectors"
	suffix         = ".json"
	provenanceFile = folder + "/captures.yaml"
)

func fileOf(storeType string) string { return path.Join(folder, storeType+suffix) }

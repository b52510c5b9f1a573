package generator

import (
	"context"
	"io/fs"

	"github.com/connectorgen/connectorgen/generator/internal/capture"
)

// What Capture takes and returns is made of these.
type (
	CaptureOptions      = capture.Options      // what to ask for, and whom
	Captures            = capture.Captures     // what came of it
	Captured            = capture.Captured     // what came of asking for one store type
	CaptureStatus       = capture.Status       // what an answer is to the capture on disk
	CaptureOptionsError = capture.OptionsError // what was asked for cannot be, or variables are missing
	CaptureInputsError  = capture.InputsError  // the inputs have errors, so it is not known what they describe
)

// The statuses.
const (
	CaptureNew       = capture.New
	CaptureChanged   = capture.Changed
	CaptureUnchanged = capture.Unchanged
	NotCaptured      = capture.NotCaptured
)

// Capture asks PingOne for metadata and compares it with the inputs in fsys. It
// writes nothing. The display name is the prefix of the places in errors.
//
// The error is a *[CaptureOptionsError] or a *[CaptureInputsError], or says why
// nothing could be asked. It quotes nothing that was to be sent.
func Capture(ctx context.Context, fsys fs.FS, name string, o CaptureOptions) (*Captures, error) {
	return capture.Ask(ctx, fsys, name, o)
}

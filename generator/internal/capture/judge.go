package capture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// judge returns what a reply is to the capture in fsys. Its error is of reading that.
func (a *asker) judge(r reply, fsys fs.FS) (Captured, error) {
	c := Captured{Type: r.storeType, Status: NotCaptured, File: fileOf(r.storeType)}
	if r.err != nil {
		c.Reason = a.sent.withhold(a.reason(r.err))
		return c, nil
	}
	now := a.read(r, &c)
	if c.Reason != "" {
		return c, nil
	}
	disk, err := fs.ReadFile(fsys, c.File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		c.Status = New
	case err != nil:
		return c, err
	default:
		c.Status = Changed
		if old, _ := spec.ReadCapture(c.File, disk); old != nil && old.Digest == c.digest {
			c.Status = Unchanged
			return c, nil
		}
		if old, ok := parse(disk); ok {
			now = now.ordered(old)
		}
	}
	return c, c.keep(now)
}

// keep sets the content of the file to v, which must say what the answer does.
func (c *Captured) keep(v value) error {
	content, err := v.file()
	if err != nil {
		return err
	}
	again, found := spec.ReadCapture(c.File, content)
	if found.Failed() || again.Digest != c.digest {
		c.Status, c.Findings = NotCaptured, errorsIn(found)
		c.Reason = "the answer cannot be a file: it is too large when it is indented"
		return nil
	}
	c.content = content
	return nil
}

// read returns the answer in r without its links, or sets the reason why it
// cannot be a capture.
func (a *asker) read(r reply, c *Captured) value {
	if len(bytes.TrimSpace(r.body)) == 0 {
		c.Reason = "the answer is empty"
		return value{}
	}
	capture, found := spec.ReadCapture("answer", r.body)
	var v value
	if capture != nil {
		v, _ = parse(r.body) // the reader has done so
		v = v.without(links)
	}
	key := a.sent.inValue(v)
	switch {
	case key != "":
		c.Reason = "the answer holds the value of " + key + ", which was sent"
	case found.Failed():
		c.Reason, c.Findings = a.faults(errorsIn(found))
	case capture.Key != r.storeType:
		c.Reason = fmt.Sprintf("the answer is the metadata of %s", capture.Key)
	default:
		c.digest = capture.Digest
	}
	return v
}

// faults returns what found says in a line, and found unless it quotes what was sent.
func (a *asker) faults(found spec.Findings) (string, spec.Findings) {
	all := found.All()
	for _, f := range all {
		if text := f.String(); a.sent.in(text) != "" {
			return a.sent.withhold(text), spec.Findings{}
		}
	}
	text := all[0].String()
	if len(all) > 1 {
		text += fmt.Sprintf(" (and %d more)", len(all)-1)
	}
	return text, found
}

// links names the member of an answer that names the tenant and is no part of a capture.
const links = "_links"

// errorsIn returns the errors among the findings. If there is a live secret, it
// is all that is said: others could quote it.
func errorsIn(found spec.Findings) spec.Findings {
	var all, secrets spec.Findings
	for _, f := range found.All() {
		switch {
		case f.Rule == spec.RuleSecretFound.ID:
			f.Path = ""
			secrets.Report(spec.RuleSecretFound, f.Place, "a value looks like a live secret; find out why PingOne gives it away")
		case f.Severity == spec.Error:
			all.Append(f)
		}
	}
	if secrets.Failed() {
		return secrets
	}
	return all
}

// reason returns what err says, without the address that was asked: it names the tenant.
func (a *asker) reason(err error) string {
	var text string
	if lost, ok := errors.AsType[*url.Error](err); ok {
		target, _ := url.Parse(lost.URL)
		text = lost.Err.Error()
		if target != nil {
			text = target.Host + ": " + text
		}
	} else {
		text = err.Error()
	}
	if err == context.DeadlineExceeded { // of the run, not of an attempt
		text = "there was no time left"
	}
	return strings.ReplaceAll(text, a.config.EnvironmentID, "{environmentID}")
}

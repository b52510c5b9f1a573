package capture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A refusal is why an answer cannot be a capture.
type refusal struct {
	reason   string
	findings []spec.Finding
}

// judge compares a reply with the capture in fsys. The error is of reading fsys.
func (a *asker) judge(r reply, fsys fs.FS) (Captured, error) {
	c := Captured{Type: r.storeType, Status: NotCaptured, File: fileOf(r.storeType), sandbox: r.sandbox}
	answer, digest, refused := a.read(r)
	if refused != nil {
		c.Reason, c.Findings = refused.reason, refused.findings
		return c, nil
	}
	disk, err := fs.ReadFile(fsys, c.File)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return c, err
	}
	c.Status, c.digest = New, digest
	if err == nil {
		c.Status = Changed
		if old, _ := spec.ReadCapture(c.File, disk); old != nil && old.Digest == digest {
			c.Status = Unchanged
			return c, nil
		}
		if old, _ := node.ParseJSON(c.File, disk); old != nil {
			answer = ordered(answer, old)
		}
	}
	return c, c.keep(answer)
}

// keep sets the content of the file to n, after it checked that n has the digest of the answer.
func (c *Captured) keep(n *node.Node) error {
	content, err := fileContent(n)
	if err != nil {
		return err
	}
	again, found := spec.ReadCapture(c.File, content)
	if found.Failed() || again.Digest != c.digest {
		c.Status, c.Findings = NotCaptured, refusing(found).All()
		c.Reason = "the answer cannot be a file: it is too large when it is indented"
		return nil
	}
	c.content = content
	return nil
}

// read returns the answer in r without its links, and its digest, or why it
// cannot be a capture.
func (a *asker) read(r reply) (answer *node.Node, digest string, refused *refusal) {
	refuse := func(format string, args ...any) (*node.Node, string, *refusal) {
		return nil, "", &refusal{reason: fmt.Sprintf(format, args...)}
	}
	if r.err != nil {
		return refuse("%s", a.sent.withhold(a.reason(r.err)))
	}
	if r.sandbox && !a.sandbox {
		return refuse("the answer is of the test server, which repeats what the inputs say, so that it is no evidence; to try capture out, use --sandbox and a folder of its own")
	}
	if len(bytes.TrimSpace(r.body)) == 0 {
		return refuse("the answer is empty")
	}
	capture, found := spec.ReadCapture("answer", r.body)
	answer, _ = node.ParseJSON("answer", r.body)
	if answer != nil {
		answer = without(answer, links)
	}
	if key := a.sent.inTree(answer); key != "" {
		return refuse("the answer holds the value of %s, which was sent", key)
	}
	if answer != nil {
		found.Add(spec.Given(answer, a.in.sensitive(r.storeType)))
	}
	if refused := refusing(found); refused.Failed() {
		return nil, "", a.faults(refused)
	}
	if capture.Key != r.storeType {
		return refuse("the answer is the metadata of %s", capture.Key)
	}
	return answer, capture.Digest, nil
}

// faults returns a refusal for found. It leaves out the findings if one of them quotes what was sent.
func (a *asker) faults(found spec.Findings) *refusal {
	all := found.All()
	for _, f := range all {
		if text := f.String(); a.sent.in(text) != "" {
			return &refusal{reason: a.sent.withhold(text)}
		}
	}
	text := strings.TrimPrefix(all[0].String(), "error: ")
	if len(all) > 1 {
		text += fmt.Sprintf(" (and %d more)", len(all)-1)
	}
	return &refusal{text, all}
}

// links is the member of an answer that names the tenant. It is no part of a capture.
const links = "_links"

// refusing returns the findings for which an answer is no capture: the errors, and
// a default of a sensitive attribute of users, which would be kept. If one of them
// is a live secret, it returns only that: the others could quote it.
func refusing(found spec.Findings) spec.Findings {
	var secrets spec.Findings
	refused := found.Errors()
	for _, f := range found.All() {
		switch f.Rule {
		case spec.RuleSecretFound.ID:
			f.Path = ""
			secrets.Report(spec.RuleSecretFound, f.Place, "a value looks like a live secret; find out why PingOne gives it away")
		case spec.RuleSecretDefault.ID:
			refused.Report(spec.RuleSecretGiven, f.Place, "the default of a sensitive attribute can be a secret; find out why PingOne gives it")
		}
	}
	if secrets.Failed() {
		return secrets
	}
	return refused
}

// reason returns the text of err without the URL of the request, which names the tenant.
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

package propagation

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/redact"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/reply"
)

// Use these with [errors.Is] to find out what an [*Error] says.
var (
	ErrInvalid      = errors.New("invalid request")     // status 400
	ErrUnauthorized = errors.New("unauthorized")        // status 401
	ErrForbidden    = errors.New("forbidden")           // status 403
	ErrNotFound     = errors.New("not found")           // status 404
	ErrConflict     = errors.New("conflict")            // status 409, or a code UNIQUENESS_VIOLATION, as of a second plan
	ErrRateLimited  = errors.New("too many requests")   // status 429
	ErrServer       = errors.New("fault of the server") // status 500 and above

	// ErrOutcomeUnknown says that a request that creates something was sent, and
	// that it is not known whether the API carried it out. Before you send it
	// again, find out: look for what it would have created.
	ErrOutcomeUnknown = errors.New("the outcome is unknown")

	// ErrTooLarge says that a body is larger than Config.MaxBody.
	ErrTooLarge = reply.ErrTooLarge

	// ErrPageCycle says that the pages of a list lead back to one of them, or that
	// more than a hundred pages in a row are empty.
	ErrPageCycle = errors.New("the pages of the list have no end")
)

// An Error is why a request failed: the answer of the API, or the reason why there
// is none. Its text is one line without secrets of the request, shortened.
type Error struct {
	Operation     string // the method of [Client], such as "CreateStore", or "token" for a request for a token
	Status        int    // HTTP status; 0 if there is no answer, or if the answer is a success that cannot be read
	ID            string // of this error, also in the logs of the API
	Code          string // such as "INVALID_DATA"; new ones may come
	Message       string // English, for people
	Target        string // what the error is about, if anything
	Details       []ErrorDetail
	CorrelationID string        // of the request, also in the logs of the API
	RetryAfter    time.Duration // how long the API asks to wait; 0 if it does not
	Attempts      int           // how often the request was sent

	// OutcomeUnknown says that the error is [ErrOutcomeUnknown].
	OutcomeUnknown bool

	// Body has the first 64 KiB of the answer, without secrets of the request. It
	// may hold secrets of the server, so that it does not show.
	Body connector.Secret

	// Err is the reason if the API did not answer with an error, or nil.
	Err error

	typed any // the body as the document has it, or nil
}

// ErrorAs returns the body of the answer that err is about, as the document describes it:
// see the methods of [Client] for the types. It is false if err is no [*Error], if the
// document has another type for its status or none, and if the body is none of that
// type. Like [Error.Body], it has no secrets of the request, and may have some of the
// server.
func ErrorAs[T any](err error) (body *T, ok bool) {
	var e *Error
	if errors.As(err, &e) {
		body, ok = e.typed.(*T)
	}
	return body, ok
}

// typed returns the body of e as the document has it, or nil.
func (r *request) typed(ctx context.Context, e *Error) any {
	if r.failures == nil {
		return nil
	}
	v := r.failures(e.Status)
	if v == nil || decode(ctx, []byte(e.Body.Reveal()), v) != nil {
		return nil
	}
	return v
}

// An ErrorDetail is one problem that the API found in a request.
type ErrorDetail struct {
	Code       string         `json:"code"` // such as "REQUIRED_VALUE"; new ones may come
	Target     string         `json:"target"`
	Message    string         `json:"message"`
	InnerError map[string]any `json:"innerError"` // limits and allowed values, by name
}

// Error returns one line.
func (e *Error) Error() string {
	parts := []string{e.Operation}
	if e.Status != 0 {
		parts = append(parts, strconv.Itoa(e.Status)+" "+http.StatusText(e.Status))
	}
	for _, text := range []string{e.Code, e.Target, e.Message} {
		if text != "" {
			parts = append(parts, oneLine(text))
		}
	}
	last := len(parts) - 1
	for _, d := range e.Details {
		what := d.Code
		if what == "" {
			what = d.Message
		}
		parts[last] += "; " + strings.TrimSpace(oneLine(d.Target)+" "+oneLine(what))
	}
	if e.ID != "" {
		parts[last] += " (id " + oneLine(e.ID) + ")"
	}
	if e.Err != nil {
		parts = append(parts, oneLine(e.Err.Error()))
	}
	if e.OutcomeUnknown {
		parts = append(parts, ErrOutcomeUnknown.Error())
	}
	return strings.Join(parts, ": ")
}

// Unwrap returns e.Err.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is the Err value for e's status, or what else e is.
func (e *Error) Is(target error) bool {
	switch {
	case target == ErrOutcomeUnknown:
		return e.OutcomeUnknown
	case target == ErrConflict && e.notUnique():
		return true
	case e.Status >= 500:
		return target == ErrServer
	}
	return target != nil && target == byStatus(e.Status)
}

// notUnique reports whether there is already what the request would make.
func (e *Error) notUnique() bool {
	const code = "UNIQUENESS_VIOLATION"
	found := e.Code == code
	for _, d := range e.Details {
		found = found || d.Code == code
	}
	return found
}

func byStatus(status int) error {
	switch status {
	case http.StatusBadRequest:
		return ErrInvalid
	case http.StatusUnauthorized:
		return ErrUnauthorized
	case http.StatusForbidden:
		return ErrForbidden
	case http.StatusNotFound:
		return ErrNotFound
	case http.StatusConflict:
		return ErrConflict
	case http.StatusTooManyRequests:
		return ErrRateLimited
	}
	return nil
}

// newError returns what res, an answer that is not a success, says, without what hide takes out.
func newError(operation string, res *http.Response, hide redact.Redactor) *Error {
	e := &Error{
		Operation: operation, Status: res.StatusCode, CorrelationID: hide.Text(res.Header.Get(correlation)),
		RetryAfter: reply.RetryAfter(res.Header.Get("Retry-After"), time.Now()),
	}
	if target, err := res.Location(); err == nil && res.StatusCode < 400 {
		e.Message = "redirects are not followed, and this one leads to " + hide.Text(target.Host)
	}
	// What could be read is better than nothing. A secret at the end must be whole to be found.
	res.ContentLength = -1
	data, _ := reply.Body(res, int64(maxError+redact.Reach))
	e.read(data, hide)
	return e
}

// maxError is the size in bytes of what is read of an error.
const maxError = 64 << 10

// read sets what data, the body of an answer, says.
func (e *Error) read(data []byte, hide redact.Redactor) {
	text := hide.Text(string(data))
	e.Body = connector.NewSecret(text[:min(len(text), maxError)])
	p := reply.NewProblem(data)
	shown := func(text string) string { return config.WithoutCredentials(hide.Text(text)) }
	e.ID, e.Code, e.Target = shown(p.ID), shown(p.Code), shown(p.Target)
	if e.Message == "" {
		e.Message = shown(p.Message)
	}
	for _, d := range p.Details {
		e.Details = append(e.Details, ErrorDetail{shown(d.Code), shown(d.Target), shown(d.Message), hide.Members(d.InnerError)})
	}
}

// oneLine returns at most 300 bytes of text, without what a terminal or a log could trip over.
func oneLine(text string) string {
	clean := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text)
	if len(clean) > 300 {
		clean = strings.ToValidUTF8(clean[:300], "") + "..."
	}
	return clean
}

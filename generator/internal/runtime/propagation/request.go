package propagation

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/param"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/reply"
)

// A request is a call of an operation before it is sent. Its methods note the
// first problem, which ends the call before anything is sent.
type request struct {
	client    *Client
	operation string // the method of Client, for errors
	method    string
	url       string
	scope     int // the length of the part of url up to what the client holds, or 0
	query     url.Values
	extra     []string // what else the query has, escaped
	header    http.Header
	body      encoder              // its buf is nil if there is none
	mediaType string               // of the body
	accept    string               // the media type of the answer; "" for JSON
	public    bool                 // it needs no token
	creates   bool                 // it must not be sent twice
	failures  func(status int) any // an empty value for the body of an error, or nil
	pages     *reply.Rule          // how pages of a list follow each other; nil for those of HAL
	replaces  string               // the member with the configuration that it replaces, or ""
	by        connector.Configuration
	err       error

	// What the last answer says.
	status   int
	location string
	links    []string         // its headers Link, of pages
	token    connector.Secret // that it was asked for with

	// What the options of the call say.
	response  *Response
	clearable []string // keys of secrets that may be cleared
	clearAll  bool
}

// request starts a call of operation by the HTTP method at path, in which
// the name in braces of a parameter that the client holds stands for its value, and every
// other one for the next of values, which is escaped if the name has a *.
func (c *Client) request(operation, method, path string, values ...string) *request {
	r := &request{client: c, operation: operation, method: method}
	target := append(make([]byte, 0, len(c.root)+2*len(path)), c.root...)
	for {
		fixed, rest, found := strings.Cut(path, "{")
		target = append(target, fixed...)
		if !found {
			r.url = string(target)
			r.rewrite()
			return r
		}
		var name string
		name, path, _ = strings.Cut(rest, "}")
		if value, ok := c.held[name]; ok {
			target = append(target, r.segment(name, value)...)
			r.scope = len(target)
		} else if len(values) > 0 && strings.HasPrefix(name, "*") && values[0] != "" {
			target = append(target, values[0]...)
			values = values[1:]
		} else if len(values) == 0 {
			r.fail(fmt.Errorf("there is no value for {%s}", name))
		} else {
			target = append(target, r.segment(name, values[0])...)
			values = values[1:]
		}
	}
}

// rewrite gives r the path that the configuration of the client has for it.
func (r *request) rewrite() {
	if r.client.rewrite == nil {
		return
	}
	root := r.client.root
	path := r.client.rewrite(r.operation, r.url[len(root):])
	if !param.PathOK(path) {
		r.fail(errors.New("RewritePath must return a path, escaped, that starts with a slash"))
	}
	if r.scope > 0 && !strings.HasPrefix(root+path, r.url[:r.scope]) {
		r.scope = 0
	}
	r.url = root + path
}

// segment returns a path parameter, escaped. A value that would name another resource is refused.
func (r *request) segment(name, value string) string {
	if !param.SegmentOK(value) {
		r.fail(fmt.Errorf("%s must not be empty, %q or %q", name, ".", ".."))
	}
	return url.PathEscape(value)
}

// without says that the operation does not take the members called given, each
// between spaces, of the body that is set next.
func (r *request) without(given string) *request {
	r.body.given = given
	return r
}

// send sets the body, which write writes, secrets revealed.
func (r *request) send(mediaType string, write func(*codec)) *request {
	r.body = encoder{reveal: true, masks: r.client.masks, given: r.body.given, buf: make([]byte, 0, 1024)}
	write(&codec{e: &r.body})
	r.mediaType = mediaType
	switch {
	case r.body.err != nil:
		r.fail(r.body.err)
	case int64(len(r.body.buf)) > r.client.maxBody:
		r.fail(fmt.Errorf("%w: the request has %d bytes, and %d are the most", ErrTooLarge, len(r.body.buf), r.client.maxBody))
	}
	return r
}

// once says that r creates something, so that it must not be sent twice.
//
//go:noinline
func (r *request) once() *request {
	r.creates = true
	return r
}

// withoutToken says that r is sent without a token.
func (r *request) withoutToken() *request {
	r.public = true
	return r
}

// failing says what the bodies of errors hold, by their status.
//
//go:noinline
func (r *request) failing(failures func(status int) any) *request {
	r.failures = failures
	return r
}

// paged says how the pages of a list follow each other.
//
//go:noinline
func (r *request) paged(rule reply.Rule) *request {
	r.pages = &rule
	return r
}

// replacing says that the body replaces a configuration, the member called
// name, by c, which must not clear secrets unawares.
func (r *request) replacing(name string, c connector.Configuration) *request {
	r.replaces, r.by = name, c
	return r
}

//go:noinline
func (r *request) fail(err error) {
	if r.err == nil {
		r.err = &Error{Operation: r.operation, Err: err}
	}
}

// target returns the URL of r.
func (r *request) target() string {
	query := r.query.Encode()
	for _, pairs := range r.extra {
		query = strings.TrimPrefix(query+"&"+pairs, "&")
	}
	if query == "" {
		return r.url
	}
	return r.url + "?" + query
}

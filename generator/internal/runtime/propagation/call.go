package propagation

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/http"
	"net/url"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/param"
)

// A Call is a request for which [Client] has no method.
type Call struct {
	Operation string // its name in errors and logs, such as "Weather"
	Method    string // the HTTP method, such as "GET"

	// Path starts with a slash and is below the root of the API, such as
	// "/weather/{city}". A name in braces stands for the next of Values, which are
	// escaped, or for what the client knows itself if it is the name of that.
	Path   string
	Values []string
	Query  url.Values

	// Body is sent as MediaType, or as application/json if that is empty. If Body
	// is null, there is no body. All of it may be secret: errors do not quote it.
	Body      connector.Value
	MediaType string

	// Repeatable allows the client to repeat the request. GET, HEAD, OPTIONS, PUT
	// and DELETE are always repeatable.
	Repeatable bool
}

// Call sends a request and returns the body of the answer as it came, secrets
// included, or nil if there is no body. It checks nothing but that no mask is
// sent instead of a secret.
func (c *Client) Call(ctx context.Context, call Call, opts ...CallOption) (json.RawMessage, error) {
	return c.calling(call).with(opts).do(ctx)
}

// CallList is [Client.Call] for a list. It returns the elements of the member of
// _embedded that is called items, as they came, of all pages.
func (c *Client) CallList(ctx context.Context, call Call, items string, opts ...CallOption) iter.Seq2[json.RawMessage, error] {
	r := c.calling(call).with(opts)
	return func(yield func(json.RawMessage, error) bool) {
		r.each(ctx, items, func(data []byte, err error) bool { return yield(data, err) && err == nil })
	}
}

// calling returns the request that call describes.
func (c *Client) calling(call Call) *request {
	r := c.request(call.Operation, call.Method, call.Path, call.Values...)
	r.query, r.creates = call.Query, !call.repeatable()
	if !param.PathOK(call.Path) {
		r.fail(errors.New("the path must start with a slash, be escaped, and have no query"))
	}
	if !call.Body.Equal(connector.Value{}) {
		if call.MediaType == "" {
			call.MediaType = "application/json"
		}
		r.send(call.MediaType, func(c *codec) { c.e.value("the body", call.Body) })
	}
	return r
}

func (c *Call) repeatable() bool {
	switch c.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPut, http.MethodDelete:
		return true
	}
	return c.Repeatable
}

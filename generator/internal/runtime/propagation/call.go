package propagation

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A Call is a request for an operation that [Client] has no method for.
type Call struct {
	Operation string // what errors and logs call it, such as "Weather"
	Method    string // of HTTP, such as "GET"

	// Path starts with a slash and is below the root of the API, such as
	// "/environments/{environmentID}/weather/{city}". {environmentID} stands for
	// the environment of the client, and every other name in braces for the next
	// of Values, which are escaped.
	Path   string
	Values []string
	Query  url.Values

	// Body is sent as MediaType, or as application/json if that is empty.
	// There is none if it is null. All of it may be secret: errors do not quote it.
	Body      connector.Value
	MediaType string

	// Repeatable says that a request that is sent twice does no more than one that
	// is sent once. GET, HEAD, OPTIONS, PUT and DELETE are so without saying it.
	Repeatable bool
}

// Call sends what call says and returns the body of the answer as it came, with
// its secrets: nil if it has none. Nothing is checked but that a mask is not sent
// in the place of a secret.
func (c *Client) Call(ctx context.Context, call Call, opts ...CallOption) (json.RawMessage, error) {
	r := c.request(call.Operation, call.Method, call.Path, call.Values...)
	r.query, r.creates = call.Query, !call.repeatable()
	if !pathOK(call.Path) {
		r.fail(errors.New("the path must start with a slash, be escaped, and have no query"))
	}
	if !call.Body.Equal(connector.Value{}) {
		if call.MediaType == "" {
			call.MediaType = "application/json"
		}
		r.send(call.MediaType, func(c *codec) { c.e.value("the body", call.Body) })
	}
	return r.with(opts).do(ctx)
}

func (c *Call) repeatable() bool {
	switch c.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPut, http.MethodDelete:
		return true
	}
	return c.Repeatable
}

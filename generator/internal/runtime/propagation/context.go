package propagation

import (
	"bytes"
	"context"
	"net/http"
)

// A Response is what the API answered, beside what a method returns.
type Response struct {
	Status        int // HTTP status
	Header        http.Header
	CorrelationID string // of the request, also in the logs of PingOne
	Attempts      int    // how often the request was sent

	body func() []byte // a function, so that nothing shows it
}

// Body returns the body of a success, which may hold secrets. It is nil for an error.
func (r *Response) Body() []byte {
	if r.body == nil {
		return nil
	}
	return r.body()
}

// Keys of values of a context.
type (
	responseKey struct{}
	clearingKey struct{}
)

// WithResponse returns a context with which the methods of [Client] set *response
// to the last answer that they get, be it a success or not. It serves one call at
// a time.
func WithResponse(ctx context.Context, response *Response) context.Context {
	return context.WithValue(ctx, responseKey{}, response)
}

// note sets the response that the caller wants, if any.
func note(ctx context.Context, res *http.Response, n int, data []byte) {
	response, _ := ctx.Value(responseKey{}).(*Response)
	if response == nil {
		return
	}
	*response = Response{
		Status: res.StatusCode, Header: res.Header, CorrelationID: res.Header.Get(correlation), Attempts: n,
		body: func() []byte { return bytes.Clone(data) },
	}
}

// correlation is the header with the correlation id.
const correlation = "Correlation-Id"

// AllowClearing returns a context with which a method that replaces a
// configuration may clear the secrets called keys, or all if there are no keys.
func AllowClearing(ctx context.Context, keys ...string) context.Context {
	return context.WithValue(ctx, clearingKey{}, keys)
}

package propagation

import (
	"bytes"
	"net/http"
)

// A CallOption changes one call of a method of [Client]. Options are made by
// [AllowClearing], [AllowClearingAll] and [WithResponse]; the zero value changes nothing.
// A method ignores an option that does not concern it.
type CallOption struct {
	apply func(*request)
}

// AllowClearing lets a method that replaces a configuration clear the secrets
// with these keys, such as "API_KEY". Without keys it allows nothing. Several
// options add up.
func AllowClearing(keys ...string) CallOption {
	return CallOption{func(r *request) { r.clearable = append(r.clearable, keys...) }}
}

// AllowClearingAll lets a method that replaces a configuration clear every
// secret. The method then sends no request to see which secrets the server has.
func AllowClearingAll() CallOption {
	return CallOption{func(r *request) { r.clearAll = true }}
}

// WithResponse makes a method set *response to the last answer of the API, be
// it a success or an error. It is the zero Response as long as there is no answer.
//
// If a request is repeated, the last attempt counts. For an iterator, it is the
// answer with the page that the current element is on. Requests that a method
// sends before its own, for a token or to see which secrets the server has, do
// not count.
//
// The method writes to *response until it returns, or until its iterator ends;
// calls that run at the same time need one Response each. If response is nil,
// the option changes nothing.
func WithResponse(response *Response) CallOption {
	return CallOption{func(r *request) { r.response = response; r.forget() }}
}

// A Response is what the API answered, beside what a method returns.
type Response struct {
	Status        int // HTTP status
	Header        http.Header
	CorrelationID string // of the request, also in the logs of the API
	Attempts      int    // how often the request was sent

	body func() []byte // a function, so that printing a Response does not show it
}

// Body returns a copy of the body of a success, which may hold secrets. It is
// nil for an error.
func (r *Response) Body() []byte {
	if r.body == nil {
		return nil
	}
	return r.body()
}

// with applies options to r.
//
//go:noinline
func (r *request) with(options []CallOption) *request {
	for _, o := range options {
		if o.apply != nil {
			o.apply(r)
		}
	}
	return r
}

// forget clears the response that the caller wants, if any.
func (r *request) forget() {
	if r.response != nil {
		*r.response = Response{}
	}
}

// note sets the response that the caller wants, if any, to res, the answer to
// the n-th attempt; data is the body of a success.
func (r *request) note(res *http.Response, n int, data []byte) {
	if r.response == nil {
		return
	}
	*r.response = Response{
		Status: res.StatusCode, Header: res.Header, CorrelationID: res.Header.Get(correlation), Attempts: n,
		body: func() []byte { return bytes.Clone(data) },
	}
}

// correlation is the header with the correlation id.
const correlation = "Correlation-Id"

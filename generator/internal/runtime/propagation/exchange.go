package propagation

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/redact"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/reply"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/transport"
)

// A fault is what is wrong with an attempt.
type fault struct {
	err   *Error
	again bool             // another attempt may do better
	taken bool             // the server may have done what it was asked to do
	token connector.Secret // with which the server said so
}

// fault returns an empty fault of an attempt to send r.
//
//go:noinline
func (r *request) fault(cause error) *fault {
	return &fault{err: &Error{Operation: r.operation, Err: cause}}
}

// attempt sends r to the URL target, as the n-th time, and returns the body of a success.
func (r *request) attempt(ctx context.Context, target string, n int) ([]byte, *fault) {
	token, f := r.authorize(ctx)
	if f != nil {
		return nil, f
	}
	r.token = token
	sending, cancel := context.WithTimeout(ctx, r.client.http.Timeout)
	defer cancel()
	if r.creates {
		sending = transport.SentOnce(sending, cancel)
	}
	req, err := r.build(sending, target)
	if err != nil {
		return nil, r.fault(redact.Bare(err))
	}
	began := time.Now()
	res, err := transport.Exchange(r.client.http, req)
	if err != nil {
		f = r.lost(ctx, err)
		r.log(ctx, req, token, n, began, nil, nil, f)
		return nil, f
	}
	defer res.Body.Close()
	data, f := r.receive(ctx, res, token)
	r.note(res, n, data)
	r.log(ctx, req, token, n, began, res, data, f)
	return data, f
}

// build returns the request to send to the URL target.
func (r *request) build(ctx context.Context, target string) (*http.Request, error) {
	var body io.Reader
	if r.body.buf != nil {
		body = bytes.NewReader(r.body.buf)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, target, body)
	if err != nil {
		return nil, err
	}
	for name, values := range r.header {
		req.Header[name] = values
	}
	for name, values := range r.client.header {
		req.Header[name] = values
	}
	own := []string{r.mediaType, ""} // one array for both headers costs one allocation
	if r.mediaType != "" {
		req.Header["Content-Type"] = own[:1:1]
	}
	if r.accept != "" {
		req.Header["Accept"] = []string{r.accept}
	}
	if r.client.tokens != nil && !r.public {
		own[1] = "Bearer " + r.token.Reveal()
		req.Header["Authorization"] = own[1:]
	}
	return req, nil
}

// authorize returns the token to send, the zero Secret if the HTTP client authenticates.
func (r *request) authorize(ctx context.Context) (connector.Secret, *fault) {
	if r.client.tokens == nil || r.public {
		return connector.Secret{}, nil
	}
	token, err := r.client.tokens.Get(ctx)
	if err == nil {
		return token, nil
	}
	f := r.fault(err)
	f.err.Operation = tokenOperation
	var known *Error
	switch {
	case ctx.Err() != nil:
	case errors.As(err, &known):
		*f.err = *known // others may have it, too
		f.again = reply.Passing(f.err.Status) || f.err.Status == 0 && !reply.Distrusted(err) && !errors.Is(err, errNoToken)
	case errors.Is(err, errToken):
	default:
		// It may hold what a server answered, credentials and all.
		f.err.Err = redact.Withhold(err, "the TokenSource failed")
	}
	return token, f
}

// lost returns the fault for a request that got no answer.
func (r *request) lost(ctx context.Context, err error) *fault {
	f := r.fault(redact.Bare(err))
	f.again = ctx.Err() == nil && !reply.Distrusted(err)
	f.taken = !reply.Unsent(err)
	return f
}

// receive returns the body of res, the answer to r, if it is a success.
func (r *request) receive(ctx context.Context, res *http.Response, token connector.Secret) ([]byte, *fault) {
	if !success(res) {
		f := &fault{err: newError(r.operation, res, r.redactor(token)), token: token}
		f.err.typed = r.typed(ctx, f.err)
		f.again = reply.Busy(f.err.Status)
		f.taken = f.err.Status < 400 || f.err.Status >= 500 || f.err.Status == http.StatusRequestTimeout
		return nil, f
	}
	r.status, r.location, r.links = res.StatusCode, res.Header.Get("Location"), res.Header["Link"]
	if r.method == http.MethodHead {
		return nil, nil
	}
	data, err := readAll(res, r.client.maxBody)
	if err == nil {
		return data, nil
	}
	f := r.fault(fmt.Errorf("reading the answer: %w", err))
	f.err.CorrelationID = r.redactor(token).Text(res.Header.Get(correlation))
	f.again = ctx.Err() == nil && !errors.Is(err, ErrTooLarge)
	f.taken = true
	return nil, f
}

func success(res *http.Response) bool { return res.StatusCode >= 200 && res.StatusCode <= 299 }

// readAll reads the body of res, which must not have more than limit bytes.
func readAll(res *http.Response, limit int64) ([]byte, error) {
	data, err := reply.Body(res, limit)
	var encoding reply.EncodingError
	switch {
	case errors.As(err, &encoding):
		return nil, err
	case errors.Is(err, ErrTooLarge):
		return nil, fmt.Errorf("%w: it has more than %d bytes", err, limit)
	}
	return data, redact.Withhold(err, "the body cannot be read")
}

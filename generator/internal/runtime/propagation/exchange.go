package propagation

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/reply"
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
	sending := ctx
	if r.creates {
		var cancel context.CancelFunc
		sending, cancel = sentOnce(ctx)
		defer cancel()
	}
	req, err := r.build(sending, target)
	if err != nil {
		return nil, r.fault(bare(err))
	}
	token, f := r.authorize(ctx, req)
	if f != nil {
		return nil, f
	}
	r.token = token
	began := time.Now()
	res, err := r.client.http.Do(req)
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
	if r.mediaType != "" {
		req.Header.Set("Content-Type", r.mediaType)
	}
	return req, nil
}

// sentOnce returns a context for a request that must not be sent twice. By itself, net/http
// does that over HTTP/2 after some resets that do not say what became of the request.
// The context ends if a request that was written is about to go to another connection;
// to the same one, it goes only if the server has refused to look at it.
func sentOnce(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	s := &sending{cancel: cancel}
	s.trace.GotConn, s.trace.WroteRequest = s.gotConn, s.wrote
	return httptrace.WithClientTrace(ctx, &s.trace), cancel
}

// A sending is what there is to know of a request that is sent once.
type sending struct {
	trace   httptrace.ClientTrace
	conn    net.Conn
	written atomic.Bool
	cancel  context.CancelFunc
}

func (s *sending) gotConn(got httptrace.GotConnInfo) {
	if s.written.Load() && got.Conn != s.conn {
		s.cancel()
	}
	s.conn = got.Conn
}

func (s *sending) wrote(info httptrace.WroteRequestInfo) {
	if info.Err == nil {
		s.written.Store(true)
	}
}

// authorize gives req a token, if tokens are the client's business, and returns it.
func (r *request) authorize(ctx context.Context, req *http.Request) (connector.Secret, *fault) {
	if r.client.tokens == nil {
		return connector.Secret{}, nil
	}
	token, err := r.client.tokens.get(ctx)
	if err == nil {
		req.Header.Set("Authorization", "Bearer "+token.Reveal())
		return token, nil
	}
	f := r.fault(err)
	f.err.Operation = tokenOperation
	var known *Error
	switch {
	case ctx.Err() != nil:
	case errors.As(err, &known):
		*f.err = *known // others may have it, too
		f.again = busy(f.err.Status) || f.err.Status == 0 && !distrusted(err) && !errors.Is(err, errNoToken)
	case errors.Is(err, errToken):
	default:
		// It may hold what a server answered, credentials and all.
		f.err.Err = withhold(err, "the TokenSource failed")
	}
	return token, f
}

// lost returns the fault for a request that got no answer.
func (r *request) lost(ctx context.Context, err error) *fault {
	f := r.fault(bare(err))
	f.again = ctx.Err() == nil && !distrusted(err)
	f.taken = !unsent(err)
	return f
}

// receive returns the body of res, the answer to r, if it is a success.
func (r *request) receive(ctx context.Context, res *http.Response, token connector.Secret) ([]byte, *fault) {
	if !success(res) {
		f := &fault{err: newError(r.operation, res, r.redactor(token)), token: token}
		f.again = busy(f.err.Status)
		f.taken = f.err.Status < 400 || f.err.Status >= 500 || f.err.Status == http.StatusRequestTimeout
		return nil, f
	}
	r.status, r.location = res.StatusCode, res.Header.Get("Location")
	if r.method == http.MethodHead {
		return nil, nil
	}
	data, err := readAll(res, r.client.maxBody)
	if err == nil {
		return data, nil
	}
	f := r.fault(fmt.Errorf("reading the answer: %w", err))
	f.err.CorrelationID = r.redactor(token).text(res.Header.Get(correlation))
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
	return data, withhold(err, "the body cannot be read")
}

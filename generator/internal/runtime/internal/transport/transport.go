// Package transport sends HTTP requests, without what the client of package http does besides.
package transport

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// Exchange sends req by h and returns the answer. It calls the transport of h, with
// h's cookies; the context of req limits the time. The HTTP client itself would only add
// redirects, which could carry secrets elsewhere, and a timer that makes 15 allocations.
func Exchange(h *http.Client, req *http.Request) (*http.Response, error) {
	jar := h.Jar
	if jar != nil {
		for _, cookie := range jar.Cookies(req.URL) {
			req.AddCookie(cookie)
		}
	}
	res, err := h.Transport.RoundTrip(req)
	switch {
	case err != nil:
		operation := req.Method[:1] + strings.ToLower(req.Method[1:])
		return nil, &url.Error{Op: operation, URL: req.URL.String(), Err: err}
	case res == nil:
		return nil, errors.New("the transport gave neither an answer nor an error")
	case res.Body == nil: // as of some transports of tests
		res.Body = http.NoBody
	}
	if jar != nil {
		jar.SetCookies(req.URL, res.Cookies())
	}
	return res, nil
}

// SentOnce returns ctx, which cancel ends, for a request that must not be sent twice. By
// itself, net/http does that over HTTP/2 after some resets that do not say what became of
// the request. The context ends if a request that was written is about to go to another
// connection; to the same one, it goes only if the server has refused to look at it.
func SentOnce(ctx context.Context, cancel context.CancelFunc) context.Context {
	s := &sending{cancel: cancel}
	s.trace.GotConn, s.trace.WroteRequest = s.gotConn, s.wrote
	return httptrace.WithClientTrace(ctx, &s.trace)
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

// Sleep waits, and reports whether ctx lets it.
func Sleep(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

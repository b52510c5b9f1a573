package propagation

import (
	"context"
	"net/http"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/reply"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/transport"
)

// budget is the time from the first attempt to the start of the last.
const budget = 2 * time.Minute

// do sends r until it succeeds, or there is no use or no time in going on.
// It returns the body of the success.
func (r *request) do(ctx context.Context) ([]byte, error) {
	if r.replaces != "" && r.err == nil {
		if err := r.checkCleared(ctx); err != nil {
			return nil, err
		}
	}
	return r.fetch(ctx, r.target())
}

// fetch is do for the URL target. It is the one place that repeats a request.
func (r *request) fetch(ctx context.Context, target string) ([]byte, error) {
	r.forget()
	if r.err != nil {
		return nil, r.err
	}
	began := time.Now()
	renewed, doubtful := false, false
	for n := 1; ; n++ {
		data, f := r.attempt(ctx, target, n)
		if f == nil {
			return data, nil
		}
		if doubtful && r.method == http.MethodDelete && f.err.Status == http.StatusNotFound {
			return nil, nil // the attempt before has done it
		}
		doubtful = doubtful || f.taken
		stale := r.refused(f)
		replay := stale && !renewed // also of a create: what was not accepted was not done
		renewed = renewed || stale
		wait := time.Duration(0)
		if !replay {
			wait = reply.Backoff(n, f.err.RetryAfter)
		}
		f.err.Attempts = n
		switch {
		case n >= r.client.attempts, !replay && !(f.again && !(r.creates && f.taken)), !fits(ctx, began, wait):
			return nil, r.final(f)
		case !transport.Sleep(ctx, wait):
			f.err.Err = ctx.Err()
			return nil, r.final(f)
		}
	}
}

// refused forgets the token if f says that it was not accepted, and reports whether it does.
func (r *request) refused(f *fault) bool {
	if f.err.Status != http.StatusUnauthorized || f.err.Operation == tokenOperation || r.client.tokens == nil {
		return false
	}
	r.client.tokens.Drop(f.token)
	return true
}

// final returns f as the error of a call.
func (r *request) final(f *fault) *Error {
	f.err.OutcomeUnknown = r.creates && f.taken
	return f.err
}

// fits reports whether there is the time to wait and try again.
func fits(ctx context.Context, began time.Time, wait time.Duration) bool {
	at := time.Now().Add(wait)
	deadline, ok := ctx.Deadline()
	return at.Sub(began) <= budget && !(ok && at.After(deadline))
}

package propagation

import (
	"context"
	"crypto/tls"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"time"
)

// How long to wait before another attempt.
const (
	shortest = time.Second
	longest  = time.Minute
	budget   = 2 * time.Minute // from the first attempt to the start of the last
)

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
			wait = backoff(n, f.err.RetryAfter)
		}
		f.err.Attempts = n
		switch {
		case n >= r.client.attempts, !replay && !(f.again && !(r.creates && f.taken)), !fits(ctx, began, wait):
			return nil, r.final(f)
		case !sleep(ctx, wait):
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
	r.client.tokens.drop(f.token)
	return true
}

// final returns f as the error of a call.
func (r *request) final(f *fault) *Error {
	f.err.OutcomeUnknown = r.creates && f.taken
	return f.err
}

// busy reports whether a status says that the same request may do better later.
func busy(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// passing reports whether a status of the answer to a request for a token says that
// another request may do better: it does no harm, and all callers wait for it.
func passing(status int) bool {
	return busy(status) || status >= 500 || status == http.StatusConflict || status == http.StatusTooEarly
}

// unsent reports whether err says that there was no connection to send a request on.
func unsent(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

// distrusted reports whether err says that the server is not who it should be.
func distrusted(err error) bool {
	var certificate *tls.CertificateVerificationError
	return errors.As(err, &certificate)
}

// backoff returns how long to wait after the n-th attempt: what the server asks
// for, within limits, or a random time of a range that doubles.
func backoff(n int, asked time.Duration) time.Duration {
	if asked > 0 {
		return min(max(asked, shortest), longest)
	}
	most := longest
	if n < 6 { // 2^6 seconds are more than the longest
		most = shortest << n
	}
	return shortest + time.Duration(rand.Int64N(int64(most-shortest)+1))
}

// fits reports whether there is the time to wait and try again.
func fits(ctx context.Context, began time.Time, wait time.Duration) bool {
	at := time.Now().Add(wait)
	deadline, ok := ctx.Deadline()
	return at.Sub(began) <= budget && !(ok && at.After(deadline))
}

// sleep waits, and reports whether ctx lets it.
func sleep(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// maxSeconds is the longest time, in seconds, that a server is believed to mean.
const maxSeconds = 1 << 31

// retryAfter returns what a Retry-After header asks for, in seconds or as a
// date: 0 if it asks for nothing sensible, and the shortest time for one that is over.
func retryAfter(header string, now time.Time) time.Duration {
	if header == "" {
		return 0
	}
	seconds, err := strconv.ParseUint(header, 10, 64)
	if err == nil || errors.Is(err, strconv.ErrRange) {
		return max(time.Duration(min(seconds, maxSeconds))*time.Second, shortest)
	}
	date, err := http.ParseTime(header)
	if err != nil {
		return 0
	}
	return max(date.Sub(now), shortest)
}

package reply

import (
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
)

// Busy reports whether a status says that the same request may do better later.
func Busy(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// Passing reports whether a status of the answer to a request for a token says that
// another request may do better: it does no harm, and all callers wait for it.
func Passing(status int) bool {
	return Busy(status) || status >= 500 || status == http.StatusConflict || status == http.StatusTooEarly
}

// Unsent reports whether err says that there was no connection to send a request on.
func Unsent(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

// Distrusted reports whether err says that the server is not who it should be.
func Distrusted(err error) bool {
	var certificate *tls.CertificateVerificationError
	return errors.As(err, &certificate)
}

// Backoff returns how long to wait after the n-th attempt: what the server asks
// for, within limits, or a random time of a range that doubles.
func Backoff(n int, asked time.Duration) time.Duration {
	if asked > 0 {
		return min(max(asked, shortest), longest)
	}
	most := longest
	if n < 6 { // 2^6 seconds are more than the longest
		most = shortest << n
	}
	return shortest + time.Duration(rand.Int64N(int64(most-shortest)+1))
}

// MaxSeconds is the longest time, in seconds, that a server is believed to mean.
const MaxSeconds = 1 << 31

// RetryAfter returns what a Retry-After header asks for, in seconds or as a
// date: 0 if it asks for nothing sensible, and the shortest time for one that is over.
func RetryAfter(header string, now time.Time) time.Duration {
	if header == "" {
		return 0
	}
	seconds, err := strconv.ParseUint(header, 10, 64)
	if err == nil || errors.Is(err, strconv.ErrRange) {
		return max(time.Duration(min(seconds, MaxSeconds))*time.Second, shortest)
	}
	date, err := http.ParseTime(header)
	if err != nil {
		return 0
	}
	return max(date.Sub(now), shortest)
}

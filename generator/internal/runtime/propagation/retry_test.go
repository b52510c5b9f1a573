package propagation

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/reply"
)

// Between two attempts, in the range that a server can ask for.
const shortest, longest = time.Second, time.Minute

// What is sent again, and what is not. A create is, if the server certainly did not take it.
func TestAttempts(t *testing.T) {
	refused := &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	tests := []struct {
		name     string
		answer   script
		repeated int // how often a request that can be repeated is sent
		created  int // and one that creates
		unknown  bool
	}{
		{"a success", always(200, "{}"), 1, 1, false},
		{"400", always(400, ""), 1, 1, false},
		{"404", always(404, ""), 1, 1, false},
		{"408", always(408, ""), 4, 1, true},
		{"409", always(409, ""), 1, 1, false},
		{"429", always(429, ""), 4, 4, false},
		{"500", always(500, ""), 4, 1, true},
		{"501", always(501, ""), 1, 1, true},
		{"502", always(502, ""), 4, 1, true},
		{"503", always(503, ""), 4, 1, true},
		{"504", always(504, ""), 4, 1, true},
		{"a redirect", always(302, "", "Location", "/elsewhere"), 1, 1, true},
		{"a connection that was lost", fails(errLost), 4, 1, true},
		{"a connection that was refused", fails(refused), 4, 4, false},
		{"a server that is not trusted", fails(&tls.CertificateVerificationError{Err: errors.New("expired")}), 1, 1, true},
		{"a body that was torn", torn, 4, 1, true},
		{"a body that is no JSON", always(200, `{"name":`), 1, 1, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodDelete} {
					c, rec := played(t, Config{}, tt.answer)
					_, err := call[store](t.Context(), c.request("Try", method, ""))
					if len(rec.at) != tt.repeated || errors.Is(err, ErrOutcomeUnknown) {
						t.Errorf("%s: sent %d times, want %d: %v", method, len(rec.at), tt.repeated, err)
					}
				}
				c, rec := played(t, Config{}, tt.answer)
				_, err := call[store](t.Context(), c.request("Create", http.MethodPost, "").once())
				if len(rec.at) != tt.created || errors.Is(err, ErrOutcomeUnknown) != tt.unknown {
					t.Errorf("created %d times, want %d: %v", len(rec.at), tt.created, err)
				}
			})
		})
	}
}

func fails(err error) script {
	return func(int, *http.Request) (*http.Response, error) { return nil, err }
}

// torn is a script whose answers end too early.
func torn(int, *http.Request) (*http.Response, error) {
	res, err := says(http.StatusOK, "")
	res.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"name":`), lost{}))
	return res, err
}

// lost is a body that ends with a lost connection.
type lost struct{}

func (lost) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// Once the server is well, the call succeeds, and every attempt had all of the body.
func TestAttemptsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, rec := played(t, Config{}, func(n int, _ *http.Request) (*http.Response, error) {
			if n < 3 {
				return says(http.StatusServiceUnavailable, "")
			}
			return says(http.StatusOK, `{"id":"1"}`)
		})
		body := store{Name: "n"}
		var response Response
		v, err := call[store](t.Context(), c.request("Replace", http.MethodPut, "").send("application/json", body.members), WithResponse(&response))
		if err != nil || v.ID != "1" || response.Attempts != 3 || string(response.Body()) != `{"id":"1"}` {
			t.Errorf("got %+v, %v after %+v", v, err, response)
		}
		const sent = `{"name":"n","active":false}`
		if !slices.Equal(rec.bodies, []string{sent, sent, sent}) {
			t.Errorf("sent %q", rec.bodies)
		}
	})
}

// A delete whose answer was lost, and that then finds nothing, has done what it was to do.
func TestDeleteTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, tt := range []struct {
			method string
			first  int
			gone   bool
		}{{http.MethodDelete, 500, true}, {http.MethodDelete, 429, false}, {http.MethodPut, 500, false}} {
			c, _ := played(t, Config{}, func(n int, _ *http.Request) (*http.Response, error) {
				if n == 1 {
					return says(tt.first, "")
				}
				return says(http.StatusNotFound, "")
			})
			err := run(t.Context(), c.request("Delete", tt.method, ""))
			if (err == nil) != tt.gone || err != nil && !errors.Is(err, ErrNotFound) {
				t.Errorf("%+v: got %v", tt, err)
			}
		}
	})
}

// Every wait is in its limits, whatever a server asks for.
func TestRetryAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const date = "date of: " // for one so far from now
		tests := []struct {
			name     string
			headers  []string
			min, max time.Duration // of the first wait
		}{
			{"zero", []string{"0"}, shortest, shortest},
			{"negative", []string{"-1"}, shortest, 2 * shortest},
			{"a sign", []string{"+5"}, shortest, 2 * shortest},
			{"a space", []string{" 5"}, shortest, 2 * shortest}, // net/http takes it away
			{"a fraction", []string{"1.5"}, shortest, 2 * shortest},
			{"a minute", []string{"60"}, longest, longest},
			{"an hour", []string{"3600"}, longest, longest},
			{"almost too many nanoseconds", []string{"9223372036"}, longest, longest},
			{"too many nanoseconds", []string{"9223372037"}, longest, longest},
			{"more", []string{"18446744073"}, longest, longest},
			{"more than 64 bits", []string{"99999999999999999999999"}, longest, longest},
			{"the past", []string{date + "-1h"}, shortest, shortest},
			{"the future", []string{date + "7s"}, 6 * time.Second, 7 * time.Second},
			{"the far future", []string{date + "1000h"}, longest, longest},
			{"a bad date", []string{"Tue, 99 Nov 2026"}, shortest, 2 * shortest},
			{"two", []string{"3", "50"}, 3 * time.Second, 3 * time.Second},
			{"nothing", []string{""}, shortest, 2 * shortest},
			{"none", nil, shortest, 2 * shortest},
		}
		for _, tt := range tests {
			c, rec := played(t, Config{}, func(int, *http.Request) (*http.Response, error) {
				res, err := says(http.StatusTooManyRequests, "")
				for _, header := range tt.headers {
					if distance, ok := strings.CutPrefix(header, date); ok {
						d, _ := time.ParseDuration(distance)
						header = time.Now().Add(d).UTC().Format(http.TimeFormat)
					}
					res.Header.Add("Retry-After", header)
				}
				return res, err
			})
			err := run(t.Context(), c.request("Read", http.MethodGet, ""))
			waits := rec.waits()
			if len(waits) == 0 || waits[0] < tt.min || waits[0] > tt.max || slices.Min(waits) < shortest || slices.Max(waits) > longest {
				t.Errorf("%s: waits of %v, want the first between %v and %v: %v", tt.name, waits, tt.min, tt.max, err)
			}
		}
	})
}

// Without a word from the server, waits are random, and their range doubles up to a limit.
func TestBackoff(t *testing.T) {
	for n, most := range map[int]time.Duration{1: 2, 2: 4, 3: 8, 5: 32, 6: 60, 7: 60, 1000: 60} {
		seen := make(map[time.Duration]bool)
		for range 200 {
			wait := reply.Backoff(n, 0)
			if seen[wait] = true; wait < shortest || wait > most*time.Second {
				t.Fatalf("attempt %d: a wait of %v, want one between %v and %vs", n, wait, shortest, int64(most))
			}
		}
		if len(seen) < 100 {
			t.Errorf("attempt %d: %d waits of 200 are different", n, len(seen))
		}
	}
}

// The attempts of a call end with their budget, however many there may be.
func TestBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		c, rec := played(t, Config{MaxAttempts: 100}, always(http.StatusTooManyRequests, "", "Retry-After", "50"))
		err := run(t.Context(), c.request("Read", http.MethodGet, ""))
		if took := time.Since(began); took != 100*time.Second || len(rec.at) != 3 || !errors.Is(err, ErrRateLimited) {
			t.Errorf("%d attempts in %v: %v", len(rec.at), took, err)
		}
	})
}

// A call does not wait for what its context will not let it see, and ends when its context does.
func TestContextOfWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, rec := played(t, Config{}, always(http.StatusServiceUnavailable, "", "Retry-After", "10"))
		began := time.Now()
		soon, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		err := run(soon, c.request("Read", http.MethodGet, ""))
		if !errors.Is(err, ErrServer) || len(rec.at) != 1 || time.Since(began) != 0 {
			t.Errorf("%d attempts in %v: %v", len(rec.at), time.Since(began), err)
		}
		canceled, cancel := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, cancel)
		err = run(canceled, c.request("Read", http.MethodGet, ""))
		if !errors.Is(err, context.Canceled) || !errors.Is(err, ErrServer) || time.Since(began) != 3*time.Second {
			t.Errorf("ended after %v: %v", time.Since(began), err)
		}
	})
}

// One attempt ends by itself, also in the middle of a body.
func TestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		c, rec := played(t, Config{Timeout: 7 * time.Second, MaxAttempts: 2}, func(n int, r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})
		err := run(t.Context(), c.request("Read", http.MethodGet, ""))
		if took := time.Since(began); len(rec.at) != 2 || took < 15*time.Second || took > 16*time.Second || err == nil {
			t.Errorf("%d attempts in %v: %v", len(rec.at), took, err)
		}
	})
}

// The header says it in seconds; what it says is for the caller to see.
func TestErrorRetryAfter(t *testing.T) {
	for seconds, want := range map[int]time.Duration{7: 7 * time.Second, 3600: time.Hour} {
		c, _ := played(t, Config{MaxAttempts: 1}, always(http.StatusTooManyRequests, "", "Retry-After", strconv.Itoa(seconds)))
		err := run(t.Context(), c.request("Read", http.MethodGet, ""))
		if e, ok := errors.AsType[*Error](err); !ok || e.RetryAfter != want || e.Attempts != 1 {
			t.Errorf("got %+v, want %v", e, want)
		}
	}
}

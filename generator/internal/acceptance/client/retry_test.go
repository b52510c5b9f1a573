package client_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
)

// A request that can be repeated is sent up to four times, each time with its whole
// body. Then the error says what was wrong. The connections are new, because
// net/http repeats a GET by itself on a used one that the server has closed.
func TestRepeats(t *testing.T) {
	t.Parallel()
	faults := map[string]propagationtest.Fault{
		"408": {Status: 408}, "429": {Status: 429}, "500": {Status: 500}, "502": {Status: 502, Body: "<html>"},
		"503": {Status: 503}, "504": {Status: 504}, "a lost connection": {Drop: true}, "a torn answer": {Torn: true, Status: 0},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newPingOne(t, propagationtest.Options{}, func(c *propagation.Config) {
					c.HTTPClient.Transport.(*http.Transport).DisableKeepAlives = true
				})
				store := p.create(t, aStore())
				ctx := t.Context()
				all := propagation.AllowClearingAll() // reads nothing first
				calls := map[string]func() error{
					"store":        func() error { _, err := p.client.Store(ctx, store.ID); return err },
					"replaceStore": func() error { _, err := p.client.ReplaceStore(ctx, store.ID, *store, all); return err },
				}
				if !fault.Torn { // its answer has no body to be torn
					calls["deleteStore"] = func() error { return p.client.DeleteStore(ctx, store.ID) }
				}
				for _, operation := range []string{"store", "replaceStore", "deleteStore"} {
					call := calls[operation]
					if call == nil {
						continue
					}
					fault.Operation, fault.Times = operation, 0
					p.Fault(fault)
					var err error
					took := since(func() { err = call() })
					if p.sent(operation) != 4 || err == nil || took < 3*time.Second || took > 14*time.Second {
						t.Errorf("%s: sent %d times in %v: %v", operation, p.sent(operation), took, err)
					}
					p.Heal()
					fault.Times = 3
					p.Fault(fault)
					if err := call(); err != nil || p.sent(operation) != 8 {
						t.Errorf("%s: sent %d times more: %v", operation, p.sent(operation)-4, err)
					}
				}
				for _, r := range p.Requests("replaceStore") {
					if !r.Body.Equal(p.Requests("replaceStore")[0].Body) {
						t.Error("an attempt had another body than the first")
					}
				}
			})
		})
	}
}

// The client waits as long as Retry-After says, but at least a second and at most a
// minute.
func TestRetryAfter(t *testing.T) {
	t.Parallel()
	const date = "a date in "
	tests := map[string][2]time.Duration{ // the shortest and the longest wait, in seconds
		"0": {1, 1}, "-1": {1, 2}, "+5": {1, 2}, " 5": {5, 5}, "1.5": {1, 2}, "60": {60, 60}, "3600": {60, 60},
		"9223372036": {60, 60}, "9223372037": {60, 60}, "18446744073": {60, 60}, "99999999999999999999": {60, 60},
		date + "-1h": {1, 1}, date + "8s": {7, 8}, date + "9h": {60, 60}, "Sun, 99 Nov 2026 00:00:00 GMT": {1, 2}, "": {1, 2},
		"3, 50": {1, 2},
	}
	for header, want := range tests {
		t.Run(header, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newPingOne(t, propagationtest.Options{}, nil)
				p.stores(t, "") // gets a token
				if distance, ok := strings.CutPrefix(header, date); ok {
					d, _ := time.ParseDuration(distance)
					header = time.Now().Add(d).UTC().Format(http.TimeFormat)
				}
				p.Fault(propagationtest.Fault{Operation: "plan", Status: 503, Times: 1, RetryAfter: header})
				var err error
				took := since(func() { _, err = p.client.Plan(t.Context(), "id") })
				if took < want[0]*time.Second || took > want[1]*time.Second || !errors.Is(err, propagation.ErrNotFound) {
					t.Errorf("waited %v, want %d to %d s: %v", took, want[0], want[1], err)
				}
			})
		})
	}
}

// A call ends when its context ends, whatever it is doing: getting a token,
// connecting, waiting for an answer or the next attempt, going on to the next page.
// No goroutine is left.
func TestCancelEndsCalls(t *testing.T) {
	t.Parallel()
	const step = 240 * time.Millisecond
	for n := range 60 {
		synctest.Test(t, func(t *testing.T) {
			p := newPingOne(t, propagationtest.Options{PageSize: 1}, nil)
			for range 4 {
				p.create(t, aStore())
			}
			client := newPingOneClient(t, p) // without a token
			p.Fault(propagationtest.Fault{Operation: propagationtest.Token, Delay: 2 * time.Second})
			p.Fault(propagationtest.Fault{Operation: "stores", Status: 503, RetryAfter: "3", Times: 1, Delay: time.Second})
			p.Fault(propagationtest.Fault{Operation: "stores", Delay: time.Second, Pause: 300 * time.Millisecond})
			at := time.Duration(n)*step + step/2
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(at, cancel)
			var last error
			took := since(func() {
				for _, err := range client.Stores(ctx) {
					last = err
				}
			})
			if took != at || !errors.Is(last, context.Canceled) {
				t.Errorf("canceled after %v, ended after %v: %v", at, took, last)
			}
		})
	}
}

// newPingOneClient returns another client of p.
func newPingOneClient(t *testing.T, p *pingone) *propagation.Client {
	t.Helper()
	client, err := propagation.NewClient(propagation.Config{
		Region: propagation.Europe, EnvironmentID: p.EnvironmentID(), HTTPClient: p.Client(),
		Credentials: propagation.ClientCredentials{ID: p.ClientID(), Secret: p.ClientSecret(), AuthStyle: propagation.AuthStyleInParams},
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// A hundred goroutines that need a token at once get it by one request: the first
// time, and when it is about to expire or has expired.
func TestOneTokenForAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPingOne(t, propagationtest.Options{TokenLifetime: time.Hour}, nil)
		all := func(tokens int) {
			t.Helper()
			var group sync.WaitGroup
			for range 100 {
				group.Go(func() {
					if _, err := p.client.Plan(t.Context(), "id"); !errors.Is(err, propagation.ErrNotFound) {
						t.Error(err)
					}
				})
			}
			group.Wait()
			if n := p.sent(propagationtest.Token); n != tokens {
				t.Errorf("%d requests for a token, want %d", n, tokens)
			}
		}
		all(1)
		all(1)
		time.Sleep(59*time.Minute + time.Second) // within the margin
		all(2)
		time.Sleep(2 * time.Hour)
		all(3)
	})
}

// If the API refuses a token that many calls share, one request gets the new token
// for all of them.
func TestRefusedTokenIsRenewedByOneRequest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var tokens atomic.Int64
		client, err := propagation.NewClient(propagation.Config{
			Region: propagation.Europe, EnvironmentID: "env",
			Credentials: propagation.ClientCredentials{ID: "id", Secret: connector.NewSecret("secret")},
			HTTPClient: &http.Client{Transport: &script{answer: func(_ int, r *http.Request) (*http.Response, error) {
				switch {
				case strings.HasSuffix(r.URL.Path, "/as/token"):
					return says(200, fmt.Sprintf(`{"access_token":"%d","token_type":"Bearer","expires_in":3600}`, tokens.Add(1)))
				case r.Header.Get("Authorization") == "Bearer 1":
					time.Sleep(time.Second) // all have it by then
					return says(401, "")
				}
				return says(200, "{}")
			}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for range 100 {
			group.Go(func() {
				if _, err := client.Plan(t.Context(), "id"); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if n := tokens.Load(); n != 2 {
			t.Errorf("%d requests for a token, want 2", n)
		}
	})
}

// A wrong clock does no harm: the life of a token is counted from the moment it was
// asked for.
func TestClockSkew(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{-5 * time.Minute, 5 * time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			p := newPingOne(t, propagationtest.Options{Now: func() time.Time { return time.Now().Add(skew) }, TokenLifetime: 10 * time.Minute}, nil)
			for range 30 {
				if _, err := p.client.Plan(t.Context(), "id"); !errors.Is(err, propagation.ErrNotFound) {
					t.Fatalf("skew %v: %v", skew, err)
				}
				time.Sleep(time.Minute)
			}
			if n := p.sent(propagationtest.Token); n != 4 {
				t.Errorf("skew %v: %d tokens in half an hour, want 4", skew, n)
			}
		})
	}
}

// A failed request for a token fails all calls that wait for it, and there is at
// most one a second.
func TestFailedTokenRequestIsShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPingOne(t, propagationtest.Options{}, func(c *propagation.Config) {
			c.Credentials.Secret = connector.NewSecret("wr0ng-secret")
		})
		began := time.Now()
		for range 5 {
			var group sync.WaitGroup
			for range 20 {
				group.Go(func() {
					_, err := p.client.CreateStore(t.Context(), aStore())
					const want = "token: 401 Unauthorized: invalid_client: The client is unknown, or its secret is wrong."
					if !errors.Is(err, propagation.ErrUnauthorized) || errors.Is(err, propagation.ErrOutcomeUnknown) || err.Error() != want {
						t.Errorf("got %v, want %s", err, want)
					}
				})
			}
			group.Wait()
			time.Sleep(500 * time.Millisecond)
		}
		if n := p.sent(propagationtest.Token); n != 3 || p.sent("createStore") != 0 {
			t.Errorf("%d requests for a token in %v, want 3", n, time.Since(began))
		}
	})
}

// A call that waits for a token, which another call has asked for, ends when its own
// context ends.
func TestWaitingForTokenIsCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPingOne(t, propagationtest.Options{}, nil)
		p.Fault(propagationtest.Fault{Operation: propagationtest.Token, Delay: 20 * time.Second, Times: 1})
		var group sync.WaitGroup
		for n := range 10 {
			limit := time.Duration(n+15) * time.Second
			group.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), limit)
				defer cancel()
				var err error
				took := since(func() { _, err = p.client.Plan(ctx, "id") })
				want := propagation.ErrNotFound
				if limit <= 20*time.Second {
					want = context.DeadlineExceeded
				}
				if took != min(limit, 20*time.Second) || !errors.Is(err, want) {
					t.Errorf("limit %v: ended after %v: %v", limit, took, err)
				}
			})
		}
		group.Wait()
		if n := p.sent(propagationtest.Token); n != 1 {
			t.Errorf("%d requests for a token, want 1", n)
		}
	})
}

// If the API refuses a token, the client gets a new one and repeats the request
// once, also if it creates something: what was refused was not done.
func TestRepeatedOnceWithNewToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPingOne(t, propagationtest.Options{}, nil)
		p.stores(t, "")
		p.Fault(propagationtest.Fault{Status: 401, Operation: "plan"})
		p.Fault(propagationtest.Fault{Status: 401, Operation: "createPlan", Times: 1})
		_, err := p.client.Plan(t.Context(), "id")
		if !errors.Is(err, propagation.ErrUnauthorized) || p.sent("plan") != 2 || p.sent(propagationtest.Token) != 2 {
			t.Errorf("%d requests with %d tokens: %v", p.sent("plan"), p.sent(propagationtest.Token), err)
		}
		_, err = p.client.CreatePlan(t.Context(), propagation.Plan{Name: "plan"})
		if err != nil || p.sent("createPlan") != 2 || p.sent(propagationtest.Token) < 3 {
			t.Errorf("%d creates with %d tokens: %v", p.sent("createPlan"), p.sent(propagationtest.Token), err)
		}
	})
}

package renewal

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// Any number of callers share one request for a token; each new one comes before
// the old one expires.
func TestRenewal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &counter{lifetime: time.Hour, delay: time.Second}
		tokens := &Tokens{Source: source.Token}
		all := func(want string) {
			t.Helper()
			var group sync.WaitGroup
			for range 100 {
				group.Go(func() {
					if token, err := tokens.Get(t.Context()); err != nil || token.Reveal() != want {
						t.Errorf("got %s, %v; want %s", token.Reveal(), err, want)
					}
				})
			}
			group.Wait()
		}
		all("token-1")
		time.Sleep(59*time.Minute - 2*time.Second)
		all("token-1")
		time.Sleep(3 * time.Second)
		all("token-2")
		if source.calls != 2 {
			t.Errorf("%d requests, want 2", source.calls)
		}
		tokens.Drop(connector.NewSecret("token-1")) // a late answer: it is another one by now
		all("token-2")
		tokens.Drop(connector.NewSecret("token-2"))
		all("token-3")
	})
}

// A token that lives shorter than the margin is used for most of its life.
func TestShortToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &counter{lifetime: 20 * time.Second}
		tokens := &Tokens{Source: source.Token}
		for range 60 {
			if _, err := tokens.Get(t.Context()); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
		}
		if source.calls != 4 {
			t.Errorf("%d requests in a minute, want 4", source.calls)
		}
	})
}

// A renewal that fails is shared too, and the next one is a second away.
func TestRenewalFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &counter{err: errLost}
		tokens := &Tokens{Source: source.Token}
		for range 30 { // 100 ms each: 3 seconds
			if _, err := tokens.Get(t.Context()); !errors.Is(err, errLost) {
				t.Fatalf("got %v", err)
			}
			time.Sleep(100 * time.Millisecond)
		}
		if source.calls != 3 {
			t.Errorf("%d requests in 3 seconds, want 3", source.calls)
		}
	})
}

// While the old token is good, a renewal that fails does no harm.
func TestRenewalFailsEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &counter{lifetime: time.Hour}
		tokens := &Tokens{Source: source.Token}
		get := func() string {
			token, err := tokens.Get(t.Context())
			if err != nil {
				return err.Error()
			}
			return token.Reveal()
		}
		get()
		source.err = errLost
		time.Sleep(59*time.Minute + time.Second)
		for range 10 {
			if got := get(); got != "token-1" {
				t.Errorf("got %s, want token-1", got)
			}
		}
		if source.calls != 2 {
			t.Errorf("%d requests, want 2", source.calls)
		}
		time.Sleep(time.Minute)
		if got := get(); got != errLost.Error() {
			t.Errorf("got %s after the token has expired", got)
		}
	})
}

// Who waits for a token obeys its own context. The renewal goes on for the
// others, and ends when there are none.
func TestWaiters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &counter{delay: time.Minute}
		tokens := &Tokens{Source: source.Token}
		first, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		var group sync.WaitGroup
		group.Go(func() {
			if _, err := tokens.Get(first); !errors.Is(err, context.Canceled) {
				t.Errorf("the first got %v", err)
			}
		})
		synctest.Wait()
		group.Go(func() {
			if token, err := tokens.Get(t.Context()); err != nil || token.Reveal() != "token-1" {
				t.Errorf("the second got %s, %v", token.Reveal(), err)
			}
		})
		group.Wait()

		tokens.Drop(connector.NewSecret("token-1"))
		began := time.Now()
		brief, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := tokens.Get(brief); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Second {
			t.Errorf("got %v after %v", err, time.Since(began))
		}
		synctest.Wait() // the bubble ends only if the renewal has
		if token, err := tokens.Get(t.Context()); err != nil || token.Reveal() != "token-3" {
			t.Errorf("got %s, %v after a renewal that nobody waited for", token.Reveal(), err)
		}
	})
}

// However many callers come and give up, and whether a source heeds its context or not, it
// is called by one at a time. Its context ends when nobody waits.
func TestOneCallOfSource(t *testing.T) {
	for _, heeds := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			var now, most, ended atomic.Int64
			tokens := &Tokens{Source: func(ctx context.Context) (Token, error) {
				most.Store(max(most.Load(), now.Add(1)))
				defer now.Add(-1)
				select {
				case <-time.After(300 * time.Millisecond):
				case <-ctx.Done():
					ended.Add(1)
					if !heeds {
						time.Sleep(300 * time.Millisecond)
					}
					return Token{}, ctx.Err()
				}
				return Token{}, errLost
			}}
			for range 30 {
				go func() {
					time.Sleep(rand.N(5 * time.Second))
					ctx, cancel := context.WithTimeout(t.Context(), rand.N(200*time.Millisecond))
					defer cancel()
					if _, err := tokens.Get(ctx); err == nil {
						t.Error("there is no token")
					}
				}()
			}
			time.Sleep(10 * time.Second)
			if most.Load() != 1 || ended.Load() == 0 {
				t.Errorf("%d calls at once; the context of %d ended", most.Load(), ended.Load())
			}
		})
	}
}

// Who comes while a renewal that all have left is about to end gets the token of the next.
func TestRenewalAfterAllLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		tokens := &Tokens{Source: func(ctx context.Context) (Token, error) {
			calls++
			time.Sleep(time.Second)
			return Token{Access: connector.NewSecret("token-" + strconv.Itoa(calls))}, ctx.Err()
		}}
		brief, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		tokens.Get(brief)
		if token, err := tokens.Get(t.Context()); err != nil || token.Reveal() != "token-2" {
			t.Errorf("got %s, %v", token.Reveal(), err)
		}
	})
}

// A counter is a source whose tokens are counted: "token-1" is the first.
type counter struct {
	mu       sync.Mutex
	calls    int
	lifetime time.Duration // 0 if it is not known
	delay    time.Duration
	err      error
}

func (c *counter) Token(ctx context.Context) (Token, error) {
	c.mu.Lock()
	c.calls++
	n, err := c.calls, c.err
	c.mu.Unlock()
	select {
	case <-time.After(c.delay):
	case <-ctx.Done():
		return Token{}, ctx.Err()
	}
	if err != nil {
		return Token{}, err
	}
	token := Token{Access: connector.NewSecret("token-" + string(rune('0'+n)))}
	if c.lifetime > 0 {
		token.Expiry = time.Now().Add(c.lifetime)
	}
	return token, nil
}

var errLost = errors.New("connection reset by peer")

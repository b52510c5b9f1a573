// Package renewal renews a token before it expires.
package renewal

import (
	"context"
	"sync"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

const (
	margin = time.Minute // before a token expires, it is renewed
	pause  = time.Second // after a renewal has failed, there is none
)

// A Token is an access token.
type Token struct {
	Access connector.Secret
	Expiry time.Time // zero if it is not known
}

// Tokens holds a token and renews it: once for all who wait for it. Several
// goroutines may use it at the same time.
type Tokens struct {
	Source func(context.Context) (Token, error)

	mu       sync.Mutex // guards what follows
	token    Token
	since    time.Time // when token was got
	renewal  *renewal  // under way, or nil
	err      error     // of the last renewal
	failedAt time.Time
}

// A renewal is a call of the source.
type renewal struct {
	done    chan struct{} // closed when it is over
	token   Token
	err     error
	waiting int                // how many wait for it, guarded by Tokens.mu until it is over
	left    bool               // all who waited have left once, so that it was told to end; guarded as well
	cancel  context.CancelFunc // tells it to end
}

// Get returns a token that is good for a while, and waits for it as long as ctx allows.
func (t *Tokens) Get(ctx context.Context) (connector.Secret, error) {
	for {
		if err := ctx.Err(); err != nil {
			return connector.Secret{}, err
		}
		r, token, err := t.join(ctx)
		if r == nil {
			return token.Access, err
		}
		select {
		case <-r.done:
			if !r.left {
				return r.token.Access, r.err
			}
		case <-ctx.Done():
			t.leave(r)
			return connector.Secret{}, ctx.Err()
		}
	}
}

// join returns the token if it is good. If not, it returns the renewal to wait
// for, or why there is none for now.
func (t *Tokens) join(ctx context.Context) (*renewal, Token, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	failed := t.err != nil && now.Sub(t.failedAt) < pause
	switch {
	case t.good(now, min(margin, t.token.Expiry.Sub(t.since)/4)), failed && t.good(now, 0):
		return nil, t.token, nil
	case failed:
		return nil, Token{}, t.err
	}
	if t.renewal == nil {
		t.start(ctx)
	}
	t.renewal.waiting++
	return t.renewal, Token{}, nil
}

// good reports whether the token will not expire before long.
func (t *Tokens) good(now time.Time, before time.Duration) bool {
	return !t.token.Access.IsZero() && (t.token.Expiry.IsZero() || now.Add(before).Before(t.token.Expiry))
}

// start starts a renewal. It lasts beyond ctx if others wait for it.
func (t *Tokens) start(ctx context.Context) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	r := &renewal{done: make(chan struct{}), cancel: cancel}
	t.renewal = r
	go func() {
		defer cancel()
		r.token, r.err = t.Source(ctx)
		t.finish(r)
	}()
}

// finish notes how r went, and tells all who wait for it.
func (t *Tokens) finish(r *renewal) {
	t.mu.Lock()
	defer t.mu.Unlock()
	defer close(r.done)
	t.renewal = nil
	if r.left && r.err != nil {
		return // it was told to end
	}
	now := time.Now()
	t.err = r.err
	switch {
	case r.err == nil:
		t.token, t.since = r.token, now
	case t.good(now, 0):
		r.token, r.err, t.failedAt = t.token, nil, now // the old one is still good
	default:
		t.failedAt = now
	}
}

// leave is called by those who wait no more. The last one tells the renewal to end.
// Who comes before it does waits for the next, since there is one at a time.
func (t *Tokens) leave(r *renewal) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if r.waiting--; r.waiting == 0 {
		r.left = true
		r.cancel()
	}
}

// Drop forgets a token that the API refused.
func (t *Tokens) Drop(refused connector.Secret) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.token.Access.Equal(refused) {
		t.token = Token{}
	}
}

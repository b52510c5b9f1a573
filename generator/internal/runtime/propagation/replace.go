package propagation

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sort"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// checkCleared fails if r would clear secrets that the server has: what replaces
// a configuration clears what it leaves out. It reads what the server has,
// unless every secret that there could be is sent, or all may be cleared.
func (r *request) checkCleared(ctx context.Context) error {
	if r.clearAll || complete(r.by) {
		return nil
	}
	prior, err := r.prior(ctx)
	if err != nil {
		return err
	}
	if cleared := clearedBy(prior, r.by, r.clearable); len(cleared) > 0 {
		return fmt.Errorf("%s: %s would be cleared; send what is there, as connector.Merge has it, or call with AllowClearing",
			r.operation, strings.Join(cleared, ", "))
	}
	return nil
}

// complete reports whether c is typed, so that it knows its secrets, and has all of them.
func complete(c connector.Configuration) bool {
	if _, untyped := c.(connector.Object); untyped || c == nil {
		return false
	}
	for _, s := range c.Secrets() {
		if s.IsZero() {
			return false
		}
	}
	return true
}

// prior returns the configuration that the server has.
func (r *request) prior(ctx context.Context) (connector.Configuration, error) {
	read := &request{client: r.client, operation: r.operation, method: http.MethodGet, url: r.url}
	data, err := read.fetch(ctx, read.url)
	if err != nil {
		return nil, err
	}
	var members map[string]json.RawMessage
	if err := read.read(data, &members); err != nil {
		return nil, err
	}
	object, err := connector.NewObject(r.replaces, members[r.replaces])
	if err != nil {
		return nil, &Error{Operation: r.operation, Err: err}
	}
	return object, nil
}

// clearedBy returns the keys of the secrets that prior has and next lacks. If next is
// typed it says what is secret; else every string may be.
func clearedBy(prior, next connector.Configuration, allowed []string) []string {
	var secrets map[string]connector.Secret
	if next != nil {
		secrets = next.Secrets()
	}
	_, untyped := next.(connector.Object)
	var list []string
	for key, s := range prior.Secrets() {
		sent, known := secrets[key]
		if !s.IsZero() && sent.IsZero() && (known || untyped || next == nil) && !contains(allowed, key) {
			list = append(list, shownKey([]byte(key)))
		}
	}
	sort.Strings(list)
	return list
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

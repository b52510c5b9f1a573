package propagation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sort"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/clearing"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/redact"
)

// ErrWouldClear says that a request was not sent, since it could clear secrets
// that the server has.
var ErrWouldClear = errors.New("secrets of the server would be cleared")

// remedies end the text of an [ErrWouldClear].
const remedies = "keep them, with catalog.Merge or connector.Merge and what was sent before; or clear them, with the option AllowClearing"

// checkCleared fails if r would clear secrets that the server has, or may have:
// what replaces a configuration clears what it leaves out.
func (r *request) checkCleared(ctx context.Context) error {
	if r.clearAll {
		return nil
	}
	prior, err := r.prior(ctx)
	if err != nil || prior == nil {
		return err
	}
	next, err := members(r.by)
	if err != nil {
		return err
	}
	x := clearing.New(profiles(), r.by, prior, next)
	if r.client.readsShowSecrets {
		x.Unseen, x.Unnamed = nil, false
	}
	list := append(r.notAllowed(x.Cleared, ""), r.notAllowed(x.Unseen, " (which no answer shows)")...)
	if x.Unnamed {
		list = append(list, "whatever is secret in it (no answer shows a secret, and the keys are not known)")
	}
	if len(list) == 0 {
		return nil
	}
	return &Error{Operation: r.operation, Err: fmt.Errorf("%w: %s; %s", ErrWouldClear, strings.Join(list, ", "), remedies)}
}

// notAllowed returns those of the keys that may not be cleared, as they are shown, with what follows each.
func (r *request) notAllowed(keys []string, then string) (list []string) {
	for _, key := range keys {
		top, _, _ := strings.Cut(key, ".")
		if !contains(r.clearable, key) && !contains(r.clearable, top) {
			list = append(list, shownPath(key)+then)
		}
	}
	sort.Strings(list)
	return list
}

// shownPath is [redact.Key] for the keys of a path.
func shownPath(path string) string {
	keys := strings.Split(path, ".")
	for i, key := range keys {
		keys[i] = redact.Key(key)
	}
	return strings.Join(keys, ".")
}

// prior returns the configuration that the server has, nil if none.
func (r *request) prior(ctx context.Context) (map[string]any, error) {
	read := &request{client: r.client, operation: r.operation, method: http.MethodGet, url: r.url}
	data, err := read.fetch(ctx, read.url)
	if err != nil {
		return nil, err
	}
	var members map[string]json.RawMessage
	if err := read.read(ctx, data, &members); err != nil {
		return nil, err
	}
	var prior map[string]any
	if raw := members[r.replaces]; raw != nil && json.Unmarshal(raw, &prior) != nil {
		return nil, &Error{Operation: r.operation, Err: errors.New(r.replaces + " must be an object")}
	}
	return prior, nil
}

// members returns what c sends.
func members(c connector.Configuration) (map[string]any, error) {
	raw, err := connector.Wire(c)
	if err != nil || raw == nil {
		return nil, err
	}
	var members map[string]any
	return members, json.Unmarshal(raw, &members)
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

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
)

// ErrWouldClear says that a request was not sent, since it could clear secrets
// that the server has.
var ErrWouldClear = errors.New("secrets of the server would be cleared")

// remedies end the text of an [ErrWouldClear].
const remedies = "keep them, with catalog.Merge or connector.Merge and what was sent before; or clear them, with the option AllowClearing"

// A profile says what is known of the configuration of a store type with one
// method of authentication: its keys, each between spaces.
type profile struct {
	storeType        string
	selector, method string // key that selects the profile, and the value that does so; or ""
	secret, harmless string
}

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
	x := newReplacement(r.by, prior, next)
	if r.client.readsShowSecrets {
		x.unseen, x.unnamed = nil, false
	}
	list := append(r.notAllowed(x.cleared, ""), r.notAllowed(x.unseen, " (which no answer shows)")...)
	if x.unnamed {
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

// shownPath is shownKey for the keys of a path.
func shownPath(path string) string {
	keys := strings.Split(path, ".")
	for i, key := range keys {
		keys[i] = shownKey([]byte(key))
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

// A replacement is what becomes of secrets if a configuration replaces another.
type replacement struct {
	cleared []string // keys of what the server has, and what may be secret
	unseen  []string // keys of secrets that the server may have, if answers show none
	unnamed bool     // the same for secrets whose keys are not known
}

// newReplacement returns what becomes of secrets if next, the members of by,
// replaces prior. What it knows does not depend on the type of by, unless there is
// no profile for it.
func newReplacement(by connector.Configuration, prior, next map[string]any) (x replacement) {
	var list []profile
	if by != nil {
		list = profilesOf(by)
	}
	old, own := selected(list, prior), selected(list, next)
	switched := old != nil && own != nil && old != own
	shown := false
	for key, value := range prior {
		harmless, secret := false, false
		for i := range list {
			harmless = harmless || holds(list[i].harmless, key)
			secret = secret || holds(list[i].secret, key)
		}
		asked := switched && secret && !holds(own.secret, key)
		if (secret || !harmless) && !asked {
			x.cleared = append(x.cleared, cleared(key, value, next[key])...)
		}
		shown = shown || !isNothing(value) && mayShow(own, list, key, value)
	}
	if shown || switched {
		return x
	}
	x.unnamed = own == nil && len(x.cleared) == 0
	if own != nil {
		for _, key := range strings.Fields(own.secret) {
			if isNothing(next[key]) {
				x.unseen = append(x.unseen, key)
			}
		}
	}
	return x
}

// profilesOf returns what is known of the store type of c, or else what c, if it
// is typed, knows itself.
func profilesOf(c connector.Configuration) (list []profile) {
	for _, p := range profiles() {
		if p.storeType == c.StoreType() {
			list = append(list, p)
		}
	}
	if _, untyped := c.(connector.Object); untyped || len(list) > 0 {
		return list
	}
	own := profile{secret: " "}
	for _, key := range sortedNames(c.Secrets()) {
		own.secret += key + " "
	}
	return []profile{own}
}

// selected returns the profile that members select, or nil.
func selected(list []profile, members map[string]any) *profile {
	for i := range list {
		if p := &list[i]; p.selector == "" || members[p.selector] == p.method {
			return p
		}
	}
	return nil
}

// mayShow reports whether key, which has a value, shows that answers show secrets:
// it is a secret of the profile, or may be one where the profile is not known.
func mayShow(own *profile, list []profile, key string, value any) bool {
	if own != nil {
		return holds(own.secret, key)
	}
	for _, p := range list {
		if holds(p.harmless, key) || p.selector == key {
			return false
		}
	}
	text, _ := value.(string)
	return len(list) > 0 || connector.LooksSecret(key) || connector.NewSecret(text).IsMask()
}

// cleared returns the paths at which prior has a value and next has none.
func cleared(path string, prior, next any) []string {
	before, isObject := prior.(map[string]any)
	if !isObject {
		if isNothing(prior) || !isNothing(next) {
			return nil
		}
		return []string{path}
	}
	after, isObject := next.(map[string]any)
	if !isObject && !isNothing(next) {
		return nil
	}
	var list []string
	for _, name := range sortedNames(before) {
		list = append(list, cleared(path+"."+name, before[name], after[name])...)
	}
	return list
}

// isNothing reports whether a value holds nothing that could be secret.
func isNothing(value any) bool {
	switch v := value.(type) {
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	case nil, bool:
		return true
	}
	return false
}

// holds reports whether key is one of keys.
func holds(keys, key string) bool {
	return !strings.Contains(key, " ") && strings.Contains(keys, " "+key+" ")
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

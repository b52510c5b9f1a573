// Package clearing tells which secrets would be lost if a configuration replaced another.
package clearing

import (
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A Profile says what is known of the configuration of a store type with one
// method of authentication: its keys, each between spaces.
type Profile struct {
	StoreType        string
	Selector, Method string // key that selects the profile, and the value that does so; or ""
	Secret, Harmless string
}

// A Replacement is what becomes of secrets if a configuration replaces another.
type Replacement struct {
	Cleared []string // keys of what the server has, and what may be secret
	Unseen  []string // keys of secrets that the server may have, if answers show none
	Unnamed bool     // the same for secrets whose keys are not known
}

// New returns what becomes of secrets if next, the members of by, replaces prior.
// What it knows does not depend on the type of by, unless none of known is for it.
func New(known []Profile, by connector.Configuration, prior, next map[string]any) (x Replacement) {
	var list []Profile
	if by != nil {
		list = profilesOf(known, by)
	}
	old, own := selected(list, prior), selected(list, next)
	switched := old != nil && own != nil && old != own
	shown := false
	for key, value := range prior {
		harmless, secret := false, false
		for i := range list {
			harmless = harmless || codec.Holds(list[i].Harmless, key)
			secret = secret || codec.Holds(list[i].Secret, key)
		}
		asked := switched && secret && !codec.Holds(own.Secret, key)
		if (secret || !harmless) && !asked {
			x.Cleared = append(x.Cleared, cleared(key, value, next[key])...)
		}
		shown = shown || !isNothing(value) && mayShow(own, list, key, value)
	}
	if shown || switched {
		return x
	}
	x.Unnamed = own == nil && len(x.Cleared) == 0
	if own != nil {
		for _, key := range strings.Fields(own.Secret) {
			if isNothing(next[key]) {
				x.Unseen = append(x.Unseen, key)
			}
		}
	}
	return x
}

// profilesOf returns what is known of the store type of c, or else what c, if it
// is typed, knows itself.
func profilesOf(known []Profile, c connector.Configuration) (list []Profile) {
	for _, p := range known {
		if p.StoreType == c.StoreType() {
			list = append(list, p)
		}
	}
	if _, untyped := c.(connector.Object); untyped || len(list) > 0 {
		return list
	}
	own := Profile{Secret: " "}
	for key := range c.Secrets() {
		own.Secret += key + " "
	}
	return []Profile{own}
}

// selected returns the profile that members select, or nil.
func selected(list []Profile, members map[string]any) *Profile {
	for i := range list {
		if p := &list[i]; p.Selector == "" || members[p.Selector] == p.Method {
			return p
		}
	}
	return nil
}

// mayShow reports whether key, which has a value, shows that answers show secrets:
// it is a secret of the profile, or may be one where the profile is not known.
func mayShow(own *Profile, list []Profile, key string, value any) bool {
	if own != nil {
		return codec.Holds(own.Secret, key)
	}
	for _, p := range list {
		if codec.Holds(p.Harmless, key) || p.Selector == key {
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
	for name, value := range before {
		list = append(list, cleared(path+"."+name, value, after[name])...)
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

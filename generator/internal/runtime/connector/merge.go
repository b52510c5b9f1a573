package connector

import (
	"errors"
	"sort"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// Merge returns next with those secrets of prior that next lacks, or has only a mask of.
//
// Some APIs mask secrets or leave them out when a store is read, and replacing a
// store clears what is left out. So prior is what was sent before, and next is
// what the API answered, or what is to replace it. If next is typed, Merge keeps
// only its own secrets, so that no secret of another profile comes back. If both
// are Objects, every string of prior counts as a secret.
//
// The From function of the connector's package makes a typed configuration of
// the result. Merge fails if the two are of different store types.
func Merge(prior, next Configuration) (Object, error) {
	if next == nil || codec.IsNil(next) {
		return Object{}, errors.New("connector: want a configuration to merge into, not nil")
	}
	if prior == nil || codec.IsNil(prior) || prior.StoreType() != next.StoreType() {
		return Object{}, codec.Mismatch(next.StoreType(), prior)
	}
	kept := keptBy(prior, next)
	e := next.Encode(codec.NewEncoder(next.StoreType(), true))
	if e.Omitted() && len(kept) == 0 {
		return NewObject(next.StoreType(), nil)
	}
	return NewObject(next.StoreType(), merged(next.StoreType(), e.Bytes(), kept))
}

// merged returns object with the secrets in kept.
func merged(storeType string, object []byte, kept map[string]Secret) []byte {
	e := codec.NewEncoder(storeType, true)
	for d := codec.NewDecoder(storeType, object); d.Next(); {
		key := string(d.Key())
		if secret, ok := kept[key]; ok && (codec.IsBlank(d.Raw()) || codec.HasMask(d.Raw())) {
			e.WriteSecret(codec.Escape(key), codec.Secret(secret))
		} else {
			e.WriteRaw(key, d.Raw())
		}
		delete(kept, key)
	}
	var rest []string
	for key := range kept {
		rest = append(rest, key)
	}
	sort.Strings(rest)
	for _, key := range rest {
		e.WriteSecret(codec.Escape(key), codec.Secret(kept[key]))
	}
	return e.Bytes()
}

// keptBy returns the secrets of prior that next may have.
func keptBy(prior, next Configuration) map[string]Secret {
	kept := make(map[string]Secret)
	_, untyped := next.(Object)
	own := next.Secrets()
	for key, secret := range prior.Secrets() {
		_, known := own[key]
		if (untyped || known) && !secret.IsZero() && !secret.IsMask() {
			kept[key] = secret
		}
	}
	return kept
}

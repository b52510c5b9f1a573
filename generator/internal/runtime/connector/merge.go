package connector

import "errors"

// Merge returns next with those secrets of prior that next lacks, or has only a mask of.
//
// Next is what the API answered, or what is to replace it, and prior what was
// sent before: some APIs mask secrets or leave them out when they are read, and
// what replaces a store clears what it leaves out. If next is typed, its own
// secrets are kept and no others; so no secret of another way of connecting
// comes back. If both are Objects, every string of prior counts as a secret.
//
// The From function of the connector's package makes a typed configuration of
// the result. Merge fails if the two are of different store types.
func Merge(prior, next Configuration) (Object, error) {
	if next == nil || isNil(next) {
		return Object{}, errors.New("connector: want a configuration to merge into, not nil")
	}
	if prior == nil || isNil(prior) || prior.StoreType() != next.StoreType() {
		return Object{}, mismatch(next.StoreType(), prior)
	}
	kept := keptBy(prior, next)
	e := next.Encode(newEncoder(next, true))
	out := newEncoder(next, true)
	for d := NewDecoder(next.StoreType(), e.bytes()); d.Next(); {
		key := string(d.key)
		if secret, ok := kept[key]; ok && (isBlank(d.value) || maskIn(d.value)) {
			out.Secret(escape(key), secret)
		} else {
			out.raw(key, d.value)
		}
		delete(kept, key)
	}
	for _, key := range sortedKeys(kept) {
		out.Secret(escape(key), kept[key])
	}
	if e.omit && len(out.object) == 0 {
		return Object{storeType: next.StoreType()}, nil
	}
	return NewObject(next.StoreType(), out.bytes())
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

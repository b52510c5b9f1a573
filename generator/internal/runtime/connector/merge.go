package connector

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"sort"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// Merge is [Merger.Merge] without metadata: what is secret, only typed
// configurations say. The Merge function of package catalog knows every connector.
func Merge(prior, next Configuration) (Object, error) { return Merger{}.Merge(prior, next) }

// A Merger merges configurations of stores. Its zero value is ready to use.
type Merger struct {
	// Metadata, if not nil, returns the metadata of a store type, and whether there is
	// any, as the Metadata function of package catalog does.
	Metadata func(storeType string) (Metadata, bool)

	// Masks are texts that count as masks, besides those of [Secret.IsMask].
	Masks []string
}

// Merge returns next with those secrets of prior that next lacks, or has only a mask of.
//
// Some APIs mask secrets or leave them out when a store is read, and replacing a
// store clears what is left out. So prior is what was sent before, and next is
// what the API answered, or what is to replace it.
//
// A mask is replaced wherever it stands, if prior has a value in its place. A
// secret that next lacks is restored if the metadata calls it sensitive, in the
// profile that next has; without metadata, if next, or else prior, is typed and
// calls it a secret. Nothing else is restored: what somebody removed stays removed.
//
// The From function of the connector's package makes a typed configuration of
// the result, in which nothing is said by AsIs any more. If next was received, or
// read strictly, so is the result. Merge fails if prior and next are of different
// store types.
func (m Merger) Merge(prior, next Configuration) (Object, error) {
	if next == nil || codec.IsNil(next) {
		return Object{}, errors.New("connector: want a configuration to merge into, not nil")
	}
	storeType := next.StoreType()
	if prior == nil || codec.IsNil(prior) || prior.StoreType() != storeType {
		return Object{}, codec.Mismatch(storeType, prior)
	}
	had := members(storeType, prior.Encode(codec.NewEncoder(storeType, true)))
	e := next.Encode(codec.NewEncoder(storeType, true))
	kept := make(map[string]json.RawMessage)
	for _, key := range m.secrets(prior, next, had, members(storeType, e)) {
		if value, ok := had[key]; ok && !codec.IsBlank(value) && !m.hasMask(value) {
			kept[key] = value
		}
	}
	if e.Omitted() && len(kept) == 0 {
		return objectFrom(e.Origin, storeType, nil)
	}
	for key, s := range next.Secrets() {
		if codec.Secret(s).SaysAsIs() {
			delete(had, key)
		}
	}
	return objectFrom(e.Origin, storeType, m.merged(storeType, e.Bytes(), had, kept))
}

// objectFrom is [NewObject] for data of the origin.
func objectFrom(origin codec.Origin, storeType string, data []byte) (Object, error) {
	o, err := codec.NewObject(storeType, data)
	return Object(o.From(origin)), err
}

// members returns the members that e has written, by key.
func members(storeType string, e codec.Encoder) map[string]json.RawMessage {
	list := make(map[string]json.RawMessage)
	for d := codec.NewDecoder(storeType, e.Bytes()); d.Next(); {
		list[string(d.Key())] = d.Raw()
	}
	return list
}

// secrets returns the keys that are restored if now lacks them.
func (m Merger) secrets(prior, next Configuration, had, now map[string]json.RawMessage) []string {
	if m.Metadata != nil {
		if known, ok := m.Metadata(next.StoreType()); ok {
			return known.secrets(had, now)
		}
	}
	typed := next
	if _, untyped := next.(Object); untyped {
		typed = prior
	}
	if _, untyped := typed.(Object); untyped {
		return nil
	}
	var keys []string
	for key := range typed.Secrets() {
		keys = append(keys, key)
	}
	return keys
}

// secrets returns the keys of the secrets of the profile that now selects. If it is
// the one that had selects, a member that is no attribute counts as a secret if its
// key looks like that of one.
func (m *Metadata) secrets(had, now map[string]json.RawMessage) []string {
	var keys []string
	known := make(map[string]bool)
	for _, p := range m.Profiles {
		selected := m.Selector == "" || len(m.Profiles) < 2 || is(now[m.Selector], p.Name)
		for _, a := range p.Attributes {
			known[a.Key] = true
			if selected && a.Sensitive && !slices.Contains(keys, a.Key) {
				keys = append(keys, a.Key)
			}
		}
	}
	if m.Selector != "" && !bytes.Equal(had[m.Selector], now[m.Selector]) {
		return keys
	}
	for key := range had {
		if !known[key] && LooksSecret(key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// is reports whether value is text as JSON.
func is(value json.RawMessage, text string) bool {
	s, isString, err := codec.Text(value)
	return err == nil && isString && string(s) == text
}

// merged returns object with the values in kept, and those of had in the place of masks.
func (m Merger) merged(storeType string, object []byte, had, kept map[string]json.RawMessage) []byte {
	e := codec.NewEncoder(storeType, true)
	for d := codec.NewDecoder(storeType, object); d.Next(); {
		key := string(d.Key())
		value := d.Raw()
		if secret, ok := kept[key]; ok && codec.IsBlank(value) {
			value = secret
		} else if before, ok := had[key]; ok && !codec.IsBlank(before) && m.hasMask(value) {
			value = m.unmasked(before, value)
		}
		e.WriteRaw(key, value)
		delete(kept, key)
	}
	var rest []string
	for key := range kept {
		rest = append(rest, key)
	}
	sort.Strings(rest)
	for _, key := range rest {
		e.WriteRaw(key, kept[key])
	}
	return e.Bytes()
}

// unmasked returns next with what prior has in the place of masks.
func (m Merger) unmasked(prior, next json.RawMessage) json.RawMessage {
	if next[0] == '"' {
		if prior[0] == '"' && !m.hasMask(prior) {
			return prior
		}
		return next
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(m.fill(codec.Any(prior), codec.Any(next))) != nil {
		return next
	}
	return bytes.TrimSpace(b.Bytes())
}

// fill is unmasked for values of any depth.
func (m Merger) fill(prior, next any) any {
	switch next := next.(type) {
	case string:
		if before, ok := prior.(string); ok && before != "" && m.isMask(next) && !m.isMask(before) {
			return before
		}
	case map[string]any:
		before, _ := prior.(map[string]any)
		for name, value := range next {
			next[name] = m.fill(before[name], value)
		}
	case []any:
		if before, _ := prior.([]any); len(before) == len(next) {
			for i := range next {
				next[i] = m.fill(before[i], next[i])
			}
		}
	}
	return next
}

func (m Merger) isMask(text string) bool {
	return codec.IsMask([]byte(text)) || slices.Contains(m.Masks, text)
}

// hasMask reports whether a JSON value has a mask among its strings.
func (m Merger) hasMask(value json.RawMessage) bool {
	return codec.HasMask(value) || len(m.Masks) > 0 && codec.HasOneOf(value, m.Masks)
}

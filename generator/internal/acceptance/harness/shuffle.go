package harness

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// Shuffled returns JSON with the members of every object in another order.
func Shuffled(t *testing.T, data []byte, random *rand.Rand) []byte {
	t.Helper()
	out, err := appendShuffled(nil, data, random)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func appendShuffled(dst, data []byte, random *rand.Rand) ([]byte, error) {
	switch data = bytes.TrimSpace(data); data[0] {
	case '{':
		var members map[string]json.RawMessage
		if err := json.Unmarshal(data, &members); err != nil {
			return nil, err
		}
		keys := slices.Sorted(maps.Keys(members)) // a map is in no order that a seed repeats
		random.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		return appendList(dst, "{}", keys, func(dst []byte, key string) ([]byte, error) {
			name, err := json.Marshal(key)
			if err != nil {
				return nil, err
			}
			return appendShuffled(append(append(dst, name...), ": "...), members[key], random)
		})
	case '[':
		var elements []json.RawMessage
		if err := json.Unmarshal(data, &elements); err != nil {
			return nil, err
		}
		return appendList(dst, "[]", elements, func(dst []byte, element json.RawMessage) ([]byte, error) {
			return appendShuffled(dst, element, random)
		})
	}
	return append(dst, data...), nil
}

func appendList[T any](dst []byte, brackets string, list []T, add func([]byte, T) ([]byte, error)) ([]byte, error) {
	dst = append(dst, brackets[0])
	for i, item := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		var err error
		if dst, err = add(append(dst, '\n'), item); err != nil {
			return nil, err
		}
	}
	return append(dst, brackets[1]), nil
}

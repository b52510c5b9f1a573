package terraform

import (
	"context"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/connectorgen/connectorgen/generated/connector"
)

// privateKey is the name of [memory] in the private part of a state.
const privateKey = "secrets"

// usualRounds is how many rounds of PBKDF2 a hash has.
const usualRounds = 600_000

// A memory is what the private part of a state knows of secrets.
type memory struct {
	Salt   []byte            `json:"salt,omitempty"`
	Rounds int               `json:"rounds,omitempty"`
	Hashes map[string][]byte `json:"hashes,omitempty"` // of the secrets that PingOne is known to have, by key
	Told   []string          `json:"told,omitempty"`   // keys of the secrets that the configuration had, sorted
	Shown  bool              `json:"shown,omitempty"`  // PingOne has shown a secret of the store, be it as a mask
}

// A private is the private part of a state.
type private interface {
	GetKey(context.Context, string) ([]byte, diag.Diagnostics)
	SetKey(context.Context, string, []byte) diag.Diagnostics
}

// recall returns what p knows.
func recall(ctx context.Context, p private, diags *diag.Diagnostics) *memory {
	m := new(memory)
	data, found := p.GetKey(ctx, privateKey)
	diags.Append(found...)
	if data != nil && json.Unmarshal(data, m) != nil {
		diags.AddError("The private state is not right", "It was written by something else. Import the resource again.")
	}
	return m
}

// save writes m to p.
func (m *memory) save(ctx context.Context, p private, diags *diag.Diagnostics) {
	data, err := json.Marshal(m)
	if err != nil {
		diags.AddError("The private state cannot be written", err.Error())
		return
	}
	diags.Append(p.SetKey(ctx, privateKey, data)...)
}

// sent notes secrets that were sent: PingOne has these now, and no others.
func (m *memory) sent(secrets map[string]connector.Secret, d *Data) {
	known := m.Hashes
	m.Told, m.Hashes = slices.Sorted(maps.Keys(secrets)), make(map[string][]byte)
	for key, secret := range secrets {
		m.note(key, secret, known, d)
	}
}

// seen notes secrets as the server shows them. A mask says nothing. A secret that
// is missing is gone if others are shown.
func (m *memory) seen(shown map[string]connector.Secret, d *Data) {
	if d.NoSecretHashes {
		m.Salt, m.Rounds, m.Hashes = nil, 0, nil
	}
	if len(shown) == 0 {
		return
	}
	known := m.Hashes
	m.Shown, m.Hashes = true, make(map[string][]byte)
	for key, secret := range shown {
		if was, ok := known[key]; ok && secret.IsMask() {
			m.Hashes[key] = was
		} else if !secret.IsMask() {
			m.note(key, secret, known, d)
		}
	}
}

// note notes the hash of a secret that PingOne has.
func (m *memory) note(key string, secret connector.Secret, known map[string][]byte, d *Data) {
	if d.NoSecretHashes {
		return
	}
	if m.Salt == nil {
		m.Salt, m.Rounds = make([]byte, 16), d.HashRounds
		if m.Rounds == 0 {
			m.Rounds = usualRounds
		}
		rand.Read(m.Salt)
	}
	m.Hashes[key] = m.hash(key, secret)
}

// stale returns the keys of those secrets that PingOne is not known to have, and
// of those that the configuration no longer has, each sorted.
func (m *memory) stale(secrets map[string]connector.Secret) (unsent, dropped []string) {
	for _, key := range slices.Sorted(maps.Keys(secrets)) {
		if was, ok := m.Hashes[key]; !ok || subtle.ConstantTimeCompare(was, m.hash(key, secrets[key])) != 1 {
			unsent = append(unsent, key)
		}
	}
	return unsent, m.dropped(secrets)
}

// dropped returns the keys of secrets that the configuration had and no longer has.
func (m *memory) dropped(secrets map[string]connector.Secret) []string {
	return slices.DeleteFunc(slices.Clone(m.Told), func(key string) bool {
		_, has := secrets[key]
		return has
	})
}

// hash returns the hash of the secret that an attribute has, or nil if m has none
// to compare it with.
func (m *memory) hash(key string, s connector.Secret) []byte {
	sum, err := pbkdf2.Key(sha256.New, s.Reveal(), append(slices.Clone(m.Salt), key...), m.Rounds, sha256.Size)
	if err != nil {
		return nil // no rounds, as in a state that somebody wrote by hand: the secret is sent again
	}
	return sum
}

package connector

import (
	"fmt"
	"io"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A Secret is a string that must not be shown. Its zero value is empty.
//
// Printing, logging or encoding a Secret gives "[redacted]", or "" if it is empty.
// Only [Secret.Reveal] gives the string.
// Secrets are compared with [Secret.Equal]; reflect.DeepEqual works too.
type Secret codec.Secret

// NewSecret returns a Secret that holds value.
func NewSecret(value string) Secret { return Secret(codec.Seal(value)) }

// Reveal returns the string that s holds.
func (s Secret) Reveal() string { return string(codec.Secret(s).AppendTo(nil)) }

// IsZero reports whether s is empty.
func (s Secret) IsZero() bool { return codec.Secret(s).IsZero() }

// IsMask reports whether s is a mask, which others show in the place of a secret.
// [Wire] refuses such a Secret. With white space around it or not, a mask is
//
//   - two or more stars: * • ● ⬤ ∙ · ▪ ■ █ ∗ ＊
//   - three or more stars in a row with other characters, such as sk-****1234,
//     and at most two words without a star
//   - three to forty of x, X or #, or four or more with up to four other characters
//     behind them
//   - redacted, masked, hidden, censored or obfuscated in any case, such as REDACTED
//   - these and removed, filtered, sanitized, sensitive, secret, protected,
//     encrypted, concealed, withheld, omitted, undisclosed, confidential, sensitive value,
//     value redacted, redacted value or not shown, between other signs, such as
//     <hidden> or (sensitive value)
//   - what contains [redacted]
//
// Another mask of a server can be named to a [Merger] and to a client. A secret that
// is none of them, but looks like one, is sent if it is made by [Secret.AsIs].
func (s Secret) IsMask() bool { return codec.Secret(s).IsMask() }

// AsIs returns s as a secret that is no mask, though it may look like one.
func (s Secret) AsIs() Secret { return Secret(codec.Secret(s).AsIs()) }

// Equal reports whether s and t hold the same string.
func (s Secret) Equal(t Secret) bool { return codec.Secret(s).Equal(codec.Secret(t)) }

// String returns "[redacted]", or "" if s is empty.
func (s Secret) String() string {
	if s.IsZero() {
		return ""
	}
	return codec.Hidden
}

// Format implements [fmt.Formatter]. It writes what String returns for every verb.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, s.String()) }

// MarshalText implements [encoding.TextMarshaler]. It returns what String returns.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It sets s to text.
func (s *Secret) UnmarshalText(text []byte) error {
	*s = Secret(codec.Seal(text))
	return nil
}

// UnmarshalJSON implements [json.Unmarshaler]. It sets s to the JSON string in
// data; null leaves s as it is. An error does not quote data.
func (s *Secret) UnmarshalJSON(data []byte) error {
	text, isString, err := codec.Text(data)
	if err != nil {
		return fmt.Errorf("connector: secret: %w", err)
	}
	if isString {
		*s = Secret(codec.Seal(text))
	}
	return nil
}

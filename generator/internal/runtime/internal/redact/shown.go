package redact

import "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"

// maxShown is the size in bytes from which nothing is shown of JSON.
const maxShown = 64 << 10

// Shown returns JSON with [codec.Hidden] for every member that is not among harmless,
// names that are each between spaces, and for what is secret in a URL. Names that do not look like keys are hidden, too.
func Shown(data []byte, harmless string) string {
	if len(data) > maxShown {
		return codec.Hidden
	}
	r := codec.NewReader(data)
	out := appendShown(nil, &r, harmless, false)
	if r.End() != nil {
		return codec.Hidden
	}
	return string(out)
}

// appendShown appends the value that is next in r, or what is harmless of it: all, if
// it is the value of a member that is known to be.
func appendShown(dst []byte, r *codec.Reader, harmless string, known bool) []byte {
	switch c := r.Peek(); {
	case c == '{':
		dst = append(dst, '{')
		for r.Open(c); r.Member(); {
			name := string(r.Name())
			dst = codec.AppendString(separated(dst, '{'), Key(name))
			dst = appendMember(append(dst, ':'), r, harmless, codec.Holds(harmless, name))
		}
		return append(dst, '}')
	case c == '[':
		dst = append(dst, '[')
		for r.Open(c); r.Element(); {
			dst = appendShown(separated(dst, '['), r, harmless, known)
		}
		return append(dst, ']')
	case known:
		return appendKnown(dst, r.Value())
	}
	return appendHidden(dst, r)
}

// appendMember appends the value of a member: as appendShown does if the member is
// known to be harmless, else [codec.Hidden] for all of it.
func appendMember(dst []byte, r *codec.Reader, harmless string, known bool) []byte {
	if known {
		return appendShown(dst, r, harmless, true)
	}
	return appendHidden(dst, r)
}

// appendKnown appends a value that is harmless, but for what is secret in a URL.
func appendKnown(dst, value []byte) []byte {
	if text, isString, _ := codec.Text(value); isString && codec.HasCredentials(string(text)) {
		return codec.AppendString(dst, codec.WithoutCredentials(string(text)))
	}
	return append(dst, value...)
}

func appendHidden(dst []byte, r *codec.Reader) []byte {
	r.Value()
	return codec.AppendString(dst, codec.Hidden)
}

// separated returns dst, with a comma if something stands behind open.
func separated(dst []byte, open byte) []byte {
	if dst[len(dst)-1] == open {
		return dst
	}
	return append(dst, ',')
}

// Key returns the name of a member for a message if it looks like a key of an API.
// What does not may be a value in the wrong place.
func Key(name string) string {
	for _, c := range name {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_') {
			return "a member"
		}
	}
	return name
}

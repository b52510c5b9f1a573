package codec

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Any returns the next value as package encoding/json decodes it, but numbers as
// a [json.Number], which keeps all digits.
func (r *Reader) Any() any {
	switch c := r.Peek(); c {
	case '{':
		members := make(map[string]any)
		for r.Open(c); r.Member(); {
			name := string(r.Name())
			members[name] = r.Any()
		}
		return members
	case '[':
		elements := []any{}
		for r.Open(c); r.Element(); {
			elements = append(elements, r.Any())
		}
		return elements
	case '"':
		return string(Unquote(r.Value()))
	case 't', 'f':
		r.Value()
		return c == 't'
	case 'n':
		r.Value()
		return nil
	}
	return json.Number(r.Value())
}

// Any returns data, which must be one JSON value, as [Reader.Any] does.
func Any(data []byte) any {
	r := NewReader(data)
	return r.Any()
}

// Names returns the names of the members of an object.
func Names(object []byte) map[string]bool {
	names := make(map[string]bool)
	r := NewReader(object)
	for r.Open('{'); r.Member(); r.Value() {
		names[string(r.Name())] = true
	}
	return names
}

// Alike is [Same] for values in which a member that is null means the same as none.
func Alike(a, b []byte) bool {
	exactly := func(a, b string) bool { return a == b }
	return same(withoutNulls(Any(a)), withoutNulls(Any(b)), exactly)
}

// withoutNulls returns value, which it changes, without the members that are null.
func withoutNulls(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for name, member := range value {
			if withoutNulls(member) == nil {
				delete(value, name)
			}
		}
	case []any:
		for _, element := range value {
			withoutNulls(element)
		}
	}
	return value
}

// Same reports whether a and b, which must be JSON values, mean the same: the
// order of members does not count, nor how a number is spelled. Strings are
// compared by sameText.
func Same(a, b []byte, sameText func(a, b string) bool) bool {
	return same(Any(a), Any(b), sameText)
}

func same(a, b any, sameText func(a, b string) bool) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		for name, value := range a {
			other, has := b[name]
			ok = ok && has && same(value, other, sameText)
		}
		return ok && len(a) == len(b)
	case []any:
		b, ok := b.([]any)
		ok = ok && len(a) == len(b)
		for i := 0; ok && i < len(a); i++ {
			ok = same(a[i], b[i], sameText)
		}
		return ok
	case string:
		b, ok := b.(string)
		return ok && sameText(a, b)
	case json.Number:
		b, ok := b.(json.Number)
		return ok && SameNumber(string(a), string(b))
	}
	return a == b
}

// SameNumber reports whether a and b, which must be JSON numbers, are equal.
// Numbers whose exponents no int can hold are equal if they are spelled alike.
func SameNumber(a, b string) bool {
	digitsA, exponentA, errA := decimal(a)
	digitsB, exponentB, errB := decimal(b)
	return a == b || errA == nil && errB == nil && digitsA == digitsB && exponentA == exponentB
}

// decimal returns number as digits, with the sign and without zeros at the ends,
// that are to be multiplied by a power of ten.
func decimal(number string) (digits string, exponent int, err error) {
	mantissa, power, hasPower := strings.Cut(strings.ToLower(number), "e")
	if hasPower {
		exponent, err = strconv.Atoi(power)
	}
	unsigned := strings.TrimPrefix(mantissa, "-")
	sign := mantissa[:len(mantissa)-len(unsigned)]
	whole, fraction, _ := strings.Cut(unsigned, ".")
	digits = strings.TrimLeft(whole+fraction, "0")
	significant := strings.TrimRight(digits, "0")
	if significant == "" {
		return "0", 0, err
	}
	return sign + significant, exponent - len(fraction) + len(digits) - len(significant), err
}

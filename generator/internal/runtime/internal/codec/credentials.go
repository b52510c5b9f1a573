package codec

import (
	"slices"
	"strings"
)

// HasCredentials reports whether there is a URL with credentials in one of the
// texts, see [WithoutCredentials]. Most texts have none of @, = and %, without which
// there are none: that is found eight bytes at a time.
func HasCredentials(texts ...string) bool {
	var found uint64
	for _, text := range texts {
		if len(text) < 8 {
			found |= signs(shortWord(text))
			continue
		}
		found |= signs(word(text[len(text)-8:]))
		for ; len(text) > 8; text = text[8:] {
			found |= signs(word(text))
		}
	}
	const tops = 0x8080808080808080
	return found&tops != 0 && slices.ContainsFunc(texts, func(text string) bool { return credentialsIn(text) != nil })
}

// signs returns a word in which the highest bit of a byte is set if one of the bytes
// of w is @, = or %.
func signs(w uint64) uint64 {
	const ones = 0x0101010101010101
	at, equals, percent := w^('@'*ones), w^('='*ones), w^('%'*ones)
	return ((at - ones) | (equals - ones) | (percent - ones)) &^ w
}

// shortWord returns the bytes of s, which are eight at most, as a word.
func shortWord(s string) (w uint64) {
	for i := range len(s) {
		w = w<<8 | uint64(s[i])
	}
	return w
}

// WithoutCredentials returns text with [Hidden] in the place of the user and the
// password of every URL in it, and of the values of those parameters of URLs whose
// names look like that of a secret.
func WithoutCredentials(text string) string {
	found := credentialsIn(text)
	if found == nil {
		return text
	}
	var b strings.Builder
	end := 0
	for _, s := range found {
		if s.from >= end {
			b.WriteString(text[end:s.from])
			b.WriteString(Hidden)
		}
		end = max(end, s.to)
	}
	b.WriteString(text[end:])
	return b.String()
}

// A part is one of a text: from one byte to before another.
type part struct{ from, to int }

// credentialsIn returns where the credentials in text are, in their order. They
// may overlap.
func credentialsIn(text string) (found []part) {
	for start := 0; start < len(text); {
		n := strings.IndexAny(text[start:], " \t\r\n\"<>")
		if n < 0 {
			n = len(text) - start
		}
		word := text[start : start+n]
		users, values := usersIn(word), secretParameters(word)
		for len(users)+len(values) > 0 {
			next := &users
			if len(users) == 0 || len(values) > 0 && values[0].from < users[0].from {
				next = &values
			}
			found = append(found, part{start + (*next)[0].from, start + (*next)[0].to})
			*next = (*next)[1:]
		}
		start += n + 1
	}
	return found
}

// usersIn returns where the users and passwords in a word are.
func usersIn(word string) (found []part) {
	const mark = "://"
	last := strings.LastIndexByte(word, '@')
	for start := 0; ; {
		i := strings.Index(word[start:], mark)
		if start += i + len(mark); i < 0 || start > last {
			return found
		}
		if at := endOfUser(word[start:], last-start); at >= 0 {
			found = append(found, part{start, start + at})
			start += at
		}
	}
}

// endOfUser returns where the @ behind user and password is in a URL without its
// scheme, or -1 if there is none. The last @ is at last. A password may have signs in
// it that ought to be escaped: then what looks like a port is no number.
func endOfUser(url string, last int) int {
	authority := url
	if i := strings.IndexAny(url, "/?#"); i >= 0 {
		authority = url[:i]
	}
	at := strings.LastIndexByte(authority, '@')
	host := authority[at+1:]
	port := host[strings.LastIndexByte(host, ':')+1:]
	if len(port) == len(host) || strings.Contains(port, "]") || strings.Trim(port, "0123456789") == "" {
		return at
	}
	return last
}

// longestName is how many bytes before an equals sign are looked at for a name.
const longestName = 128

// secretParameters returns where the values of those parameters in a word are whose
// names look like that of a secret. A parameter follows on one of ? & # and ;, and
// all may be escaped, as they are in a URL that is a parameter of another.
func secretParameters(word string) (found []part) {
	for start := 0; ; {
		at, size, _ := nextSign(word[start:], "=")
		if size == 0 {
			return found
		}
		equals := start + at
		start = equals + size
		name, separator := parameterName(word[max(0, equals-longestName):equals])
		if separator == 0 || start == len(word) || strings.IndexByte("&;#", word[start]) >= 0 || !isSecretParameter(name) {
			continue // there is no value, or it is none that matters
		}
		if end := endOfValue(word, start, separator, size); end > start {
			found = append(found, part{start, end})
			start = end
		}
	}
}

// nextSign returns where the first of signs is in s, as it is or escaped, also
// several times over, its size, which is 0 if there is none, and which one it is.
func nextSign(s, signs string) (at, size int, sign byte) {
	for at = range len(s) {
		sign, size = s[at], 1
		if c, n := unpercent(s[at:]); n > 0 {
			sign, size = c, n
		}
		if strings.IndexByte(signs, sign) >= 0 {
			return at, size, sign
		}
	}
	return len(s), 0, 0
}

// unpercent returns the character that s begins with if that is escaped as in URLs,
// and the size of the escape, or 0.
func unpercent(s string) (c byte, size int) {
	if len(s) < 3 || s[0] != '%' {
		return 0, 0
	}
	size = 3
	for size+2 <= len(s) && s[size-2:size] == "25" {
		size += 2
	}
	high, low := strings.IndexByte(hexDigits, lower(s[size-2])), strings.IndexByte(hexDigits, lower(s[size-1]))
	if high < 0 || low < 0 {
		return 0, 0
	}
	return byte(high<<4 | low), size
}

// parameterName returns the name at the end of s without escapes, and the sign
// before it, or 0 if there is none.
func parameterName(s string) (name string, separator byte) {
	var b []byte
	for i := 0; i < len(s); {
		c, size := unpercent(s[i:])
		if size == 0 {
			c, size = s[i], 1
		}
		switch c {
		case '?', '&', '#', ';':
			b, separator = nil, c
		case '=':
			separator = 0 // what follows is part of a value
		default:
			b = append(b, c)
		}
		i += size
	}
	return string(b), separator
}

// endOfValue returns where the value ends that starts in word at start, behind an
// equals sign of the size. What ends it has another parameter behind it: else it
// is part of the value, where it ought to be escaped. Signs that are escaped more often
// than the equals sign belong to the value.
func endOfValue(word string, start int, separator byte, equals int) int {
	for at, end := start, 0; ; {
		n, size, sign := nextSign(word[at:], "=&;")
		at += n
		switch {
		case size == 0:
			return len(word)
		case size > equals:
		case sign == '=' && end > 0:
			return end
		case sign == ';' && separator == ';', sign == '&' && (separator != ';' || size < equals):
			end = at
		}
		at += size
	}
}

// isSecretParameter is [LooksSecret] for a parameter of a URL, where signatures and
// some short names stand for what lets one in.
func isSecretParameter(name string) bool {
	const last, whole = " sig signature hmac otp sas pass pw ", " key code auth authorization assertion sid sessionid jsessionid phpsessid "
	words := wordsOf(name)
	return len(words) > 0 && (LooksSecret(name) || isOneOf(last, words[len(words)-1]) || isOneOf(whole, strings.Join(words, " ")))
}

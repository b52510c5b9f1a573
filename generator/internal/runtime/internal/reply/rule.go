package reply

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A Rule says where an answer has a list and how the next page is asked for, for
// pages that are not those of HAL.
type Rule struct {
	Items     string // the path of the member with the elements, dots between names; "" if the answer is the list
	Next      string // the path of the member that has the link to the next page, or its cursor; [HeaderLink] for that header
	Parameter string // of the query, which takes a cursor or counts; "" if there is a link
	Last      string // the member of the last element that is the cursor, in the place of Next
	Count     string // what Parameter counts, in the place of Next: "pages" or "elements"
	First     int    // the count of the first page
}

// HeaderLink stands for the header Link, in which the next page has the relation "next".
const HeaderLink = "header Link"

// Page returns the page in data, an answer with the headers Link.
func (r *Rule) Page(data []byte, links []string) (p Page, err error) {
	list, err := at(data, r.Items)
	switch {
	case err != nil:
		return p, err
	case isLong(list):
		return p, ErrTooMany
	case kindOf(list) != 0:
		err = json.Unmarshal(list, &p.Elements)
	}
	switch {
	case err != nil:
	case r.Next == HeaderLink:
		p.Next = nextOf(links)
	case r.Next != "":
		next, _ := at(data, r.Next) // the last page may have none
		if kindOf(next) == '{' {
			p.Next, err = href(next)
		} else {
			p.Next = Scalar(next)
		}
	case r.Last != "" && len(p.Elements) > 0:
		last, missing := at(p.Elements[len(p.Elements)-1], r.Last)
		p.Next, err = Scalar(last), missing
	}
	return p, err
}

// at returns the value at path in data, or a [NoListError] if a member of it is missing.
func at(data json.RawMessage, path string) (json.RawMessage, error) {
	for path != "" {
		var name string
		name, path, _ = strings.Cut(path, ".")
		var m members
		if kindOf(bytes.TrimLeft(data, " \t\r\n")) != '{' || json.Unmarshal(data, &m) != nil {
			return nil, members{}.noList(name)
		}
		value, there := m[name]
		if !there {
			return nil, m.noList(name)
		}
		data = value
	}
	return bytes.TrimSpace(data), nil
}

// After returns the URL of the page after p, which was at target; "" if p is the last one.
func (r *Rule) After(target string, p Page) string {
	value := p.Next
	address, query, _ := strings.Cut(target, "?")
	var pairs []string
	count := r.First
	for pair := range strings.SplitSeq(query, "&") {
		name, text, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(name); err != nil || plain != r.Parameter {
			pairs = append(pairs, pair)
		} else if n, err := strconv.Atoi(text); err == nil {
			count = n
		}
	}
	if r.Count != "" && len(p.Elements) > 0 {
		step := 1
		if r.Count == "elements" {
			step = len(p.Elements)
		}
		value = strconv.Itoa(count + step)
	}
	if value == "" {
		return ""
	}
	pairs = append(pairs, url.QueryEscape(r.Parameter)+"="+url.QueryEscape(value))
	return address + "?" + strings.TrimPrefix(strings.Join(pairs, "&"), "&")
}

// nextOf returns the address of the relation "next" in headers Link (RFC 8288), or "".
func nextOf(links []string) string {
	for _, link := range divide(strings.Join(links, ","), ',') {
		parts := divide(link, ';')
		address, ok := strings.CutPrefix(strings.TrimSpace(parts[0]), "<")
		address, closed := strings.CutSuffix(address, ">")
		for _, parameter := range parts[1:] {
			name, value, _ := strings.Cut(parameter, "=")
			relations := strings.Fields(strings.ToLower(strings.Trim(strings.TrimSpace(value), `"`)))
			if ok && closed && strings.EqualFold(strings.TrimSpace(name), "rel") && slices.Contains(relations, "next") {
				return address
			}
		}
	}
	return ""
}

// divide cuts text at the signs that are neither in an address nor in quotes.
func divide(text string, sign byte) (parts []string) {
	start, until := 0, byte(0)
	for i := range len(text) {
		switch c := text[i]; {
		case until != 0:
			if c == until {
				until = 0
			}
		case c == '"':
			until = '"'
		case c == '<':
			until = '>'
		case c == sign:
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}
	return append(parts, text[start:])
}

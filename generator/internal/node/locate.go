package node

import (
	"net/url"
	"strconv"
	"strings"
)

// Root returns the value of the file that n is in.
func (n *Node) Root() *Node {
	for n.Parent != nil {
		n = n.Parent
	}
	return n
}

// At returns the value below n that a JSON pointer, as URLs have it, points to, or nil.
func (n *Node) At(pointer string) *Node {
	if pointer == "" {
		return n
	}
	for token := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		if n = child(n, unescaped(token)); n == nil {
			return nil
		}
	}
	return n
}

// unescaped returns a part of a JSON pointer in a URL as the name that it stands for.
func unescaped(token string) string {
	if plain, err := url.PathUnescape(token); err == nil {
		token = plain
	}
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
}

// child returns the member or the item of n with that name, or nil.
func child(n *Node, name string) *Node {
	if i, err := strconv.Atoi(name); err == nil && n.Kind == Array && 0 <= i && i < len(n.Items) {
		return n.Items[i]
	}
	return n.Get(name)
}

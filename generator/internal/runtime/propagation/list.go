package propagation

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/url"
	"strings"
)

// maxEmpty is how many pages in a row can be empty: a server that has no
// elements but always a next page would never come to an end.
const maxEmpty = 100

// A page is a HAL collection.
type page struct {
	Links struct {
		Next struct {
			Href string `json:"href"`
		} `json:"next"`
	} `json:"_links"`
	Embedded map[string]json.RawMessage `json:"_embedded"`
}

// list sends r and follows the pages from there. It yields the elements called
// name, and ends after the first error. Were it inlined, every method would
// have a copy, which is what makes a client slow to compile.
//
//go:noinline
func list[T any](ctx context.Context, r *request, name string, options ...CallOption) iter.Seq2[*T, error] {
	r.with(options)
	return func(yield func(*T, error) bool) {
		r.each(ctx, name, func(data []byte, err error) bool {
			v := new(T)
			if err == nil {
				err = r.read(data, v)
			}
			if err != nil {
				yield(nil, err)
				return false
			}
			return yield(v, nil)
		})
	}
}

// each calls visit with every element called name of every page, until visit
// says no, and with the first error. It does for all types what list does for one.
func (r *request) each(ctx context.Context, name string, visit func([]byte, error) bool) {
	seen := make(map[string]bool)
	empty := 0
	for target := r.target(); target != ""; {
		if seen[target] || empty > maxEmpty {
			visit(nil, &Error{Operation: r.operation, Err: ErrPageCycle})
			return
		}
		seen[target] = true
		elements, next, err := r.page(ctx, target, name)
		if empty++; len(elements) > 0 {
			empty = 0
		}
		for _, data := range elements {
			if !visit(data, nil) {
				return
			}
		}
		if err == nil {
			target, err = r.following(target, next)
		}
		if err != nil {
			visit(nil, err)
			return
		}
	}
}

// page returns the elements of the page at target, and the link to the next.
func (r *request) page(ctx context.Context, target, name string) (elements []json.RawMessage, next string, err error) {
	data, err := r.fetch(ctx, target)
	if err != nil {
		return nil, "", err
	}
	var p page
	if err := r.read(data, &p); err != nil {
		return nil, "", err
	}
	if raw := p.Embedded[name]; raw != nil {
		err = r.read(raw, &elements)
	}
	return elements, p.Links.Next.Href, err
}

// following returns href, the link on the page at target to the next one, as a URL.
// It would be sent the credentials of the client, so one to another origin or
// environment is refused.
func (r *request) following(target, href string) (string, error) {
	if href == "" {
		return "", nil
	}
	u, err := url.Parse(target)
	if err == nil {
		u, err = u.Parse(href)
	}
	leaves := func(what string) error {
		return &Error{Operation: r.operation, Err: errors.New("the link to the next page leaves " + what)}
	}
	base := r.client.base
	if err != nil || u.Scheme != base.Scheme || u.Host != base.Host || u.User != nil {
		return "", leaves(base.Scheme + "://" + base.Host)
	}
	u.Fragment = ""
	next := u.String()
	if r.scope > 0 && !strings.HasPrefix(next, r.url[:r.scope]+"/") {
		return "", leaves("the environment")
	}
	return next, nil
}

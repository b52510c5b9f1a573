package propagation

import (
	"context"
	"errors"
	"iter"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/reply"
)

// Collect returns all elements of a list, such as what the method Stores of a client returns. After an
// error, it returns those before it.
func Collect[T any](list iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for v, err := range list {
		if err != nil {
			return all, err
		}
		all = append(all, v)
	}
	return all, nil
}

// maxEmpty is how many pages in a row can be empty: a server that has no
// elements but always a next page would never come to an end.
const maxEmpty = 100

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
				err = r.read(ctx, data, v)
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
	own := *r // several loops may be under way
	r = &own
	targets, elements, empty := make(map[string]bool), reply.NewSeen(), 0
	for target := r.target(); target != ""; {
		targets[target] = true
		p, err := r.page(ctx, target, name)
		if err == nil {
			target, err = r.after(target, p)
		}
		fresh := elements.Add(p.Elements)
		if empty++; len(p.Elements) > 0 {
			empty = 0
		}
		switch {
		case err != nil:
		case target != "" && !fresh && len(p.Elements) > 0: // the page only repeats what there was
			p.Elements, err = nil, &Error{Operation: r.operation, Err: ErrPageCycle}
		case targets[target], empty > maxEmpty:
			err = &Error{Operation: r.operation, Err: ErrPageCycle}
		case target == "" && p.Counted && len(targets) == empty:
			err = &Error{Operation: r.operation, Err: errors.New("the answer says that the list has elements, and has none")}
		}
		for _, data := range p.Elements {
			if ended := ctx.Err(); ended != nil {
				visit(nil, &Error{Operation: r.operation, Err: ended})
				return
			}
			if !visit(data, nil) {
				return
			}
		}
		if err != nil {
			visit(nil, err)
			return
		}
	}
}

// page returns the page at target.
func (r *request) page(ctx context.Context, target, name string) (reply.Page, error) {
	data, err := r.fetch(ctx, target)
	if err != nil || len(data) == 0 && r.blank() {
		return reply.Page{}, err
	}
	p, err := r.pageIn(data, name)
	var none *reply.NoListError
	switch {
	case errors.As(err, &none):
		hide := r.redactor(r.token)
		e := &Error{Operation: r.operation, Err: errors.New(hide.Text(none.Error()))}
		e.read(data, hide)
		return p, e
	case errors.Is(err, reply.ErrTooMany):
		return p, &Error{Operation: r.operation, Err: err}
	case err != nil:
		if err = decode(ctx, data, new(struct{})); err == nil {
			err = errKind
		}
		return p, &Error{Operation: r.operation, Err: err}
	}
	return p, nil
}

// pageIn returns the page in data, the body of the last answer.
func (r *request) pageIn(data []byte, name string) (reply.Page, error) {
	if r.pages != nil {
		return r.pages.Page(data, r.links)
	}
	return reply.NewPage(data, name)
}

// after returns the URL of the page after p, which is at target, or "".
func (r *request) after(target string, p reply.Page) (string, error) {
	if r.pages != nil && r.pages.Parameter != "" {
		return r.pages.After(target, p), nil
	}
	return r.following(target, p.Next)
}

// following returns href, the link on the page at target to the next one, as a URL.
func (r *request) following(target, href string) (string, error) {
	if href == "" {
		return "", nil
	}
	base := r.client.base
	origin := base.Scheme + "://" + base.Host
	own := reply.Scope{Base: base, Own: strings.TrimPrefix(r.url, origin)}
	if r.scope > 0 {
		own.Path = own.Own[:r.scope-len(origin)]
	}
	next, sameOrigin := own.Follow(target, href)
	switch {
	case next != "":
		return next, nil
	case sameOrigin:
		origin = scope
	}
	return "", &Error{Operation: r.operation, Err: errors.New("the link to the next page leaves " + origin)}
}

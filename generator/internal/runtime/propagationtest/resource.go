package propagationtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sort"
	"strconv"
)

// A kind is a sort of resource, and how it behaves.
type kind struct {
	name     string   // in paths and in collections, such as "stores"
	dated    bool     // it has createdAt and updatedAt
	fixed    []string // members that cannot change, and stay if they are left out
	defaults object   // members that are set if they are left out
	links    []string // the relations that it shows

	// check returns what is wrong with a resource that is to be. The prior is
	// nil if it is a new one.
	check func(c *call, next, prior object) []detail

	// conflict returns the problem of a resource that is too many; nil if there
	// can be any number.
	conflict func(c *call) error

	// inUse returns why a resource cannot be deleted; nil if any can.
	inUse func(c *call, id string) []detail

	// listed returns a resource as lists show it; nil if they show it as it is.
	listed func(c *call, o object) object
}

// served are the members that are the server's to set.
var served = []string{"id", "environment", "createdAt", "updatedAt", "syncStatus", "_links"}

// list answers with the resources of a kind. If it has an owner, such as
// "plan", they are those of the owner that the path names.
func list(k kind, owner string) behavior {
	return func(c *call) (result, error) {
		resources := c.state.all(k.name, c.environment)
		if owner != "" {
			if _, err := c.find(owner+"s", c.last()); err != nil {
				return result{}, err
			}
			resources = c.state.referring(k.name, c.environment, owner, c.last())
		}
		return c.page(collection{
			len: len(resources),
			key: func(i int) string { return fmt.Sprintf("%016x", resources[i].number) },
			body: func(i int) object {
				shown := c.show(k, resources[i].object)
				if k.listed != nil {
					shown = k.listed(c, shown)
				}
				return shown
			},
		})
	}
}

// create answers with a new resource of a kind, which belongs to the owner that
// the path names, if it has one.
func create(k kind, owner string) behavior {
	return func(c *call) (result, error) {
		next := c.body.without(served...)
		var wrong []detail
		if owner != "" {
			if _, err := c.find(owner+"s", c.last()); err != nil {
				return result{}, err
			}
			if id := next.id(owner); id != "" && id != c.last() {
				wrong = append(wrong, detail{Code: "INVALID_VALUE", Target: owner + ".id", Message: "It must be the one in the path."})
			}
			next = next.with(owner, reference(c.last()))
		}
		if err := invalid(append(wrong, k.check(c, next, nil)...)); err != nil {
			return result{}, err
		}
		if k.conflict != nil {
			if err := k.conflict(c); err != nil {
				return result{}, err
			}
		}
		o := k.complete(c, next, c.newID(), c.now)
		c.state.put(k.name, o)
		return result{c.show(k, o), c.href(k.name, o.text("id"))}, nil
	}
}

// read answers with the resource of a kind that the path names.
func read(k kind) behavior {
	return func(c *call) (result, error) {
		o, err := c.find(k.name, c.last())
		return result{body: c.show(k, o)}, err
	}
}

// replace puts another resource in the place of the one that the path names.
// What is left out is cleared.
func replace(k kind) behavior {
	return func(c *call) (result, error) {
		prior, err := c.find(k.name, c.last())
		if err != nil {
			return result{}, err
		}
		next, wrong := k.keep(c.body.without(served...), prior)
		if err := invalid(append(wrong, k.check(c, next, prior)...)); err != nil {
			return result{}, err
		}
		created := prior.text("createdAt")
		if created == "" {
			created = c.now
		}
		o := k.complete(c, next, c.last(), created)
		c.state.put(k.name, o)
		return result{body: c.show(k, o)}, nil
	}
}

// keep returns next with the members of prior that cannot change, and where it
// tries to change them.
func (k kind) keep(next, prior object) (object, []detail) {
	var wrong []detail
	for _, name := range k.fixed {
		was := prior.get(name)
		switch is := next.get(name); {
		case was == nil && is == nil:
		case is == nil:
			next = next.with(name, was)
		case was == nil || !equal(was, is):
			wrong = append(wrong, detail{Code: "INVALID_VALUE", Target: name, Message: "It cannot change."})
		}
	}
	return next, wrong
}

// equal reports whether two values that cannot change are the same: the same
// JSON, or references to one resource.
func equal(a, b json.RawMessage) bool {
	if id := (object{{"x", a}}).id("x"); id != "" {
		return id == object{{"x", b}}.id("x")
	}
	return bytes.Equal(a, b)
}

// remove deletes the resource that the path names, and those that belong to it.
func remove(k kind) behavior {
	return func(c *call) (result, error) {
		if _, err := c.find(k.name, c.last()); err != nil {
			return result{}, err
		}
		if k.inUse != nil {
			if err := invalid(k.inUse(c, c.last())); err != nil {
				return result{}, err
			}
		}
		c.drop(k.name, c.last())
		return result{}, nil
	}
}

// belongs are the kinds whose resources belong to one of another kind, and the
// member that says to which.
var belongs = map[string]struct{ kind, member string }{
	"plans": {"rules", "plan"},
	"rules": {"mappings", "rule"},
}

func (c *call) drop(kind, id string) {
	if b, ok := belongs[kind]; ok {
		for _, r := range slices.Clone(c.state.referring(b.kind, c.environment, b.member, id)) {
			c.drop(b.kind, r.text("id"))
		}
	}
	c.state.remove(kind, id)
}

// complete returns a resource with what the server adds to what was sent.
func (k kind) complete(c *call, sent object, id, created string) object {
	o := object(nil).with("id", id).with("environment", reference(c.environment))
	if k.dated {
		o = o.with("createdAt", created).with("updatedAt", c.now)
	}
	for _, m := range k.defaults {
		if sent.get(m.name) == nil {
			o = append(o, m)
		}
	}
	for _, m := range sent {
		if string(m.value) != "null" {
			o = append(o, m)
		}
	}
	return o
}

// show returns a resource as the API shows it.
func (c *call) show(k kind, o object) object {
	links := object{}
	for _, relation := range k.links {
		href := c.href(k.name, o.text("id"))
		if relation == "create" {
			href = c.href(k.name)
		}
		links = links.with(relation, link(href))
	}
	if len(links) == 0 {
		return o
	}
	return o.with("_links", links)
}

// A collection is what a list shows, in the order of the keys. An element is only
// made for the page that it is on.
type collection struct {
	len  int
	key  func(i int) string
	body func(i int) object
}

// page returns the page of a collection that the query asks for. Its cursor is
// the key of the last element of the page before, so that a page is the same
// whatever was deleted in between.
func (c *call) page(all collection) (result, error) {
	size, err := c.pageSize()
	if err != nil {
		return result{}, err
	}
	cursor := c.query.Get("cursor")
	from := sort.Search(all.len, func(i int) bool { return all.key(i) > cursor })
	to := min(from+size, all.len)
	links := object(nil).with("self", link(c.self(c.query)))
	if to < all.len {
		next := make(url.Values)
		next.Set("limit", strconv.Itoa(size))
		next.Set("cursor", all.key(to-1))
		links = links.with("next", link(c.self(next)))
	}
	bodies := make([]object, to-from)
	for i := range bodies {
		bodies[i] = all.body(from + i)
	}
	return result{body: object(nil).
		with("_links", links).
		with("_embedded", object(nil).with(c.operation.items, bodies)).
		with("count", all.len).
		with("size", len(bodies))}, nil
}

// pageSize returns how many elements the query asks for, if the server has so many on a page.
func (c *call) pageSize() (int, error) {
	if !c.query.Has("limit") {
		return c.most, nil
	}
	n, err := strconv.Atoi(c.query.Get("limit"))
	if err != nil || n < 1 {
		p := newProblem(http.StatusBadRequest, "The query is not valid.",
			detail{Code: "INVALID_PARAMETER", Target: "limit", Message: "It must be a positive number."})
		return 0, p
	}
	return min(n, c.most), nil
}

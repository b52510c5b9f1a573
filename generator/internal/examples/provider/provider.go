// Package provider is an example: the layer between PingOne and a tool that keeps maps,
// such as a Terraform provider. It has one resource for the stores of all types.
package provider

import (
	"cmp"
	"context"
	"errors"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generated/propagation"
)

// A Resource is a store as the tool has it. Attributes are strings, booleans and secrets.
type Resource struct {
	ID, Name, Type string
	Attributes     map[string]any
}

// Schema returns what is known of the attributes of a store type. The error names the
// type that was meant, if one is near.
func Schema(storeType string) ([]connector.Facts, error) {
	m, _ := catalog.Metadata(storeType)
	_, err := catalog.New(storeType)
	return m.Facts(), err
}

// Problems returns by key what is wrong with a resource, before anything is sent.
func Problems(r Resource) map[string][]string {
	problems := make(map[string][]string)
	_, err := configure(r)
	var list connector.Errors
	if !errors.As(err, &list) && err != nil {
		problems["type"] = []string{err.Error()}
	}
	for _, e := range list {
		problems[e.Key] = append(problems[e.Key], e.Error())
	}
	return problems
}

// configure returns the configuration of a resource, and everything that is wrong.
func configure(r Resource) (*metadata.Configuration, error) {
	c, err := catalog.New(r.Type)
	if err != nil {
		return nil, err
	}
	list := fill(c, r)
	var invalid connector.Errors
	if errors.As(c.Validate(), &invalid); len(list)+len(invalid) == 0 {
		return c, nil
	}
	return c, append(list, invalid...)
}

// fill sets the attributes of a resource, and returns those that cannot be set.
func fill(c *metadata.Configuration, r Resource) (list connector.Errors) {
	for key, value := range r.Attributes {
		var e *connector.FieldError
		if errors.As(c.Set(key, value), &e) {
			list = append(list, e)
		}
	}
	return list
}

// A Provider has the stores of an environment.
type Provider struct{ Client *propagation.Client }

// Create creates a store. If nobody knows whether that was done, it looks for the store.
func (p Provider) Create(ctx context.Context, r Resource) (Resource, error) {
	c, err := configure(r)
	if err != nil {
		return r, err
	}
	store, err := p.Client.CreateStore(ctx, propagation.Store{Name: r.Name, Configuration: c})
	if errors.Is(err, propagation.ErrOutcomeUnknown) {
		all, listErr := propagation.Collect(p.Client.Stores(ctx))
		for _, s := range all {
			if s.Name == r.Name && string(s.Type) == r.Type {
				store, err = s, nil
			}
		}
		err = errors.Join(err, listErr)
	}
	if err == nil {
		r.ID = store.ID
	}
	return r, err
}

// Read returns the store as it is, with the secrets of the resource that PingOne does
// not show, and in which attributes it differs from the resource. Of a resource that
// has only an id, it is the import. A store that is gone is [propagation.ErrNotFound].
func (p Provider) Read(ctx context.Context, r Resource) (Resource, []connector.Change, error) {
	store, err := p.Client.Store(ctx, r.ID)
	if err != nil {
		return r, nil, err
	}
	r.Type = cmp.Or(r.Type, string(store.Type))
	before, _ := configure(r)
	now, err := catalog.Merge(before, store.Configuration)
	if err != nil {
		return r, nil, err
	}
	read := Resource{ID: store.ID, Name: store.Name, Type: r.Type, Attributes: make(map[string]any)}
	m, _ := catalog.Metadata(r.Type)
	if c, err := metadata.Decode(m, now); err == nil {
		for _, a := range c.Attributes() {
			if value, ok := c.Get(a.Key); ok {
				read.Attributes[a.Key] = value
			}
		}
	}
	changes, err := catalog.Diff(before, now)
	return read, changes, err
}

// Update makes the store what the resource wanted says. What the tool does not know of
// it stays, and so do the secrets that wanted leaves out.
func (p Provider) Update(ctx context.Context, was, wanted Resource) error {
	store, err := p.Client.Store(ctx, was.ID)
	if err != nil {
		return err
	}
	m, _ := catalog.Metadata(wanted.Type)
	next, err := metadata.Decode(m, store.Configuration)
	if err != nil {
		return err
	}
	for _, a := range next.Attributes() {
		err = errors.Join(err, next.Set(a.Key, nil))
	}
	if wrong := fill(next, wanted); len(wrong) > 0 || err != nil {
		return errors.Join(err, wrong)
	}
	before, _ := configure(was)
	for _, prior := range []connector.Configuration{store.Configuration, before} {
		merged, err := catalog.Merge(prior, next)
		if err != nil {
			return err
		}
		if next, err = metadata.Decode(m, merged); err != nil {
			return err
		}
	}
	store.Name, store.Configuration = wanted.Name, next
	_, err = p.Client.ReplaceStore(ctx, was.ID, *store)
	return err
}

// Delete deletes the store. One that is gone is no error.
func (p Provider) Delete(ctx context.Context, r Resource) error {
	err := p.Client.DeleteStore(ctx, r.ID)
	if errors.Is(err, propagation.ErrNotFound) {
		return nil
	}
	return err
}

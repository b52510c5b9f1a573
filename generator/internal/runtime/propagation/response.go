package propagation

import (
	"context"
	"net/http"
	"net/url"
	"path"
)

// call sends r and returns what the answer holds.
func call[T any](ctx context.Context, r *request, options ...CallOption) (*T, error) {
	v := new(T)
	if err := r.with(options).into(ctx, v); err != nil {
		return nil, err
	}
	return v, nil
}

// into sends r and reads the answer into v.
func (r *request) into(ctx context.Context, v any) error {
	data, err := r.do(ctx)
	if err != nil {
		return err
	}
	if len(data) == 0 && r.blank() {
		r.identify(v)
		return nil
	}
	return r.read(ctx, data, v)
}

// blank reports whether the answer, a success, may have no body. All may, except
// one that was asked for it.
func (r *request) blank() bool { return r.method != http.MethodGet || r.status != http.StatusOK }

// identify sets the id of v, if it has one, to that of the resource that the
// answer says it is about.
func (r *request) identify(v any) {
	location, err := url.Parse(r.location)
	if err != nil || r.location == "" {
		return
	}
	e := encoder{buf: []byte(`{"id":`)}
	e.string(path.Base(location.Path))
	_ = decode(context.Background(), append(e.buf, '}'), v) // without an id of this kind there is nothing to say
}

// read reads data, the body of a success, into v, as long as ctx allows.
func (r *request) read(ctx context.Context, data []byte, v any) error {
	if err := decode(ctx, data, v); err != nil {
		return &Error{Operation: r.operation, OutcomeUnknown: r.creates, Err: err}
	}
	return nil
}

// run sends r, whose answer says nothing but that it is done.
//
//go:noinline
func run(ctx context.Context, r *request, options ...CallOption) error {
	_, err := r.with(options).do(ctx)
	return err
}

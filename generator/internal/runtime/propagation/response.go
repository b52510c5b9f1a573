package propagation

import "context"

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
	return r.read(data, v)
}

// read reads data, the body of a success, into v.
func (r *request) read(data []byte, v any) error {
	if err := decode(data, v); err != nil {
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

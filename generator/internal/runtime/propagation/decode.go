package propagation

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

var (
	errSyntax = errors.New("the body is not JSON that can be read")
	errKind   = errors.New("a value in the body is not of the kind that it must be")
)

// decode reads data, one JSON value, into v, and gives up once ctx ends. Its errors
// quote nothing of data. Where v holds any value, numbers are of the type [json.Number].
func decode(ctx context.Context, data []byte, v any) error {
	if n, ok := v.(node); ok {
		return unmarshalUntil(ctx, data, n)
	}
	if u, ok := v.(json.Unmarshaler); ok {
		return u.UnmarshalJSON(data)
	}
	r := config.NewReader(data)
	r.Value()
	if err := r.End(); err != nil {
		return fmt.Errorf("%w: %w", errSyntax, err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if d.Decode(v) != nil {
		return errKind
	}
	return nil
}

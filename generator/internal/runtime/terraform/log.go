package terraform

import (
	"context"
	"iter"
	"log/slog"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// A logHandler writes the records of the client to the log of Terraform, which
// TF_LOG_PROVIDER=DEBUG shows.
type logHandler struct{ fields map[string]any }

// Enabled returns true: Terraform decides.
func (h logHandler) Enabled(context.Context, slog.Level) bool { return true }

// Handle writes a record.
func (h logHandler) Handle(ctx context.Context, r slog.Record) error {
	fields := h.with(r.Attrs)
	switch {
	case r.Level >= slog.LevelError:
		tflog.Error(ctx, r.Message, fields)
	case r.Level >= slog.LevelWarn:
		tflog.Warn(ctx, r.Message, fields)
	case r.Level >= slog.LevelInfo:
		tflog.Info(ctx, r.Message, fields)
	default:
		tflog.Debug(ctx, r.Message, fields)
	}
	return nil
}

// WithAttrs returns a handler that adds attributes to each record.
func (h logHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return logHandler{h.with(slices.Values(attrs))}
}

// WithGroup returns h: the client has no groups.
func (h logHandler) WithGroup(string) slog.Handler { return h }

// with returns the fields of h and attributes.
func (h logHandler) with(attrs iter.Seq[slog.Attr]) map[string]any {
	fields := maps.Clone(h.fields)
	if fields == nil {
		fields = make(map[string]any)
	}
	for a := range attrs {
		fields[a.Key] = a.Value.Resolve().Any()
	}
	return fields
}

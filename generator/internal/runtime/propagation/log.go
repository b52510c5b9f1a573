package propagation

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/redact"
)

// log writes a record of an attempt; res is nil if there was no answer.
func (r *request) log(ctx context.Context, req *http.Request, token connector.Secret, n int, began time.Time, res *http.Response, data []byte, f *fault) {
	logger := r.client.logger
	if logger == nil || !logger.Enabled(ctx, slog.LevelDebug) {
		return
	}
	hide := r.redactor(token)
	attrs := []any{
		"operation", r.operation, "method", r.method, "path", req.URL.EscapedPath(),
		"attempt", n, "duration", time.Since(began),
	}
	if res != nil {
		attrs = append(attrs, "status", res.StatusCode, "correlationId", hide.Text(res.Header.Get(correlation)))
	}
	if f != nil {
		attrs = append(attrs, "error", f.err.Error())
	}
	if r.body.buf != nil {
		attrs = append(attrs, "sent", hide.Text(redact.Shown(r.body.buf, harmless)))
	}
	if len(data) > 0 {
		attrs = append(attrs, "received", hide.Text(redact.Shown(data, harmless)))
	}
	logger.DebugContext(ctx, "propagation request", attrs...)
}

package propagation

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// maxLogged is the size in bytes from which a body is not logged.
const maxLogged = 64 << 10

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
		attrs = append(attrs, "status", res.StatusCode, "correlationId", hide.text(res.Header.Get(correlation)))
	}
	if f != nil {
		attrs = append(attrs, "error", f.err.Error())
	}
	if r.body.buf != nil {
		attrs = append(attrs, "sent", hide.text(shown(r.body.buf)))
	}
	if len(data) > 0 {
		attrs = append(attrs, "received", hide.text(shown(data)))
	}
	logger.DebugContext(ctx, "propagation request", attrs...)
}

// shown returns JSON with "[redacted]" for every member that is not known to be harmless.
func shown(data []byte) string {
	if len(data) > maxLogged || !json.Valid(data) {
		return "[redacted]"
	}
	e := encoder{}
	e.shown(&decoder{data: data}, false)
	return string(e.buf)
}

// shown writes the value that is next in d, or what is known to be harmless of it:
// all, if it is the value of a member that is.
func (e *encoder) shown(d *decoder, known bool) {
	d.space()
	switch c := d.data[d.pos]; {
	case c == '{':
		e.open()
		for d.open('{', ""); d.member(); {
			name := string(d.name)
			if e.member(shownKey(d.name)); !strings.Contains(name, " ") && strings.Contains(harmless, " "+name+" ") {
				e.shown(d, true)
				continue
			}
			d.skip()
			e.string("[redacted]")
		}
		e.buf = append(e.buf, '}')
	case c == '[':
		e.buf = append(e.buf, '[')
		for d.open('[', ""); d.more(']'); {
			if e.buf[len(e.buf)-1] != '[' {
				e.buf = append(e.buf, ',')
			}
			e.shown(d, known)
		}
		e.buf = append(e.buf, ']')
	case !known:
		d.skip()
		e.string("[redacted]")
	default:
		e.buf = append(e.buf, d.skip()...)
	}
}

package propagation

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// maxLogged is the size in bytes from which a body is not logged.
const maxLogged = 64 << 10

// log writes a record of an attempt; res is nil if there was no answer.
func (r *request) log(ctx context.Context, req *http.Request, n int, began time.Time, res *http.Response, data []byte, f *fault) {
	logger := r.client.logger
	if logger == nil || !logger.Enabled(ctx, slog.LevelDebug) {
		return
	}
	attrs := []any{
		"operation", r.operation, "method", r.method, "path", req.URL.EscapedPath(),
		"attempt", n, "duration", time.Since(began),
	}
	if res != nil {
		attrs = append(attrs, "status", res.StatusCode, "correlationId", res.Header.Get(correlation))
	}
	if f != nil {
		attrs = append(attrs, "error", f.err.Error())
	}
	if r.body.buf != nil {
		attrs = append(attrs, "sent", shown(r.body.buf))
	}
	if len(data) > 0 {
		attrs = append(attrs, "received", shown(data))
	}
	logger.DebugContext(ctx, "propagation request", attrs...)
}

// shown returns JSON with "[redacted]" for every member that is not known to be harmless.
func shown(data []byte) string {
	if len(data) > maxLogged || !json.Valid(data) {
		return "[redacted]"
	}
	e := encoder{}
	e.shown(&decoder{data: data})
	return string(e.buf)
}

// shown writes the value that is next in d.
func (e *encoder) shown(d *decoder) {
	switch d.space(); d.data[d.pos] {
	case '{':
		e.open()
		for d.open('{', ""); d.member(); {
			name := string(d.name)
			if e.member(name); !strings.Contains(name, " ") && strings.Contains(harmless, " "+name+" ") {
				e.shown(d)
				continue
			}
			d.skip()
			e.string("[redacted]")
		}
		e.buf = append(e.buf, '}')
	case '[':
		e.buf = append(e.buf, '[')
		for d.open('[', ""); d.more(']'); {
			if e.buf[len(e.buf)-1] != '[' {
				e.buf = append(e.buf, ',')
			}
			e.shown(d)
		}
		e.buf = append(e.buf, ']')
	default:
		e.buf = append(e.buf, d.skip()...)
	}
}

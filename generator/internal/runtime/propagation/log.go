package propagation

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
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
		attrs = append(attrs, "status", res.StatusCode, "correlationId", hide.Text(res.Header.Get(correlation)))
	}
	if f != nil {
		attrs = append(attrs, "error", f.err.Error())
	}
	if r.body.buf != nil {
		attrs = append(attrs, "sent", hide.Text(shown(r.body.buf)))
	}
	if len(data) > 0 {
		attrs = append(attrs, "received", hide.Text(shown(data)))
	}
	logger.DebugContext(ctx, "propagation request", attrs...)
}

// shown returns JSON with "[redacted]" for every member that is not known to be harmless.
func shown(data []byte) string {
	if len(data) > maxLogged {
		return "[redacted]"
	}
	var e encoder
	r := config.NewReader(data)
	if e.shown(&r, false); r.End() != nil {
		return "[redacted]"
	}
	return string(e.buf)
}

// shown writes the value that is next in r, or what is known to be harmless of it:
// all, if it is the value of a member that is.
func (e *encoder) shown(r *config.Reader, known bool) {
	switch c := r.Peek(); {
	case c == '{':
		e.open()
		for r.Open(c); r.Member(); {
			name := string(r.Name())
			e.member(shownKey(r.Name()))
			e.shownMember(r, !strings.Contains(name, " ") && strings.Contains(harmless, " "+name+" "))
		}
		e.buf = append(e.buf, '}')
	case c == '[':
		e.buf = append(e.buf, '[')
		for r.Open(c); r.Element(); {
			if e.buf[len(e.buf)-1] != '[' {
				e.buf = append(e.buf, ',')
			}
			e.shown(r, known)
		}
		e.buf = append(e.buf, ']')
	case !known:
		r.Value()
		e.string("[redacted]")
	default:
		e.buf = append(e.buf, r.Value()...)
	}
}

// shownMember writes the value of a member: as shown does if the member is known
// to be harmless, else "[redacted]" for all of it.
func (e *encoder) shownMember(r *config.Reader, known bool) {
	if known {
		e.shown(r, true)
		return
	}
	r.Value()
	e.string("[redacted]")
}

package propagationtest

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A server remembers so many requests, and so many bytes of them.
const (
	maxRequests = 10_000
	maxRecorded = 64 << 20
)

// A Request is a request that the server received.
type Request struct {
	Operation string // operationId, [Token], or "" if the document does not have it
	Method    string
	URL       string           // with the host that the client asked for
	Header    http.Header      // without Authorization, Cookie and their like
	Body      connector.Secret // as it came; it may hold secrets, so it does not show
	Time      time.Time
}

// Format implements [fmt.Formatter]. It writes the method and the URL, whatever the verb.
func (r Request) Format(f fmt.State, _ rune) { io.WriteString(f, r.Method+" "+r.URL) }

// size returns about how many bytes of memory r takes.
func (r Request) size() int {
	n := len(r.URL) + len(r.Body.Reveal())
	for name, values := range r.Header {
		n += len(name) + len(strings.Join(values, ""))
	}
	return n
}

// record remembers a request. Of too many or too large ones, the oldest are forgotten.
func (s *Server) record(r *http.Request, operation string, body []byte) {
	if s.forgets {
		return
	}
	header := maps.Clone(r.Header)
	for _, name := range []string{"Authorization", "Proxy-Authorization", "Cookie"} {
		header.Del(name)
	}
	next := Request{
		Operation: operation,
		Method:    r.Method,
		URL:       origin(r) + r.URL.RequestURI(),
		Header:    header,
		Body:      connector.NewSecret(string(body)),
		Time:      s.clock(),
	}
	s.recorded += next.size()
	if s.requests = append(s.requests, next); len(s.requests) > maxRequests || s.recorded > maxRecorded {
		s.forget()
	}
}

// forget forgets the older half of the requests, and more of them if the rest is
// still too large.
func (s *Server) forget() {
	n := 0
	for n < len(s.requests)/2 || s.recorded > maxRecorded/2 && n < len(s.requests)-1 {
		s.recorded -= s.requests[n].size()
		n++
	}
	s.requests = slices.Delete(s.requests, 0, n)
}

// Requests returns the requests for operations that the server received, in order,
// or all requests if no operation is named. Operations have the names that a [Fault]
// has for them; it panics if there is none of that name. If there were more than
// 10,000 requests or 64 MiB of them, the oldest may be missing.
func (s *Server) Requests(operations ...string) []Request {
	var ids []string
	for _, name := range operations {
		ids = append(ids, s.api.named(name))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.requests), func(r Request) bool {
		return len(ids) > 0 && !slices.Contains(ids, r.Operation)
	})
}

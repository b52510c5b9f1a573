package propagationtest

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// maxRequests is how many requests a server remembers.
const maxRequests = 10_000

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

// record remembers a request. Of too many, the oldest are forgotten.
func (s *Server) record(r *http.Request, operation string, body []byte) {
	header := maps.Clone(r.Header)
	for _, name := range []string{"Authorization", "Proxy-Authorization", "Cookie"} {
		header.Del(name)
	}
	if len(s.requests) == maxRequests {
		s.requests = slices.Delete(s.requests, 0, maxRequests/2)
	}
	s.requests = append(s.requests, Request{
		Operation: operation,
		Method:    r.Method,
		URL:       origin(r) + r.URL.RequestURI(),
		Header:    header,
		Body:      connector.NewSecret(string(body)),
		Time:      s.clock(),
	})
}

// Requests returns the requests for operations that the server received, in order,
// or all requests if no operation is named. If there were more than 10,000, the
// oldest may be missing.
func (s *Server) Requests(operations ...string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.requests), func(r Request) bool {
		return len(operations) > 0 && !slices.Contains(operations, r.Operation)
	})
}

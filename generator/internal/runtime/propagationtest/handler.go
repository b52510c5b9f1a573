package propagationtest

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
)

// An answer is what the server is about to say.
type answer struct {
	status int
	header http.Header
	value  any // encodes as JSON; nil if there is no body
}

func newAnswer(status int, value any) answer {
	return answer{status: status, header: make(http.Header), value: value}
}

// refuse returns the answer for what a behavior does not do.
func (s *Server) refuse(err error) answer {
	p, ok := err.(*problem)
	if !ok {
		p = newProblem(http.StatusInternalServerError, "The change could not be saved.")
	}
	p.ID = uuid(s.seed, problemIDs, s.seen)
	return newAnswer(p.status, p)
}

// Header is the name of a header that every answer of a [Server] has and none of
// PingOne's: such an answer is no evidence of what PingOne does.
const Header = "X-Sandbox"

// ServeHTTP implements [http.Handler].
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set(Header, "connectorgen")
	if !s.enter() {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	defer s.handlers.Done()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.mostOf(r)))
	a, f := s.serve(r, body, err)
	s.write(w, r, a, f)
}

// maxStrange is how many bytes are read of who has no token, if nothing remembers them.
const maxStrange = 64 << 10

// mostOf returns how many bytes the body of r may have.
func (s *Server) mostOf(r *http.Request) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.forgets && s.authorize(r) != nil {
		return min(s.maxBody, maxStrange)
	}
	return s.maxBody
}

// serve returns the answer for a request and what is to go wrong with it.
func (s *Server) serve(r *http.Request, body []byte, bodyErr error) (answer, Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen++
	route := s.api.route(r.URL)
	op := route.operation(r.Method)
	name := ""
	switch {
	case s.isToken(r):
		name = Token
	case op != nil:
		name = op.id
	}
	s.record(r, name, body)
	f := s.pick(name)
	var a answer
	switch {
	case f.replaces() && !f.Late:
	case bodyErr != nil:
		a = s.refuse(newProblem(http.StatusRequestEntityTooLarge, "The body is too large, or could not be read."))
	case name == Token:
		a = s.issue(r, body)
	default:
		a = s.operate(r, route, op, body)
	}
	a = s.spoil(a, f, r)
	a.header.Set("Correlation-Id", uuid(s.seed, correlationIDs, s.seen))
	return a, f
}

// operate answers a request for an operation.
func (s *Server) operate(r *http.Request, route route, op *operation, body []byte) answer {
	if route.operations == nil {
		return newAnswer(http.StatusForbidden, object(nil).with("message", "Invalid key=value pair in Authorization header."))
	}
	if p := s.authorize(r); p != nil {
		return s.refuse(p)
	}
	if op == nil {
		a := s.refuse(newProblem(http.StatusMethodNotAllowed, "The resource does not have this method."))
		a.header.Set("Allow", route.methods())
		return a
	}
	behave, known := behaviors[op.id]
	if !known {
		return s.refuse(newProblem(http.StatusNotImplemented,
			"propagationtest does not know how the operation "+op.id+" behaves."))
	}
	c, p := s.call(r, op, route.parameters, body)
	if p != nil {
		return s.refuse(p)
	}
	return s.do(c, behave)
}

// call returns a request as a call, or what is wrong with it.
func (s *Server) call(r *http.Request, op *operation, parameters []string, body []byte) (*call, *problem) {
	c := &call{
		Server: s, operation: op, query: r.URL.Query(), now: s.clock().UTC().Format(timestamp), most: s.pageSize,
		path: origin(r) + r.URL.EscapedPath(),
	}
	if len(parameters) > 0 {
		c.environment, c.ids = parameters[0], parameters[1:]
	}
	c.base = origin(r) + root + "/environments/" + c.environment
	if !slices.Contains(s.environments, c.environment) {
		return nil, notFound()
	}
	if op.mediaType == "" {
		return c, nil
	}
	return c, s.read(c, r, body)
}

// timestamp is the format of times: in UTC, with milliseconds.
const timestamp = "2006-01-02T15:04:05.000Z"

// read reads the body of a call and checks it against the document.
func (s *Server) read(c *call, r *http.Request, body []byte) *problem {
	op := c.operation
	switch {
	case len(body) == 0 && op.bodyRequired:
		return malformed("The request must have a body.")
	case len(body) == 0:
		return nil
	case mediaType(r) != strings.ToLower(op.mediaType):
		return newProblem(http.StatusUnsupportedMediaType, "The media type of the body must be "+op.mediaType+".")
	case json.Unmarshal(body, &c.body) != nil:
		return malformed("The body must be a JSON object.")
	}
	if wrong := s.api.check(op.body, "", c.body); len(wrong) > 0 {
		return invalid(wrong).(*problem)
	}
	return nil
}

// mediaType returns the media type of the body of r, without parameters.
func mediaType(r *http.Request) string {
	t, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return t
}

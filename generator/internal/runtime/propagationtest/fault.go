package propagationtest

import (
	"net/http"
	"slices"
	"time"
)

// Token is the Operation of a [Request] or a [Fault] that is for a token.
const Token = "token"

// A Fault makes requests fail, or answers differ from those of a healthy server. Its
// fields can be combined.
type Fault struct {
	// Operation names the requests that the fault is for: by their operationId, such as
	// "createStore", by the method of the client, such as "CreateStore", or by a constant,
	// [Token] included. If empty, it is for all requests.
	Operation string

	// Skip is how many of these requests have no fault at first, and Times how
	// many have it then. If Times is 0, all the following have it.
	Skip, Times int

	// Status, if not 0, is the status of the answer, and Body its body. If Body is
	// empty, it is an error in the JSON of PingOne. RetryAfter and Header are sent
	// as well. The operation is not carried out.
	Status     int
	RetryAfter string // seconds, or a date
	Header     http.Header
	Body       string

	// Drop closes the connection without an answer. The operation is not carried out.
	Drop bool

	// Late carries out the operation before Status or Drop.
	Late bool

	// Delay is a pause before the answer, and Pause one between the parts of its body.
	Delay, Pause time.Duration

	// Torn closes the connection in the middle of the body.
	Torn bool

	// Size is the length of the body in bytes; white space at its end fills it up.
	Size int64

	// Secrets says what happens to the secrets of stores in the answer.
	Secrets Secrets

	// Foreign adds members and values of enumerations that are not in the document
	// to the resources in the answer.
	Foreign bool

	// Repeat makes the link to the next page lead to the same elements at another
	// address. Next, if not empty, replaces that link; the address of an earlier
	// page makes a cycle.
	Repeat bool
	Next   string
}

// Secrets says what happens to the secrets of a store in an answer.
type Secrets int

// What happens to secrets.
const (
	SecretsClear   Secrets = iota // as they are, as in the examples of PingOne
	SecretsMasked                 // "******"
	SecretsOmitted                // left out
)

// mask is what masked secrets look like.
const mask = "******"

// foreign is a name, and a value of an enumeration, that is not in the document.
const foreign = "ADDED_LATER"

// replaces reports whether f answers in the place of the operation.
func (f Fault) replaces() bool { return f.Status != 0 || f.Drop }

// rewrites reports whether f changes what an answer says.
func (f Fault) rewrites() bool {
	return f.Secrets != SecretsClear || f.Foreign || f.Repeat || f.Next != ""
}

// A pending fault counts down.
type pending struct {
	Fault
	skip, left int
}

// Fault adds a fault for the requests that follow. If several faults are for a
// request, the one that was added first applies. It panics if there is no operation
// of that name.
func (s *Server) Fault(f Fault) {
	if f.Operation != "" {
		f.Operation = s.api.named(f.Operation)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &pending{f, f.Skip, f.Times})
}

// Heal ends all faults.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// pick returns the fault for a request of an operation, which does nothing if there is none.
func (s *Server) pick(operation string) Fault {
	for i, p := range s.faults {
		switch {
		case p.Operation != "" && p.Operation != operation:
			continue
		case p.skip > 0:
			p.skip--
			continue
		case p.left == 1:
			s.faults = slices.Delete(s.faults, i, i+1)
		}
		p.left--
		return p.Fault
	}
	return Fault{}
}

// spoil returns what f makes of an answer.
func (s *Server) spoil(a answer, f Fault, r *http.Request) answer {
	if f.replaces() {
		a = s.fail(f)
	} else if o, ok := a.value.(object); ok && a.status < http.StatusMultipleChoices && f.rewrites() {
		a.value = each(s.spoilPage(o, f, r), func(resource object) object { return s.spoilResource(resource, f) })
	}
	if f.RetryAfter != "" {
		a.header.Set("Retry-After", f.RetryAfter)
	}
	return a
}

// fail returns the answer that f puts in the place of another.
func (s *Server) fail(f Fault) answer {
	a := newAnswer(f.Status, nil)
	switch {
	case f.Body != "":
		a.value = f.Body
	case f.Status >= http.StatusBadRequest:
		a = s.refuse(newProblem(f.Status, http.StatusText(f.Status)+"."))
	}
	for name, values := range f.Header {
		a.header[http.CanonicalHeaderKey(name)] = values
	}
	return a
}

// each returns o with every resource in it changed: the elements of a
// collection, or o itself.
func each(o object, change func(object) object) object {
	embedded := o.object("_embedded")
	if embedded == nil {
		return change(o)
	}
	for _, m := range embedded {
		elements := embedded.objects(m.name)
		for i := range elements {
			elements[i] = change(elements[i])
		}
		embedded = embedded.with(m.name, elements)
	}
	return o.with("_embedded", embedded)
}

func (s *Server) spoilResource(o object, f Fault) object {
	if f.Secrets != SecretsClear {
		o = s.hide(o, f.Secrets)
	}
	if f.Foreign {
		o = o.with("addedLater", object(nil).with("since", "tomorrow"))
		if o.get("status") != nil {
			o = o.with("status", foreign)
		}
		if configuration := o.object("configuration"); configuration != nil {
			o = o.with("configuration", configuration.with(foreign, "a value"))
		}
	}
	return o
}

// hide returns a store with its secrets masked or left out.
func (s *Server) hide(o object, how Secrets) object {
	configuration := o.object("configuration")
	if configuration == nil {
		return o
	}
	for _, m := range configuration {
		switch {
		case !s.api.sensitive(o.text("type"), m.name):
		case how == SecretsMasked:
			configuration = configuration.with(m.name, mask)
		case how == SecretsOmitted:
			configuration = configuration.without(m.name)
		}
	}
	return o.with("configuration", configuration)
}

// spoilPage changes the link to the next page of a collection.
func (s *Server) spoilPage(o object, f Fault, r *http.Request) object {
	links, next := o.object("_links"), f.Next
	if f.Repeat {
		query := r.URL.Query()
		query.Add("again", "true")
		next = origin(r) + r.URL.EscapedPath() + "?" + query.Encode()
	}
	if next == "" || o.get("_embedded") == nil {
		return o
	}
	return o.with("_links", links.with("next", link(next)))
}

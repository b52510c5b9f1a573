package reply

import (
	"bytes"
	"encoding/json"
	"strings"
)

// A Problem is what the body of an answer says that is wrong.
type Problem struct {
	ID, Code, Message, Target string
	Details                   []Detail
}

// A Detail is one of several things that are wrong.
type Detail struct {
	Code, Target, Message string
	InnerError            map[string]any
}

// An object has the members of an object, by their names in small letters.
type object map[string]json.RawMessage

// NewProblem returns what data says: as HAL, OAuth 2.0, RFC 9457 or a gateway
// has it. A member that is odd costs itself only.
func NewProblem(data []byte) Problem {
	body := newObject(data)
	details := body.details()
	for _, name := range []string{"error", "fault"} {
		if inner := newObject(body[name]); inner != nil {
			details = append(details, inner.details()...)
			body = inner
		}
	}
	p := Problem{
		ID: body.text("id", "errorid"), Code: body.text("code", "errorcode", "error"),
		Message: body.message(), Target: body.text("target"),
	}
	for _, raw := range details {
		p.Details = append(p.Details, newDetail(raw))
	}
	if p.Message == "" && len(p.Details) > 0 {
		p.Message = p.Details[0].Message
	}
	return p
}

// newObject returns what data has if it is an object, else nil.
func newObject(data []byte) object {
	var members map[string]json.RawMessage
	if json.Unmarshal(data, &members) != nil || members == nil {
		return nil
	}
	body := make(object, len(members))
	for name, value := range members {
		body[strings.ToLower(name)] = value
	}
	return body
}

func newDetail(raw json.RawMessage) Detail {
	body := newObject(raw)
	if body == nil {
		return Detail{Message: Scalar(raw)}
	}
	d := Detail{
		Code: body.text("code", "errorcode", "error"), Message: body.message(),
		Target: body.text("target", "field", "path", "pointer", "parameter"),
	}
	_ = json.Unmarshal(body["innererror"], &d.InnerError) // nil if it is no object
	return d
}

// details returns the problems of which the body has a list.
func (b object) details() (list []json.RawMessage) {
	for _, name := range []string{"details", "errors", "errorcauses"} {
		var several []json.RawMessage
		if raw := b[name]; json.Unmarshal(raw, &several) == nil {
			list = append(list, several...)
		} else if raw != nil {
			list = append(list, raw)
		}
	}
	return list
}

func (b object) message() string {
	return b.text("message", "error_description", "detail", "title", "description", "errorsummary", "faultstring", "msg", "reason")
}

// text returns the first of the members called names that is there.
func (b object) text(names ...string) string {
	for _, name := range names {
		if s := Scalar(b[name]); s != "" {
			return s
		}
	}
	return ""
}

// Scalar returns a string, or a number or boolean as JSON has it; "" for all else.
func Scalar(raw json.RawMessage) string {
	var s string
	switch {
	case json.Unmarshal(raw, &s) == nil:
		return s
	case len(raw) > 0 && !bytes.ContainsAny(raw[:1], "{["):
		return string(raw)
	}
	return ""
}

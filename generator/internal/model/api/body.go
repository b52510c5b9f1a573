package api

import (
	"mime"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// body notes what the operation sends.
func (b *apiBuilder) body(op *Operation, o *spec.Operation) {
	if o.Body == nil {
		return
	}
	media, encoding := b.media(o.Body)
	if media == nil {
		return
	}
	schema, readOnly := withoutMarks(media.Schema)
	op.Body = &Body{MediaType: media.Type, Encoding: encoding, Required: o.Body.Required, ReadOnly: readOnly}
	switch encoding {
	case EncodingJSON:
		if strings.Contains(media.Type, "*") {
			op.Body.MediaType = "application/json"
		}
		op.Body.Data = b.data(schema, op.Name+"Body", position{})
	case EncodingForm:
		op.Body.Data = b.data(schema, op.Name+"Body", position{})
		if k := op.Body.Data.Kind; k != KindStruct && k != KindMap && k != KindAny {
			b.refuse(media.At, "a form must be an object")
		}
	case EncodingMultipart:
	case EncodingRaw:
		if strings.Contains(media.Type, "*") {
			op.Body.MediaType = "application/octet-stream"
		}
	}
}

// media returns the first media type of body that is JSON, or else the first form,
// or else the first. Others are not used, which is said.
func (b *apiBuilder) media(body *spec.Body) (*spec.Media, Encoding) {
	var first *spec.Media
	best := EncodingRaw
	for i := range body.Content {
		m := &body.Content[i]
		encoding := encodingOf(m)
		switch {
		case !isMediaType(m.Type):
			b.refuse(m.At, "%q is no media type, such as application/json", m.Type)
			return nil, 0
		case first == nil || encoding < best:
			first, best = m, encoding
		}
	}
	for i := range body.Content {
		if m := &body.Content[i]; m != first {
			b.found.Report(ruleMediaTypeUnused, m.At, "the media type %s is not used, because %s is", m.Type, first.Type)
		}
	}
	return first, best
}

// encodingOf returns how a body of the media type is written. Any type stands for
// JSON if the schema is one of an object or a list.
func encodingOf(m *spec.Media) Encoding {
	plain, _, _ := strings.Cut(strings.ToLower(m.Type), ";")
	switch plain = strings.TrimSpace(plain); {
	case isJSON(m.Type):
		return EncodingJSON
	case plain == "*/*" && m.Schema != nil && (len(Flatten(m.Schema)) > 0 || m.Schema.Resolved().Type == "array"):
		return EncodingJSON
	case plain == "application/x-www-form-urlencoded":
		return EncodingForm
	case plain == "multipart/form-data":
		return EncodingMultipart
	}
	return EncodingRaw
}

// isMediaType reports whether s can be sent as a media type.
func isMediaType(s string) bool {
	_, _, err := mime.ParseMediaType(s)
	return err == nil && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

func isJSON(mediaType string) bool {
	mediaType, _, _ = strings.Cut(strings.ToLower(mediaType), ";")
	mediaType = strings.TrimSpace(mediaType)
	return mediaType == "application/json" || strings.HasSuffix(mediaType, "+json")
}

// result notes what the operation answers with if all is well.
func (b *apiBuilder) result(op *Operation, o *spec.Operation) {
	var schema *spec.Schema
	for _, r := range successes(o) {
		media, encoding := b.media(r.Body)
		switch {
		case media == nil:
		case encoding != EncodingJSON:
			op.Raw = media.Type
		case media.Schema == nil:
		case schema == nil:
			schema = media.Schema
		case schema.Resolved() != media.Schema.Resolved():
			b.found.Report(ruleResponseAmbiguous, r.At, "the successful responses have different schemas; the method gives what the first has, or any JSON if one of them is no object")
			if len(Flatten(schema)) == 0 || len(Flatten(media.Schema)) == 0 {
				schema = &spec.Schema{At: r.At}
			}
		}
	}
	switch {
	case op.Raw != "":
		op.Result = &Data{Kind: KindAny}
		return
	case o.Paging != nil:
		b.pagesOf(op, o, schema)
		return
	case schema == nil:
		return
	}
	b.checkPages(o, schema)
	result := Data{}
	if items := b.collection(schema); items != nil && o.Method == "GET" {
		op.Items = items.Key
		result = b.data(items.Schema.Resolved().Items, op.Name+"Item", position{})
	} else {
		result = b.data(schema, op.Name+"Result", position{})
	}
	op.Result = &result
}

// checkPages warns of an answer that is a page, and of which no iterator can be made.
func (b *apiBuilder) checkPages(o *spec.Operation, s *spec.Schema) {
	if !strings.HasPrefix(successes(o)[0].Status, "2") {
		b.found.Report(ruleResponseAmbiguous, o.At, "the operation has no successful response but default; the method gives what default has")
	}
	if o.Method == "GET" && len(b.embedded(s)) > 1 {
		b.found.Report(rulePages, PropertyOf(s, "_embedded").KeyAt, "the answer is a page with several members in _embedded, so that there is no iterator; the method gives one page, and Client.Call the next")
	}
}

// successes returns the successful responses of o that have a body: default is
// one if there is no other.
func successes(o *spec.Operation) []spec.Response {
	successful := func(r spec.Response) bool { return strings.HasPrefix(r.Status, "2") }
	if !slices.ContainsFunc(o.Responses, successful) {
		successful = func(r spec.Response) bool { return r.Status == "default" }
	}
	return slices.DeleteFunc(slices.Clone(o.Responses), func(r spec.Response) bool { return !successful(r) || r.Body == nil || len(r.Body.Content) == 0 })
}

// collection returns the one array in _embedded if s is a collection of HAL, else nil.
func (b *apiBuilder) collection(s *spec.Schema) *spec.Property {
	members := b.embedded(s)
	if len(members) != 1 || members[0].Schema.Resolved().Type != "array" {
		return nil
	}
	return &members[0].Property
}

// embedded returns what is in _embedded if s is a page of HAL, else nil. Many
// operations can answer with one schema.
func (b *apiBuilder) embedded(s *spec.Schema) []Member {
	s = s.Resolved()
	if members, known := b.pages[s]; known {
		return members
	}
	var members []Member
	if embedded := PropertyOf(s, "_embedded"); embedded != nil && PropertyOf(s, "_links") != nil {
		members = Flatten(embedded.Schema)
	}
	b.pages[s] = members
	return members
}

package propagation

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/param"
)

// text returns a parameter of a path as a string.
func text(value any) string { return strings.Join(param.Texts(value), ",") }

// queryParam adds a query parameter in form style. A zero value is left out,
// unless the parameter is required.
func (r *request) queryParam(name string, value any, required, explode bool) *request {
	values := param.Texts(value)
	switch {
	case len(values) == 0 && !required:
		return r
	case len(values) == 0:
		values = []string{""}
	case len(values) > 1 && !explode:
		r.extra = append(r.extra, param.Query("form", name, false, values))
		return r
	}
	if r.query == nil {
		r.query = make(url.Values)
	}
	for _, v := range values {
		r.query.Add(name, v)
	}
	return r
}

// headerParam adds a header parameter in simple style. A zero value is left out.
func (r *request) headerParam(name string, value any) *request {
	return r.addHeader(name, param.Header(param.Texts(value)))
}

// addHeader adds a header, unless line is empty.
func (r *request) addHeader(name, line string) *request {
	if !param.HeaderOK(line) {
		r.fail(fmt.Errorf("header %s must not hold a line break or another control character", name))
	}
	if line == "" {
		return r
	}
	if r.header == nil {
		r.header = make(http.Header)
	}
	if before := r.header.Get(name); name == "Cookie" && before != "" {
		line = before + "; " + line
	}
	r.header.Set(name, line)
	return r
}

// param adds a query parameter or a cookie in another style. A zero value is left out.
func (r *request) param(in, style, name string, explode bool, value any) *request {
	values := param.Texts(value)
	if in == "cookie" {
		return r.addHeader("Cookie", param.Cookie(name, values))
	}
	if len(values) > 0 {
		r.extra = append(r.extra, param.Query(style, name, explode, values))
	}
	return r
}

// pathParam returns a parameter of a path in another style, escaped, or "" for a zero value.
func pathParam(style, name string, explode bool, value any) string {
	return param.Path(style, name, explode, param.Texts(value))
}

// pathObject returns a parameter of a path that is an object, or any value in the style
// "json", escaped. It returns "", which is refused as a segment, for one that cannot be sent.
func (c *Client) pathObject(style, name string, explode bool, write func(*codec)) string {
	e := encoder{reveal: true, masks: c.masks}
	if write(&codec{e: &e}); e.err != nil {
		return ""
	}
	segment, err := param.Object("path", style, name, explode, e.buf)
	if err != nil {
		return ""
	}
	return segment
}

// objectParam adds a parameter that is an object, or any value in the style "json".
// write writes it as JSON.
func (r *request) objectParam(in, style, name string, explode bool, write func(*codec)) *request {
	e := encoder{reveal: true, masks: r.client.masks}
	if write(&codec{e: &e}); e.err != nil {
		r.fail(e.err)
		return r
	}
	line, err := param.Object(in, style, name, explode, e.buf)
	switch {
	case err != nil:
		r.fail(fmt.Errorf("the parameter %s: %w", name, err))
	case in == "header":
		r.addHeader(name, line)
	case in == "cookie":
		r.addHeader("Cookie", line)
	case line != "":
		r.extra = append(r.extra, line)
	}
	return r
}

// sendForm sets the body to a form of the object that write writes.
func (r *request) sendForm(mediaType string, write func(*codec)) *request {
	r.send(mediaType, write)
	members, err := param.Members(r.body.buf)
	if err != nil && r.err == nil {
		r.fail(fmt.Errorf("the form: %w", err))
	}
	r.body.buf = append(r.body.buf[:0], param.Form(members)...)
	return r
}

// sendRaw sets the body to what content has, which is read at once, so that it
// can be sent again.
func (r *request) sendRaw(mediaType string, content io.Reader) *request {
	if content == nil {
		return r
	}
	data, err := param.ReadAll(content, r.client.maxBody)
	return r.sendData(mediaType, data, err)
}

// sendData sets the body to data, or fails.
func (r *request) sendData(mediaType string, data []byte, err error) *request {
	if errors.Is(err, param.ErrTooLarge) {
		err = fmt.Errorf("%w: the request has more than %d bytes", ErrTooLarge, r.client.maxBody)
	}
	if err != nil {
		r.fail(err)
	}
	r.body, r.mediaType = encoder{buf: data}, mediaType
	return r
}

// A FormPart is a part of a body that is multipart/form-data: its Name, its FileName if
// it is a file, its MediaType, which may be empty, and its Content, an io.Reader.
type FormPart = param.Part

// sendParts sets the body to parts.
func (r *request) sendParts(parts []FormPart) *request {
	data, mediaType, err := param.Multipart(parts, r.client.maxBody)
	return r.sendData(mediaType, data, err)
}

// content sends r and returns the body of the answer as it came.
func content(ctx context.Context, r *request, mediaType string, options ...CallOption) ([]byte, error) {
	r.accept = mediaType
	return r.with(options).do(ctx)
}

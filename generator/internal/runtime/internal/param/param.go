// Package param writes parameters and forms of requests in the styles of OpenAPI.
// Characters that separate values are escaped inside of values, and are not
// between them.
package param

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// Texts returns a parameter as texts: none for a zero value, but "0" and "false"
// for a number or boolean that is there.
func Texts(value any) []string {
	switch v := value.(type) {
	case string:
		if v != "" {
			return []string{v}
		}
	case []string:
		return v
	case time.Time:
		if !v.IsZero() {
			return []string{v.Format(time.RFC3339Nano)}
		}
	default:
		return texts(reflect.ValueOf(value))
	}
	return nil
}

// texts returns Texts of a value of another type.
func texts(v reflect.Value) []string {
	switch v.Kind() {
	case reflect.String:
		return Texts(v.String())
	case reflect.Bool:
		return []string{strconv.FormatBool(v.Bool())}
	case reflect.Int64:
		return []string{strconv.FormatInt(v.Int(), 10)}
	case reflect.Float64:
		return []string{strconv.FormatFloat(v.Float(), 'g', -1, 64)}
	case reflect.Pointer:
		if !v.IsNil() {
			return Texts(v.Elem().Interface())
		}
	case reflect.Slice:
		list := make([]string, 0, v.Len())
		for i := range v.Len() {
			list = append(list, strings.Join(Texts(v.Index(i).Interface()), ","))
		}
		return list
	}
	return nil
}

// A Member is a member of an object. A list has several texts.
type Member struct {
	Name  string
	Texts []string
}

// Members returns the members of an object that is JSON, in order, those that are
// null left out. An object or list in a list or in another object is its JSON.
func Members(object []byte) ([]Member, error) {
	d := json.NewDecoder(bytes.NewReader(object))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("it must be an object")
	}
	var list []Member
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, errors.New("it must be JSON")
		}
		var raw json.RawMessage
		if d.Decode(&raw) != nil {
			return nil, errors.New("it must be JSON")
		}
		var items []json.RawMessage
		if json.Unmarshal(raw, &items) != nil {
			items = []json.RawMessage{raw}
		}
		m := Member{Name: name.(string)}
		for _, item := range items {
			if string(item) != "null" {
				m.Texts = append(m.Texts, plain(item))
			}
		}
		if len(m.Texts) > 0 {
			list = append(list, m)
		}
	}
	return list, nil
}

// plain returns a JSON value as a text: that of a string, or else the JSON.
func plain(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}

// separators stand between the values of a list, by the style of a parameter.
var separators = map[string]string{"form": ",", "spaceDelimited": "%20", "pipeDelimited": "|", "deepObject": ","}

// Query returns a parameter of a query, escaped: a=1&a=2 or a=1,2 for a list.
func Query(style, name string, explode bool, values []string) string {
	name = url.QueryEscape(name)
	if explode {
		return name + "=" + strings.Join(each(values, url.QueryEscape), "&"+name+"=")
	}
	return name + "=" + strings.Join(each(values, url.QueryEscape), separators[style])
}

// QueryObject returns a parameter of a query that is an object, escaped: a[b]=1 in
// the style deepObject, b=1 if it is to be exploded, and else a=b,1.
func QueryObject(style, name string, explode bool, members []Member) string {
	var parts, flat []string
	for _, m := range members {
		switch {
		case style == "deepObject":
			parts = append(parts, Query(style, name+"["+m.Name+"]", true, m.Texts))
		case explode:
			parts = append(parts, Query(style, m.Name, true, m.Texts))
		default:
			flat = append(flat, url.QueryEscape(m.Name), strings.Join(each(m.Texts, url.QueryEscape), "%2C"))
		}
	}
	if len(flat) > 0 {
		return url.QueryEscape(name) + "=" + strings.Join(flat, separators[style])
	}
	return strings.Join(parts, "&")
}

// Path returns a parameter of a path, escaped: 1,2 for a list in the style simple,
// .1,2 in the style label, and ;a=1,2 in the style matrix; "" if there are no values.
func Path(style, name string, explode bool, values []string) string {
	if len(values) == 0 {
		return ""
	}
	escaped := each(values, url.PathEscape)
	name = url.PathEscape(name)
	switch {
	case style == "label" && explode:
		return "." + strings.Join(each(escaped, strings.NewReplacer(".", "%2E").Replace), ".")
	case style == "label":
		return "." + strings.Join(escaped, ",")
	case style == "matrix" && explode:
		return ";" + name + "=" + strings.Join(escaped, ";"+name+"=")
	case style == "matrix":
		return ";" + name + "=" + strings.Join(escaped, ",")
	}
	return strings.Join(escaped, ",")
}

// PathObject returns a parameter of a path that is an object, escaped: a,1,b,2 in the
// style simple, or a=1,b=2 if it is to be exploded, in the style label behind a dot, and
// in the style matrix as ;name=a,1,b,2 or ;a=1;b=2. It returns "" if there are no members.
func PathObject(style, name string, explode bool, members []Member) string {
	before, between := "", ","
	switch {
	case style == "label" && explode:
		before, between = ".", "."
	case style == "label":
		before = "."
	case style == "matrix" && explode:
		before, between = ";", ";"
	case style == "matrix":
		before = ";" + url.PathEscape(name) + "="
	}
	var parts []string
	for _, m := range members {
		text := strings.Join(each(m.Texts, pathText), "%2C")
		if explode {
			parts = append(parts, pathText(m.Name)+"="+text)
		} else {
			parts = append(parts, pathText(m.Name), text)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return before + strings.Join(parts, between)
}

// pathText escapes text for a part of a segment, what separates such parts too.
func pathText(text string) string {
	return strings.NewReplacer(".", "%2E", "=", "%3D", ";", "%3B", ",", "%2C").Replace(url.PathEscape(text))
}

// Header returns a list as the text of a header. A comma in one of several values
// is escaped.
func Header(values []string) string {
	if len(values) < 2 {
		return strings.Join(values, "")
	}
	return strings.Join(each(values, strings.NewReplacer(",", "%2C").Replace), ",")
}

// HeaderObject returns an object as the text of a header: a=1,b=2 or a,1,b,2.
func HeaderObject(explode bool, members []Member) string {
	var parts []string
	for _, m := range members {
		if explode {
			parts = append(parts, m.Name+"="+Header(m.Texts))
		} else {
			parts = append(parts, m.Name, Header(m.Texts))
		}
	}
	return strings.Join(parts, ",")
}

// Cookie returns a cookie, with what no cookie can hold escaped, or "" if there are no values.
func Cookie(name string, values []string) string {
	if len(values) == 0 {
		return ""
	}
	return name + "=" + strings.Join(each(values, octets), ",")
}

// octets returns text with what the value of a cookie cannot hold as %XX.
func octets(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`",;\%`, c) >= 0 {
			b.WriteString("%" + strings.ToUpper(strconv.FormatInt(0x100+int64(c), 16)[1:]))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Form returns an object as application/x-www-form-urlencoded.
func Form(members []Member) string { return QueryObject("form", "", true, members) }

func each(values []string, change func(string) string) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = change(v)
	}
	return list
}

// Object returns a parameter that is an object in JSON, or any JSON in the style
// "json": as the text of a header, the value of a cookie, a part of a query, or of a path. It
// returns "" for a value that is not there.
func Object(in, style, name string, explode bool, data []byte) (string, error) {
	text := string(data)
	if in == "path" && style == "json" {
		return url.PathEscape(text), nil
	}
	if text == "null" || text == `""` {
		return "", nil
	}
	if style != "json" {
		members, err := Members(data)
		switch {
		case err != nil:
			return "", err
		case in == "query":
			return QueryObject(style, name, explode, members), nil
		case in == "path":
			return PathObject(style, name, explode, members), nil
		}
		text = HeaderObject(explode, members)
	}
	switch in {
	case "cookie":
		return Cookie(name, []string{text}), nil
	case "query":
		return Query("form", name, true, []string{text}), nil
	}
	return text, nil
}

// PathOK reports whether path can stand behind the root of an API.
func PathOK(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.ContainsAny(path, "?#\\ ")
}

// SegmentOK reports whether text names something as a segment of a path.
func SegmentOK(text string) bool { return text != "" && text != "." && text != ".." }

// HeaderOK reports whether a header can hold text.
func HeaderOK(text string) bool {
	return !strings.ContainsFunc(text, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7f })
}

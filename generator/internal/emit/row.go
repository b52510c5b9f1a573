package emit

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// A row is a composite literal that stands on one line of a list, such as
// {Key: "SCIM_URL", Required: true}. Its methods leave out zero values.
//
// Tables are most of what is generated, and gofmt would spend half of its time
// on measuring their rows. A row is therefore written as it will stand, and
// goes through jennifer and gofmt as one string, which unpackRows opens.
type row struct{ b strings.Builder }

func (r *row) add(name, value string) {
	if r.b.Len() > 0 {
		r.b.WriteString(", ")
	}
	r.b.WriteString(name + ": " + value)
}

func (r *row) str(name, value string) {
	if value != "" {
		r.add(name, show.GoString(value))
	}
}

func (r *row) strs(name string, values []string) {
	literals := make([]string, len(values))
	for i, v := range values {
		literals[i] = show.GoString(v)
	}
	r.add(name, "[]string{"+strings.Join(literals, ", ")+"}")
}

func (r *row) flag(name string, value bool) {
	if value {
		r.add(name, "true")
	}
}

func (r *row) number(name string, value int64) {
	if value != 0 {
		r.add(name, strconv.FormatInt(value, 10))
	}
}

func (r *row) bound(name string, value *int64) {
	if value != nil {
		r.number(name, *value)
	}
}

// packed starts the string that stands for a row. No other string starts a line with it.
const packed = `"\x00row `

// code returns the string that stands for the row.
func (r *row) code() jen.Code {
	return jen.Op(packed + strings.TrimPrefix(strconv.Quote("{"+r.b.String()+"}"), `"`))
}

// unpackRows puts the rows in the place of the strings that stand for them.
func unpackRows(source []byte) []byte {
	if !bytes.Contains(source, []byte(packed)) {
		return source
	}
	lines := bytes.Split(source, []byte("\n"))
	for i, line := range lines {
		indent, rest, found := bytes.Cut(line, []byte(packed))
		if !found || len(bytes.TrimLeft(indent, "\t")) > 0 {
			continue
		}
		if text, err := strconv.Unquote(`"` + strings.TrimSuffix(string(rest), ",")); err == nil {
			lines[i] = append(indent, text+","...)
		}
	}
	return bytes.Join(lines, []byte("\n"))
}

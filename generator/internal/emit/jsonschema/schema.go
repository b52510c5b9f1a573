package jsonschema

import (
	"bytes"
	"encoding/json"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// A schema is a JSON Schema, with the keywords that this package prints.
type schema struct {
	Schema      string `json:"$schema,omitempty"`
	Comment     string `json:"$comment,omitempty"`
	Ref         string `json:"$ref,omitempty"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	Deprecated  bool   `json:"deprecated,omitempty"`
	WriteOnly   bool   `json:"writeOnly,omitempty"`
	ReadOnly    bool   `json:"readOnly,omitempty"`

	Type      any      `json:"type,omitempty"` // a string or a []string
	Const     string   `json:"const,omitempty"`
	Enum      []any    `json:"enum,omitempty"`
	Examples  []string `json:"examples,omitempty"`
	Default   any      `json:"default,omitempty"`
	Format    string   `json:"format,omitempty"`
	MinLength int      `json:"minLength,omitempty"`
	Pattern   string   `json:"pattern,omitempty"`

	Properties  map[string]*schema `json:"properties,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Additional  *schema            `json:"additionalProperties,omitempty"`
	Unevaluated *bool              `json:"unevaluatedProperties,omitempty"`
	Items       *schema            `json:"items,omitempty"`

	If    *schema   `json:"if,omitempty"`
	Then  *schema   `json:"then,omitempty"`
	Not   *schema   `json:"not,omitempty"`
	AllOf []*schema `json:"allOf,omitempty"`
	AnyOf []*schema `json:"anyOf,omitempty"`

	Defs map[string]*schema `json:"$defs,omitempty"`
}

// text returns s as indented JSON in which a reader sees every character. The
// error is a fault of this package.
func (s *schema) text() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		return nil, err
	}
	return show.JSON(b.Bytes()), nil
}

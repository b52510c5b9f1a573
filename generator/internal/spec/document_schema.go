package spec

import (
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// schema reads a schema, or a reference to one.
func (d *documentReader) schema(n *node.Node) *Schema {
	s := &Schema{At: n.Place()}
	if ref := n.Get("$ref"); ref != nil {
		s.Ref = d.schemaReference(n, ref)
		d.references = append(d.references, reference{at: ref, name: s.Ref, set: func(to *Schema) { s.Target = to }})
		return s
	}
	if readObject(&d.reader, n, d.schemaFields, s) {
		d.checkSchema(n, s)
	}
	return s
}

// fieldsOfSchema returns how a schema is read.
func (d *documentReader) fieldsOfSchema() []field[Schema] {
	fields := fieldsOf([]field[Schema]{
		{name: "type", read: readType},
		{name: "enum", strict: true, read: func(r *reader, n *node.Node, s *Schema) { s.Enum = r.enumeration(n) }},
		{name: "x-extensible-enum", strict: true, read: func(r *reader, n *node.Node, s *Schema) { s.ExtensibleEnum = r.enumeration(n) }},
		{name: "default", read: readSchemaDefault},
		{name: "example", read: func(r *reader, n *node.Node, s *Schema) { s.Example, _ = plain(n) }},
		{name: "properties", strict: true, read: d.readProperties},
		{name: "additionalProperties", strict: true, read: d.readAdditional},
		{name: "items", strict: true, read: func(r *reader, n *node.Node, s *Schema) { s.Items = d.schema(n) }},
		d.schemasField("allOf", func(s *Schema) *[]*Schema { return &s.AllOf }),
		d.schemasField("oneOf", func(s *Schema) *[]*Schema { return &s.OneOf }),
		d.schemasField("anyOf", func(s *Schema) *[]*Schema { return &s.AnyOf }),
		{name: "discriminator", strict: true, read: d.readDiscriminator},
	}...)
	return slices.Concat(fields,
		alike[Schema](ignore, "writeOnly", "externalDocs", "xml"),
		alike[Schema](constraint, "nullable", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength",
			"pattern", "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties"),
		alike[Schema](unsupported, "not", "patternProperties", "propertyNames", "const", "if", "then", "else", "dependentSchemas", "dependentRequired",
			"prefixItems", "contains", "unevaluatedProperties", "unevaluatedItems", "$defs", "$dynamicRef"))
}

func readType(r *reader, n *node.Node, s *Schema) {
	if !r.want(n, node.Text) {
		return
	}
	if !slices.Contains([]string{"object", "string", "boolean", "integer", "number", "array"}, n.Text) {
		r.Report(ruleValueInvalid, n.Place(), "type must be one of object, string, boolean, integer, number and array")
		return
	}
	s.Type = n.Text
}

// enumeration reads the values of an enumeration, which are strings. It keeps the first of equal ones.
func (r *reader) enumeration(n *node.Node) []Text {
	list := r.distinct(r.texts(n))
	if n.Kind == node.Array && len(n.Items) == 0 {
		r.Report(ruleValueInvalid, n.Place(), "%s has no values; list one, or remove it", n.Name)
	}
	return list
}

func readSchemaDefault(r *reader, n *node.Node, s *Schema) {
	value, ok := plain(n)
	if !ok {
		r.Report(ruleUnsupported, n.Place(), "default must be a string, a boolean, or a number in decimal digits without leading zeros")
		return
	}
	s.Default = value
}

// plain returns the value of a string, a boolean or a number.
func plain(n *node.Node) (any, bool) {
	switch n.Kind {
	case node.Text:
		return n.Text, true
	case node.Boolean:
		return n.Text == "true", true
	case node.Number:
		if hasLeadingZero(n.Text) {
			return nil, false // some readers take it for octal
		}
		if whole, err := strconv.ParseInt(n.Text, 10, 64); err == nil {
			return whole, true
		}
		value, err := strconv.ParseFloat(n.Text, 64)
		return value, err == nil
	case node.Null, node.Object, node.Array:
	}
	return nil, false
}

func hasLeadingZero(digits string) bool {
	digits = strings.TrimLeft(digits, "+-")
	return len(digits) > 1 && digits[0] == '0' && isDigit(rune(digits[1]))
}

func (d *documentReader) readProperties(r *reader, n *node.Node, s *Schema) {
	if !r.want(n, node.Object) || !r.checkLength(n, maxAttributes) {
		return
	}
	s.Properties = make([]Property, 0, len(n.Members))
	for _, m := range n.Members {
		s.Properties = append(s.Properties, Property{Key: m.Name, KeyAt: m.Place(), Schema: d.schema(m.Value)})
	}
}

func (d *documentReader) readAdditional(_ *reader, n *node.Node, s *Schema) {
	switch {
	case n.Kind != node.Boolean:
		s.AdditionalProperties = d.schema(n)
	case n.Text == "false":
		d.note(n, "additionalProperties: false", ruleConstraint)
	}
}

// schemasField returns a field that is a list of schemas, not empty.
func (d *documentReader) schemasField(name string, to func(*Schema) *[]*Schema) field[Schema] {
	return field[Schema]{name: name, strict: true, read: func(r *reader, n *node.Node, s *Schema) {
		if !r.want(n, node.Array) || !r.checkLength(n, maxValues) {
			return
		}
		if len(n.Items) == 0 {
			r.Report(ruleValueInvalid, n.Place(), "%s has no schemas; list one, or remove it", name)
		}
		for _, item := range n.Items {
			*to(s) = append(*to(s), d.schema(item))
		}
	}}
}

func (d *documentReader) readDiscriminator(r *reader, n *node.Node, s *Schema) {
	s.Discriminator = &Discriminator{At: n.Place()}
	readObject(r, n, fieldsOf(field[Discriminator]{name: "mapping", strict: true, read: d.readMapping}), s.Discriminator)
}

func (d *documentReader) readMapping(r *reader, n *node.Node, x *Discriminator) {
	if !r.want(n, node.Object) || !r.checkLength(n, maxValues) {
		return
	}
	for _, m := range n.Members {
		if r.want(m.Value, node.Text) {
			mapping := Mapping{At: m.Place(), Value: m.Name, Ref: d.mappedName(m.Value)}
			x.Mapping = append(x.Mapping, mapping)
			d.references = append(d.references, reference{at: m.Value, name: mapping.Ref, set: func(*Schema) {}})
		}
	}
}

// checkSchema compares the members of s with each other.
func (d *documentReader) checkSchema(n *node.Node, s *Schema) {
	if s.Type == "array" && s.Items == nil {
		d.miss(n, "items", mandatory)
	}
	if s.Enum != nil && s.ExtensibleEnum != nil {
		d.Report(ruleContradiction, n.Get("x-extensible-enum").Place(), "enum closes the list of values and x-extensible-enum opens it; keep one")
	}
	if s.Discriminator != nil && s.OneOf == nil && s.AnyOf == nil && s.AllOf == nil && s.Properties == nil {
		d.Report(ruleContradiction, s.Discriminator.At, "a discriminator needs the oneOf that it tells apart")
	}
	if s.Default != nil && !s.allowsDefault() {
		d.Report(ruleContradiction, n.Get("default").Place(), "the default is not a value of the schema: its type or its enumeration is another")
	}
	if (s.Enum != nil || s.ExtensibleEnum != nil) && s.Type != "string" && s.Type != "" {
		d.Report(ruleContradiction, n.Place(), "an enumeration of strings must have the type string")
	}
}

// allowsDefault reports whether the default of s has its type, and is a value of its closed enumeration.
func (s *Schema) allowsDefault() bool {
	switch value := s.Default.(type) {
	case string:
		listed := s.Enum == nil || slices.ContainsFunc(s.Enum, func(t Text) bool { return t.Value == value })
		return listed && (s.Type == "string" || s.Type == "")
	case bool:
		return s.Type == "boolean" || s.Type == ""
	case int64:
		return s.Type == "integer" || s.Type == "number" || s.Type == ""
	default:
		return s.Type == "number" || s.Type == ""
	}
}

package spec

import (
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// schema reads a schema, or a reference to one. It reads each once.
func (d *documentReader) schema(n *node.Node) *Schema {
	if s, known := d.schemas[n]; known {
		return s
	}
	s := &Schema{At: n.Place()}
	d.schemas[n] = s
	d.list = append(d.list, s)
	ref := n.Get("$ref")
	switch {
	case ref != nil && d.patches && len(n.Members) > 1:
		whole := &Schema{At: ref.Place()}
		s.AllOf = []*Schema{whole}
		d.list = append(d.list, whole)
		d.refer(ref, whole.refer)
	case ref != nil:
		d.checkSiblings(n)
		d.refer(ref, s.refer)
		return s
	}
	if n.Kind == node.Boolean && d.patches {
		return s // anything, or nothing
	}
	if readObject(&d.reader, n, d.schemaFields, s) {
		d.readValues(n, s)
		d.checkSchema(n, s)
	}
	return s
}

// refer makes s a reference to a schema, or to none if it is nil.
func (s *Schema) refer(to *Schema) {
	if s.Target = to; to != nil {
		s.Ref = to.Name
	}
}

// fieldsOfSchema returns how a schema is read.
func (d *documentReader) fieldsOfSchema() []field[Schema] {
	fields := fieldsOf([]field[Schema]{
		{name: "type", read: readType},
		{name: "format", read: readFormat},
		{name: "x-extensible-enum", strict: true, read: func(r *reader, n *node.Node, s *Schema) { s.ExtensibleEnum = r.enumeration(n) }},
		{name: "default", read: readDefaultOf},
		{name: "example", read: func(r *reader, n *node.Node, s *Schema) { s.Example, _ = plain(n) }},
		{name: "properties", strict: true, read: d.readProperties},
		{name: "additionalProperties", strict: true, read: d.readAdditional},
		{name: "items", strict: true, read: d.readItems},
		d.schemasField("allOf", func(s *Schema) *[]*Schema { return &s.AllOf }),
		d.schemasField("oneOf", func(s *Schema) *[]*Schema { return &s.OneOf }),
		d.schemasField("anyOf", func(s *Schema) *[]*Schema { return &s.AnyOf }),
		{name: "discriminator", strict: true, read: d.readDiscriminator},
	}...)
	return slices.Concat(fields,
		alike[Schema](ignore, "externalDocs", "xml", "examples", "$ref", "$anchor", "$comment", "$defs"),
		alike[Schema](unused, "$schema", "$id", "$vocabulary"),
		[]field[Schema]{{name: "enum", strict: true, read: nothing}, {name: "const", read: nothing}},
		alike[Schema](constraint, "nullable", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength",
			"pattern", "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties", "writeOnly",
			"not", "patternProperties", "propertyNames", "if", "then", "else", "dependentSchemas", "dependentRequired", "prefixItems", "contains",
			"minContains", "maxContains", "unevaluatedProperties", "unevaluatedItems", "$dynamicRef", "$dynamicAnchor",
			"contentEncoding", "contentMediaType", "contentSchema"))
}

// readItems reads the schema of the items of a list. One for each is that of a
// tuple, which older drafts have.
func (d *documentReader) readItems(r *reader, n *node.Node, s *Schema) {
	if n.Kind == node.Array {
		r.note(n, "a schema for each item of a list", ruleConstraint)
		s.Type = "array"
		return
	}
	s.Items = d.schema(n)
}

// nothing reads a member that is read later, with others.
func nothing(*reader, *node.Node, *Schema) {}

// types are those of OpenAPI 3.0, which a value that is not null can have.
var types = []string{"object", "string", "boolean", "integer", "number", "array"}

// readType reads a type, or a list of types. Of several there is none, so that
// the schema takes any value; null is one only if there is no other, because a field
// can be missing.
func readType(r *reader, n *node.Node, s *Schema) {
	list := []Text{{At: n.Place(), Value: n.Text}}
	if n.Kind == node.Array {
		list = r.texts(n)
	} else if !r.want(n, node.Text) {
		return
	}
	isNull := func(t Text) bool { return t.Value == "null" }
	nulls := slices.ContainsFunc(list, isNull)
	if list = slices.DeleteFunc(list, isNull); len(list) == 0 && nulls {
		s.Type = "null"
	}
	if len(list) > 1 {
		r.note(n, "a list of types", ruleConstraint)
	}
	for _, t := range list {
		if !slices.Contains(types, t.Value) {
			r.Report(ruleValueInvalid, t.At, "type must be one of object, string, boolean, integer, number, array and null")
			return
		}
	}
	if len(list) == 1 {
		s.Type = list[0].Value
	}
}

// readFormat reads a format. Those that make no type of their own are noted.
func readFormat(r *reader, n *node.Node, s *Schema) {
	if !r.want(n, node.Text) {
		return
	}
	s.Format = n.Text
	if !slices.Contains([]string{"", "password", "date-time", "binary", "int64", "double"}, s.Format) {
		r.note(n, "the format "+node.Quote(s.Format), ruleLeftAside)
	}
}

// readValues reads the values of an enumeration, and what follows from what is
// there for the type, if the document has none.
func (d *documentReader) readValues(n *node.Node, s *Schema) {
	enum := n.Get("enum")
	if enum != nil && !d.want(enum, node.Array) {
		return
	}
	var values []*node.Node
	switch fixed := n.Get("const"); {
	case enum != nil:
		values = enum.Items
		if len(values) == 0 {
			d.Report(ruleValueInvalid, enum.Place(), "%s has no values; list one, or remove it", enum.Name)
		}
	case fixed != nil:
		enum, values = fixed, []*node.Node{fixed}
	}
	values = slices.DeleteFunc(slices.Clone(values), func(v *node.Node) bool { return v.Kind == node.Null })
	if s.Type == "" && enum != nil && len(values) == 0 {
		s.Type = "null"
	} else if s.Type == "" {
		s.Type = impliedType(n, s, values)
	}
	switch {
	case len(values) == 0 || !d.checkLength(enum, maxValues):
	case s.Type == "string":
		for _, v := range values {
			if d.want(v, node.Text) {
				s.Enum = append(s.Enum, Text{At: v.Place(), Value: v.Text, Set: true})
			}
		}
		s.Enum = d.distinct(s.Enum)
	default:
		d.note(enum, "an enumeration of other values than strings", ruleConstraint)
	}
}

// impliedType returns the type of a schema that does not say it, or "".
func impliedType(n *node.Node, s *Schema, values []*node.Node) string {
	all := func(k node.Kind) bool {
		return len(values) > 0 && !slices.ContainsFunc(values, func(v *node.Node) bool { return v.Kind != k })
	}
	switch {
	case all(node.Text):
		return "string"
	case all(node.Boolean):
		return "boolean"
	case all(node.Number) && !slices.ContainsFunc(values, func(v *node.Node) bool { return strings.Trim(v.Text, "-0123456789") != "" }):
		return "integer"
	case all(node.Number):
		return "number"
	case len(s.OneOf)+len(s.AnyOf)+len(s.AllOf) > 0:
		return ""
	case s.Items != nil:
		return "array"
	case s.AdditionalProperties != nil, n.Get("properties") != nil:
		return "object"
	}
	return ""
}

// enumeration reads the values of an enumeration, which are strings. It keeps the first of equal ones.
func (r *reader) enumeration(n *node.Node) []Text {
	list := r.distinct(r.texts(n))
	if n.Kind == node.Array && len(n.Items) == 0 {
		r.Report(ruleValueInvalid, n.Place(), "%s has no values; list one, or remove it", n.Name)
	}
	return list
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
		if !r.want(m.Value, node.Text) {
			continue
		}
		i := len(x.Mapping)
		x.Mapping = append(x.Mapping, Mapping{At: m.Place(), Value: m.Name})
		d.references = append(d.references, reference{m.Value, d.mapped(m.Value), func(to *Schema) {
			if to != nil {
				x.Mapping[i].Ref = to.Name
			}
		}})
	}
}

// mapped returns what the value in the mapping of a discriminator stands for: a
// reference, or the name of a schema.
func (d *documentReader) mapped(n *node.Node) *node.Node {
	if !strings.ContainsAny(n.Text, "#/:") && !strings.HasSuffix(n.Text, ".yaml") && !strings.HasSuffix(n.Text, ".json") {
		if components := d.root.Get("components"); components != nil && components.Get("schemas") != nil {
			if s := components.Get("schemas").Get(n.Text); s != nil {
				return s
			}
		}
		d.Report(ruleReferenceBroken, n.Place(), "the mapping names %s, which is not in components.schemas", node.Quote(n.Text))
		return nil
	}
	return d.locate(n, "schemas")
}

// readDefaultOf reads the default of a schema. One number is octal to some readers
// of YAML and decimal to others: it is not used.
func readDefaultOf(r *reader, n *node.Node, s *Schema) {
	if n.Kind == node.Number && hasLeadingZero(n.Text) {
		r.Report(ruleDefault, n.Place(), "the default has leading zeros, which make a number octal to some readers; it is not used")
		return
	}
	s.Default, _ = plain(n)
}

// checkSchema compares the members of s with each other.
func (d *documentReader) checkSchema(n *node.Node, s *Schema) {
	if s.Enum != nil && s.ExtensibleEnum != nil {
		d.Report(ruleContradiction, n.Get("x-extensible-enum").Place(), "enum closes the list of values and x-extensible-enum opens it; keep one")
	}
	if s.Discriminator != nil && s.OneOf == nil && s.AnyOf == nil && s.AllOf == nil && s.Properties == nil {
		d.note(n.Get("discriminator"), "a discriminator without the oneOf that it tells apart", ruleUnused)
	}
	if s.Default != nil && !s.allowsDefault() {
		d.Report(ruleDefault, n.Get("default").Place(), "the default is not a value of the schema, whose type or enumeration is another; it is not used")
		s.Default = nil
	}
	if s.ExtensibleEnum != nil && s.Type != "string" && s.Type != "" {
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

// Package schema returns the schemas of a provider as "terraform providers schema
// -json" prints them, from the provider itself, so that no Terraform is needed. It
// is for tests only.
package schema

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// A block is what the JSON has of a block.
type block struct {
	Attributes  map[string]*attribute `json:"attributes,omitempty"`
	Blocks      map[string]*nested    `json:"block_types,omitempty"`
	Description string                `json:"description,omitempty"`
	Kind        string                `json:"description_kind,omitempty"`
	Deprecated  bool                  `json:"deprecated,omitempty"`
}

// A nested is a block in a block.
type nested struct {
	Mode  string `json:"nesting_mode"`
	Block *block `json:"block"`
}

// An attribute is an attribute of a block, or of a nested attribute.
type attribute struct {
	Type        json.RawMessage `json:"type,omitempty"`
	Nested      *object         `json:"nested_type,omitempty"`
	Description string          `json:"description,omitempty"`
	Kind        string          `json:"description_kind,omitempty"`
	Deprecated  bool            `json:"deprecated,omitempty"`
	Required    bool            `json:"required,omitempty"`
	Optional    bool            `json:"optional,omitempty"`
	Computed    bool            `json:"computed,omitempty"`
	Sensitive   bool            `json:"sensitive,omitempty"`
	WriteOnly   bool            `json:"write_only,omitempty"`
}

// An object is the type of a nested attribute.
type object struct {
	Attributes map[string]*attribute `json:"attributes"`
	Mode       string                `json:"nesting_mode"`
}

// A schema is a schema with its version.
type schema struct {
	Version int64  `json:"version"`
	Block   *block `json:"block"`
}

// An identity is the schema of what identifies a resource.
type identity struct {
	Version    int64                         `json:"version"`
	Attributes map[string]*identityAttribute `json:"attributes"`
}

type identityAttribute struct {
	Type        json.RawMessage `json:"type"`
	Description string          `json:"description,omitempty"`
	Required    bool            `json:"required_for_import,omitempty"`
}

// A provider is what the JSON has of a provider.
type provider struct {
	Provider    *schema              `json:"provider"`
	Resources   map[string]*schema   `json:"resource_schemas"`
	DataSources map[string]*schema   `json:"data_source_schemas"`
	Identities  map[string]*identity `json:"resource_identity_schemas,omitempty"`
}

// JSON returns the schemas of the provider that a server has, under its name.
func JSON(ctx context.Context, name string, server tfprotov6.ProviderServer) ([]byte, error) {
	all, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, err
	}
	known, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return nil, err
	}
	for _, d := range append(all.Diagnostics, known.Diagnostics...) {
		return nil, errors.New(d.Summary + ": " + d.Detail)
	}
	p := provider{schemaOf(all.Provider), each(all.ResourceSchemas, schemaOf), each(all.DataSourceSchemas, schemaOf), each(known.IdentitySchemas, identityOf)}
	return json.MarshalIndent(map[string]any{"format_version": "1.0", "provider_schemas": map[string]provider{name: p}}, "", "  ")
}

// each returns a map with what of returns for every element.
func each[A, B any](m map[string]A, of func(A) B) map[string]B {
	result := make(map[string]B, len(m))
	for key, value := range m {
		result[key] = of(value)
	}
	return result
}

func schemaOf(s *tfprotov6.Schema) *schema { return &schema{s.Version, blockOf(s.Block)} }

func identityOf(s *tfprotov6.ResourceIdentitySchema) *identity {
	i := &identity{s.Version, make(map[string]*identityAttribute)}
	for _, a := range s.IdentityAttributes {
		i.Attributes[a.Name] = &identityAttribute{typeOf(a.Type), a.Description, a.RequiredForImport}
	}
	return i
}

func blockOf(b *tfprotov6.SchemaBlock) *block {
	result := &block{attributesOf(b.Attributes), make(map[string]*nested), b.Description, kindOf(b.DescriptionKind), b.Deprecated}
	for _, n := range b.BlockTypes {
		result.Blocks[n.TypeName] = &nested{modes[n.Nesting.String()], blockOf(n.Block)}
	}
	return result
}

func attributesOf(list []*tfprotov6.SchemaAttribute) map[string]*attribute {
	result := make(map[string]*attribute)
	for _, a := range list {
		x := &attribute{
			Description: a.Description, Kind: kindOf(a.DescriptionKind), Deprecated: a.Deprecated,
			Required: a.Required, Optional: a.Optional, Computed: a.Computed, Sensitive: a.Sensitive, WriteOnly: a.WriteOnly,
		}
		if a.NestedType != nil {
			x.Nested = &object{attributesOf(a.NestedType.Attributes), modes[a.NestedType.Nesting.String()]}
		} else {
			x.Type = typeOf(a.Type)
		}
		result[a.Name] = x
	}
	return result
}

// modes are the words for how something is nested.
var modes = map[string]string{"SINGLE": "single", "LIST": "list", "SET": "set", "MAP": "map"}

// kindOf returns the word for the kind of a description.
func kindOf(k tfprotov6.StringKind) string {
	if k == tfprotov6.StringKindMarkdown {
		return "markdown"
	}
	return "plain"
}

// typeOf returns a type as JSON has it.
func typeOf(t json.Marshaler) json.RawMessage {
	data, err := t.MarshalJSON()
	if err != nil {
		return nil
	}
	return data
}

package terraform

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/connectorgen/connectorgen/generated/connector"
)

// A kind is all that depends on the connector of a store.
type kind struct {
	storeType string
	name      string   // of the resource type, after propagation_store_
	was       []string // names before name
	version   int64    // of the schema: states of versions before are upgraded
	about     string
	metadata  func() connector.Metadata

	attributes []attribute // in the block configuration
	selector   string      // key that names the profile, or ""
	optional   bool        // there may be no profile
	profiles   []profile
}

// A profile is a method of authentication: a block in the block configuration.
type profile struct {
	method     string   // value of the selector
	name       string   // of the block
	was        []string // names before name
	about      string
	deprecated string // what users are told, or ""
	attributes []attribute
}

// An attribute is an attribute of a configuration.
type attribute struct {
	key, name  string
	was        []string // names before name
	moved      []string // names in the block around the profiles, of what is in a profile now, or the other way round
	about      string
	deprecated string // what users are told, or ""
	boolean    bool   // else it is a string
	required   bool
	secret     bool
	values     []string // that are known; nil if any will do
	open       bool     // others than values are accepted
}

// block returns the schema of the block configuration.
//
// It is a block with blocks inside, since nobody notices what is misspelt in a
// nested attribute. A profile is a list, since the required attributes of a single
// block are demanded even where there is no such block.
func (k *kind) block() schema.Block {
	blocks := make(map[string]schema.Block)
	for _, p := range k.profiles {
		blocks[p.name] = schema.ListNestedBlock{
			MarkdownDescription: described(p.about, p.deprecated),
			DeprecationMessage:  p.deprecated,
			NestedObject:        schema.NestedBlockObject{Attributes: schemas(p.attributes)},
		}
	}
	about := "What the connector takes."
	if len(k.attributes) == 0 && len(k.profiles) == 0 {
		about = "The connector takes nothing."
	}
	return schema.SingleNestedBlock{
		MarkdownDescription: about,
		Attributes:          schemas(k.attributes),
		Blocks:              blocks,
		Validators:          []validator.Object{configurationBlock{k}},
	}
}

// schemas returns the schemas of attributes by name.
func schemas(list []attribute) map[string]schema.Attribute {
	m := make(map[string]schema.Attribute)
	for _, a := range list {
		m[a.name] = a.schema()
	}
	return m
}

// described returns a description, with what users are told of what is deprecated,
// which pages do not show otherwise.
func described(about, deprecated string) string {
	if deprecated == "" {
		return about
	}
	return strings.TrimSpace(about + " Deprecated: " + deprecated)
}

// schema returns the schema of a.
func (a attribute) schema() schema.Attribute {
	about := described(a.about, a.deprecated)
	if a.boolean {
		return schema.BoolAttribute{Required: a.required, Optional: !a.required, MarkdownDescription: about, DeprecationMessage: a.deprecated}
	}
	return schema.StringAttribute{
		Required: a.required, Optional: !a.required,
		WriteOnly: a.secret, Sensitive: a.secret,
		MarkdownDescription: about, DeprecationMessage: a.deprecated,
		Validators: []validator.String{known{a.values, a.open}},
	}
}

// demands reports whether a store must have a block configuration.
func (k *kind) demands() bool {
	return len(k.profiles) > 0 && !k.optional || slices.ContainsFunc(k.attributes, func(a attribute) bool { return a.required })
}

// all returns the attributes of a configuration with a profile, which may be nil.
func (k *kind) all(p *profile) []attribute {
	if p == nil {
		return k.attributes
	}
	return slices.Concat(k.attributes, p.attributes)
}

// secrets returns the keys of the secrets of a configuration with a profile.
func (k *kind) secrets(p *profile) []string {
	var keys []string
	for _, a := range k.all(p) {
		if a.secret {
			keys = append(keys, a.key)
		}
	}
	return keys
}

// profile returns the first profile that is, or nil.
func (k *kind) profile(is func(profile) bool) *profile {
	if i := slices.IndexFunc(k.profiles, is); i >= 0 {
		return &k.profiles[i]
	}
	return nil
}

// terms returns the names of attributes by key, and of the blocks by method.
func (k *kind) terms() map[string]string {
	terms := make(map[string]string)
	for _, p := range k.profiles {
		maps.Copy(terms, names(p.attributes))
	}
	maps.Copy(terms, names(k.attributes))
	return terms
}

func names(list []attribute) map[string]string {
	m := make(map[string]string)
	for _, a := range list {
		m[a.key] = a.name
	}
	return m
}

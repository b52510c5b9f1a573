package connector_test

import (
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// The types here read the inputs anew, without the loader and the model: what
// those would lose, these still have.

// flags says for each key whether the attribute has a flag.
type flags map[string]bool

// stated is what the inputs say of a connector.
type stated struct {
	sensitive flags
	required  map[string]flags // by profile; "" if there is one profile
}

// read returns what the inputs in fsys say of every connector.
func read(t testing.TB, fsys fs.FS) map[string]*stated {
	t.Helper()
	said, seen := readDocument(t, fsys), readCaptures(t, fsys)
	all := make(map[string]*stated)
	for _, side := range []map[string][]statement{said, seen} { // a capture comes last, and wins
		for key, list := range side {
			if all[key] == nil {
				all[key] = &stated{make(flags), make(map[string]flags)}
			}
			for _, s := range list {
				all[key].add(s)
			}
		}
	}
	for _, c := range readCorrections(t, fsys) {
		all[c.Connector].correct(c)
	}
	return all
}

// A statement is what one input says of an attribute in one profile.
type statement struct {
	profile, key        string
	sensitive, required bool
}

func (x *stated) add(s statement) {
	if x.required[s.profile] == nil {
		x.required[s.profile] = make(flags)
	}
	x.required[s.profile][s.key] = s.required
	x.sensitive[s.key] = x.sensitive[s.key] || s.sensitive
}

// A correction is the part of an entry of corrections.yaml that is about flags.
type correction struct {
	Connector string
	Profile   string
	Attribute string
	Sensitive bool
	Required  *bool
}

func (x *stated) correct(c correction) {
	if c.Sensitive {
		x.sensitive[c.Attribute] = true
	}
	for profile, required := range x.required {
		if c.Required != nil && (c.Profile == "" || c.Profile == profile) {
			required[c.Attribute] = *c.Required
		}
	}
}

func readCorrections(t testing.TB, fsys fs.FS) []correction {
	t.Helper()
	var list []correction
	data, err := fs.ReadFile(fsys, "corrections.yaml")
	if err == nil {
		err = yaml.Unmarshal(data, &list)
	}
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func readCaptures(t testing.TB, fsys fs.FS) map[string][]statement {
	t.Helper()
	all := make(map[string][]statement)
	names, err := fs.Glob(fsys, "connectors/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		var capture struct {
			Information        struct{ Key string }
			ConnectionProfiles []struct {
				Name                 string
				ConnectionAttributes []struct {
					Key                 string
					Required, Sensitive bool
				}
			}
		}
		data, err := fs.ReadFile(fsys, name)
		if err == nil {
			err = json.Unmarshal(data, &capture)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, p := range capture.ConnectionProfiles {
			for _, a := range p.ConnectionAttributes {
				all[capture.Information.Key] = append(all[capture.Information.Key], statement{p.Name, a.Key, a.Sensitive, a.Required})
			}
		}
	}
	return all
}

// A schema is the part of a schema that describes a configuration.
type schema struct {
	Ref           string `yaml:"$ref"`
	Format        string
	Conflict      string `yaml:"x-conflict"`
	Required      []string
	Properties    map[string]*schema
	AllOf         []*schema `yaml:"allOf"`
	Discriminator struct{ Mapping map[string]string }
}

// schemas are the schemas of a document, by name.
type schemas map[string]*schema

func readDocument(t testing.TB, fsys fs.FS) map[string][]statement {
	t.Helper()
	var doc struct{ Components struct{ Schemas schemas } }
	data, err := fs.ReadFile(fsys, "openapi.yaml")
	if err == nil {
		err = yaml.Unmarshal(data, &doc)
	}
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string][]statement)
	named := doc.Components.Schemas
	for key, ref := range named["Store"].Discriminator.Mapping {
		properties, _ := named.flatten(named.at(ref))
		configuration := named.resolve(properties["configuration"])
		all[key] = []statement{}
		for profile, ref := range configuration.Discriminator.Mapping {
			all[key] = append(all[key], named.statements(profile, named.at(ref))...)
		}
		if len(configuration.Discriminator.Mapping) == 0 {
			all[key] = named.statements("", configuration)
		}
	}
	return all
}

func (named schemas) at(ref string) *schema { return named[path.Base(ref)] }

func (named schemas) resolve(s *schema) *schema {
	for s != nil && s.Ref != "" {
		s = named.at(s.Ref)
	}
	if s == nil {
		return new(schema)
	}
	return s
}

// flatten returns the properties of s and its parts, and which are required.
func (named schemas) flatten(s *schema) (map[string]*schema, []string) {
	s = named.resolve(s)
	properties, required := make(map[string]*schema), slices.Clone(s.Required)
	for _, part := range s.AllOf {
		p, r := named.flatten(part)
		for key, x := range p {
			properties[key] = x
		}
		required = append(required, r...)
	}
	for key, x := range s.Properties {
		properties[key] = x
	}
	return properties, required
}

// statements returns what the document says of the attributes of a profile.
// Where it contradicts itself, it does not require.
func (named schemas) statements(profile string, s *schema) []statement {
	var list []statement
	properties, required := named.flatten(s)
	for key, x := range properties {
		x = named.resolve(x)
		list = append(list, statement{profile, key, x.Format == "password", slices.Contains(required, key) && x.Conflict == ""})
	}
	return list
}

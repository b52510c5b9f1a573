package connector

// Metadata describes a connector: how to configure it, and what it can do. A field
// is zero if the input does not say anything about it.
type Metadata struct {
	StoreType   string // such as "Zoom"
	DisplayName string
	Description string
	Version     string
	ImageURL    string

	IdentityProvider              bool
	BaseURLRequired               bool
	ConnectionInformationRequired bool

	Source Source
	Digest string // of the canonical capture; empty if there is none, or at run time

	// Selector is the key of the attribute whose value is the name of the profile
	// in use, or "" if there is none.
	Selector string

	// AnyKind are the keys of attributes that were captured as of a kind that is not
	// known, such as integers: any value is accepted, and kept as it is. Profiles have
	// those of them that are documented.
	AnyKind []string

	// Profiles are the methods of authentication. A connector with only one has a
	// profile without a name, or none if it has no attributes.
	Profiles []Profile

	Capabilities    []Capability
	Enhancements    []string
	UserAttributes  []UserAttribute
	GroupAttributes []UserAttribute
}

// Source says which input states something about a connector.
type Source string

// The sources.
const (
	SourceDocumented Source = "documented" // the documentation
	SourceCaptured   Source = "captured"   // what the API answered
	SourceBoth       Source = "both"
)

// A Profile is one method of authentication, with all the attributes that it uses.
type Profile struct {
	Name             string
	Description      string
	Deprecated       bool
	Primary          bool
	SpecURL          string
	DocumentationURL string
	Attributes       []Attribute
}

// Kind says what the value of an attribute is.
type Kind string

// The kinds.
const (
	KindString      Kind = "string"
	KindBoolean     Kind = "boolean"
	KindEnumeration Kind = "enumeration" // a string of which values are known
)

// An Attribute is a member of a configuration.
type Attribute struct {
	Key            string // name of the member, such as "SCIM_URL"
	Label          string
	Description    string
	Required       bool
	Sensitive      bool
	Kind           Kind
	PossibleValues []string // of KindEnumeration
	Open           bool     // values other than PossibleValues are accepted
	ReadOnly       bool     // the server sets it; any other can be set, and changed later
	Deprecated     bool
	ReplacedBy     string // key of the attribute to use instead
	Default        string // in words, such as "true"
	Source         Source
}

// Facts are what the profiles of a connector say of one attribute.
type Facts struct {
	// Attribute is as the first profile has it that has one. It is Required if every
	// profile of the connector requires it.
	Attribute

	Profiles   []string // names of the profiles that have it
	RequiredIn []string // names of those that require it
}

// Facts returns what is known of each attribute, in the order of the profiles.
func (m Metadata) Facts() []Facts {
	var list []Facts
	index := make(map[string]int)
	for _, p := range m.Profiles {
		for _, a := range p.Attributes {
			i, known := index[a.Key]
			if !known {
				i = len(list)
				index[a.Key] = i
				list = append(list, Facts{Attribute: a})
			}
			f := &list[i]
			f.Profiles = append(f.Profiles, p.Name)
			if a.Required {
				f.RequiredIn = append(f.RequiredIn, p.Name)
			}
			f.Required = len(f.RequiredIn) == len(m.Profiles)
		}
	}
	return list
}

// FactsOf returns what is known of the attribute key, and whether there is one.
func (m Metadata) FactsOf(key string) (Facts, bool) {
	for _, f := range m.Facts() {
		if f.Key == key {
			return f, true
		}
	}
	return Facts{}, false
}

// A Capability is something that a connector can do.
type Capability struct {
	Type         string // such as "CREATE_USERS"
	MaxResources int64  // per request
}

// A UserAttribute is an attribute of the users, or the groups, that a connector provisions.
type UserAttribute struct {
	Key           string
	DisplayName   string
	Type          string // such as "STRING"
	AttributeType string

	DistinguishingAttribute bool
	Creatable               bool
	Updateable              bool
	DefaultedOnCreate       bool
	Nillable                bool
	Unique                  bool
	Sensitive               bool
	RequiredOnCreate        bool
	RequiredOnUpdate        bool
	Derived                 bool
	Ordered                 bool
	CaseSensitive           bool

	// Bounds; 0 if there is none. Lengths are in characters.
	MinNumberOfValues int64
	MaxNumberOfValues int64
	MinLength         int64
	MaxLength         int64

	ReferenceAttribute []string
	DefaultValue       any // as encoding/json decodes it, or nil
}

package propagation

import (
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A store is what the generator would declare for a small document: the tests
// of the fixed code need a type, and the fixed code has none.
type store struct {
	ID            string
	Type          kind
	Name          string
	Managed       *bool
	Total         *int64
	Share         *float64
	Active        bool // required
	Key           connector.Secret
	Image         *image
	CreatedAt     time.Time
	Groups        []image
	Names         []string
	Links         map[string]image
	Any           any
	Configuration connector.Configuration
	Extra         connector.Extra
}

type kind string

type image struct {
	Href  string
	Extra connector.Extra
}

func (v store) MarshalJSON() ([]byte, error)     { return marshal(&v) }
func (v *store) UnmarshalJSON(data []byte) error { return unmarshal(data, v) }
func (v image) MarshalJSON() ([]byte, error)     { return marshal(&v) }
func (v *image) UnmarshalJSON(data []byte) error { return unmarshal(data, v) }

func (v *store) members(c *codec) {
	w := c.object(&v.Extra, "")
	for w.next() {
		w.text("id", &v.ID)
		w.text("type", (*string)(&v.Type))
		w.text("name", &v.Name)
		if w.at("managed", v.Managed != nil) {
			codePointer(&v.Managed, c, codeBoolean)
		}
		if w.at("total", v.Total != nil) {
			codePointer(&v.Total, c, codeInteger)
		}
		if w.at("share", v.Share != nil) {
			codePointer(&v.Share, c, codeNumber)
		}
		if w.required("active", &v.Active) {
			codeBoolean(&v.Active, c)
		}
		if w.at("key", !v.Key.IsZero()) {
			codeSecret(&v.Key, c)
		}
		if w.at("image", v.Image != nil) {
			codePointer(&v.Image, c, (*image).members)
		}
		w.time("createdAt", &v.CreatedAt)
		if w.at("groups", v.Groups != nil) {
			codeArray(&v.Groups, c, (*image).members)
		}
		if w.at("names", v.Names != nil) {
			codeArray(&v.Names, c, codeText)
		}
		if w.at("_links", v.Links != nil) {
			codeMap(&v.Links, c, (*image).members)
		}
		if w.at("any", v.Any != nil) {
			codeAny(&v.Any, c)
		}
		w.configuration("type", string(v.Type), "configuration", v.Configuration)
	}
	w.configured(string(v.Type), "configuration", &v.Configuration)
}

func (v *image) members(c *codec) {
	for w := c.object(&v.Extra, ""); w.next(); {
		w.text("href", &v.Href)
	}
}

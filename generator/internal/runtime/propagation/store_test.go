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

func (v store) MarshalJSON() ([]byte, error)     { return marshal(v.encode) }
func (v *store) UnmarshalJSON(data []byte) error { return unmarshal(data, v.decode) }
func (v image) MarshalJSON() ([]byte, error)     { return marshal(v.encode) }
func (v *image) UnmarshalJSON(data []byte) error { return unmarshal(data, v.decode) }

func (v *store) encode(e *encoder) {
	start := e.open()
	e.text("id", v.ID)
	e.text("type", string(v.Type))
	e.text("name", v.Name)
	if v.Managed != nil {
		encodeBoolean(v.Managed, e.member("managed"))
	}
	if v.Total != nil {
		encodeInteger(v.Total, e.member("total"))
	}
	if v.Share != nil {
		encodeNumber(v.Share, e.member("share"))
	}
	encodeBoolean(&v.Active, e.member("active"))
	if !v.Key.IsZero() {
		encodeSecret(&v.Key, e.member("key"))
	}
	if v.Image != nil {
		v.Image.encode(e.member("image"))
	}
	e.time("createdAt", v.CreatedAt, v.Extra)
	if v.Groups != nil {
		encodeArray(&v.Groups, e.member("groups"), (*image).encode)
	}
	if v.Names != nil {
		encodeArray(&v.Names, e.member("names"), encodeText)
	}
	if v.Links != nil {
		encodeMap(&v.Links, e.member("_links"), (*image).encode)
	}
	if v.Any != nil {
		encodeAny(&v.Any, e.member("any"))
	}
	e.configuration("type", string(v.Type), "configuration", v.Configuration)
	e.close(start, v.Extra)
}

func (v *store) decode(d *decoder) {
	var configuration []byte
	for d.open('{', "an object"); d.next(&v.Extra); {
		switch string(d.name) {
		case "id":
			decodeText(&v.ID, d)
		case "type":
			decodeText(&v.Type, d)
		case "name":
			decodeText(&v.Name, d)
		case "managed":
			decodePointer(&v.Managed, d, decodeBoolean)
		case "total":
			decodePointer(&v.Total, d, decodeInteger)
		case "share":
			decodePointer(&v.Share, d, decodeNumber)
		case "active":
			decodeBoolean(&v.Active, d)
		case "key":
			decodeSecret(&v.Key, d)
		case "image":
			decodePointer(&v.Image, d, (*image).decode)
		case "createdAt":
			d.time(&v.CreatedAt, &v.Extra)
		case "groups":
			decodeArray(&v.Groups, d, (*image).decode)
		case "names":
			decodeArray(&v.Names, d, decodeText)
		case "_links":
			decodeMap(&v.Links, d, (*image).decode)
		case "any":
			decodeAny(&v.Any, d)
		case "configuration":
			configuration = d.skip()
		default:
			d.keep(&v.Extra)
		}
	}
	v.Configuration = d.configuration(string(v.Type), configuration)
}

func (v *image) encode(e *encoder) {
	start := e.open()
	e.text("href", v.Href)
	e.close(start, v.Extra)
}

func (v *image) decode(d *decoder) {
	for d.open('{', "an object"); d.next(&v.Extra); {
		switch string(d.name) {
		case "href":
			decodeText(&v.Href, d)
		default:
			d.keep(&v.Extra)
		}
	}
}

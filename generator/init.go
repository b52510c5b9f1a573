package generator

import (
	"io/fs"

	"github.com/connectorgen/connectorgen/generator/internal/lookup"
	"github.com/connectorgen/connectorgen/generator/internal/starter"
)

// InitOptions says which configuration to start from.
type InitOptions struct {
	Connector string // store type or package name, in any letter case
	Profile   string // on the wire or in Go; "" if the connector leaves no choice
	All       bool   // with what is optional and not deprecated
	Go        bool   // as a Go literal of the generated type, not as JSON
}

// Init returns the smallest configuration of a connector that is valid, with
// placeholders for a person to fill in.
//
// The text is "" if the findings hold an error. The error is a *[NotFoundError],
// or it is not about the inputs' content.
func Init(fsys fs.FS, name string, opts InitOptions) (string, Findings, error) {
	_, m, found, err := understand(fsys, name)
	if m == nil {
		return "", found, err
	}
	c, err := lookup.Connector(m, opts.Connector)
	if err != nil {
		return "", found, err
	}
	s, err := starter.New(c, opts.Profile, opts.All)
	if err != nil {
		return "", found, err
	}
	if opts.Go {
		text, err := s.Go()
		return text, found, err
	}
	data, err := s.JSON()
	return string(data), found, err
}

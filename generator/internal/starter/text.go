package starter

import (
	"github.com/connectorgen/connectorgen/generator/internal/lookup"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// Options says which configuration to start from.
type Options struct {
	Connector string // store type or package name, in any letter case
	Profile   string // on the wire or in Go; "" if the connector leaves no choice
	All       bool   // with what is optional and not deprecated
	Go        bool   // as a Go literal of the generated type, not as JSON
	YAML      bool   // as YAML with comments, unless Go
	HCL       bool   // as a resource of Terraform with comments, unless Go or YAML
}

// Text returns the configuration that opts ask for. The error is a
// *[lookup.NotFoundError] if m has no such connector or profile.
func Text(m *model.Model, opts Options) (string, error) {
	c, err := lookup.Connector(m, opts.Connector)
	if err != nil {
		return "", err
	}
	s, err := New(c, opts.Profile, opts.All)
	if err != nil {
		return "", err
	}
	switch {
	case opts.Go:
		return s.Go()
	case opts.YAML:
		return s.YAML(), nil
	case opts.HCL:
		return s.HCL(), nil
	}
	data, err := s.JSON()
	return string(data), err
}

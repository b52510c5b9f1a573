// Package facts prints what is known of connectors for people and for other
// programs: JSON Schemas and pages.
package facts

import (
	"fmt"
	"path"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/emit/jsonschema"
	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/emit/page"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/starter"
	"github.com/connectorgen/connectorgen/generator/internal/validate"
)

// Jobs returns the jobs for all files.
func Jobs(m *model.Model) []output.Job {
	return slices.Concat(schemas(m), storeSchemas(m), pages(m))
}

// schemas returns jobs for the JSON Schemas of the configurations.
func schemas(m *model.Model) []output.Job {
	return perMetadata(m, func(c *model.Connector, known connector.Metadata) ([]output.File, error) {
		strict, err := jsonschema.Configuration(known, jsonschema.Strict)
		if err != nil {
			return nil, err
		}
		lenient, err := jsonschema.Configuration(known, jsonschema.Lenient)
		return []output.File{
			{Path: path.Join("jsonschema", c.Package+".json"), Content: strict},
			{Path: path.Join("jsonschema", "lenient", c.Package+".json"), Content: lenient},
		}, err
	})
}

// storeSchemas returns the jobs for the JSON Schemas of a store of any type, if the
// document has stores. No package has such a name as theirs.
func storeSchemas(m *model.Model) []output.Job {
	store := m.Store()
	if store == nil {
		return nil
	}
	return []output.Job{func() ([]output.File, error) {
		var list []jsonschema.Connector
		for _, c := range m.Connectors {
			required := validate.Written(c, []byte("{}")) != nil
			list = append(list, jsonschema.Connector{StoreType: c.StoreType, File: c.Package + ".json", Required: required})
		}
		strict, err := jsonschema.Store(store, list, jsonschema.Strict)
		if err != nil {
			return nil, err
		}
		for i, c := range m.Connectors {
			list[i].Required = validate.Received(c, []byte("{}")) != nil
		}
		lenient, err := jsonschema.Store(store, list, jsonschema.Lenient)
		return []output.File{
			{Path: path.Join("jsonschema", "any_store.json"), Content: strict},
			{Path: path.Join("jsonschema", "lenient", "any_store.json"), Content: lenient},
		}, err
	}}
}

// pages returns jobs for the pages about connectors.
func pages(m *model.Model) []output.Job {
	return perMetadata(m, func(c *model.Connector, known connector.Metadata) ([]output.File, error) {
		examples, err := examplesOf(c)
		return []output.File{{Path: path.Join("docs", c.Package+".md"), Content: page.Connector(known, c.Package, examples)}}, err
	})
}

// perMetadata returns a job for each connector, which prints what is known of it.
func perMetadata(m *model.Model, print func(*model.Connector, connector.Metadata) ([]output.File, error)) []output.Job {
	var jobs []output.Job
	for _, c := range m.Connectors {
		jobs = append(jobs, func() ([]output.File, error) {
			known, err := validate.Metadata(c)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.StoreType, err)
			}
			return print(c, known)
		})
	}
	return jobs
}

// examplesOf returns the smallest configuration of each profile, or of c if there
// is no choice. There is none if nothing is required.
func examplesOf(c *model.Connector) ([]page.Example, error) {
	names := []string{""}
	if c.Selector != nil {
		names = nil
		for _, p := range c.Profiles {
			names = append(names, p.Title)
		}
	}
	var list []page.Example
	for _, name := range names {
		s, err := starter.New(c, name, false)
		if err != nil {
			return nil, err
		}
		object, err := s.JSON()
		if err != nil {
			return nil, err
		}
		if string(object) != "{}\n" {
			list = append(list, page.Example{Profile: name, JSON: object})
		}
	}
	return list, nil
}

package emit

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/runtime"
)

// storeExamples are the examples that use stores: where they are in package
// runtime and in the tree, and what they use of the client, in the words of
// offered. They use Zoom as well, see hasZoom.
var storeExamples = []struct {
	source, path string
	needs        []string
}{
	{"propagation/example_store_test.go", "propagation/example_store_test.go", []string{
		"CreateStore(Store) Store", "Store(string) Store", "ReplaceStore(string, Store) Store", "Stores() []Store",
		"Store.ID string", "Store.Name string", "Store.Configuration connector.Configuration",
	}},
	{"propagationtest/example_store_test.go", output.TestServerFolder + "/example_store_test.go", []string{
		"createStore", "CreateStore(Store) Store", "Store.Name string", "Store.Type StoreType", "StoreTypeDirectory",
	}},
	{"provisioning/example_store_test.go", output.ProvisioningFolder + "/example_store_test.go", append([]string{
		"CreateStore(Store) Store", "Store.ID string", "Store.Name string", "StoreTypeDirectory", "CreatePlan(Plan) Plan",
		"Plan.ID string", "Plan.Name string", "Rule.Name string", "Rule.PopulationExpression string",
	}, provisioningNeeds...)},
}

// clientExamples returns the job for the examples that use stores. Inputs that
// have no stores as the examples know them have no such examples.
func clientExamples(m *model.Model, importPath string) []output.Job {
	if m.API == nil || !m.API.PingOne || !hasZoom(m) {
		return nil
	}
	return []output.Job{func() ([]output.File, error) {
		has := offered(m.API)
		var files []output.File
		for _, example := range storeExamples {
			if !m.TestServer && strings.HasPrefix(example.path, output.TestServerFolder) {
				continue
			}
			if slices.ContainsFunc(example.needs, func(need string) bool { return !has[need] }) {
				continue
			}
			source, err := fs.ReadFile(runtime.Files, example.source)
			if err != nil {
				return nil, err
			}
			files = append(files, output.Fixed(example.path, source, importPath))
		}
		return files, nil
	}}
}

// hasZoom reports whether the connector Zoom has the names that examples use.
func hasZoom(m *model.Model) bool {
	c := m.Connector("Zoom")
	if c == nil || c.Selector == nil {
		return false
	}
	var names []string
	for _, a := range c.Fields {
		names = append(names, a.Name+" "+a.GoType())
	}
	for _, p := range c.Profiles {
		for _, a := range p.Fields {
			names = append(names, p.Name+"."+a.Name+" "+a.GoType())
		}
	}
	for _, x := range c.Constants {
		names = append(names, x.Name)
	}
	return !slices.ContainsFunc([]string{
		"SCIMURL string", "JWTBearerToken.APIKey connector.Secret", "JWTBearerToken.APISecret connector.Secret", "UserUserName", "UserEmail",
	}, func(need string) bool { return !slices.Contains(names, need) })
}

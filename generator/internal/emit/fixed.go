package emit

import (
	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// runtimePackages returns the jobs for the packages that are the same for every input.
func runtimePackages(m *model.Model, importPath string) []output.Job {
	var jobs []output.Job
	packages := []string{"internal/codec", "connector"}
	if provisions(m) {
		packages = append(packages, "metadata")
	}
	for _, pkg := range packages {
		jobs = append(jobs, func() ([]output.File, error) { return output.Copied(pkg, importPath) })
	}
	return jobs
}

// provisions reports whether m is about connectors, and not only about an API.
func provisions(m *model.Model) bool { return m.API == nil || m.API.PingOne || len(m.Connectors) > 0 }

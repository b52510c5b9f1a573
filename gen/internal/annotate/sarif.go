package annotate

import (
	"path/filepath"

	"github.com/connectorgen/connectorgen/generator"
)

// A Log is findings in the Static Analysis Results Interchange Format 2.1.0. Its
// columns count bytes, as everywhere here; on a line beyond ASCII, others may count fewer.
type Log struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool    map[string]sarifDriver `json:"tool"`
	Results []sarifResult          `json:"results"`
}

type sarifDriver struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type sarifResult struct {
	RuleID    string                     `json:"ruleId"`
	Level     string                     `json:"level"`
	Message   sarifText                  `json:"message"`
	Locations []map[string]sarifLocation `json:"locations"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	Artifact map[string]string `json:"artifactLocation"`
	Region   *sarifRegion      `json:"region,omitempty"` // nil for a whole file
}

type sarifRegion struct {
	Line   int `json:"startLine"`
	Column int `json:"startColumn"`
}

// SARIF returns findings as SARIF, for JSON. They are of this program, which has the version.
func SARIF(findings []generator.Finding, version string) Log {
	results := []sarifResult{}
	for _, f := range findings {
		at := sarifLocation{Artifact: map[string]string{"uri": filepath.ToSlash(Path(f.File))}}
		if f.Line > 0 {
			at.Region = &sarifRegion{f.Line, f.Column}
		}
		results = append(results, sarifResult{f.Rule, sarifLevels[f.Severity], sarifText{f.Message}, []map[string]sarifLocation{{"physicalLocation": at}}})
	}
	return Log{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{Tool: map[string]sarifDriver{"driver": {"connectorgen", version}}, Results: results}},
	}
}

// sarifLevels are the levels of SARIF for severities.
var sarifLevels = map[generator.Severity]string{generator.Error: "error", generator.Warning: "warning", generator.Notice: "note"}

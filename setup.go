// Package connectorgen has the files with which a repository follows the
// connectors of PingOne. The command "gen drift --init" writes them.
package connectorgen

import "embed"

// Setup has the workflow and its script, as this repository itself uses them.
//
//go:embed .ci/robot .github/workflows/drift.yml
var Setup embed.FS

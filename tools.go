//go:build tools

// This file pins the versions of the programs that the repository runs: the
// linters of make lint, tfplugindocs, which writes docs, and oapi-codegen's
// command, which make bench measures ours against.
package connectorgen

import (
	_ "github.com/ashanbrown/forbidigo/v2"
	_ "github.com/hashicorp/terraform-plugin-docs/cmd/tfplugindocs"
	_ "github.com/mgechev/revive"
	_ "github.com/nishanths/exhaustive/cmd/exhaustive"
	_ "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen"
	_ "github.com/rhysd/actionlint/cmd/actionlint"
	_ "honnef.co/go/tools/cmd/staticcheck"
)

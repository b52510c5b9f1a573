//go:build tools

// Package tools pins the versions of the programs that the repository runs:
// staticcheck and actionlint, parts of make lint, and oapi-codegen's command,
// which make bench measures ours against.
package tools

import (
	_ "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen"
	_ "github.com/rhysd/actionlint/cmd/actionlint"
	_ "honnef.co/go/tools/cmd/staticcheck"
)

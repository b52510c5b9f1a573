package emit

import (
	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/header"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// gitAttributes returns the job for the file that tells git to leave the generated
// files as they are: a checkout with core.autocrlf would change every line of them.
// GitHub folds them in reviews.
func gitAttributes(*model.Model, string) []output.Job {
	return []output.Job{func() ([]output.File, error) {
		line, _ := header.Of(".gitattributes")
		return []output.File{{
			Path: ".gitattributes",
			Content: []byte(line + "\n\n" +
				"# No line end is converted: the manifest has the digest of every file.\n" +
				"* -text linguist-generated\n"),
		}}, nil
	}}
}

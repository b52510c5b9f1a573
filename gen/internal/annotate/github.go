// Package annotate says findings to machines that show them beside the code: to
// GitHub Actions, and to those that read SARIF.
package annotate

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/connectorgen/connectorgen/gen/internal/words"
	"github.com/connectorgen/connectorgen/generator"
)

// Finding returns f as a workflow command of GitHub Actions.
func Finding(f generator.Finding) string {
	where := "file=" + Property(Path(f.File))
	if f.Line > 0 {
		where += fmt.Sprintf(",line=%d,col=%d", f.Line, f.Column)
	}
	message := f.Message
	if f.Place.Path != "" {
		message += " (" + f.Place.Path + ")"
	}
	return fmt.Sprintf("::%s %s,title=%s::%s", f.Severity, where, Property(f.Rule), Data(message))
}

// Path returns a path relative to the checkout, as annotations need it.
func Path(path string) string {
	top := os.Getenv("GITHUB_WORKSPACE")
	full, err := filepath.Abs(path)
	if top == "" || err != nil {
		return filepath.ToSlash(path)
	}
	below, err := filepath.Rel(top, full)
	if err != nil || !filepath.IsLocal(below) {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(below)
}

// Data returns text as the message of a workflow command.
func Data(text string) string { return strings.ReplaceAll(words.Clean(text), "%", "%25") }

// Property returns text as a property of a workflow command.
func Property(text string) string {
	return strings.NewReplacer("%", "%25", ":", "%3A", ",", "%2C").Replace(words.Clean(text))
}

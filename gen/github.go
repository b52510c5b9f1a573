package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/connectorgen/connectorgen/generator"
)

// annotation returns f as a workflow command of GitHub Actions.
func annotation(f generator.Finding) string {
	where := "file=" + escapeProperty(annotated(f.File))
	if f.Line > 0 {
		where += fmt.Sprintf(",line=%d,col=%d", f.Line, f.Column)
	}
	message := f.Message
	if f.Place.Path != "" {
		message += " (" + f.Place.Path + ")"
	}
	return fmt.Sprintf("::%s %s,title=%s::%s", f.Severity, where, escapeProperty(f.Rule), escapeData(message))
}

// annotated returns a path relative to the checkout, as annotations need it.
func annotated(path string) string {
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

// escapeData returns text as the message of a workflow command.
func escapeData(text string) string { return strings.ReplaceAll(clean(text), "%", "%25") }

// escapeProperty returns text as a property of a workflow command.
func escapeProperty(text string) string {
	return strings.NewReplacer("%", "%25", ":", "%3A", ",", "%2C").Replace(clean(text))
}

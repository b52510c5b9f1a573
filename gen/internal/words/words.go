// Package words has what several outputs of the command say in the same words.
package words

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/connectorgen/connectorgen/generator"
)

// maxMessage is the most that is shown of a text, in bytes.
const maxMessage = 1000

// Clean returns text on one line, safe for a terminal and a CI log.
func Clean(text string) string { return generator.ShowLine(text, maxMessage) }

// Place returns a place as file:line:column, or the file alone.
func Place(file string, line, column int) string {
	if line == 0 {
		return Clean(file)
	}
	return fmt.Sprintf("%s:%d:%d", Clean(file), line, column)
}

// Where returns a file and, if it is not "", the path in it.
func Where(file, path string) string {
	if path == "" {
		return file
	}
	return file + ": " + path
}

// Counts returns the number of changes of each severity, such as " (1 major, 2 minor)".
func Counts(d *generator.Diff) string {
	number := make(map[string]int)
	for _, c := range d.Changes {
		number[c.Severity.String()]++
	}
	var words []string
	for _, s := range []string{"major", "minor", "patch"} {
		if number[s] > 0 {
			words = append(words, fmt.Sprintf("%d %s", number[s], s))
		}
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, ", ") + ")"
}

// Verdicts returns the verdict of each source, such as "metadata minor, document
// none, go minor, configurations not checked", and that for users of Terraform if
// there is a provider.
func Verdicts(d *generator.Diff) string {
	of := d.Verdicts()
	var words []string
	for _, source := range []string{"metadata", "document", "go", "configurations"} {
		words = append(words, source+" "+cmp.Or(of[source], "not checked"))
	}
	if verdict := of["terraform"]; verdict != "" {
		words = append(words, "terraform "+verdict)
	}
	return strings.Join(words, ", ")
}

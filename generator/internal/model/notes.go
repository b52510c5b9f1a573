package model

import (
	"regexp"
	"strings"
)

// researchNote matches a research note as far as the end of its sentence.
var researchNote = regexp.MustCompile(`(?s)(Inferred|Single source):.*?(\. |$)`)

// CutNotes divides a description into what it tells people who use the API and
// its research notes: sentences that start with "Inferred:" or "Single source:",
// and say what the document does not vouch for. Lint and explain show them,
// generated documentation does not.
func CutNotes(description string) (rest string, notes []string) {
	for _, note := range researchNote.FindAllString(description, -1) {
		notes = append(notes, strings.TrimRight(note, ". "))
	}
	return strings.TrimSpace(researchNote.ReplaceAllLiteralString(description, "")), notes
}

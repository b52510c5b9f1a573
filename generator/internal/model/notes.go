package model

import "strings"

// noteMarkers start a research note.
var noteMarkers = []string{"Inferred:", "Single source:"}

// CutNotes divides a description into what it tells people who use the API and
// its research notes: sentences that start with "Inferred:" or "Single source:",
// and say what the document does not vouch for. Lint and explain show them,
// generated documentation does not.
func CutNotes(description string) (rest string, notes []string) {
	for description != "" {
		start := -1
		for _, marker := range noteMarkers {
			if i := strings.Index(description, marker); i >= 0 && (start < 0 || i < start) {
				start = i
			}
		}
		if start < 0 {
			break
		}
		note, after, _ := strings.Cut(description[start:], ". ")
		notes = append(notes, strings.TrimRight(note, ". "))
		rest += description[:start]
		description = after
	}
	return strings.TrimSpace(rest + description), notes
}

package model

import (
	"slices"
	"testing"
)

func TestCutNotes(t *testing.T) {
	for _, test := range []struct {
		description, rest string
		notes             []string
	}{
		{"", "", nil},
		{"The id. It is inferred from the table.", "The id. It is inferred from the table.", nil},
		{"Inferred: the number of items.", "", []string{"Inferred: the number of items"}},
		{"The name. Single source: v1.2 has it", "The name.", []string{"Single source: v1.2 has it"}},
		{"The name. Single source: one SDK. It is short. Inferred: a UUID. Keep it.", "The name. It is short. Keep it.",
			[]string{"Single source: one SDK", "Inferred: a UUID"}},
	} {
		if rest, notes := CutNotes(test.description); rest != test.rest || !slices.Equal(notes, test.notes) {
			t.Errorf("CutNotes(%q) = %q, %q", test.description, rest, notes)
		}
	}
}

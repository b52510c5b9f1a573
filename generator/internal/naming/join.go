package naming

import (
	"slices"
	"strings"
)

// Within returns the name of a part of what is called owner, both being Go
// names: owner, followed by those words of part that owner does not have. It
// returns owner if there are none.
//
//	owner            part                  name
//	Mapping          AttributeMappingType  MappingAttributeType
//	StoreSyncStatus  SyncState             StoreSyncStatusState
//	GroupOperation   Operation             GroupOperation
func Within(owner, part string) string {
	has := lowerParts(owner)
	name := owner
	for _, word := range parts(part) {
		if !slices.Contains(has, strings.ToLower(word)) {
			name += word
		}
	}
	return name
}

// Constant returns the name of a value of an enumeration, all being Go names:
// prefix, followed by value without what the reader knows. That are the words
// that prefix ends with, at the start of value, and those of subject, which the
// value is one of, at its end. A Type or Kind at the end of subject does not count.
//
//	prefix                subject               value                 name
//	PlanStatus            Status                StatusActive          PlanStatusActive
//	MappingAttributeType  AttributeMappingType  UserAttributeMapping  MappingAttributeTypeUser
func Constant(prefix, subject, value string) string {
	words := parts(value)
	before, of := lowerParts(prefix), lowerParts(subject)
	for n := min(len(before), len(words)-1); n > 0; n-- {
		if slices.Equal(before[len(before)-n:], lowered(words[:n])) {
			words = words[n:]
			break
		}
	}
	if n := len(of); n > 0 && (of[n-1] == "type" || of[n-1] == "kind") {
		of = of[:n-1]
	}
	if n := len(words) - len(of); n > 0 && slices.Equal(of, lowered(words[n:])) {
		words = words[:n]
	}
	return prefix + strings.Join(words, "")
}

// parts returns the words of a Go name, which make it up: HTTP and Status of
// HTTPStatus. Initialisms that follow each other are one word.
func parts(name string) []string {
	var list []string
	for _, word := range split(name) {
		list = append(list, divided(word)...)
	}
	return list
}

// divided returns the words of a word whose small letters follow capitals. A run
// of capitals before a small letter ends before the last capital: HTTPStatus is
// HTTP and Status.
func divided(word string) []string {
	if _, ok := known(word); ok {
		return []string{word}
	}
	for i := 1; i+1 < len(word); i++ {
		if upper(word[i-1]) && upper(word[i]) && lower(word[i+1]) {
			return append(divided(word[:i]), divided(word[i:])...)
		}
	}
	return []string{word}
}

func lowerParts(name string) []string { return lowered(parts(name)) }

func lowered(words []string) []string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = strings.ToLower(w)
	}
	return list
}

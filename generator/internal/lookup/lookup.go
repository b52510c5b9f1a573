// Package lookup finds a connector or a profile by a name that a person typed, and
// suggests similar names if there is none. Letter case does not matter.
package lookup

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// A NotFoundError says that there is nothing with a name, and suggests others.
type NotFoundError struct {
	What string   // such as "connector"
	Name string   // what was asked for
	Near []string // the most similar names, or all names if none is similar
}

// Error returns a text such as `there is no connector "zom"; the nearest is Zoom`.
func (e *NotFoundError) Error() string {
	text := "there is no " + e.What + " " + strconv.Quote(e.Name)
	if e.Name == "" {
		text = "a " + e.What + " is missing"
	}
	switch {
	case len(e.Near) == 0:
		return text
	case len(e.Near) == 1 && e.Name != "":
		return text + "; the nearest is " + e.Near[0]
	}
	return text + "; try one of " + strings.Join(e.Near, ", ")
}

// Connector returns the connector with the store type or the package name.
// Its error is a *[NotFoundError].
func Connector(m *model.Model, name string) (*model.Connector, error) {
	var names []string
	for _, c := range m.Connectors {
		if strings.EqualFold(c.StoreType, name) { // the package name is the store type in small letters
			return c, nil
		}
		names = append(names, c.StoreType)
	}
	return nil, NotFound("connector", name, names)
}

// Profile returns the profile of c with the name in JSON or in Go.
// Its error is a *[NotFoundError].
func Profile(c *model.Connector, name string) (*model.Profile, error) {
	var names []string
	for _, p := range c.Profiles {
		if strings.EqualFold(p.Title, name) || strings.EqualFold(p.Name, name) {
			return p, nil
		}
		names = append(names, strconv.Quote(p.Title))
	}
	return nil, &NotFoundError{What: "profile of " + c.StoreType, Name: name, Near: names}
}

// maxNear is how many names an error suggests at most.
const maxNear = 20

// NotFound returns an error for a name that is not among the names. It suggests
// the most similar ones.
func NotFound(what, name string, names []string) *NotFoundError {
	near := Nearest(name, names)
	if len(near) == 0 {
		near = slices.Compact(slices.Sorted(slices.Values(names)))
		near = near[:min(len(near), maxNear)]
	}
	return &NotFoundError{What: what, Name: name, Near: near}
}

// maxCompared is the longest name, in bytes, that is compared.
const maxCompared = 200

// Nearest returns the names with the smallest distance to name, if that is at most a
// third of its length, and all with a distance of 2 at most: two letters that
// changed places have that. The nearest comes first, of several one with the same letters.
func Nearest(name string, names []string) []string {
	if name == "" || len(name) > maxCompared {
		return nil
	}
	type near struct {
		name     string
		distance int
	}
	var list []near
	for _, candidate := range names {
		if len(candidate) > maxCompared {
			continue
		}
		if d := levenshtein.ComputeDistance(strings.ToLower(name), strings.ToLower(candidate)); d <= max(len(name)/3, 2) {
			list = append(list, near{candidate, d})
		}
	}
	other := func(candidate string) int {
		if slices.Equal(letters(candidate), letters(name)) {
			return 0
		}
		return 1
	}
	slices.SortFunc(list, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(other(a.name), other(b.name)), cmp.Compare(a.name, b.name))
	})
	var sorted []string
	for _, n := range slices.Compact(list) {
		if n.distance <= max(list[0].distance, 2) {
			sorted = append(sorted, n.name)
		}
	}
	return sorted[:min(len(sorted), maxNear)]
}

// letters returns the sorted letters of name, in lower case.
func letters(name string) []byte {
	return slices.Sorted(slices.Values([]byte(strings.ToLower(name))))
}

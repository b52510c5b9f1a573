package terraform

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// LockFile is the name of the lock in the folder of the inputs. It has a line for
// each name that was ever given, of a connector, a profile or an attribute:
//
//	Zoom zoom
//	Zoom.SCIM_URL scim_url
//	Zoom."OAuth Bearer Token" oauth_bearer_token
//	Zoom."OAuth Bearer Token".OAUTH_CLIENT_ID oauth_client_id
//
// A line stays when the inputs no longer have what it is about, so that its name
// is never given to something else. Names after the first are those that it had
// before: states that have them are upgraded. Lines that start with # are comments.
const LockFile = "terraform-names.lock"

// lockHead is the beginning of a lock.
const lockHead = `# The names of the Terraform provider. Users write them, so they stay: the generator
# adds new ones, and refuses to change one. To rename, write the new name before the
# old one on its line, and give it with a correction that has terraform-name: the
# provider then upgrades states that have the old one.
`

// A thing is what has a name: a connector, a profile or an attribute.
type thing struct{ connector, profile, key string }

// String returns t as the lock has it.
func (t thing) String() string {
	text := t.connector
	if t.profile != "" {
		text += "." + strconv.Quote(t.profile)
	}
	if t.key != "" {
		text += "." + t.key
	}
	return text
}

// scope returns what has the names that must differ from that of t: the provider,
// a connector, or a profile. A profile and an attribute of a connector share one.
func (t thing) scope() thing {
	switch {
	case t.key != "":
		return thing{t.connector, t.profile, ""}
	case t.profile != "":
		return thing{t.connector, "", ""}
	}
	return thing{}
}

// A locked is a name that was given, and its place in the lock.
type locked struct {
	name string
	was  []string // names before this one
	at   spec.Place
}

// names returns all names of x.
func (x locked) names() []string { return append([]string{x.name}, x.was...) }

// A lock has the names that were given.
type lock struct {
	names map[thing]locked
	users map[thing]map[string]thing // who has or had a name, by scope
}

// lockLine matches a line of the lock.
var lockLine = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9]*)(?:\.("(?:[^"\\]|\\.)*"))?(?:\.([A-Za-z][A-Za-z0-9_]*))?((?: [a-z][a-z0-9_]{0,62})+)$`)

// readLock reads a lock, and reports lines that are none, or that give a second
// name to something.
func readLock(file string, data []byte, found *spec.Findings) *lock {
	l := &lock{make(map[thing]locked), make(map[thing]map[string]thing)}
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		at := spec.Place{File: file, Line: number, Column: 1}
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		l.read(line, at, found)
	}
	return l
}

// read reads a line of a lock.
func (l *lock) read(line string, at spec.Place, found *spec.Findings) {
	t, names, ok := parseLine(line)
	first, again := l.names[t]
	name, other, taken := l.taken(t, names)
	switch {
	case !ok:
		found.Report(ruleTerraformLock, at, "the line is none of a lock; it must be what has the name, such as Zoom.SCIM_URL, a space, and the name")
	case again:
		found.Report(ruleTerraformLock, at, "%s has a name on line %d already; keep one of the two", node.Quote(t.String()), first.at.Line)
	case taken:
		found.Report(ruleTerraformLock, at, "the name %s is that of %s already; one of them needs another", name, node.Quote(other.String()))
	default:
		l.add(t, locked{names[0], names[1:], at})
	}
}

// taken returns the first of the names of t that something else has, or that stands
// there twice, and who has it.
func (l *lock) taken(t thing, names []string) (name string, by thing, taken bool) {
	for i, name := range names {
		if other, taken := l.users[t.scope()][name]; taken {
			return name, other, true
		}
		if slices.Contains(names[:i], name) {
			return name, t, true
		}
	}
	return "", thing{}, false
}

// parseLine returns what a line says, and whether it is one of a lock.
func parseLine(line string) (t thing, names []string, ok bool) {
	m := lockLine.FindStringSubmatch(line)
	if m == nil {
		return t, nil, false
	}
	t, names = thing{connector: m[1], key: m[3]}, strings.Fields(m[4])
	if m[2] == "" {
		return t, names, true
	}
	profile, err := strconv.Unquote(m[2])
	t.profile = profile
	return t, names, err == nil && profile != ""
}

// add notes a name.
func (l *lock) add(t thing, x locked) {
	l.names[t] = x
	scope := t.scope()
	if l.users[scope] == nil {
		l.users[scope] = make(map[string]thing)
	}
	for _, name := range x.names() {
		l.users[scope][name] = t
	}
}

// complete reports names of the connectors that differ from those of the lock, and
// returns the lock with those that it lacks, or nil if it lacks none.
func (l *lock) complete(list []*model.Connector, found *spec.Findings) []byte {
	before := len(l.names)
	for _, c := range list {
		l.hold(thing{c.StoreType, "", ""}, c.Terraform, c.At, found)
		for _, a := range c.Fields {
			l.hold(thing{c.StoreType, "", a.Key}, a.Terraform, a.At, found)
		}
		for _, p := range c.Profiles {
			l.hold(thing{c.StoreType, p.Title, ""}, p.Block, p.At, found)
			for _, a := range p.Fields {
				l.hold(thing{c.StoreType, p.Title, a.Key}, a.Terraform, a.At, found)
			}
		}
	}
	if len(l.names) == before {
		return nil
	}
	return l.text()
}

// hold adds the name of t, which the inputs have at a place, or reports that it is
// not the one that users know.
func (l *lock) hold(t thing, name string, at spec.Place, found *spec.Findings) {
	was, known := l.names[t]
	other, taken := l.users[t.scope()][name]
	switch {
	case !plain.MatchString(name), known && was.name == name: // the first is reported already
	case known:
		found.Report(ruleTerraformLock, was.at, "%s would be called %s from now on, and users write %s; give it its name with a correction that has terraform-name, or write the new name before the old one on this line", node.Quote(t.String()), name, was.name)
	case taken && l.names[other].at.File != "":
		found.Report(ruleTerraformLock, at, "%s would be called %s, which was the name of %s; give it another with a correction that has terraform-name", node.Quote(t.String()), name, node.Quote(other.String()))
	case !taken:
		l.add(t, locked{name: name})
	}
}

// text returns the content of the lock.
func (l *lock) text() []byte {
	var lines []string
	for t, x := range l.names {
		lines = append(lines, t.String()+" "+strings.Join(x.names(), " ")+"\n")
	}
	slices.Sort(lines)
	return []byte(lockHead + strings.Join(lines, ""))
}

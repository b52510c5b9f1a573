// Package variant makes of fixed code what a tree is to have of it: the parts for one
// platform, in a package of another name.
package variant

import (
	"bytes"
	"go/format"
	"path"
	"slices"
	"strings"
)

// A Name is what the package of the client is called in the tree with an import path.
type Name struct {
	Package, ImportPath string
}

// source is what it is called in fixed code.
const source = "propagation"

// Only returns source with those parts of it that are for one of the words. A line
// //only:word begins a part, which ends at the next such line; what is before the first
// one, and parts for all, are for any. A line of a part can be a comment that begins
// with //-, if it must not be compiled where it is.
func Only(source []byte, words ...string) ([]byte, error) {
	if !bytes.Contains(source, []byte("//only:")) {
		return source, nil
	}
	var b bytes.Buffer
	wanted := true
	for line := range strings.Lines(string(source)) {
		plain := strings.TrimSpace(line)
		word, begins := strings.CutPrefix(plain, "//only:")
		switch {
		case begins:
			wanted = word == "all" || slices.Contains(words, word)
		case plain == "" && bytes.HasSuffix(b.Bytes(), []byte("{\n")): // gofmt would keep it
		case wanted && strings.HasPrefix(plain, "//-"):
			b.WriteString(strings.TrimPrefix(strings.TrimPrefix(plain, "//-"), " ") + "\n")
		case wanted:
			b.WriteString(line)
		}
	}
	return format.Source(b.Bytes())
}

// Path returns the path of a file of the tree.
func (n Name) Path(name string) string {
	if rest, ok := strings.CutPrefix(name, source+"/"); ok {
		return path.Join(n.Package, rest)
	}
	return name
}

// Content returns the content of the Go file called name, before it is renamed, with the
// name of the package. Of texts it changes only what fixed code says.
func (n Name) Content(name string, content []byte, fixed bool) ([]byte, error) {
	if n.Package == source || path.Ext(name) != ".go" {
		return content, nil
	}
	whole := strings.NewReplacer(
		`"`+n.ImportPath+"/"+source+`"`, source+` "`+n.ImportPath+"/"+n.Package+`"`,
		`"`+n.ImportPath+"/"+source+"/", `"`+n.ImportPath+"/"+n.Package+"/",
	)
	text := string(content)
	if path.Dir(name) == source {
		text = strings.Replace(text, "\npackage "+source+"\n", "\npackage "+n.Package+"\n", 1)
	}
	if fixed {
		text = strings.NewReplacer(source+": ", n.Package+": ", "Package "+source+" ", "Package "+n.Package+" ", `"`+source+" ", `"`+n.Package+" ").Replace(text)
	}
	if text = whole.Replace(text); text == string(content) {
		return content, nil
	}
	return format.Source([]byte(text)) // another name can change the order of imports
}

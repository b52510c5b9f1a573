package api

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/naming"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A Setup is what the fixed code of the client needs to know: where the API is, and
// what a client holds for all of its methods.
type Setup struct {
	Package  string // of the client, and its folder
	PingOne  bool   // it knows the regions and the tokens of PingOne
	Held     []Held
	Server   string // the root of the API, or "" if the document does not say it in full
	TokenURL string // where tokens are to be had, or ""
	Open     bool   // the document asks for no token
}

// A Held is a parameter of paths that the client holds.
type Held struct {
	Key    string // as the document has it
	Name   string // of the field of Config
	InPath string // the name in braces in templates of paths
}

// setup returns the setup of a client for doc.
func setup(doc *spec.Document, found *spec.Findings) Setup {
	if own := doc.Settings.Package; own.Set && PackageProblem(own.Value) != "" {
		found.Report(rulePackage, own.At, "the client cannot be the package %s, which %s", own.Value, PackageProblem(own.Value))
	}
	s := Setup{
		Package: cmp.Or(doc.Settings.Package.Value, packageName(doc.Title)), PingOne: doc.Settings.Platform == spec.PlatformPingOne,
		Server: absolute(doc.Server), TokenURL: absolute(cmp.Or(doc.Settings.TokenURL, doc.TokenURL)), Open: !doc.Secured,
	}
	for _, key := range doc.Settings.Held {
		s.Held = append(s.Held, Held{Key: key.Value, Name: naming.Any(key.Value), InPath: argument(key.Value)})
	}
	return s
}

// held returns what the client holds under the key, or nil.
func (s *Setup) held(key string) *Held {
	for i, h := range s.Held {
		if h.Key == key {
			return &s.Held[i]
		}
	}
	return nil
}

// absolute returns an address of the document that a client can use without more, else "".
// It must be https, as those that people give, since tokens are sent there.
func absolute(address string) string {
	u, err := url.Parse(strings.TrimSuffix(address, "/"))
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(address, "{}") ||
		u.Scheme != "https" && u.Hostname() != "localhost" && u.Hostname() != "127.0.0.1" {
		return ""
	}
	return u.String()
}

// DefaultPackage is the package of a client whose document has no title that makes a name.
const DefaultPackage = "propagation"

// shortestPackage and longestPackage bound the names that follow from titles.
const (
	shortestPackage = 3
	longestPackage  = 24
)

// packageName returns the name of a package that follows from the title of a document:
// its words as far as there is room, such as petstore for "Pet Store", or
// [DefaultPackage] if they make none.
func packageName(title string) string {
	name := ""
	for _, word := range strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		if name == "" && word[0] <= '9' || len(name)+len(word) > longestPackage {
			break
		}
		name += word
	}
	if len(name) < shortestPackage || PackageProblem(name) != "" {
		return DefaultPackage
	}
	return name
}

// PackageProblem returns why the client cannot be the package name, or "".
func PackageProblem(name string) string {
	switch {
	case strings.ToLower(name) != name || strings.Contains(name, "_"):
		return "is not of small letters and digits"
	case strings.Contains(" catalog connector docs internal jsonschema metadata terraform ", " "+name+" "):
		return "is the name of another generated package"
	}
	return naming.UnusablePackage(name)
}

package verify

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/header"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// A breach is a rule that a file breaks, and where.
type breach struct {
	line int // 0 for the whole file
	what string
}

// at returns the breach as an error of the file called name.
func (b breach) at(name string) error {
	if b.line == 0 {
		return fmt.Errorf("%s: %s", name, b.what)
	}
	return fmt.Errorf("%s:%d: %s", name, b.line, b.what)
}

// textRules are the rules for files of every kind.
var textRules = []func(output.File) []breach{hasPlainPath, hasHeader, hasPlainText, isJSON}

// breaches returns the rules that f breaks, the file called name.
func breaches[F any](rules []func(F) []breach, f F, name string) error {
	var errs []error
	for _, rule := range rules {
		for _, b := range rule(f) {
			errs = append(errs, b.at(name))
		}
	}
	return errors.Join(errs...)
}

// Paths that mean the same on every system. Every Go file is in a folder. The
// names of other files may have several dots, as in zoom.schema.json;
// git asks for the name of the only one without a stem.
var (
	plainGoPath = regexp.MustCompile(`^([a-z][a-z0-9_]*/)+[a-z][a-z0-9_]*\.go$`)
	plainPath   = regexp.MustCompile(`^(([a-z][a-z0-9_-]*/)*[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_]*)+|\.gitattributes)$`)
)

// hasPlainPath checks the path, and that files of its kind can be generated.
func hasPlainPath(f output.File) []breach {
	plain := plainPath
	if path.Ext(f.Path) == ".go" {
		plain = plainGoPath
	}
	if !plain.MatchString(f.Path) {
		return []breach{{0, "its path is not of small ASCII letters, digits, hyphens and underscores"}}
	}
	if _, known := header.Of(f.Path); !known {
		return []breach{{0, "it is of a kind that has no header; give the kind one in package header"}}
	}
	return nil
}

// hasHeader checks that the first line is the header of the kind of the file,
// and that an empty line follows.
func hasHeader(f output.File) []breach {
	line, _ := header.Of(f.Path)
	if line != "" && !bytes.HasPrefix(f.Content, []byte(line+"\n\n")) {
		return []breach{{1, "it does not start with the header and a blank line"}}
	}
	return nil
}

// hasPlainText checks that the text is UTF-8 and that a reader sees every character.
func hasPlainText(f output.File) []breach {
	if !utf8.Valid(f.Content) {
		return []breach{{0, "it is not UTF-8"}}
	}
	for i, c := range f.Content {
		if ' ' <= c && c <= '~' || c == '\n' || c == '\t' || !utf8.RuneStart(c) {
			continue // the usual case, fast
		}
		if r, _ := utf8.DecodeRune(f.Content[i:]); show.IsHidden(r) {
			line := 1 + bytes.Count(f.Content[:i], []byte("\n"))
			return []breach{{line, fmt.Sprintf("it has the character %U, which cannot be seen", r)}}
		}
	}
	return nil
}

// isJSON checks that a JSON file is well-formed.
func isJSON(f output.File) []breach {
	if strings.HasSuffix(f.Path, ".json") && !json.Valid(f.Content) {
		return []breach{{0, "it is not well-formed JSON"}}
	}
	return nil
}

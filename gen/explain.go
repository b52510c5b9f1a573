package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/connectorgen/connectorgen/gen/internal/words"
	"github.com/connectorgen/connectorgen/generator"
)

// explainCommand returns the verb explain, which prints to p.
func explainCommand(p *printer, o *options) *cobra.Command {
	return verb{
		use: "explain CONNECTOR[.ATTRIBUTE]", short: "Say what a connector or an attribute is, and who says so", long: explainHelp, example: explainExample,
		formats: []string{"text", "json"}, flags: specFlag | linkFlag, reads: true, run: explain,
	}.command(p, o)
}

// explain prints an explanation of the subject in the arguments.
func explain(j *job) error {
	e, findings, err := generator.Explain(j.inputs, j.args[0])
	switch {
	case err != nil || findings.Failed():
		return j.misnamed(findings, err)
	case j.printer.format == "json":
		return j.encode(e)
	}
	j.explanation(e)
	return nil
}

// misnamed is like refuse, but an unknown name is a usage error, and is printed
// without findings because they would distract from it.
func (j *job) misnamed(findings generator.Findings, err error) error {
	if _, ok := errors.AsType[*generator.NotFoundError](err); ok {
		return exit{usage, err}
	}
	return j.refuse(findings, err)
}

// The columns of an explanation, in characters.
const (
	textWidth  = 80
	factColumn = 18
)

// explanation prints e as text: each fact with its origins below it.
func (p *printer) explanation(e *generator.Explanation) {
	fmt.Fprintf(p.stdout, "%s: %s\n\n", words.Clean(e.Name), e.What)
	for _, f := range e.Facts {
		text := valueText(f.Value)
		if len(f.Profiles) > 0 {
			text = "with " + valueText(f.Profiles) + ": " + text
		}
		p.row(f.Name, "", text)
		for _, o := range f.Origins {
			p.origin(o)
		}
	}
	for _, s := range e.Go {
		p.row("Go", "", spellingText(s))
		for _, c := range s.Constants {
			p.row("", "  ", c.Name+" = "+strconv.Quote(c.Value))
		}
	}
}

// origin prints where a fact comes from, and what the input says if it says something else.
func (p *printer) origin(o generator.Origin) {
	text := o.Source
	if o.File != "" {
		text += " " + o.File
	}
	if o.Line > 0 {
		text += fmt.Sprintf(":%d:%d", o.Line, o.Column)
	}
	if day, _, ok := strings.Cut(o.Captured, "T"); ok {
		text += ", captured " + day
	}
	if o.Says != nil {
		text += ", which says: " + valueText(o.Says)
	}
	p.row("", "- ", text)
	for _, more := range []string{o.Reason, o.Reference} {
		if more != "" {
			p.row("", "  ", more)
		}
	}
}

// row prints name in the first column, and the bullet and the wrapped text in the
// second.
func (p *printer) row(name, bullet, text string) {
	for _, line := range wrap(text, textWidth-factColumn-len(bullet)) {
		fmt.Fprintf(p.stdout, "%-*s%s%s\n", factColumn, name, bullet, line)
		name, bullet = "", strings.Repeat(" ", len(bullet))
	}
}

// wrap breaks text between words, so that each line has width characters at
// most, unless a word has more.
func wrap(text string, width int) []string {
	var lines []string
	var line string
	for word := range strings.FieldsSeq(words.Clean(text)) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width:
			lines = append(lines, words.Clean(line))
			line = word
		default:
			line += " " + word
		}
	}
	return append(lines, words.Clean(line))
}

// valueText returns the value of a fact in words.
func valueText(v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case []string:
		return listText(v)
	}
	text := fmt.Sprint(v)
	if digest, ok := strings.CutPrefix(text, "sha256:"); ok && len(digest) > digestShown {
		return text[:len(text)-len(digest)+digestShown] + "..."
	}
	return text
}

// digestShown is the number of digits of a digest in text.
const digestShown = 16

// listText returns values separated by commas, those with spaces in quotes.
func listText(values []string) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = v
		if v == "" || strings.ContainsAny(v, ` ,"`) {
			list[i] = strconv.Quote(v)
		}
	}
	return strings.Join(list, ", ")
}

func spellingText(s generator.Spelling) string {
	text := "package " + s.Package
	if s.Type != "" {
		text = s.Package + "." + s.Type
	}
	if s.Member != "" {
		text += "." + s.Member + " " + s.GoType
	}
	return text
}

const explainHelp = `Explain says what a connector or an attribute is, and where each fact is from.

The argument is a connector, such as Zoom, or after its name and a dot one of its
profiles, attributes, user attributes or constants, as the wire or as Go spells
it: zoom.OAUTH_CLIENT_SECRET, zoom.OAuthBearerToken.OAuthClientSecret. Letter
case does not matter.

Below each fact stand its origins, the one that is believed first: a correction,
with its reason and its source; a capture; the document. What an origin has
instead of the fact is said there.

With -o json one object goes to stdout:

  {"name": "Zoom.OAUTH_CLIENT_SECRET", "what": "attribute",
   "facts": [{"name": "required", "value": true,
              "profiles": ["..."], "origins": [
                {"source": "capture", "file": "spec/connectors/Zoom.json",
                 "line": 151, "column": 23, "path": "connectionProfiles[1]...",
                 "captured": "2026-07-30T12:00:00Z", "says": false,
                 "reason": "...", "reference": "..."}]}],
   "go": [{"package": "zoom", "type": "OAuthBearerToken",
           "member": "OAuthClientSecret", "memberType": "connector.Secret",
           "constants": [{"name": "...", "value": "..."}]}]}

A value is a string, a boolean, a number or a list of strings. source is
correction, capture, document or rule: a rule of the generator. captured is when
what the capture says was first captured, if that is known. profiles is left out
of a fact that holds in all of them, and says where an origin agrees.`

const explainExample = `  gen explain Zoom
  gen explain zoom.OAUTH_CLIENT_SECRET
  gen explain zoom.RemoveActionDelete -o json`

// Package leak looks for secrets in what programs print. It is for tests.
//
// A test puts [Canary] strings where secrets go and hands the value over. Every
// way that programs show values (a channel) is tried with every way of holding
// them (a container); each pair is a cell, and none may show a canary, plain or
// in one of the usual encodings.
package leak

import (
	"encoding/hex"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/secret"
)

// core is what all canaries have in common. It has characters that encodings change.
const core = `Cänary"<7f3a>&`

// Canary returns a string that stands for a secret; another for each n.
func Canary(n int) string { return fmt.Sprintf("%s-%d", core, n) }

// Cells returns the number of cells that [Find] tries.
func Cells() int { return len(channels) * len(contained(0)) }

// Find returns the cells in which a canary shows, each with the text around it.
// What v holds is held directly, not by way of an interface, unless T is one.
func Find[T any](v T) []string {
	var leaks []string
	for _, container := range contained(v) {
		for _, channel := range channels {
			if shown := Shows(attempt(channel.show, container.value)); shown != "" {
				leaks = append(leaks, fmt.Sprintf("%s of %s: %s", channel.name, container.name, shown))
			}
		}
	}
	return leaks
}

// Held returns v in every container, for a test that panics with them in a
// process of its own.
func Held[T any](v T) []any {
	var list []any
	for _, c := range contained(v) {
		list = append(list, c.value)
	}
	return list
}

// attempt returns what show writes of v, or what it panics with: some channels
// do so for values that they cannot write, and that shows too.
func attempt(show func(any) string, v any) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprint(r)
		}
	}()
	return show(v)
}

// Shows returns the part of text that has a canary in it, or "" if there is none.
func Shows(text string) string { return found(text, canaries) }

// Quotes is Shows for a secret that is no canary.
func Quotes(text, secret string) string { return found(text, formsOf(secret)) }

// found returns the first of the forms in text, with what is around it.
func found(text string, forms []string) string {
	for _, form := range forms {
		if i := strings.Index(text, form); i >= 0 {
			return text[max(0, i-30):min(len(text), i+len(form)+30)]
		}
	}
	return ""
}

// canaries are the forms of what all canaries have in common.
var canaries = formsOf(core)

// formsOf returns a secret in the encodings that are searched for.
func formsOf(text string) []string {
	decimals := strings.Trim(fmt.Sprint([]byte(text)), "[]")
	list := append(secret.Forms(text),
		strings.Trim(strconv.Quote(text), `"`),
		strings.ReplaceAll(text, `"`, `\"`),
		html.EscapeString(text),
		hex.EncodeToString([]byte(text)),
		strings.ToUpper(hex.EncodeToString([]byte(text))),
		fmt.Sprintf("% x", text),
		decimals,
		strings.ReplaceAll(decimals, " ", ", "),
		reversed(text),
	)
	list = append(list, secret.Forms(url.QueryEscape(text))...) // as HTTP Basic has it for OAuth
	for _, form := range slices.Clone(list) {                   // a text that holds it, quoted again
		list = append(list, strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(form))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func reversed(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

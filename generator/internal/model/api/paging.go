package api

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// pagesOf notes how the pages of op follow each other, as generate.yaml has it. Its
// answers have the schema s.
func (b *apiBuilder) pagesOf(op *Operation, o *spec.Operation, s *spec.Schema) {
	p := o.Paging
	list := member(s, p.Items.Value)
	if list == nil || wrapped(list.Resolved()).Type != "array" {
		b.found.Report(rulePaging, p.At, "the answer of %s has no list at %q", o.ID, p.Items.Value)
		return
	}
	result := b.data(wrapped(list.Resolved()).Items, op.Name+"Item", position{})
	op.Result = &result
	op.Pages = &Pages{Items: p.Items.Value, Next: p.Next.Value, Parameter: p.Parameter.Value, Last: p.Last.Value, Count: p.Count.Value}
	if p.Next.Set && p.Next.Value != "header Link" && member(s, p.Next.Value) == nil {
		b.found.Report(rulePaging, p.Next.At, "the answer of %s has no member at %q", o.ID, p.Next.Value)
	}
	if p.Last.Set && member(wrapped(list.Resolved()).Items, p.Last.Value) == nil {
		b.found.Report(rulePaging, p.Last.At, "the elements of %s have no member at %q", o.ID, p.Last.Value)
	}
	if p.Parameter.Set {
		b.pageParameter(op.Pages, o)
	}
}

// pageParameter makes sure that o has the parameter that asks for another page, and
// notes what it is for the first page if it counts.
func (b *apiBuilder) pageParameter(pages *Pages, o *spec.Operation) {
	i := slices.IndexFunc(o.Parameters, func(p spec.Parameter) bool { return p.In == "query" && p.Name == pages.Parameter })
	if i < 0 {
		b.found.Report(rulePaging, o.Paging.Parameter.At, "the operation %s has no parameter %q in the query", o.ID, pages.Parameter)
		return
	}
	if pages.Count == "pages" {
		pages.First = 1
	}
	if s := o.Parameters[i].Schema; s != nil && pages.Count != "" {
		if first, ok := wrapped(s.Resolved()).Default.(int64); ok {
			pages.First = first
		}
	}
}

// member returns the schema at path in s, with dots between the names of properties;
// nil if there is none.
func member(s *spec.Schema, path string) *spec.Schema {
	for s != nil && path != "" {
		var name string
		name, path, _ = strings.Cut(path, ".")
		p := PropertyOf(s, name)
		if p == nil {
			return nil
		}
		s = p.Schema
	}
	return s
}

package transfer

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagation"
)

// Run does what is planned, and calls done after each step. What is created is sent
// once. If it is not known what became of it, Run looks for it by its name.
//
// After an error, or if it was killed, the next import goes on from there: what is in
// the environment is kept.
func (p *Plan) Run(ctx context.Context, done func(Step)) error {
	for _, s := range p.Steps {
		var err error
		switch s.Action {
		case Create:
			err = p.create(ctx, s.w)
		case Activate:
			err = p.activate(ctx, s.w)
		case Keep:
		}
		if err != nil {
			return fmt.Errorf("%s %s: %w", s.Action, s.Label, err)
		}
		done(s)
	}
	return nil
}

// create creates a resource, a rule without what needs its mappings.
func (p *Plan) create(ctx context.Context, w *wanted) error {
	path, body, values := root+w.kind, p.referring(w), []string(nil)
	switch w.kind {
	case rules:
		path, values = root+"plans/{planID}/rules", []string{textOf(body.Get("plan"), "id")}
		body = without(body, "plan", "configuration")
		set(body, "active", &node.Node{Kind: node.Boolean, Text: "false"})
	case mappings:
		path, values = root+"rules/{ruleID}/mappings", []string{p.ids[rules][w.rule]}
		body = without(body, "rule")
	}
	id, err := send(ctx, p.client, "create "+singular[w.kind], http.MethodPost, path, body, values...)
	if errors.Is(err, propagation.ErrOutcomeUnknown) || err == nil && id == "" {
		id, err = p.find(ctx, w, err)
	}
	if err == nil && w.kind != mappings {
		p.ids[w.kind][w.name] = id
	}
	return err
}

// find returns the id of what was created, if it is there. unknown is the error that
// said that this is not known.
func (p *Plan) find(ctx context.Context, w *wanted, unknown error) (string, error) {
	path, values := root+w.kind, []string(nil)
	if w.kind == mappings {
		path, values = root+"rules/{ruleID}/mappings", []string{p.ids[rules][w.rule]}
	}
	all, err := list(ctx, p.client, w.kind, path, values...)
	if err != nil {
		return "", errors.Join(unknown, err)
	}
	id := ""
	for _, n := range all {
		if w.kind == mappings && mappingKey(n) == w.key() || w.kind != mappings && textOf(n, "name") == w.name {
			id = textOf(n, "id")
		}
	}
	if id == "" {
		return "", errors.Join(errors.New("it is not there yet; import again in a while, and it is created unless it is there by then"), unknown)
	}
	return id, nil
}

// fixed are the members of a rule that cannot change.
var fixed = []string{"plan", "sourceStore", "targetStore", "parentRule", "id", "environment", "createdAt", "updatedAt", "_links"}

// activate gives a rule what it could not have before its mappings. What else it has stays.
func (p *Plan) activate(ctx context.Context, w *wanted) error {
	id := p.ids[rules][w.name]
	answer, err := p.client.Call(ctx, propagation.Call{Operation: "read rule", Method: http.MethodGet, Path: root + "rules/{ruleID}", Values: []string{id}})
	if err != nil {
		return err
	}
	there, _ := node.ParseJSON("answer", answer)
	if there == nil || there.Kind != node.Object {
		return errors.New("the answer cannot be read as a rule")
	}
	body := merge(without(there, fixed...), without(p.referring(w), fixed...))
	_, err = send(ctx, p.client, "replace rule", http.MethodPut, root+"rules/{ruleID}", body, id)
	return err
}

// referring returns the body of w, with ids in the place of names.
func (p *Plan) referring(w *wanted) *node.Node {
	body := merge(w.body, object("", nil))
	for member, name := range w.refs {
		set(body, member, object("id", text(p.ids[references[member]][name])))
	}
	return body
}

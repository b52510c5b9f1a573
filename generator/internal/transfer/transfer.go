// Package transfer writes the stores, plans, rules and mappings of an environment of
// PingOne as files, and brings such files into another environment.
//
// A file has no ids: resources refer to each other by name. It has no secrets: a
// value that is one, or may be one, is the name of an environment variable, such as
// ${env:STORE_ZOOM_API_KEY}. What neither the document nor the connector knows is
// in the member "unknown" of its resource.
//
// It may import model, node, validate, written and the client of the runtime.
package transfer

import (
	"context"
	"fmt"
	"net/http"

	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagation"
)

// The kinds of resources, by the names of their collections.
const (
	stores   = "stores"
	plans    = "plans"
	rules    = "rules"
	mappings = "mappings"
)

// kinds are the kinds, in the order in which resources are created.
var kinds = []string{stores, plans, rules, mappings}

// singular is a kind as messages have it.
var singular = map[string]string{stores: "store", plans: "plan", rules: "rule", mappings: "mapping"}

// references are the kinds of what members refer to.
var references = map[string]string{"plan": plans, "sourceStore": stores, "targetStore": stores, "parentRule": rules, "rule": rules}

// root is the path of all resources.
const root = "/environments/{environmentID}/propagation/"

// An environment has resources as the API shows them, by kind.
type environment map[string][]*node.Node

// read returns the resources of an environment. A mapping says which rule it is of.
func read(ctx context.Context, client *propagation.Client) (environment, error) {
	e := make(environment)
	for _, kind := range []string{stores, plans, rules} {
		var err error
		if e[kind], err = list(ctx, client, kind, root+kind); err != nil {
			return nil, err
		}
	}
	for _, rule := range e[rules] {
		of, err := list(ctx, client, mappings, root+"rules/{ruleID}/mappings", textOf(rule, "id"))
		if err != nil {
			return nil, err
		}
		for _, m := range of {
			set(m, "rule", object("id", text(textOf(rule, "id"))))
		}
		e[mappings] = append(e[mappings], of...)
	}
	return e, nil
}

// list returns the resources of a collection.
func list(ctx context.Context, client *propagation.Client, kind, path string, values ...string) ([]*node.Node, error) {
	var all []*node.Node
	call := propagation.Call{Operation: "list of " + kind, Method: http.MethodGet, Path: path, Values: values}
	for data, err := range client.CallList(ctx, call, kind) {
		if err != nil {
			return nil, err
		}
		n, problems := node.ParseJSON("answer", data)
		if n == nil || n.Kind != node.Object {
			return nil, fmt.Errorf("the list of %s has something that cannot be read as a %s: %v", kind, singular[kind], problems)
		}
		respell(n)
		all = append(all, n)
	}
	return all, nil
}

// respell makes all texts in n be written in one way.
func respell(n *node.Node) {
	if n.Kind == node.Text {
		n.Raw = nil
	}
	for _, m := range n.Members {
		respell(m.Value)
	}
	for _, item := range n.Items {
		respell(item)
	}
}

// send sends a body and returns the id of what it is about, or "".
func send(ctx context.Context, client *propagation.Client, operation, method, path string, body *node.Node, values ...string) (id string, err error) {
	value, err := connector.NewValue(body.AppendJSON(nil))
	if err != nil {
		return "", err
	}
	answer, err := client.Call(ctx, propagation.Call{Operation: operation, Method: method, Path: path, Values: values, Body: value})
	if err != nil {
		return "", err
	}
	n, _ := node.ParseJSON("answer", answer)
	return textOf(n, "id"), nil
}

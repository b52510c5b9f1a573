package connector

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A Configuration is the configuration of a store.
// The Configuration type of every connector's package, [Object] and
// *metadata.Configuration implement it, and nothing else can.
//
// Packages fmt, log/slog and encoding/json redact it. Only [Wire] reveals its secrets.
type Configuration interface {
	// StoreType returns the store type that the configuration is for, such as "Zoom".
	StoreType() string

	// Validate reports everything that is wrong, as [Errors], or returns nil.
	Validate() error

	// Secrets returns the sensitive attributes by key, empty ones included.
	Secrets() map[string]Secret

	// Encode is for [Wire] and the methods that redact.
	Encode(codec.Encoder) codec.Encoder
}

// Wire returns c as the API expects it, secrets included.
// It returns nil if the store is to be sent without a configuration: if c is
// nil, or if there is nothing that c could hold.
//
// Wire fails if c is not valid, but for [RuleCredentials]; if a secret, an Extra or an [Object] holds a
// mask in the place of a secret, or if a string is not valid UTF-8.
// The error is an [Errors] with all of that.
func Wire(c Configuration) (json.RawMessage, error) {
	if c == nil {
		return nil, nil
	}
	if codec.IsNil(c) {
		return nil, fmt.Errorf("connector: want a configuration, not a nil %T", c)
	}
	errs, err := problemsOf(c)
	if err != nil {
		return nil, err
	}
	e := c.Encode(codec.NewEncoder(c.StoreType(), true))
	if errs = append(errs, codec.Problems[Errors](&e)...); len(errs) > 0 {
		return nil, errs
	}
	if e.Omitted() {
		return nil, nil
	}
	return e.Bytes(), nil
}

// problemsOf returns what Validate reports and Wire refuses, and an error if that is
// no Errors.
func problemsOf(c Configuration) (Errors, error) {
	err := c.Validate()
	if err == nil {
		return nil, nil
	}
	var errs Errors
	if !errors.As(err, &errs) {
		return nil, err
	}
	var refused Errors
	for _, e := range errs {
		if e.Rule != RuleCredentials {
			refused = append(refused, e)
		}
	}
	return refused, nil
}

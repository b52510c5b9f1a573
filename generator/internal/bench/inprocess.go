package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"testing"

	"github.com/go-playground/validator/v10"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
)

// rounds is how often what runs in this process is measured: often and shortly,
// so that whatever else the machine does meets all alike.
const rounds = 31

// interleaved measures the functions one after the other, rounds times. It
// returns the results of each, round by round.
func interleaved(functions ...func() error) ([][]testing.BenchmarkResult, error) {
	testing.Init() // it registers the flag
	if err := flag.Set("test.benchtime", "20ms"); err != nil {
		return nil, err
	}
	all := make([][]testing.BenchmarkResult, len(functions))
	for range rounds {
		for i, f := range functions {
			if err := f(); err != nil {
				return nil, err
			}
			all[i] = append(all[i], testing.Benchmark(func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					_ = f() // it did not fail before
				}
			}))
		}
	}
	return all, nil
}

func nanoseconds(r testing.BenchmarkResult) float64 { return float64(r.T.Nanoseconds()) / float64(r.N) }
func allocations(r testing.BenchmarkResult) float64 { return float64(r.AllocsPerOp()) }

// faster returns how many times as fast as theirs ours is.
func faster(what string, ours, theirs []testing.BenchmarkResult, least float64) figure {
	return figure{
		What: what, Unit: "x", N: rounds,
		Value: ratio(theirs, ours, nanoseconds), Limit: atLeast(least), Detail: times(ours, theirs),
	}
}

// allocates returns how often ours allocates.
func allocates(what string, ours []testing.BenchmarkResult, most float64) figure {
	return figure{
		What: what, Unit: "allocations", N: rounds,
		Value: medianOf(ours, allocations), Limit: atMost(most),
	}
}

func times(ours, theirs []testing.BenchmarkResult) string {
	return fmt.Sprintf("%s ns : %s ns", number(medianOf(ours, nanoseconds)), number(medianOf(theirs, nanoseconds)))
}

// validate measures what checking a configuration costs.
func validate(context.Context, *bench) ([]figure, error) {
	valid, err := validateValid()
	if err != nil {
		return nil, err
	}
	invalid, err := validateInvalid()
	return append(valid, invalid...), err
}

func validateValid() ([]figure, error) {
	p, c, err := decoded()
	if err != nil {
		return nil, err
	}
	v := newValidator()
	all, err := interleaved(
		func() error { return c.Validate() },
		func() error { return v.Struct(p) },
		func() error { return validateByHand(*c) },
	)
	if err != nil {
		return nil, err
	}
	ours, theirs, hand := all[0], all[1], all[2]
	return []figure{
		allocates("`Validate`, valid Zoom configuration", ours, 0),
		faster("the same, speed of go-playground/validator", ours, theirs, 150),
		{
			What: "the same, time of the same checks by hand", Unit: "x", N: rounds,
			Value: ratio(ours, hand, nanoseconds), Limit: atMost(1.2), Detail: times(ours, hand),
		},
	}, nil
}

func newValidator() *validator.Validate { return validator.New(validator.WithRequiredStructEnabled()) }

// validateInvalid also reads what is wrong, which is what it is validated for.
func validateInvalid() ([]figure, error) {
	p, c, err := broken()
	if err != nil {
		return nil, err
	}
	v := newValidator()
	all, err := interleaved(
		func() error { return three(ours(c)) },
		func() error { return three(theirs(v, p)) },
	)
	if err != nil {
		return nil, err
	}
	return []figure{
		allocates("`Validate`, 3 problems, keys and rules read", all[0], 2),
		faster("the same, speed of go-playground/validator", all[0], all[1], 40),
	}, nil
}

// ours returns how many problems c has, and how long their keys and rules are.
func ours(c *zoom.Configuration) (problems, length int) {
	errs, _ := errors.AsType[connector.Errors](c.Validate())
	for _, err := range errs {
		length += len(err.Key) + len(err.Rule)
	}
	return len(errs), length
}

// theirs does what ours does.
func theirs(v *validator.Validate, p *plain) (problems, length int) {
	errs, _ := errors.AsType[validator.ValidationErrors](v.Struct(p))
	for _, err := range errs {
		length += len(err.Field()) + len(err.Tag())
	}
	return len(errs), length
}

var errNotThree = errors.New("want three problems with their keys and rules")

func three(problems, length int) error {
	if problems != 3 || length == 0 {
		return errNotThree
	}
	return nil
}

// codec measures encoding and decoding.
func codec(context.Context, *bench) ([]figure, error) {
	p, c, err := decoded()
	if err != nil {
		return nil, err
	}
	data := []byte(example)
	object, err := connector.NewObject(zoom.StoreType, data)
	if err != nil {
		return nil, err
	}
	all, err := interleaved(
		func() error { _, err := connector.Wire(c); return err },
		func() error { _, err := json.Marshal(p); return err },
		func() error { _, err := zoom.From(object); return err },
		func() error { return json.Unmarshal(data, new(plain)) },
	)
	if err != nil {
		return nil, err
	}
	return []figure{
		faster("`Wire`, speed of `encoding/json` on a plain struct", all[0], all[1], 2),
		faster("`zoom.From`, speed of `encoding/json` into a plain struct", all[2], all[3], 3),
	}, nil
}

package client_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
	"github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// An answer of 10 MiB must not hold a processor for long, whatever is in it. So
// the time that reading and writing take is in proportion to the size: twice the size
// takes about twice as long, where a search among all that came before takes four times.
func TestLinear(t *testing.T) {
	long.Only(t, "the largest sizes take a while each")
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // it would run in some of the measurements only
	for name, shape := range shapes() {
		t.Run(name, func(t *testing.T) {
			costs := []time.Duration{time.Hour, time.Hour, time.Hour, time.Hour}
			for round := 0; round < 3 || round < 9 && growth(costs) > 2.6; round++ {
				for i, n := range []int{2000, 4000, 8000, 16000} {
					text := shape.text(n)
					runtime.GC()
					start := processorTime()
					if err := shape.use(text); err != nil {
						t.Fatal(err)
					}
					costs[i] = min(costs[i], processorTime()-start)
				}
			}
			if ratio := growth(costs); ratio > 2.6 {
				t.Errorf("twice as much takes %.1f times as long: %v", ratio, costs)
			}
		})
	}
}

// A shape is a text that n makes longer, and what is done with it.
type shape struct {
	text func(n int) string
	use  func(text string) error
	most int // about as much as is taken, if 10 MiB are not
}

// shapes returns what could take long.
func shapes() map[string]shape {
	return map[string]shape{
		"unknown members of a store": {func(n int) string { return `{` + members(n, `"x%d":1`) + `}` }, sendBack, 90_000},
		"links of a store":           {func(n int) string { return `{"_links":{` + members(n, `"x%d":{"href":"h"}`) + `}}` }, sendBack, 90_000},
		"members of a configuration": {func(n int) string { return `{"type":"Zoom","configuration":{` + members(n, `"x%d":1`) + `}}` }, sendBack, 90_000},
		"escaped names":              {func(n int) string { return `{` + members(n, `"\u0078%d":1`) + `}` }, sendBack, 90_000},
		"odd members":                {func(n int) string { return `{"image":{` + members(n, `"x%d":[{"a":1,"a":2}]`) + `}}` }, sendBack, 90_000},
		"odd links":                  {func(n int) string { return `{"_links":{"curies":[],` + members(n, `"x%d":{"href":5}`) + `}}` }, sendBack, 90_000},
		"objects in each other":      {func(n int) string { return `{"new":[` + members(n/200, deep(`{"a":`, 200, `}`)) + `]}` }, sendBack, 90_000},
		"backslashes":                {func(n int) string { return `{"name":"` + strings.Repeat(`\\`, 20*n) + `"}` }, sendBack, 90_000},
		"values of no type":          {func(n int) string { return attributes(n/200, `"x%d":{"defaultValue":`+deep("[", 200, "]")+`}`) }, readMetadata, 900_000},
		"members of a value of no type": {func(n int) string {
			return attributes(1, `"x%d":{"defaultValue":{`+strings.ReplaceAll(members(n, `"y%d":1`), "%", "%%")+`}}`)
		}, readMetadata, 90_000},
		"elements of a page":              {func(n int) string { return `{"_embedded":{"stores":[` + members(n, `{}`) + `]}}` }, readPage, 90_000},
		"attributes of users":             {func(n int) string { return attributes(n, `"x%d":{"type":"STRING"}`) }, readMetadata, 70_000},
		"attributes":                      {func(n int) string { return profiles(2, members(n/2, `{"key":"x%d"}`)) }, readMetadata, 120_000},
		"attributes, and members of them": {func(n int) string { return profiles(2, members(n/2, `{"key":"x%d"}`)) }, decodeByMetadata, 120_000},
	}
}

// 10 MiB of anything take about a second at most, or are refused by an error that says
// what there is too much of; then as much as is taken is tried. A second is what
// [encoding/json] takes to read 10 MiB of ordinary objects six times over, which does
// not depend on the machine.
func TestLargest(t *testing.T) {
	long.Only(t, "10 MiB of everything takes a while")
	const size = 10 << 20
	ordinary := []byte(`[` + members(size/60, `{"name":"x%d","id":"an id of a resource","n":1}`) + `]`)
	for name, shape := range shapes() {
		t.Run(name, func(t *testing.T) {
			n := 1000 * size / len(shape.text(1000))
			err := takesLong(t, ordinary, shape, shape.text(n))
			if err == nil {
				return
			}
			if !strings.Contains(err.Error(), "more than") && !strings.Contains(err.Error(), "at most") {
				t.Fatalf("refused: %v", err)
			}
			t.Log(err)
			if err := takesLong(t, ordinary, shape, shape.text(shape.most)); err != nil {
				t.Errorf("%d of them are refused: %v", shape.most, err)
			}
		})
	}
}

// takesLong returns why text is refused, if it is. It reports an error if that takes
// more than six times as long as to read what is ordinary.
func takesLong(t *testing.T, ordinary []byte, shape shape, text string) (err error) {
	t.Helper()
	var unit, cost time.Duration
	for round := 0; round == 0 || round < 4 && cost > 6*unit; round++ { // again if something came between
		unit = processorTimeOf(func() {
			var v any
			if err := json.Unmarshal(ordinary, &v); err != nil {
				t.Fatal(err)
			}
		})
		cost = processorTimeOf(func() { err = shape.use(text) })
	}
	t.Logf("%d bytes take %v, %.1f times as long as 10 MiB that are ordinary", len(text), cost, float64(cost)/float64(unit))
	if cost > 6*unit {
		t.Errorf("%d bytes take %v, want at most %v", len(text), cost, 6*unit)
	}
	return err
}

func processorTimeOf(do func()) time.Duration {
	runtime.GC()
	start := processorTime()
	do()
	return processorTime() - start
}

// growth returns how many times longer twice as much takes.
func growth(costs []time.Duration) float64 {
	last := len(costs) - 1
	return math.Pow(float64(costs[last])/float64(costs[0]), 1/float64(last))
}

// members returns n members of the form, which has a %d for their number.
func members(n int, form string) string {
	list := make([]string, n)
	for i := range list {
		list[i] = strings.Replace(form, "%d", fmt.Sprint(i), 1)
	}
	return strings.Join(list, ",")
}

// deep returns a value in n objects or arrays.
func deep(open string, n int, end string) string {
	return strings.Repeat(open, n) + "1" + strings.Repeat(end, n)
}

func attributes(n int, form string) string {
	return `{"information":{"key":"A"},"connectionProfiles":[],"attributeMetadata":{"userAttributes":{` + members(n, form) + `}}}`
}

// profiles returns metadata with n profiles of the same attributes, one of which tells them apart.
func profiles(n int, attributes string) string {
	way := `{"key":"WAY","possibleValues":[` + members(n, `"p%d"`) + `]}`
	return `{"information":{"key":"A"},"connectionProfiles":[` +
		members(n, `{"name":"p%d","connectionAttributes":[`+attributes+`,`+way+`]}`) + `],"attributeMetadata":{}}`
}

// sendBack reads a store and writes it, redacted and typed.
func sendBack(text string) error {
	var store propagation.Store
	if err := store.UnmarshalJSON([]byte(text)); err != nil {
		return err
	}
	if _, err := store.MarshalJSON(); err != nil {
		return err
	}
	if store.Type != "Zoom" {
		return nil
	}
	typed, err := zoom.From(store.Configuration)
	if err != nil {
		return err
	}
	_, err = connector.Merge(store.Configuration, typed)
	return err
}

// readPage reads the stores on a page.
func readPage(text string) error {
	client, err := propagation.NewClient(propagation.Config{
		Region: propagation.Europe, EnvironmentID: "env", MaxBody: 16 << 20,
		HTTPClient: &http.Client{Transport: same(text)},
	})
	if err != nil {
		return err
	}
	for _, err := range client.Stores(context.Background()) {
		if err != nil {
			return err
		}
	}
	return nil
}

// A text that a transport answers.
type same string

// RoundTrip implements [http.RoundTripper].
func (s same) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, ContentLength: -1, Body: io.NopCloser(strings.NewReader(string(s)))}, nil
}

// readMetadata reads metadata as a type of the client, and as package metadata does.
func readMetadata(text string) error {
	var answer propagation.StoreMetadata
	if err := answer.UnmarshalJSON([]byte(text)); err != nil {
		return err
	}
	_, err := metadata.From(answer)
	return err
}

// decodeByMetadata reads metadata, and a configuration that has all of its attributes.
func decodeByMetadata(text string) error {
	m, err := metadata.Parse([]byte(text))
	if err != nil {
		return err
	}
	o, err := connector.NewObject("A", []byte(`{`+members(len(m.Profiles[0].Attributes)-1, `"x%d":"v"`)+`}`))
	if err != nil {
		return err
	}
	c, err := metadata.Decode(m, o)
	if err != nil {
		return err
	}
	_, err = c.MarshalJSON()
	return err
}

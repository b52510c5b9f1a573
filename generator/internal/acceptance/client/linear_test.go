package client_test

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
	"github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generated/propagation"
)

// An answer of 10 MiB must not hold a processor for long, whatever is in it. So
// the time that reading and writing take is in proportion to the size: twice the size
// takes about twice as long, where a search among all that came before takes four times.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("the largest sizes take a while each")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // it would run in some of the measurements only
	for name, shape := range map[string]struct {
		text func(n int) string
		use  func(t *testing.T, text string)
	}{
		"unknown members of a store": {func(n int) string { return `{` + members(n, `"x%d":1`) + `}` }, sendBack},
		"links of a store":           {func(n int) string { return `{"_links":{` + members(n, `"x%d":{"href":"h"}`) + `}}` }, sendBack},
		"members of a configuration": {func(n int) string { return `{"type":"Zoom","configuration":{` + members(n, `"x%d":1`) + `}}` }, sendBack},
		"escaped names":              {func(n int) string { return `{` + members(n, `"\u0078%d":1`) + `}` }, sendBack},
		"odd members":                {func(n int) string { return `{"image":{` + members(n, `"x%d":[{"a":1,"a":2}]`) + `}}` }, sendBack},
		"odd links":                  {func(n int) string { return `{"_links":{"curies":[],` + members(n, `"x%d":{"href":5}`) + `}}` }, sendBack},
		"objects in each other":      {func(n int) string { return `{"new":[` + members(n/200, deep(`{"a":`, 200, `}`)) + `]}` }, sendBack},
		"backslashes":                {func(n int) string { return `{"name":"` + strings.Repeat(`\\`, 20*n) + `"}` }, sendBack},
		"values of no type":          {func(n int) string { return attributes(n/200, `"x%d":{"defaultValue":`+deep("[", 200, "]")+`}`) }, readMetadata},
		"members of a value of no type": {func(n int) string {
			return attributes(1, `"x%d":{"defaultValue":{`+strings.ReplaceAll(members(n, `"y%d":1`), "%", "%%")+`}}`)
		}, readMetadata},
		"attributes of users":             {func(n int) string { return attributes(n, `"x%d":{"type":"STRING"}`) }, readMetadata},
		"attributes":                      {func(n int) string { return profiles(2, members(n/2, `{"key":"x%d"}`)) }, readMetadata},
		"attributes, and members of them": {func(n int) string { return profiles(2, members(n/2, `{"key":"x%d"}`)) }, decodeByMetadata},
	} {
		t.Run(name, func(t *testing.T) {
			costs := []time.Duration{time.Hour, time.Hour, time.Hour, time.Hour}
			for round := 0; round < 3 || round < 9 && growth(costs) > 2.6; round++ {
				for i, n := range []int{2000, 4000, 8000, 16000} {
					text := shape.text(n)
					runtime.GC()
					start := processorTime()
					shape.use(t, text)
					costs[i] = min(costs[i], processorTime()-start)
				}
			}
			if ratio := growth(costs); ratio > 2.6 {
				t.Errorf("twice as much takes %.1f times as long: %v", ratio, costs)
			}
		})
	}
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
func sendBack(t *testing.T, text string) {
	var store propagation.Store
	if err := store.UnmarshalJSON([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if _, err := store.MarshalJSON(); err != nil {
		t.Fatal(err)
	}
	if store.Type != "Zoom" {
		return
	}
	typed, err := zoom.From(store.Configuration)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := connector.Merge(store.Configuration, typed); err != nil {
		t.Fatal(err)
	}
}

// readMetadata reads metadata as a type of the client, and as package metadata does.
func readMetadata(t *testing.T, text string) {
	var answer propagation.StoreMetadata
	if err := answer.UnmarshalJSON([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if _, err := metadata.From(answer); err != nil {
		t.Fatal(err)
	}
}

// decodeByMetadata reads metadata, and a configuration that has all of its attributes.
func decodeByMetadata(t *testing.T, text string) {
	m, err := metadata.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	o, err := connector.NewObject("A", []byte(`{`+members(len(m.Profiles[0].Attributes)-1, `"x%d":"v"`)+`}`))
	if err != nil {
		t.Fatal(err)
	}
	c, err := metadata.Decode(m, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.MarshalJSON(); err != nil {
		t.Fatal(err)
	}
}

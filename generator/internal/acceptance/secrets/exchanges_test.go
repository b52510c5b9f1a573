package secrets_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/leak"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// The canaries of an exchange, beside those that [filled] puts into a configuration.
const (
	secretOfClient = 2001 + iota // of the worker application
	tokenOfClient
	unknownOfStore // a member that no field of a store holds
	plainInBody    // a text in a body that is no type of ours
	secretOfServer // of a store that the server has
)

// TestLeaksOfExchanges makes every operation of the client fail in every way of
// [failures], both at its own request and at the one for its token. Neither the
// error, however it is printed, nor the log may show a secret that was sent or that
// the server answered.
func TestLeaksOfExchanges(t *testing.T) {
	t.Parallel()
	configurations := configurationsWithSecrets(t)
	operations := reflect.TypeFor[*propagation.Client]()
	var seen tally
	for i, f := range failures() {
		for n := range operations.NumMethod() {
			x := exchange{failure: f, method: n, configuration: configurations[(i+n)%len(configurations)]}
			if !long.Wanted() && n%48 != i%48 {
				continue
			}
			for _, x.ofToken = range []bool{false, true} {
				for _, x.other = range []bool{false, true} {
					x.check(t, &seen)
				}
			}
		}
	}
	t.Logf("0 canaries are shown of %d exchanges; %d errors, %d of which had something taken out, and %d records in logs", seen.exchanges, seen.errors, seen.redacted, seen.records)
	if seen.errors < seen.exchanges*3/4 || seen.redacted < seen.exchanges/4 || seen.records < seen.exchanges {
		t.Error("most exchanges must fail, and a good part of the errors must quote what was sent")
	}
}

// TestLeaksOfProfiles sends every profile of every connector to a server that
// refuses it and quotes all of it.
func TestLeaksOfProfiles(t *testing.T) {
	t.Parallel()
	var seen tally
	client := reflect.TypeFor[*propagation.Client]()
	for _, name := range []string{"CreateStore", "CheckConnection", "ReplaceStore", "StoreMetadata"} {
		m, ok := client.MethodByName(name)
		if !ok {
			t.Fatalf("there is no operation %s any more", name)
		}
		for _, c := range configurationsWithSecrets(t) {
			x := exchange{failure: failures()[0], method: m.Index, configuration: c, other: true}
			x.check(t, &seen)
		}
	}
	if seen.redacted != seen.exchanges {
		t.Errorf("%d of %d errors had something taken out, want all", seen.redacted, seen.exchanges)
	}
}

// TestLeaksOfAnswers answers with JSON that has a secret in the place of something
// else, one place at a time, for every type that an operation returns. No error may
// quote it.
func TestLeaksOfAnswers(t *testing.T) {
	t.Parallel()
	var seen tally
	for result, method := range results() {
		for answer := range wrong(result, 4) {
			x := exchange{method: method, harmless: true, failure: failure{name: answer, succeeds: true, answer: func(*http.Request) (*http.Response, error) {
				return says(http.StatusOK, answer)
			}}}
			x.check(t, &seen)
		}
	}
	t.Logf("0 canaries are shown of %d answers, %d of which are refused", seen.exchanges, seen.errors)
	if seen.errors < seen.exchanges*2/5 {
		t.Error("want at least those two of five to be refused that are no JSON")
	}
}

// results returns the types that operations return, each with the number of a method
// that returns it.
func results() map[reflect.Type]int {
	types := make(map[reflect.Type]int)
	client := reflect.TypeFor[*propagation.Client]()
	for i := range client.NumMethod() {
		if result := client.Method(i).Type.Out(0); result.Kind() == reflect.Pointer {
			types[result.Elem()] = i
		}
	}
	return types
}

// wrong yields JSON for a type with a canary at one place, down to a depth: in
// the place of a value, in an array, as the name of a member, as a member.
func wrong(t reflect.Type, depth int) iter.Seq[string] {
	return func(yield func(string) bool) {
		text := string(quoted(1))
		for _, value := range []string{text, "[" + text + "]", "{" + text + ":" + text + "}", text[:9], "-" + text} {
			if !yield(value) {
				return
			}
		}
		for prefix, inner := range parts(t) {
			if depth == 0 {
				return
			}
			for value := range wrong(inner, depth-1) {
				if !yield(prefix[0] + value + prefix[1]) {
					return
				}
			}
		}
	}
}

// parts yields the types that t is made of, each with what stands around it in JSON.
func parts(t reflect.Type) iter.Seq2[[2]string, reflect.Type] {
	return func(yield func([2]string, reflect.Type) bool) {
		switch t.Kind() {
		case reflect.Pointer:
			yield([2]string{}, t.Elem())
		case reflect.Slice:
			yield([2]string{"[", "]"}, t.Elem())
		case reflect.Map:
			yield([2]string{"{" + string(quoted(2)) + ":", "}"}, t.Elem())
		case reflect.Struct:
			for f := range t.Fields() {
				name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				if name != "" && name != "-" && !yield([2]string{fmt.Sprintf("{%q:", name), "}"}, f.Type) {
					return
				}
			}
		}
	}
}

// configurationsWithSecrets returns configurations with a canary in each secret: one
// of every profile, and some in forms with less type information.
func configurationsWithSecrets(t *testing.T) (list []any) {
	t.Helper()
	for _, m := range sortedly(harness.Metadata(t)) {
		for _, profile := range harness.Profiles(m) {
			list = append(list, filled(t, m, profile))
		}
		list = append(list, asSent(t, filled(t, m, harness.Profiles(m)[0])))
	}
	object, err := connector.NewObject("Gizmo", []byte(`{"A":{"B":[`+string(quoted(1))+`,{"C":`+string(quoted(2))+`}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	return append(list, object)
}

// A tally counts what was looked at.
type tally struct {
	exchanges, errors int
	redacted          int // errors out of which something was taken
	records           int // in logs
}

// An exchange is a call of an operation that fails.
type exchange struct {
	failure       failure
	method        int  // of propagation.Client
	configuration any  // what is sent if the operation sends one
	ofToken       bool // the request for a token fails, and not the operation's
	other         bool // the other way, where there are two: see run
	harmless      bool // the canary may stand where it is no secret, so that the log has it

	log bytes.Buffer
}

// check calls the operation and fails if something shows a secret. Seen gets what there was.
func (x exchange) check(t *testing.T, seen *tally) {
	t.Helper()
	name := reflect.TypeFor[*propagation.Client]().Method(x.method).Name
	what := fmt.Sprintf("%s: %s (token %t, other %t)", name, x.failure.name, x.ofToken, x.other)
	var err error
	synctest.Test(t, func(t *testing.T) { err = x.run(t) }) // time passes between attempts
	if shown := leak.Shows(x.log.String()); shown != "" && !x.harmless {
		t.Errorf("%s: the log shows %s", what, shown)
	}
	seen.exchanges++
	seen.records += strings.Count(x.log.String(), "propagation request")
	if err == nil {
		if !x.failure.succeeds {
			t.Errorf("%s: there is no error", what)
		}
		return
	}
	shown := everythingShown(err)
	if quoted := leak.Shows(shown); quoted != "" {
		t.Errorf("%s: the error shows %s", what, quoted)
	}
	seen.errors++
	if strings.Contains(shown, "[redacted]") {
		seen.redacted++
	}
	if e, ok := errors.AsType[*propagation.Error](err); !ok && !x.failure.succeeds || ok && e.Status != x.failure.status {
		t.Errorf("%s: the status must be %d: %v", what, x.failure.status, err)
	}
}

// run calls the operation and returns its error. If x.other is set, credentials are
// sent in the form, and an update reads nothing first.
func (x *exchange) run(t *testing.T) error {
	style := propagation.AuthStyleInHeader
	if x.other {
		style = propagation.AuthStyleInParams
	}
	client, err := propagation.NewClient(propagation.Config{
		Region: propagation.Europe, EnvironmentID: "env", HTTPClient: &http.Client{Transport: x},
		Credentials: propagation.ClientCredentials{ID: "id", Secret: connector.NewSecret(leak.Canary(secretOfClient)), AuthStyle: style},
		Logger:      slog.New(slog.NewMultiHandler(slog.NewTextHandler(&x.log, debug()), slog.NewJSONHandler(&x.log, debug()))),
	})
	if err != nil {
		t.Fatal(err)
	}
	return x.call(t.Context(), reflect.ValueOf(client).Method(x.method))
}

func debug() *slog.HandlerOptions { return &slog.HandlerOptions{Level: slog.LevelDebug} }

// RoundTrip implements [http.RoundTripper].
func (x *exchange) RoundTrip(r *http.Request) (*http.Response, error) {
	token := strings.HasSuffix(r.URL.Path, "/as/token")
	if token == x.ofToken {
		return x.failure.answer(r)
	}
	if r.Body != nil {
		io.Copy(io.Discard, r.Body)
	}
	access, _ := json.Marshal(leak.Canary(tokenOfClient))
	return says(http.StatusOK, fmt.Sprintf(`{"access_token":%s,"token_type":"Bearer","expires_in":3600}`, access))
}

// call calls an operation with arguments that hold all the secrets that they can,
// and returns its error.
func (x *exchange) call(ctx context.Context, operation reflect.Value) (err error) {
	arguments := []reflect.Value{reflect.ValueOf(ctx)}
	for i := 1; i < operation.Type().NumIn()-1; i++ { // the last are the options
		v := reflect.New(operation.Type().In(i)).Elem()
		x.fill(v)
		arguments = append(arguments, v)
	}
	if x.other {
		arguments = append(arguments, reflect.ValueOf(propagation.AllowClearingAll()))
	}
	results := operation.Call(arguments)
	last := results[len(results)-1]
	if last.Kind() != reflect.Func { // no iterator
		err, _ = last.Interface().(error)
		return err
	}
	for _, e := range last.Seq2() {
		err, _ = e.Interface().(error)
	}
	return err
}

// fill puts something into v and all that v holds.
func (x *exchange) fill(v reflect.Value) {
	switch held := v.Addr().Interface().(type) {
	case *connector.Configuration:
		*held = x.configuration.(connector.Configuration)
	case *connector.Extra:
		value, _ := connector.NewValue(quoted(unknownOfStore)) // it is JSON
		*held = connector.Extra{"NOBODY_KNOWS": value}
	case *any:
		*held = x.body()
	case *propagation.Call:
		value, _ := connector.NewValue(json.RawMessage(`{"SECRET":` + string(quoted(plainInBody)) + `}`)) // it is JSON
		*held = propagation.Call{Operation: "Call", Method: http.MethodPost, Path: "/things", Body: value}
	default:
		x.fillKind(v)
	}
}

// fillKind is fill for a type that is like any other of its kind.
func (x *exchange) fillKind(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if _, store := v.Interface().(propagation.StoreType); !store { // the configuration says which
			v.SetString("an-id")
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		x.fill(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				x.fill(v.Field(i))
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		x.fill(v.Index(0))
	}
}

// body returns what is sent where anything can be.
func (x *exchange) body() any {
	if x.other {
		return x.configuration
	}
	return map[string]any{"SECRET": leak.Canary(plainInBody), "more": []any{map[string]any{"SECRET": leak.Canary(plainInBody)}}}
}

// everythingShown returns all that programs may print of an error: of itself, of
// others that hold it, of those that it holds, and of its exported fields.
func everythingShown(err error) string {
	var b strings.Builder
	logger := slog.New(slog.NewMultiHandler(slog.NewTextHandler(&b, nil), slog.NewJSONHandler(&b, nil)))
	show := func(v any) {
		fmt.Fprintf(&b, "%[1]v %+[1]v %#[1]v %[1]s %[1]q %[1]x %[1]d\n", v)
		data, _ := json.Marshal(v) // what cannot be encoded shows nothing
		b.Write(data)
	}
	for _, held := range unwrapped(errors.Join(fmt.Errorf("wrapped: %w", err), io.EOF)) {
		show(held)
		logger.Info("failed", "error", held)
		showFields(reflect.ValueOf(held), show)
	}
	return b.String()
}

// unwrapped returns err and all errors that it unwraps to.
func unwrapped(err error) []error {
	list := []error{err}
	switch held := err.(type) {
	case interface{ Unwrap() error }:
		if inner := held.Unwrap(); inner != nil {
			list = append(list, unwrapped(inner)...)
		}
	case interface{ Unwrap() []error }:
		for _, inner := range held.Unwrap() {
			list = append(list, unwrapped(inner)...)
		}
	}
	return list
}

// showFields shows the exported fields of v, and theirs.
func showFields(v reflect.Value, show func(any)) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return
	}
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() && v.Field(i).CanInterface() {
			show(v.Field(i).Interface())
			showFields(v.Field(i), show)
		}
	}
}

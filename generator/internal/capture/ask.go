package capture

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/connectorgen/connectorgen/generator/internal/connect"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagationtest"
)

// An asker sends the requests to PingOne.
type asker struct {
	in            *inputs
	config        propagation.Config
	client        *propagation.Client
	configuration *connector.Value // nil if there is none
	sent          *sent
	sandbox       bool // answers of the test server are taken
	progress      func(done, of int)
}

// A reply is the answer, or the error, for a store type.
type reply struct {
	storeType string
	body      json.RawMessage
	sandbox   bool // it is an answer of the test server
	err       error
}

func newAsker(in *inputs, o Options, types []string) (*asker, error) {
	client, config, err := connect.Client(o.Getenv, o.Client)
	if err != nil {
		return nil, optionsErrorf("%s", err.Error())
	}
	a := &asker{in: in, config: config, client: client, sent: newSent(config), sandbox: o.Sandbox, progress: o.Progress}
	if o.Configuration == nil {
		return a, nil
	}
	value, err := connector.NewValue(o.Configuration)
	if err != nil || bytes.TrimSpace(o.Configuration)[0] != '{' {
		return nil, optionsErrorf("the configuration must be a JSON object, without duplicate members")
	}
	a.configuration = &value
	a.sent.add(o.Configuration, in.connectors[types[0]])
	return a, nil
}

// region returns the code of the region, or the host if a URL was configured.
func (a *asker) region() string {
	if a.config.BaseURL == "" {
		return string(a.config.Region)
	}
	base, err := url.Parse(a.config.BaseURL)
	if err != nil {
		return "" // cannot be: the client has taken it
	}
	return base.Host
}

// maxAtOnce is the number of concurrent requests.
const maxAtOnce = 4

// ask requests the metadata of all types and returns the replies in their order.
// If PingOne refuses the credentials, it sends no further requests.
func (a *asker) ask(ctx context.Context, types []string) []reply {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	replies := make([]reply, len(types))
	var group errgroup.Group
	group.SetLimit(maxAtOnce)
	tell := counter(a.progress, len(types))
	tell(0)
	for i := range types {
		group.Go(func() error {
			replies[i] = a.askFor(ctx, types[i])
			if err := replies[i].err; refused(err) {
				cancel(err)
			}
			tell(1)
			return nil
		})
	}
	_ = group.Wait() // each reply has its own error
	return replies
}

// counter returns a function that adds to the types that are done, and says how many
// there are of all. It is safe for concurrent use.
func counter(progress func(done, of int), of int) (tell func(more int)) {
	var mu sync.Mutex
	done := 0
	return func(more int) {
		mu.Lock()
		defer mu.Unlock()
		if done += more; progress != nil {
			progress(done, of)
		}
	}
}

// askFor requests the metadata of one store type.
func (a *asker) askFor(ctx context.Context, storeType string) reply {
	r := reply{storeType: storeType}
	if r.err = context.Cause(ctx); r.err != nil {
		return r
	}
	body, err := a.body(storeType)
	if err != nil {
		r.err = err
		return r
	}
	var response propagation.Response
	r.body, r.err = a.client.Call(ctx, propagation.Call{
		Operation:  "storeMetadata",
		Method:     http.MethodPost,
		Path:       "/environments/{environmentID}/propagation/storeMetadata/{storeType}",
		Values:     []string{storeType},
		Body:       body,
		Repeatable: true, // it only reads
	}, propagation.WithResponse(&response))
	r.sandbox = response.Header.Get(propagationtest.Header) != ""
	if cause := context.Cause(ctx); r.err != nil && cause != nil { // else it would be quoted twice
		r.err = cause
	}
	return r
}

// body returns the request body for a store type: the configuration from the
// options, else the documented example for the type, else an empty object.
func (a *asker) body(storeType string) (connector.Value, error) {
	if a.configuration != nil {
		return *a.configuration, nil
	}
	if example := a.in.example(storeType); example != nil {
		return connector.NewValue(example)
	}
	return connector.NewValue([]byte("{}"))
}

// refused reports whether err means that PingOne refuses the credentials.
func refused(err error) bool {
	e, ok := errors.AsType[*propagation.Error](err)
	return ok && (e.Operation == "token" && e.Status != 0 && e.Status < http.StatusInternalServerError ||
		errors.Is(e, propagation.ErrUnauthorized))
}

// unreached reports whether err means that PingOne did not answer, or refuses these credentials.
func unreached(err error) bool {
	e, ok := errors.AsType[*propagation.Error](err)
	lost := errors.As(err, new(*url.Error)) || ok && e.Operation == "token"
	return lost || errors.Is(err, propagation.ErrForbidden) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}

// unasked returns an error if no request could be answered at all.
func (a *asker) unasked(ctx context.Context, replies []reply) error {
	if err := context.Cause(ctx); errors.Is(ctx.Err(), context.Canceled) {
		return err
	}
	i := slices.IndexFunc(replies, func(r reply) bool { return refused(r.err) })
	for _, r := range replies {
		if !refused(r.err) && !unreached(r.err) {
			return nil
		}
	}
	return errors.New("PingOne could not be asked: " + a.sent.withhold(a.reason(replies[max(i, 0)].err)))
}

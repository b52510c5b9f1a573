package client_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

var load = flag.Bool("load", false, "64 goroutines with 2,000 operations each, and a comparison with other clients")

// A fate is what goes wrong with a request, over a real connection.
type fate string

const (
	unsent  fate = "unsent"  // no connection
	lost    fate = "lost"    // carried out, and reset before the answer
	torn    fate = "torn"    // carried out, and reset in the middle of the answer
	busy    fate = "503"     // not carried out, and who asks cannot know
	limited fate = "429"     // not carried out
	stale   fate = "401"     // the token is not accepted, once
	denied  fate = "403"     // for good
	clash   fate = "409"     // for good
	none    fate = "nothing" // goes wrong
)

// status returns the status that f is, or 0.
func (f fate) status() int {
	status, _ := strconv.Atoi(string(f))
	return status
}

// class returns what an operation with a fate must come to: nil, or what its error
// is. Only a create is not sent again where it may have been carried out.
func (f fate) class(method string) error {
	switch f {
	case lost, torn, busy:
		if method == http.MethodPost {
			return propagation.ErrOutcomeUnknown
		}
	case denied:
		return propagation.ErrForbidden
	case clash:
		return propagation.ErrConflict
	case unsent, limited, stale, none:
	}
	return nil
}

// A plan is the fate of the first request of a method.
type plan struct {
	method string
	fate   fate
	met    atomic.Bool
}

type planKey struct{}

// A fateful transport tells the server what is to go wrong.
type fateful struct{ *http.Transport }

// RoundTrip implements [http.RoundTripper].
func (t fateful) RoundTrip(r *http.Request) (*http.Response, error) {
	p, _ := r.Context().Value(planKey{}).(*plan)
	token := strings.HasSuffix(r.URL.Path, "/as/token") // is for all callers
	if p == nil || token || p.method != r.Method || p.fate == none || p.met.Swap(true) {
		return t.Transport.RoundTrip(r)
	}
	if p.fate == unsent {
		if r.Body != nil {
			r.Body.Close()
		}
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	r = r.Clone(r.Context())
	r.Header.Set("X-Fate", string(p.fate))
	return t.Transport.RoundTrip(r)
}

// fated returns a handler that does to an answer what the request says.
func fated(server http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f := fate(r.Header.Get("X-Fate"))
		switch {
		case f == "":
			server.ServeHTTP(w, r)
		case f.status() != 0:
			io.Copy(io.Discard, r.Body)
			w.WriteHeader(f.status())
		default:
			answer := httptest.NewRecorder()
			server.ServeHTTP(answer, r)
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				return
			}
			if f == torn {
				fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", answer.Body.Len()+9, answer.Body)
			} else {
				conn.(*net.TCPConn).SetLinger(0) // a reset
			}
			conn.Close()
		}
	})
}

// A watch counts what is written to it and holds a secret.
type watch struct {
	records, secrets atomic.Int64
}

// loadSecret is in every secret of the load test.
const loadSecret = "CANARY-load"

// Write implements [io.Writer].
func (w *watch) Write(p []byte) (int, error) {
	w.records.Add(1)
	if bytes.Contains(p, []byte(loadSecret)) || bytes.Contains(p, []byte("token-")) {
		w.secrets.Add(1)
	}
	return len(p), nil
}

// A caller does operations with stores of its own, and knows what must be there.
type caller struct {
	client *propagation.Client
	watch  *watch
	name   string
	random *rand.Rand
	often  int                  // one operation in so many has a fault
	sure   []*propagation.Store // that are there, as they were last written
	maybe  map[string]bool      // names of those of which the outcome is unknown, and whether there is one

	faults, wrong int
	times         []time.Duration // of operations without a fault
	problems      []string
}

// operate does the n-th operation.
func (c *caller) operate(ctx context.Context, n int) {
	p := &plan{fate: none}
	if c.random.IntN(c.often) == 0 {
		p.fate = []fate{unsent, lost, torn, busy, limited, stale, denied, clash}[c.random.IntN(8)]
		c.faults++
	}
	ctx = context.WithValue(ctx, planKey{}, p)
	start := time.Now()
	err := c.one(ctx, n, p)
	if p.fate == none {
		c.times = append(c.times, time.Since(start))
	}
	want := p.fate.class(p.method)
	if !errors.Is(err, want) || (err == nil) != (want == nil) {
		c.wrong++
		c.problems = append(c.problems, fmt.Sprintf("%s with the fate %s: %v, want %v", p.method, p.fate, err, want))
	}
	if err != nil {
		fmt.Fprintf(c.watch, "%v %+v %#v", err, err, err)
	}
}

// one does an operation of a kind that n decides on, and keeps what it knows then.
func (c *caller) one(ctx context.Context, n int, p *plan) error {
	if n%4 == 0 || len(c.sure) == 0 {
		p.method = http.MethodPost
		store := loadStore(fmt.Sprintf("%s-%d", c.name, n), "new")
		created, err := c.client.CreateStore(ctx, store)
		switch {
		case err == nil:
			c.sure = append(c.sure, created)
		case errors.Is(err, propagation.ErrOutcomeUnknown):
			c.maybe[store.Name] = p.fate != busy
		}
		return err
	}
	i := c.random.IntN(len(c.sure))
	store := c.sure[i]
	switch n % 4 {
	case 1:
		p.method = http.MethodGet
		read, err := c.client.Store(ctx, store.ID)
		if err == nil && read.Description != store.Description {
			c.problems = append(c.problems, "read "+read.Description+" after "+store.Description+" was written")
		}
		return err
	case 2:
		p.method = http.MethodPut
		next := loadStore(store.Name, fmt.Sprintf("update %d", n))
		written, err := c.client.ReplaceStore(ctx, store.ID, next)
		if err == nil {
			c.sure[i] = written
		}
		return err
	}
	if len(c.sure) < 8 {
		p.method = http.MethodGet
		_, err := c.client.Store(ctx, store.ID)
		return err
	}
	p.method = http.MethodDelete
	err := c.client.DeleteStore(ctx, store.ID)
	if err == nil {
		c.sure = slices.Delete(c.sure, i, i+1)
	}
	return err
}

func loadStore(name, description string) propagation.Store {
	return propagation.Store{Name: name, Description: description, Configuration: &zoom.Configuration{
		SCIMURL: "https://api.zoom.us/scim2",
		Profile: &zoom.JWTBearerToken{APIKey: connector.NewSecret(loadSecret + "-key"), APISecret: connector.NewSecret(loadSecret + "-secret")},
	}}
}

// TestLoad lets goroutines work with a client at the same time, over TCP, while
// requests and answers get lost, and tokens are good for a second. Nothing is lost,
// nothing is created twice, every error is of the class that its cause has, and neither
// secrets nor goroutines leak. With -load, there is more of it, and
// [TestLoadBeside] shows what other clients do.
func TestLoad(t *testing.T) {
	callers, operations, often := 16, 40, 10
	if *load {
		callers, operations, often = 64, 2000, 40
	}
	before := runtime.NumGoroutine()
	all, there, seen, took := underLoad(t, callers, operations, often)
	var faults, wrong, missing, twice int
	var times []time.Duration
	for _, c := range all {
		faults, wrong, times = faults+c.faults, wrong+c.wrong, append(times, c.times...)
		for _, problem := range c.problems[:min(len(c.problems), 3)] {
			t.Error(problem)
		}
		for _, store := range c.sure {
			if got := there[store.Name]; len(got) == 0 || got[0] != store.Description {
				missing++
			}
		}
		for name, is := range c.maybe {
			if (len(there[name]) > 0) != is {
				missing++
			}
		}
	}
	for _, descriptions := range there {
		twice += len(descriptions) - 1
	}
	left := goroutinesLeft(before)
	t.Logf("%d operations of %d goroutines, %d faults: %d lost, %d twice, %d of a wrong class, %d goroutines and %d secrets leaked (%d texts)",
		callers*operations, callers, faults, missing, twice, wrong, left, seen.secrets.Load(), seen.records.Load())
	t.Logf("%.0f operations a second; 99 in 100 without a fault took at most %v", float64(callers*operations)/took.Seconds(), percentile(times, 99))
	if missing+twice+wrong+left+int(seen.secrets.Load()) > 0 || faults == 0 || seen.records.Load() < int64(callers*operations) {
		t.Error("want some faults, a record of each operation, and nothing else")
	}
}

// underLoad returns the callers when they are done, the descriptions of the stores
// that there are, by name, and what was written of errors and in the log.
func underLoad(t *testing.T, callers, operations, often int) ([]*caller, map[string][]string, *watch, time.Duration) {
	began := time.Now()
	server, err := propagationtest.New(propagationtest.Options{
		// Tokens are announced for a second. The server lets them in for longer, as its
		// clock is slow: on a busy machine, a request alone may take a second.
		Now:          func() time.Time { return began.Add(time.Since(began) / 10) },
		ClientSecret: connector.NewSecret(loadSecret + "-client"), TokenLifetime: time.Second, NoRequests: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	network := httptest.NewServer(fated(server))
	defer network.Close()
	transport := &http.Transport{MaxIdleConnsPerHost: callers}
	defer transport.CloseIdleConnections()
	seen := new(watch)
	client, err := propagation.NewClient(propagation.Config{
		BaseURL: network.URL + "/v1", AuthURL: network.URL, EnvironmentID: server.EnvironmentID(),
		Credentials: propagation.ClientCredentials{ID: server.ClientID(), Secret: server.ClientSecret()},
		HTTPClient:  &http.Client{Transport: fateful{transport}},
		Logger:      slog.New(slog.NewJSONHandler(seen, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	all := make([]*caller, callers)
	start := time.Now()
	var group sync.WaitGroup
	for i := range all {
		c := &caller{client: client, watch: seen, name: fmt.Sprint(i), random: rand.New(rand.NewPCG(uint64(i), 1)), often: often, maybe: make(map[string]bool)}
		all[i] = c
		group.Go(func() {
			for n := range operations {
				c.operate(t.Context(), n)
			}
		})
	}
	group.Wait()
	took := time.Since(start)
	there := make(map[string][]string)
	for store, err := range client.Stores(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		there[store.Name] = append(there[store.Name], store.Description)
	}
	return all, there, seen, took
}

// goroutinesLeft returns how many goroutines more there are than before, once those that end have ended.
func goroutinesLeft(before int) int {
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return 0
		}
		time.Sleep(10 * time.Millisecond)
	}
	return runtime.NumGoroutine() - before
}

func percentile(times []time.Duration, percent int) time.Duration {
	slices.Sort(times)
	return times[(len(times)-1)*percent/100]
}

// TestLoadBeside shows the throughput and the 99th percentile of 64 callers that
// create a store each after the other: with the generated client, with one that
// oapi-codegen makes, and with plain net/http. They take turns, so that the machine
// is as busy for all. It asserts nothing but that all are answered: it is for -load.
func TestLoadBeside(t *testing.T) {
	if !*load {
		t.Skip("needs -load")
	}
	const callers, operations, rounds = 64, 500, 4
	answer := harness.Example(t, "zoom-create-response.json")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		io.WriteString(w, answer)
	}))
	defer server.Close()
	server.Client().Transport.(*http.Transport).MaxIdleConnsPerHost = callers
	clients := []struct {
		name   string
		create func(context.Context) (string, error)
		times  []time.Duration
		took   time.Duration
	}{
		{name: "generated", create: typedCreate(t, server.URL, server.Client())},
		{name: "oapi-codegen", create: peerCreate(t, server)},
		{name: "plain net/http", create: func(ctx context.Context) (string, error) {
			s, err := plainCreate(ctx, server.Client(), server.URL, "token", plainStore{Type: "Zoom", Name: "zoom connection", Configuration: plainZoom()})
			if err != nil {
				return "", err
			}
			return s.Name, nil
		}},
	}
	for range rounds {
		for i := range clients {
			times, took := together(t, callers, operations, clients[i].create)
			clients[i].times, clients[i].took = append(clients[i].times, times...), clients[i].took+took
		}
	}
	for _, c := range clients {
		t.Logf("%-14s %6.0f creates a second, 99 in 100 took at most %v", c.name, float64(len(c.times))/c.took.Seconds(), percentile(c.times, 99))
	}
}

// together lets callers create stores at the same time, and returns how long each took, and all.
func together(t *testing.T, callers, operations int, create func(context.Context) (string, error)) ([]time.Duration, time.Duration) {
	t.Helper()
	times := make([]time.Duration, callers*operations)
	start := time.Now()
	var group sync.WaitGroup
	for i := range callers {
		group.Go(func() {
			for n := range operations {
				began := time.Now()
				if name, err := create(t.Context()); err != nil || name != "zoom connection" {
					t.Errorf("%q, %v", name, err)
					return
				}
				times[i*operations+n] = time.Since(began)
			}
		})
	}
	group.Wait()
	return times, time.Since(start)
}

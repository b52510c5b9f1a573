// Package propagationtest has a server for tests that answers as the propagation
// API of PingOne does, and remembers the requests.
//
//	server := propagationtest.NewServer()
//	defer server.Close()
//
// [Server.Client] returns an HTTP client that takes every request to the server,
// whatever its host is, so that programs can be tested with the addresses of
// PingOne. [New] makes a server that does not listen on the network, for example
// for package testing/synctest.
//
// The server has the operations of the OpenAPI document, and checks the
// configurations of stores by the rules of their connectors. [Server.Fault] makes
// requests fail, and [Server.Requests] returns the requests.
//
// The server is for tests only: it knows one worker application, and who knows the
// secret of that can compute its tokens.
package propagationtest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// Options are what [New] needs to know. The zero value is a server with the defaults.
type Options struct {
	// EnvironmentIDs are the ids of the environments. The default is one environment.
	EnvironmentIDs []string

	// ClientID and ClientSecret are the credentials of the worker application.
	// Both have a default.
	ClientID     string
	ClientSecret connector.Secret

	// NoRoles makes the server answer every operation with status 403.
	NoRoles bool

	// TokenLifetime is how long tokens are valid. If 0, it is an hour.
	TokenLifetime time.Duration

	// PageSize is the maximum number of elements on a page of a list. If 0, it is 1000.
	PageSize int

	// Types are store types that the server takes as well, with any configuration,
	// unless it knows them. Captures are what PingOne answers when it is asked for the
	// metadata of store types: the server checks their stores by it.
	Types    []string
	Captures [][]byte

	// NoRequests makes the server remember no requests, and not read what somebody
	// without a token sends. [Server.Requests] then returns none.
	NoRequests bool

	// Now is the clock. If nil, it is [time.Now].
	Now func() time.Time

	// Seed is a part of all ids that the server makes. The ids are numbered, so that
	// the same requests get the same answers; servers with different seeds have no
	// id in common.
	Seed uint32

	// StateFile is a file that keeps the resources for the next server. If empty,
	// the resources end with the server. The file holds secrets in clear, and only
	// its owner can read it.
	StateFile string
}

// A Server answers as PingOne does. Several goroutines may use it at the same time.
type Server struct {
	// URL is the address of the server, such as "http://127.0.0.1:49152". The API is
	// below /v1, the token endpoint is /{environmentID}/as/token. If the server does
	// not listen, only [Server.Client] reaches this address.
	URL string

	api          api
	environments []string
	clientID     string
	clientSecret connector.Secret
	noRoles      bool
	lifetime     time.Duration
	pageSize     int
	clock        func() time.Time
	seed         uint32
	forgets      bool // what it was asked
	stateFile    string
	host         string // that it was told to listen on
	public       bool   // it listens on all addresses of the machine
	maxBody      int64  // of a request, in bytes
	maxGroups    int    // of an import

	http      *http.Server
	memory    *memory
	transport *http.Transport
	stop      context.CancelFunc
	stopped   context.Context
	handlers  sync.WaitGroup

	mu       sync.Mutex // guards what follows
	closed   bool
	state    state
	tokens   map[string]time.Time // when they expire
	issued   uint64               // tokens so far
	seen     uint64               // requests so far
	requests []Request
	recorded int // bytes of them
	faults   []*pending
}

// NewServer returns a server with the default [Options] that listens on a free
// port of this machine. If it cannot listen, only [Server.Client] reaches it.
//
// The caller must call Close when done. In a bubble of package testing/synctest,
// use [New], because time stands still there while a server listens.
func NewServer() *Server {
	s := newServer(Options{}, newState())
	_ = s.Listen("127.0.0.1:0")
	return s
}

// New returns a server that does not listen: [Server.Client] reaches it in memory.
// The error is that of a state file or a capture that cannot be read. The caller
// must call Close when done.
func New(options Options) (*Server, error) {
	kept, err := load(options.StateFile)
	if err != nil {
		return nil, err
	}
	s := newServer(options, kept)
	if err := s.api.add(options.Types, options.Captures); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func newServer(o Options, kept state) *Server {
	s := &Server{
		URL: "https://api.pingone.test",

		api:          document(),
		environments: slices.Clone(o.EnvironmentIDs),
		clientID:     cmp.Or(o.ClientID, uuid(o.Seed, clientIDs, 1)),
		clientSecret: o.ClientSecret,
		noRoles:      o.NoRoles,
		lifetime:     cmp.Or(o.TokenLifetime, time.Hour),
		pageSize:     cmp.Or(max(o.PageSize, 0), 1000),
		clock:        o.Now,
		seed:         o.Seed,
		forgets:      o.NoRequests,
		stateFile:    o.StateFile,
		maxBody:      64 << 20,
		maxGroups:    100_000, // the limit of PingOne

		state:  kept,
		tokens: make(map[string]time.Time),
	}
	if len(s.environments) == 0 {
		s.environments = []string{uuid(o.Seed, environmentIDs, 1)}
	}
	if s.clientSecret.IsZero() {
		s.clientSecret = connector.NewSecret("client-secret")
	}
	if s.clock == nil {
		s.clock = time.Now
	}
	s.serveMemory()
	return s
}

// serveMemory makes what serves connections, those in memory first.
func (s *Server) serveMemory() {
	s.stopped, s.stop = context.WithCancel(context.Background())
	s.http = &http.Server{
		Handler:     http.HandlerFunc(s.serveHost),
		BaseContext: func(net.Listener) context.Context { return s.stopped },
		ConnContext: schemeContext,
		ErrorLog:    slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	s.memory = newMemory(s.stopped)
	s.transport = &http.Transport{
		DialContext:    s.memory.dialer("http"),
		DialTLSContext: s.memory.dialer("https"),
	}
	s.memory.start = sync.OnceFunc(func() { go s.http.Serve(s.memory) })
}

// Transport returns a transport that takes every request to the server, whatever
// its host is, without a network. Its https has no TLS.
func (s *Server) Transport() http.RoundTripper { return s.transport }

// Client returns an HTTP client that takes every request to the server, as
// [Server.Transport] does. It sends no token.
func (s *Server) Client() *http.Client { return &http.Client{Transport: s.transport} }

// EnvironmentID returns the id of the first environment.
func (s *Server) EnvironmentID() string { return s.environments[0] }

// ClientID returns the id of the worker application.
func (s *Server) ClientID() string { return s.clientID }

// ClientSecret returns the secret of the worker application.
func (s *Server) ClientSecret() connector.Secret { return s.clientSecret }

// Format implements [fmt.Formatter]. It writes the URL, whatever the verb: the
// state is full of secrets.
func (s *Server) Format(f fmt.State, _ rune) { io.WriteString(f, "propagationtest.Server "+s.URL) }

// enter reports whether a request can still be answered, and counts it.
func (s *Server) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.handlers.Add(1)
	}
	return !s.closed
}

// patience is how long Close waits for requests to be answered.
const patience = 5 * time.Second

// Close stops the server. Requests that it has taken are answered first, unless
// that takes longer than 5 seconds; answers that a [Fault] slows down end at once.
func (s *Server) Close() error {
	s.mu.Lock()
	again := s.closed
	s.closed = true
	s.mu.Unlock()
	if again {
		return nil
	}
	s.stop()
	done := make(chan struct{})
	go func() {
		s.handlers.Wait()
		close(done)
	}()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
	if err := s.http.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

// Package propagationtest is a PingOne for tests: a server that answers as the
// propagation API does, and keeps what it is sent.
//
//	server := propagationtest.NewServer()
//	defer server.Close()
//
// Its [Server.Client] reaches it whatever the host of the request is, so that a
// client can be tested with the addresses that it is to use. [New] makes a
// server that does not listen, which can be used with package testing/synctest.
//
// What can be asked of the server follows from the OpenAPI document, and the
// configurations of stores are checked by the rules of their connectors.
// [Server.Fault] makes it answer as servers do on a bad day, and
// [Server.Requests] tells what it was asked.
//
// The server is for tests: it has one client, and its tokens can be guessed.
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

// Options say what a server is like. The zero value will do.
type Options struct {
	// EnvironmentIDs are the environments that there are. Without any, there is one.
	EnvironmentIDs []string

	// ClientID and ClientSecret are the credentials of the one client that there is.
	// Both have a default.
	ClientID     string
	ClientSecret connector.Secret

	// NoRoles says that the client may do nothing: the answers are 403.
	NoRoles bool

	// TokenLifetime is how long tokens are good for: if 0, an hour.
	TokenLifetime time.Duration

	// PageSize is the largest number of elements on a page of a collection: if 0, 1000.
	PageSize int

	// Now is the clock: if nil, that of package time.
	Now func() time.Time

	// Seed sets the ids that a server gives apart from those of others: they are
	// counted, so that the same requests get the same answers.
	Seed uint32

	// StateFile is where the resources are kept, so that another server can
	// go on with them: if empty, nowhere. It holds secrets in clear, and only its
	// owner can read it.
	StateFile string
}

// A Server is a PingOne for tests. Several goroutines may use it at once.
type Server struct {
	// URL is the address of the server, such as "http://127.0.0.1:49152": the API is
	// below /v1, and tokens are to be had from /{environmentID}/as/token.
	// If the server does not listen, it is one that only [Server.Client] reaches.
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
	stateFile    string
	maxBody      int64 // of a request, in bytes
	maxGroups    int   // of an import

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
	faults   []*pending
}

// NewServer returns a server with the default [Options] that listens on this
// machine. On a machine where nothing can listen, only [Server.Client] reaches it.
//
// The caller is to call Close when done. In a bubble of package
// testing/synctest, use [New]: time stands still while a server listens.
func NewServer() *Server {
	s := newServer(Options{}, newState())
	_ = s.Listen("127.0.0.1:0")
	return s
}

// New returns a server that does not listen: [Server.Client] reaches it, in
// memory. It fails if there is a state file that cannot be used.
// The caller is to call Close when done.
func New(options Options) (*Server, error) {
	kept, err := load(options.StateFile)
	if err != nil {
		return nil, err
	}
	return newServer(options, kept), nil
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
		Handler:     s,
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

// Listen makes the server listen on a TCP address, such as "127.0.0.1:0", and
// sets its URL. It is to be called once, before the server is used.
func (s *Server) Listen(address string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("propagationtest: %w", err)
	}
	s.URL = "http://" + l.Addr().String()
	go s.http.Serve(l)
	return nil
}

// Transport returns a transport that takes every request to the server, whatever
// its host is, without a network. Its https has no TLS.
func (s *Server) Transport() http.RoundTripper { return s.transport }

// Client returns a client that takes every request to the server, as
// [Server.Transport] does. It has no token.
func (s *Server) Client() *http.Client { return &http.Client{Transport: s.transport} }

// EnvironmentID returns the id of the first environment.
func (s *Server) EnvironmentID() string { return s.environments[0] }

// ClientID returns the id of the client that gets tokens.
func (s *Server) ClientID() string { return s.clientID }

// ClientSecret returns the secret of that client.
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

// Package propagation is a client of the PingOne propagation API.
//
// A [Client] has one method for each operation, and may be used by several
// goroutines at once. Lists are iterators that fetch page after page. What goes
// wrong once a request is sent comes back as an [*Error]. [Client.Call] is for
// what the API can do and no method does.
//
// # Repeating requests
//
// What can be repeated is repeated when the API is busy or the connection is
// lost: up to four attempts, 1 to 60 seconds apart, for as long as the context
// allows. What creates something is not: it is sent again only if the API
// certainly did not take it. Else the error is [ErrOutcomeUnknown].
//
// # Secrets
//
// What a server sends is kept whole: members that no field holds are in the
// Extra of their type and are sent back by an update. Types, errors and logs show
// no secrets. What replaces a configuration refuses to clear a secret that the
// server has; [connector.Merge] keeps those that it masked, and
// [AllowClearing] says which may be cleared.
package propagation

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"time"
)

// What Config has for a field that is zero.
const (
	defaultTimeout  = 30 * time.Second
	defaultAttempts = 4
	defaultMaxBody  = 10 << 20
)

// Config says where the API is, who calls it, and how.
//
// Region, EnvironmentID and Credentials are enough.
type Config struct {
	// Region is where the organization is: it says where the API is, and where
	// tokens are to be had.
	Region Region

	// CustomDomain is the host that gives tokens, if the organization has its
	// own, such as "login.example.com".
	CustomDomain string

	// BaseURL is the root of the API and AuthURL that of the tokens, if they are
	// not those of the region: "https://api.pingone.eu/v1" and
	// "https://auth.pingone.eu" for example. They must be https, except on this machine.
	BaseURL string
	AuthURL string

	// EnvironmentID is the environment that the methods of the client work on.
	EnvironmentID string

	// CredentialsEnvironmentID is the environment of the worker application that
	// Credentials are of, if that is another.
	CredentialsEnvironmentID string

	// Credentials get the tokens, or else TokenSource does. Without either,
	// HTTPClient must authenticate the requests.
	Credentials ClientCredentials
	TokenSource TokenSource

	// HTTPClient sends the requests, those for tokens included. The client uses
	// a copy that follows no redirect. If nil, it is a client with the default transport.
	HTTPClient *http.Client

	// Timeout is how long one attempt may take, from connecting to the end of
	// the answer: if 0, what HTTPClient has, or 30 seconds.
	Timeout time.Duration

	// MaxAttempts is how often a request is sent at most: if 0, 4 times.
	MaxAttempts int

	// MaxBody is the size in bytes that bodies must not exceed, of requests and of
	// answers: if 0, 10 MiB.
	MaxBody int64

	// Logger, if not nil, gets a record of every attempt, on level Debug. Bodies
	// show only members that the document has and that hold no secret.
	Logger *slog.Logger

	// RewritePath, if not nil, returns the path for an operation, such as
	// "DeleteMapping", in the place of the document's, which starts with
	// "/environments/".
	RewritePath func(operation, path string) string
}

// A Client calls the API. It is made by [NewClient].
type Client struct {
	http          *http.Client
	base          *url.URL
	root          string // base as text, without a slash at the end
	environmentID string
	tokens        *tokens // nil if the HTTP client authenticates
	attempts      int
	maxBody       int64
	logger        *slog.Logger
	rewrite       func(operation, path string) string
}

// NewClient returns a client for config, or an error with everything that is wrong with it.
// It sends nothing.
func NewClient(config Config) (*Client, error) {
	base, baseErr := config.base()
	h := config.httpClient()
	source, sourceErr := config.tokenSource(h)
	if err := errors.Join(config.problems(), baseErr, sourceErr); err != nil {
		return nil, err
	}
	c := &Client{
		http:          h,
		base:          base,
		root:          base.String(),
		environmentID: config.EnvironmentID,
		attempts:      config.MaxAttempts,
		maxBody:       config.MaxBody,
		logger:        config.Logger,
		rewrite:       config.RewritePath,
	}
	if source != nil {
		c.tokens = &tokens{source: source}
	}
	if c.attempts == 0 {
		c.attempts = defaultAttempts
	}
	if c.maxBody == 0 {
		c.maxBody = defaultMaxBody
	}
	return c, nil
}

// problems returns what is wrong with the fields that stand alone.
func (c *Config) problems() error {
	switch {
	case c.EnvironmentID == "." || c.EnvironmentID == "..":
		return errors.New(`propagation: EnvironmentID must not be "." or ".."`)
	case c.CredentialsEnvironmentID == "." || c.CredentialsEnvironmentID == "..":
		return errors.New(`propagation: CredentialsEnvironmentID must not be "." or ".."`)
	case c.Timeout < 0 || c.MaxAttempts < 0 || c.MaxBody < 0:
		return errors.New("propagation: Timeout, MaxAttempts and MaxBody must not be negative")
	}
	return nil
}

// httpClient returns a copy of the HTTP client that follows no redirect: one could
// carry credentials and secrets elsewhere.
func (c *Config) httpClient() *http.Client {
	var own http.Client
	if c.HTTPClient != nil {
		own = *c.HTTPClient
	}
	if c.Timeout != 0 {
		own.Timeout = c.Timeout
	}
	if own.Timeout == 0 {
		own.Timeout = defaultTimeout
	}
	if own.Transport == nil {
		own.Transport = http.DefaultTransport
	}
	own.Transport = plainTransport{own.Transport}
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &own
}

// Package propagation is a client of an API.
//
// A [Client] has one method for each operation. [Client.Call] sends requests for
// which there is no method. Their errors are of the type [*Error], also if the
// arguments cannot be sent; Attempts is 0 then. A list is an iterator that
// fetches one page after the other; it ends after the first error.
// Options, such as [WithResponse], change a single call.
//
// # Repeated requests
//
// The client repeats a request if the API is busy or the connection is lost: it
// makes up to four attempts, 1 to 60 seconds apart, until the context ends. It
// repeats a request that creates something only if the API certainly did not
// carry it out; otherwise the error is [ErrOutcomeUnknown]. A request whose token
// was refused is sent once more, with a new one.
//
// # Secrets
//
// Types, errors and logs show no secrets. A type keeps the members that have no
// field in its Extra, and an update sends them back. A method that replaces a
// configuration first reads what the server has. It fails with [ErrWouldClear] if
// it would clear a secret, or a member that is not known, or if the answer shows no
// secret at all, so that there may be some, unless [AllowClearing] or
// Config.ReadsShowSecrets allows it. The function Merge of package catalog and
// [connector.Merge] keep secrets that the server masked or left out.
package propagation

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/param"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/renewal"
)

// What Config has for a field that is zero.
const (
	defaultTimeout  = 30 * time.Second
	defaultAttempts = 4
	defaultMaxBody  = 10 << 20
)

// Config is what [NewClient] needs to know. What is neither an address nor the way to
// authenticate has a default.
type Config struct {
	//only:pingone

	// Region is the region of the organization. The addresses of the API and of
	// the token endpoint follow from it.
	Region Region

	// CustomDomain is the host of the token endpoint if the organization has its
	// own domain, such as "login.example.com".
	CustomDomain string

	// BaseURL is the root of the API, such as "https://api.pingone.eu/v1"; if it has
	// no path, it gets that of the server in the OpenAPI document. AuthURL is the
	// root of the token endpoint, such as "https://auth.pingone.eu". They replace
	// the addresses of the region, and must be https, except on this machine.
	BaseURL string
	AuthURL string

	//only:plain
	//- // BaseURL is the root of the API, such as "https://api.example.com/v1"; if it has
	//- // no path, it gets that of the server in the OpenAPI document. If it is empty, it is
	//- // that server. It must be https, except on this machine.
	//- BaseURL string
	//-
	//- // TokenURL is where Credentials are given for a token. If it is empty, it is what
	//- // the OpenAPI document says. It must be https, except on this machine.
	//- TokenURL string
	//-
	//- // HELD

	//only:pingone

	// EnvironmentID is the environment that the methods of the client work on.
	EnvironmentID string

	// CredentialsEnvironmentID is the environment of the worker application, if
	// that is not EnvironmentID.
	CredentialsEnvironmentID string

	//only:all

	// The client gets tokens with Credentials or from TokenSource; it is an error
	// to set both. If neither is set, HTTPClient must authenticate the requests.
	Credentials ClientCredentials
	TokenSource TokenSource

	// HTTPClient sends all requests, those for tokens included. The client uses a
	// copy of it that follows no redirects. The default has [http.DefaultTransport].
	HTTPClient *http.Client

	// Timeout limits one attempt, from connecting to the end of the answer. If 0,
	// it is that of HTTPClient, or 30 seconds if HTTPClient has none.
	Timeout time.Duration

	// MaxAttempts is how many times a request is sent at most. If 0, it is 4.
	MaxAttempts int

	// MaxBody is the maximum size of a body in bytes, of requests and of answers.
	// If 0, it is 10 MiB. A larger body is the error [ErrTooLarge].
	MaxBody int64

	// UserAgent, such as "provisioner/1.2", stands before the client's own name in the
	// header User-Agent of every request.
	UserAgent string

	// ReadsShowSecrets says that the API shows the secrets that it has when a store is
	// read, in clear or masked. If false, where an answer shows none, a method that
	// replaces a configuration takes it that there may be some.
	ReadsShowSecrets bool

	// Masks are texts that the API shows in the place of secrets, besides those of
	// [connector.Secret.IsMask]. They are not sent.
	Masks []string

	// Logger, if not nil, receives a record of every attempt, at level Debug.
	// Bodies show only members that are known to hold no secret.
	Logger *slog.Logger

	// RewritePath, if not nil, returns the path to use for an operation, such as
	// "DeleteMapping", instead of path, the one in the OpenAPI document, with its
	// values. Both are escaped and start with a slash, below the root of the API.
	RewritePath func(operation, path string) string
}

// A Client calls the API. [NewClient] makes one. Several goroutines may use it at
// the same time.
type Client struct {
	http     *http.Client
	base     *url.URL
	root     string            // base as text, without a slash at the end
	held     map[string]string // values of the parameters of paths that the client knows, by their names in braces
	tokens   *renewal.Tokens   // nil if the HTTP client authenticates
	attempts int
	maxBody  int64
	header   http.Header // of every request
	masks    []string
	logger   *slog.Logger
	rewrite  func(operation, path string) string

	readsShowSecrets bool
}

// NewClient returns a client, or an error that names everything that is wrong
// with config. It sends nothing, so that it does not notice wrong credentials.
func NewClient(config Config) (*Client, error) {
	base, baseErr := config.base()
	h := config.httpClient()
	source, sourceErr := config.tokenSource(h)
	if err := errors.Join(config.problems(), baseErr, sourceErr); err != nil {
		return nil, err
	}
	c := &Client{
		http:     h,
		base:     base,
		root:     base.String(),
		held:     config.held(),
		attempts: config.MaxAttempts,
		maxBody:  config.MaxBody,
		header:   http.Header{"Accept": {"application/json"}, "User-Agent": {config.userAgent()}},
		logger:   config.Logger,
		rewrite:  config.RewritePath,
		masks:    append([]string(nil), config.Masks...),

		readsShowSecrets: config.ReadsShowSecrets,
	}
	if source != nil {
		c.tokens = renewed(source)
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
	//only:pingone
	case c.EnvironmentID == "." || c.EnvironmentID == "..":
		return errors.New(`propagation: EnvironmentID must not be "." or ".."`)
	case c.CredentialsEnvironmentID == "." || c.CredentialsEnvironmentID == "..":
		return errors.New(`propagation: CredentialsEnvironmentID must not be "." or ".."`)
	//only:all
	case c.Timeout < 0 || c.MaxAttempts < 0 || c.MaxBody < 0:
		return errors.New("propagation: Timeout, MaxAttempts and MaxBody must not be negative")
	case !param.HeaderOK(c.UserAgent):
		return errors.New("propagation: UserAgent must not hold a line break or another control character")
	}
	return nil
}

func (c *Config) userAgent() string { return strings.TrimSpace(c.UserAgent + " " + product) }

// httpClient returns a copy of the HTTP client with a transport and a time limit.
func (c *Config) httpClient() *http.Client {
	var own http.Client
	if c.HTTPClient != nil {
		own = *c.HTTPClient
	}
	if c.Timeout != 0 {
		own.Timeout = c.Timeout
	}
	if own.Timeout <= 0 {
		own.Timeout = defaultTimeout
	}
	if own.Transport == nil {
		own.Transport = http.DefaultTransport
	}
	return &own
}

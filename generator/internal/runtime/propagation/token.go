package propagation

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/param"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/redact"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/renewal"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/reply"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/transport"
)

// A Token is an access token for the API.
type Token struct {
	Access connector.Secret
	Expiry time.Time // zero if it is not known
}

// A TokenSource gets tokens, for example from another process.
type TokenSource interface {
	// Token returns a new token. A client calls it if it has no token, if its
	// token is about to expire, and if the API refuses the token; it makes one call
	// at a time. If a call fails, there is no other for a second: until then, requests
	// fail with its error, unless the token before is still good. The context
	// ends when no request waits for the token any more.
	Token(ctx context.Context) (Token, error)
}

// ClientCredentials are the client id and the client secret of an application.
type ClientCredentials struct {
	ID        string
	Secret    connector.Secret
	AuthStyle AuthStyle
}

// An AuthStyle says where the client puts the credentials in a request for a
// token. It must be the one that the application is set to.
type AuthStyle int

// The styles.
const (
	AuthStyleInHeader AuthStyle = iota // HTTP Basic: the method CLIENT_SECRET_BASIC
	AuthStyleInParams                  // in the body of the request: the method CLIENT_SECRET_POST
)

// tokenSource returns what gets the tokens; nil if the caller's HTTP client authenticates.
func (c *Config) tokenSource(h *http.Client) (TokenSource, error) {
	given := c.Credentials.ID != "" || !c.Credentials.Secret.IsZero()
	switch {
	case c.TokenSource != nil && given:
		return nil, errors.New("propagation: there must be Credentials or a TokenSource, not both")
	case c.TokenSource != nil:
		return c.TokenSource, nil
	case !given && (c.HTTPClient != nil || open):
		return nil, nil
	case !given:
		return nil, errors.New("propagation: there must be Credentials, a TokenSource, or an HTTPClient that authenticates")
	case c.Credentials.ID == "" || c.Credentials.Secret.IsZero():
		return nil, errors.New("propagation: Credentials must have an ID and a Secret")
	case c.Credentials.AuthStyle != AuthStyleInHeader && c.Credentials.AuthStyle != AuthStyleInParams:
		return nil, errors.New("propagation: the AuthStyle of Credentials must be AuthStyleInHeader or AuthStyleInParams")
	}
	target, err := c.tokenAddress()
	return &grant{c.Credentials, h, target, c.userAgent()}, err
}

// errToken says that a token cannot be sent. It will not get better by itself.
var errToken = errors.New("the token is empty, or has a line break or another control character")

// renewed returns tokens of a source. One that cannot be sent is errToken.
func renewed(source TokenSource) *renewal.Tokens {
	return &renewal.Tokens{Source: func(ctx context.Context) (renewal.Token, error) {
		token, err := source.Token(ctx)
		if text := token.Access.Reveal(); err == nil && (text == "" || !param.HeaderOK(text)) {
			err = errToken
		}
		return renewal.Token(token), err
	}}
}

// A grant gets tokens by the client credentials grant of RFC 6749, section 4.4.
type grant struct {
	credentials ClientCredentials
	http        *http.Client
	url         string
	agent       string
}

// Token implements [TokenSource]. Its error is an [*Error].
func (g *grant) Token(ctx context.Context) (Token, error) {
	began := time.Now()
	id, secret := url.QueryEscape(g.credentials.ID), url.QueryEscape(g.credentials.Secret.Reveal())
	form := "grant_type=client_credentials"
	if g.credentials.AuthStyle == AuthStyleInParams {
		form += "&client_id=" + id + "&client_secret=" + secret
	}
	ctx, cancel := context.WithTimeout(ctx, g.http.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.url, strings.NewReader(form))
	if err != nil {
		return Token{}, &Error{Operation: tokenOperation, Err: redact.Bare(err)}
	}
	if g.credentials.AuthStyle == AuthStyleInHeader {
		req.SetBasicAuth(id, secret) // escaped, as section 2.3.1 has it
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", g.agent)
	res, err := transport.Exchange(g.http, req)
	if err != nil {
		return Token{}, &Error{Operation: tokenOperation, Err: redact.Bare(err)}
	}
	defer res.Body.Close()
	return g.read(res, began)
}

// tokenOperation is the Operation of errors about tokens.
const tokenOperation = "token"

var errNoToken = errors.New("the answer must be JSON with an access token of the type Bearer")

// read returns the token in res, the answer to a request that was sent at began.
func (g *grant) read(res *http.Response, began time.Time) (Token, error) {
	if !success(res) {
		return Token{}, newError(tokenOperation, res, g.credentials.redactor())
	}
	fault := &Error{Operation: tokenOperation, CorrelationID: g.credentials.redactor().Text(res.Header.Get(correlation))}
	var body struct {
		AccessToken connector.Secret `json:"access_token"`
		Type        string           `json:"token_type"`
		ExpiresIn   json.RawMessage  `json:"expires_in"`
	}
	data, err := readAll(res, maxError)
	if err != nil {
		fault.Err = err
		return Token{}, fault
	}
	if json.Unmarshal(data, &body) != nil || body.AccessToken.IsZero() || !strings.EqualFold(body.Type, "Bearer") {
		fault.Err = errNoToken
		return Token{}, fault
	}
	token := Token{Access: body.AccessToken}
	if seconds, err := strconv.ParseFloat(reply.Scalar(body.ExpiresIn), 64); seconds > 0 && (err == nil || errors.Is(err, strconv.ErrRange)) {
		token.Expiry = began.Add(time.Duration(min(seconds, reply.MaxSeconds) * float64(time.Second)))
	}
	return token, nil
}

package propagationtest

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// tokenPath is where tokens are got, after the environment.
const tokenPath = "/as/token"

// isToken reports whether a request is for a token: at PingOne's own address,
// or at that of a custom domain, which names no environment.
func (s *Server) isToken(r *http.Request) bool {
	environment, ok := strings.CutSuffix(r.URL.Path, tokenPath)
	return ok && r.Method == http.MethodPost &&
		(environment == "" || slices.Contains(s.environments, strings.TrimPrefix(environment, "/")))
}

// issue answers a request for a token by the client credentials grant.
func (s *Server) issue(r *http.Request, body []byte) answer {
	form, err := url.ParseQuery(string(body))
	if err != nil || mediaType(r) != "application/x-www-form-urlencoded" {
		return oauthProblem(http.StatusBadRequest, "invalid_request", "The body must be a form.")
	}
	id, secret, basic := r.BasicAuth()
	if !basic {
		id, secret = form.Get("client_id"), form.Get("client_secret")
	}
	if !s.isClient(id, secret, basic) {
		a := oauthProblem(http.StatusUnauthorized, "invalid_client", "The client is unknown, or its secret is wrong.")
		a.header.Set("WWW-Authenticate", `Basic realm="PingOne"`)
		return a
	}
	if form.Get("grant_type") != "client_credentials" {
		return oauthProblem(http.StatusBadRequest, "unsupported_grant_type", "The grant type must be client_credentials.")
	}
	return oauthAnswer(http.StatusOK, object(nil).
		with("access_token", s.newToken()).
		with("token_type", "Bearer").
		with("expires_in", int(s.lifetime/time.Second)))
}

// isClient reports whether credentials are those of the client. In a header
// they may be escaped, as the standard has it, or not, as people write them.
func (s *Server) isClient(id, secret string, basic bool) bool {
	if s.same(id, secret) || !basic {
		return s.same(id, secret)
	}
	id, idErr := url.QueryUnescape(id)
	secret, secretErr := url.QueryUnescape(secret)
	return idErr == nil && secretErr == nil && s.same(id, secret)
}

func (s *Server) same(id, secret string) bool {
	want := s.clientSecret.Reveal()
	return id == s.clientID && subtle.ConstantTimeCompare([]byte(secret), []byte(want)) == 1
}

// newToken returns a token and forgets those that have expired.
func (s *Server) newToken() string {
	now := s.clock()
	maps.DeleteFunc(s.tokens, func(_ string, expiry time.Time) bool { return !now.Before(expiry) })
	s.issued++
	// Who does not know the secret cannot guess it, and the same requests get the same.
	mac := hmac.New(sha256.New, []byte(s.clientSecret.Reveal()))
	mac.Write([]byte(uuid(s.seed, tokenIDs, s.issued)))
	token := "token-" + hex.EncodeToString(mac.Sum(nil))
	s.tokens[token] = now.Add(s.lifetime)
	return token
}

// authorize returns what is wrong with the token of a request, or nil.
func (s *Server) authorize(r *http.Request) *problem {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	expiry, known := s.tokens[token]
	switch {
	case !strings.EqualFold(scheme, "Bearer") || !known || !s.clock().Before(expiry):
		return newProblem(http.StatusUnauthorized, "The access token is missing, expired or not valid.")
	case s.noRoles:
		return newProblem(http.StatusForbidden, "The client does not have a role that allows this.",
			detail{Code: "INSUFFICIENT_PERMISSIONS", Message: "The role Environment Admin allows it."})
	}
	return nil
}

// oauthProblem returns an answer as OAuth 2.0 has it for errors.
func oauthProblem(status int, code, description string) answer {
	return oauthAnswer(status, object(nil).with("error", code).with("error_description", description))
}

func oauthAnswer(status int, body object) answer {
	a := newAnswer(status, body)
	a.header.Set("Cache-Control", "no-store")
	return a
}

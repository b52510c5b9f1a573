package propagation

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// The request for a token is that of RFC 6749, and the token is used from then on.
func TestGrant(t *testing.T) {
	for _, style := range []AuthStyle{AuthStyleInHeader, AuthStyleInParams} {
		var got []string
		c, _ := played(t, Config{
			AuthURL: "https://localhost/auth", EnvironmentID: "env",
			Credentials: ClientCredentials{ID: "an id", Secret: connector.NewSecret("s3cret+é"), AuthStyle: style},
		}, func(n int, r *http.Request) (*http.Response, error) {
			got = append(got, r.Method+" "+r.URL.String()+" "+r.Header.Get("Authorization"))
			if n == 1 {
				return says(http.StatusOK, `{"access_token":"t0","token_type":"bearer","expires_in":3600}`)
			}
			return says(http.StatusOK, `{}`)
		})
		basic := "Basic " + base64.StdEncoding.EncodeToString([]byte("an+id:s3cret%2B%C3%A9"))
		if style == AuthStyleInParams {
			basic = ""
		}
		for range 2 {
			if err := run(t.Context(), c.request("Read", http.MethodGet, "/x")); err != nil {
				t.Fatal(err)
			}
		}
		want := []string{"POST https://localhost/auth/env/as/token " + basic, "GET https://localhost/v1/x Bearer t0", "GET https://localhost/v1/x Bearer t0"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("style %d (-want +got):\n%s", style, diff)
		}
	}
}

// The body of the request has the credentials if they are to be there, and only then.
func TestGrantForm(t *testing.T) {
	for style, want := range map[AuthStyle]string{
		AuthStyleInHeader: "grant_type=client_credentials",
		AuthStyleInParams: "grant_type=client_credentials&client_id=id&client_secret=s3cret",
	} {
		own := credentials()
		own.AuthStyle = style
		c, rec := played(t, Config{AuthURL: "https://localhost", EnvironmentID: "env", Credentials: own},
			always(http.StatusOK, `{"access_token":"t0","token_type":"Bearer"}`))
		if err := run(t.Context(), c.request("Read", http.MethodGet, "")); err != nil || rec.bodies[0] != want {
			t.Errorf("sent %s, %v; want %s", rec.bodies[0], err, want)
		}
	}
}

// What is wrong with the credentials is an Error, which quotes none of them.
func TestGrantRefused(t *testing.T) {
	tests := []struct {
		name   string
		status int
		body   string
		want   string
		is     error
	}{
		{"as OAuth has it", 401, `{"error":"invalid_client","error_description":"not s3cret"}`,
			"token: 401 Unauthorized: invalid_client: not [redacted]", ErrUnauthorized},
		{"as PingOne has it", 403, `{"code":"ACCESS_FAILED","message":"no","id":"1"}`, "token: 403 Forbidden: ACCESS_FAILED: no (id 1)", ErrForbidden},
		{"a page", 404, `<html>s3cret`, "token: 404 Not Found", ErrNotFound},
		{"no token", 200, `{"token_type":"Bearer"}`, "token: the answer must be JSON with an access token of the type Bearer", nil},
		{"another type", 200, `{"access_token":"s3cret","token_type":"mac"}`, "token: the answer must be JSON with an access token of the type Bearer", nil},
		{"no JSON", 200, `s3cret`, "token: the answer must be JSON with an access token of the type Bearer", nil},
		{"a number", 200, `{"access_token":7}`, "token: the answer must be JSON with an access token of the type Bearer", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, rec := played(t, Config{AuthURL: "https://localhost", EnvironmentID: "env", Credentials: credentials()}, always(tt.status, tt.body))
				err := run(t.Context(), c.request("Create", http.MethodPost, "").once())
				e, ok := errors.AsType[*Error](err)
				if !ok || err.Error() != tt.want || tt.is != nil && !errors.Is(err, tt.is) || errors.Is(err, ErrOutcomeUnknown) || len(rec.at) != 1 {
					t.Errorf("after %d requests: got %v, want %s", len(rec.at), err, tt.want)
				}
				again := run(t.Context(), c.request("Read", http.MethodGet, ""))
				if other, ok := errors.AsType[*Error](again); !ok || other == e || len(rec.at) != 1 {
					t.Error("who fails with the others must have an error of its own")
				}
				if strings.Contains(fmt.Sprintf("%+v %s", e, e.Body.Reveal()), "s3cret") {
					t.Errorf("%+v shows the secret", e)
				}
			})
		})
	}
}

// Without a token nothing is created, so a busy token endpoint is asked again for a create as well.
func TestGrantBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, rec := played(t, Config{AuthURL: "https://localhost", EnvironmentID: "env", Credentials: credentials()},
			func(n int, _ *http.Request) (*http.Response, error) {
				switch n {
				case 1:
					return says(http.StatusServiceUnavailable, "")
				case 2:
					return nil, errLost
				case 3:
					return says(http.StatusOK, `{"access_token":"t0","token_type":"Bearer","expires_in":"60"}`)
				}
				return says(http.StatusOK, "")
			})
		if err := run(t.Context(), c.request("Create", http.MethodPost, "").once()); err != nil || len(rec.at) != 4 {
			t.Errorf("%d requests: %v", len(rec.at), err)
		}
	})
}

// A source of the caller's may fail with what a server said: that is for
// [errors.As], and not for logs.
func TestSourceError(t *testing.T) {
	source := &counter{err: &url.Error{Op: "Post", URL: "https://auth?s3cret", Err: errLost}}
	c, rec := played(t, Config{TokenSource: source}, always(200, ""))
	err := run(t.Context(), c.request("Read", http.MethodGet, ""))
	var inner *url.Error
	if err == nil || err.Error() != "token: the TokenSource failed" || !errors.As(err, &inner) || len(rec.at) != 0 {
		t.Errorf("got %v", err)
	}
	c, rec = played(t, Config{TokenSource: emptySource{}}, always(200, ""))
	if err := run(t.Context(), c.request("Read", http.MethodGet, "")); err == nil || len(rec.at) != 0 {
		t.Errorf("an empty token: %v after %d requests", err, len(rec.at))
	}
}

type emptySource struct{}

func (emptySource) Token(context.Context) (Token, error) { return Token{}, nil }

// A token that the API refuses is renewed once, and the request is sent once more. A
// create is no exception: what was refused was not done.
func TestUnauthorized(t *testing.T) {
	for _, tt := range []struct {
		name     string
		accepted string // a token, if any
		creates  bool
		sent     int
		tokens   int
		is       error
	}{
		{"the next is accepted", "Bearer token-2", false, 2, 2, nil},
		{"none is", "", false, 2, 2, ErrUnauthorized},
		{"a create", "Bearer token-2", true, 2, 2, nil},
		{"a create that is refused", "", true, 2, 2, ErrUnauthorized},
	} {
		t.Run(tt.name, func(t *testing.T) {
			source := new(counter)
			c, rec := played(t, Config{TokenSource: source}, func(_ int, r *http.Request) (*http.Response, error) {
				if r.Header.Get("Authorization") != tt.accepted {
					return says(http.StatusUnauthorized, "a "+r.Header.Get("Authorization"))
				}
				return says(http.StatusOK, "")
			})
			r := c.request("Try", http.MethodPost, "")
			r.creates = tt.creates
			err := run(t.Context(), r)
			if len(rec.at) != tt.sent || source.calls != tt.tokens || !errors.Is(err, tt.is) || (err == nil) != (tt.is == nil) {
				t.Errorf("%d requests, %d tokens, %v", len(rec.at), source.calls, err)
			}
			if e, ok := errors.AsType[*Error](err); ok && (e.Body.Reveal() != "a Bearer [redacted]" || e.OutcomeUnknown) {
				t.Errorf("the error is %+v", e)
			}
		})
	}
}

// A request for a token that is refused once stops nobody for longer than a second: who
// comes meanwhile waits if the status says that it passes, and else fails.
func TestRefusalPasses(t *testing.T) {
	for status, waits := range map[int]bool{
		400: false, 401: false, 403: false, 404: false, 302: false,
		408: true, 409: true, 425: true, 429: true, 500: true, 501: true, 502: true, 503: true, 504: true, 529: true,
	} {
		synctest.Test(t, func(t *testing.T) {
			tokens := 0
			c, _ := played(t, Config{AuthURL: "https://localhost", EnvironmentID: "env", Credentials: credentials()},
				func(_ int, r *http.Request) (*http.Response, error) {
					switch {
					case !strings.HasSuffix(r.URL.Path, "/as/token"):
						return says(http.StatusOK, "")
					case tokens == 0:
						tokens++
						return says(status, `{"error":"once"}`)
					}
					tokens++
					return says(http.StatusOK, `{"access_token":"t0","token_type":"Bearer","expires_in":3600}`)
				})
			began := time.Now()
			var group sync.WaitGroup
			for n := range 20 {
				group.Go(func() {
					time.Sleep(time.Duration(n) * 100 * time.Millisecond)
					err := run(t.Context(), c.request("Create", http.MethodPost, "/x").once())
					if refused := !waits && n < 10; (err != nil) != refused {
						t.Errorf("%d: after %d00 ms: %v", status, n, err)
					}
				})
			}
			group.Wait()
			if took := time.Since(began); tokens != 2 || took > 4*time.Second {
				t.Errorf("%d: %d requests for tokens in %v, want 2", status, tokens, took)
			}
		})
	}
}

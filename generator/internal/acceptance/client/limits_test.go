package client_test

import (
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// An answer of the largest size allowed is read, and a larger one is an error. Of
// the body of an error 64 KiB are kept. A request that is too large is not sent.
func TestBodySize(t *testing.T) {
	t.Parallel()
	const most = 10 << 20
	p := newPingOne(t, propagationtest.Options{}, nil)
	store := p.create(t, aStore())
	for size, tooLarge := range map[int64]bool{most: false, most + 1: true, most << 4: true} {
		p.Fault(propagationtest.Fault{Operation: "store", Size: size})
		if _, err := p.client.Store(t.Context(), store.ID); errors.Is(err, propagation.ErrTooLarge) != tooLarge {
			t.Errorf("%d bytes: %v", size, err)
		}
		p.Heal()
	}
	p.Fault(propagationtest.Fault{Operation: "store", Status: 404, Body: strings.Repeat("x", most)})
	_, err := p.client.Store(t.Context(), store.ID)
	if e, ok := errors.AsType[*propagation.Error](err); !ok || e.Status != 404 || len(e.Body.Reveal()) != 64<<10 {
		t.Errorf("an error with a large body: %.300v", err)
	}
	large := aStore()
	large.Description = strings.Repeat("x", most)
	if _, err := p.client.CreateStore(t.Context(), large); !errors.Is(err, propagation.ErrTooLarge) || p.sent("createStore") != 1 {
		t.Errorf("a large request: %.300v", err)
	}
}

// Answers without end, and small ones that grow when decompressed, cost little
// memory. The test is not parallel, since it measures what the process allocates.
func TestBombsCostLittle(t *testing.T) {
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	io.CopyN(w, spaces{}, 64<<20)
	w.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "gzip"):
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb.Bytes())
		default:
			io.Copy(w, spaces{})
		}
	}))
	defer server.Close()
	endless := endlessHeaders(t)
	for name, base := range map[string]string{"gzip": server.URL, "endless": server.URL, "header": "http://" + endless} {
		client, err := propagation.NewClient(propagation.Config{
			BaseURL: base, EnvironmentID: "env", HTTPClient: server.Client(), MaxAttempts: 1,
		})
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err = client.Plan(t.Context(), name)
		runtime.ReadMemStats(&after)
		if err == nil || name != "header" && !errors.Is(err, propagation.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
		if n := after.TotalAlloc - before.TotalAlloc; n > 64<<20 {
			t.Errorf("%s: %d MiB were allocated", name, n>>20)
		}
	}
}

// spaces is white space without end.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// endlessHeaders returns the address of a server whose answers are headers without end.
func endlessHeaders(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_, err := io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
				for line := "X-Header: " + strings.Repeat("x", 4000) + "\r\n"; err == nil; {
					_, err = io.WriteString(conn, line)
				}
			}()
		}
	}()
	return l.Addr().String()
}

// A slow server delays a call by no more than the timeout of each of its four
// attempts.
func TestSlowServerTimesOut(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPingOne(t, propagationtest.Options{}, nil)
		plan, err := p.client.CreatePlan(t.Context(), propagation.Plan{Name: "plan"})
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range []propagationtest.Fault{{Delay: time.Hour}, {Pause: 20 * time.Second}} {
			fault.Operation = "plan"
			p.Fault(fault)
			took := since(func() { _, err = p.client.Plan(t.Context(), plan.ID) })
			if err == nil || took < 120*time.Second || took > 150*time.Second || p.sent("plan")%4 != 0 {
				t.Errorf("%+v: ended after %v: %v", fault, took, err)
			}
			p.Heal()
		}
	})
}

// No redirect is followed, so that neither credentials nor bodies reach another
// server. The error names the host of the redirect, and nothing else of its address.
func TestNoRedirectIsFollowed(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for name, target := range map[string]string{
			"the same host": "https://api.pingone.eu/v1/x?s3cret", "a sub-domain": "https://x.api.pingone.eu/?s3cret", "another host": "https://example.com/s3cret",
			"another port": "https://api.pingone.eu:8443/s3cret", "plain http": "http://api.pingone.eu/s3cret", "nowhere": "::s3cret",
		} {
			t.Run(fmt.Sprint(status, " to ", name), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { redirected(t, status, target) })
			})
		}
	}
}

// redirected calls a server that answers everything with a redirect.
func redirected(t *testing.T, status int, target string) {
	s := &script{answer: func(int, *http.Request) (*http.Response, error) { return says(status, "", "Location", target) }}
	client := scripted(t, s)
	ctx := t.Context()
	_, get := client.Store(ctx, "id")
	_, put := client.ReplaceStore(ctx, "id", aStore(), propagation.AllowClearingAll()) // reads nothing first
	_, post := client.CreateStore(ctx, aStore())
	for method, err := range map[string]error{"GET": get, "PUT": put, "POST": post, "DELETE": client.DeleteStore(ctx, "id")} {
		e, ok := errors.AsType[*propagation.Error](err)
		if !ok || e.Status != status || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", method, err)
		}
	}
	for _, r := range s.seen {
		if r.URL.Scheme+"://"+r.URL.Host != "https://api.pingone.eu" || strings.Contains(r.URL.String(), "s3cret") {
			t.Errorf("asked %s", r.URL)
		}
	}
}

// Credentials go only to a server with a valid certificate, over a version of TLS
// that is still safe.
func TestCertificateIsChecked(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	serve := func(change func(*tls.Config)) *httptest.Server {
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			w.WriteHeader(http.StatusNotFound)
		}))
		s.Config.ErrorLog = discard()
		s.TLS = new(tls.Config)
		change(s.TLS)
		s.StartTLS()
		t.Cleanup(s.Close)
		return s
	}
	modern, old := serve(func(*tls.Config) {}), serve(func(c *tls.Config) { c.MaxVersion = tls.VersionTLS11 })
	trusted := x509.NewCertPool()
	trusted.AddCert(modern.Certificate())
	tests := []struct {
		name   string
		base   string
		config *tls.Config
		asked  int64
	}{
		{"a server that is trusted", modern.URL, &tls.Config{RootCAs: trusted}, 1},
		{"a certificate of nobody's", modern.URL, nil, 0},
		{"an authority that is not trusted", modern.URL, &tls.Config{RootCAs: x509.NewCertPool()}, 0},
		{"a certificate that has expired", modern.URL, &tls.Config{RootCAs: trusted, Time: func() time.Time { return time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC) }}, 0},
		{"a certificate of another host's", strings.Replace(modern.URL, "127.0.0.1", "localhost", 1), &tls.Config{RootCAs: trusted}, 0},
		{"TLS 1.1", old.URL, &tls.Config{RootCAs: trusted}, 0},
	}
	for _, tt := range tests {
		asked.Store(0)
		transport := &http.Transport{TLSClientConfig: tt.config}
		client, err := propagation.NewClient(propagation.Config{
			BaseURL: tt.base, EnvironmentID: "env", TokenSource: fixedToken("t"), MaxAttempts: 1, HTTPClient: &http.Client{Transport: transport},
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.Plan(t.Context(), "id")
		if n := asked.Load(); n != tt.asked || errors.Is(err, propagation.ErrNotFound) != (tt.asked > 0) {
			t.Errorf("%s: %d requests: %v", tt.name, n, err)
		}
		transport.CloseIdleConnections()
	}
	if _, err := propagation.NewClient(propagation.Config{BaseURL: "http://api.pingone.eu/v1", TokenSource: fixedToken("t")}); err == nil {
		t.Error("plain http is accepted")
	}
}

// No option of the client turns off the check of certificates.
func TestNoInsecureOption(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(harness.Path(t, "generated/propagation") + "/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(source, []byte("InsecureSkipVerify")) {
			t.Errorf("%s has InsecureSkipVerify", name)
		}
	}
}

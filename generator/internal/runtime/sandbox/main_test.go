package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagationtest"
)

// TestRun runs the command until it is told to stop: it prints where it is and
// credentials that get a token.
func TestRun(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	read, write := io.Pipe()
	done := make(chan error)
	go func() {
		args := []string{"--address", "127.0.0.1:0", "--environment", "e", "--client", "c", "--secret", "s", "--state", filepath.Join(t.TempDir(), "state.json")}
		done <- run(ctx, args, write, io.Discard)
	}()
	settings := make(map[string]string)
	lines := bufio.NewScanner(read)
	for settings["PINGONE_CLIENT_SECRET"] == "" && lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), "=")
		settings[strings.TrimPrefix(name, "export ")] = strings.Trim(value, "'")
	}
	res, err := http.PostForm(settings["PINGONE_AUTH_PATH"]+"/"+settings["PINGONE_ENVIRONMENT_ID"]+"/as/token", url.Values{
		"grant_type": {"client_credentials"}, "client_id": {settings["PINGONE_CLIENT_ID"]}, "client_secret": {settings["PINGONE_CLIENT_SECRET"]},
	})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("status %d, want a token; printed: %v", res.StatusCode, settings)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// greeting runs the command, and returns what it prints until a request is answered.
func greeting(t *testing.T, args ...string) (settings map[string]string, stderr string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	read, write := io.Pipe()
	done := make(chan error)
	var warnings bytes.Buffer
	go func() {
		err := run(ctx, args, write, &warnings)
		write.CloseWithError(io.EOF)
		done <- err
	}()
	settings = make(map[string]string)
	lines := bufio.NewScanner(read)
	for settings["PINGONE_CLIENT_SECRET"] == "" && lines.Scan() {
		if name, value, ok := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "='"); ok {
			settings[name] = strings.TrimSuffix(value, "'")
		}
	}
	if settings["PINGONE_API_PATH"] != "" {
		res, err := http.Get(settings["PINGONE_API_PATH"] + "/nothing")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
	}
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	return settings, warnings.String()
}

// TestAddress listens on another port if that of the default is in use, and says so;
// and warns if the whole network can come in. What it prints works on this machine.
func TestAddress(t *testing.T) {
	if busy, err := net.Listen("tcp", defaultAddress); err == nil {
		defer busy.Close()
	} // else it is in use already
	if settings, stderr := greeting(t); strings.Contains(settings["PINGONE_API_PATH"], ":8050/") || !strings.Contains(stderr, "-address") {
		t.Errorf("the port is in use: %q, %q", settings["PINGONE_API_PATH"], stderr)
	}
	if err := run(t.Context(), []string{"-address", defaultAddress}, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), "-address") {
		t.Errorf("an address that was named is in use: %v", err)
	}
	for address, warned := range map[string]bool{
		"127.0.0.1:0": false, "localhost:0": false, "0.0.0.0:0": true, ":0": true, "[::]:0": true,
	} {
		settings, stderr := greeting(t, "-address", address)
		if strings.Contains(stderr, "warning") != warned || !strings.HasPrefix(settings["PINGONE_API_PATH"], "http://127.0.0.1:") {
			t.Errorf("%s: %q, %q", address, settings["PINGONE_API_PATH"], stderr)
		}
	}
}

// TestFreePort does not open the machine to the network where nobody asked for it: the
// address of another machine is not that of the server.
func TestFreePort(t *testing.T) {
	if busy, err := net.Listen("tcp", defaultAddress); err == nil {
		defer busy.Close()
	} // else it is in use already
	server, err := propagationtest.New(propagationtest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	if err := listen(server, "", io.Discard); err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), "GET", server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "10.0.0.1"
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("status %d for another host", res.StatusCode)
	}
}

// TestGreet prints what a shell evaluates, whatever is in the values.
func TestGreet(t *testing.T) {
	server, err := propagationtest.New(propagationtest.Options{ClientID: "it's", ClientSecret: connector.NewSecret("$(x)")})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	var text bytes.Buffer
	greet(&text, server)
	for _, want := range []string{`export PINGONE_CLIENT_ID='it'\''s'`, `export PINGONE_CLIENT_SECRET='$(x)'`} {
		if !strings.Contains(text.String(), "\n"+want+"\n") {
			t.Errorf("no line %s in\n%s", want, &text)
		}
	}
}

// TestCredentials holds the credentials to be others each time, and from each other,
// and the environment to be the same, which is in a state file.
func TestCredentials(t *testing.T) {
	one, _ := greeting(t, "-address", "127.0.0.1:0")
	other, _ := greeting(t, "-address", "127.0.0.1:0")
	for name, same := range map[string]bool{"PINGONE_CLIENT_ID": false, "PINGONE_CLIENT_SECRET": false, "PINGONE_ENVIRONMENT_ID": true} {
		if len(one[name]) < 32 || (one[name] == other[name]) != same {
			t.Errorf("%s: %q, then %q", name, one[name], other[name])
		}
	}
	if one["PINGONE_CLIENT_ID"] == one["PINGONE_CLIENT_SECRET"] {
		t.Error("the id of the client, which is in logs, is its secret")
	}
}

// TestCaptures takes the captures that it finds, and leaves out what is none.
func TestCaptures(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"Box.json":      `{"information":{"key":"Box"},"connectionProfiles":[{"connectionAttributes":[{"key":"A"}]}],"attributeMetadata":{}}`,
		"Bad.json":      `{"information":`,
		"captures.yaml": `[]`,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var stderr bytes.Buffer
	_, options, err := parse([]string{"-captures", folder, "-type", "Duo", "-type", "Dropbox"}, &stderr)
	if err != nil || len(options.Captures) != 1 || !slices.Equal(options.Types, []string{"Duo", "Dropbox"}) || !options.NoRequests {
		t.Errorf("%d captures, types %q, requests remembered: %v, error %v", len(options.Captures), options.Types, !options.NoRequests, err)
	}
	if !strings.Contains(stderr.String(), "Bad.json is left out") || strings.Contains(stderr.String(), "captures.yaml") {
		t.Errorf("stderr: %s", &stderr)
	}
}

// TestRunRefuses shows what ends the command at once, and why.
func TestRunRefuses(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"--nonsense"}, "nonsense"},
		{[]string{"unexpected"}, "unexpected"},
		{[]string{"--address", "nowhere"}, "address nowhere"},
		{[]string{"--state", t.TempDir()}, "state"},
	} {
		var stderr bytes.Buffer
		err := run(t.Context(), test.args, io.Discard, &stderr)
		if err == nil || !strings.Contains(err.Error()+stderr.String(), test.want) {
			t.Errorf("%v: error %v, stderr %q; want them to say %q", test.args, err, stderr.String(), test.want)
		}
	}
	if err := run(t.Context(), []string{"--help"}, io.Discard, io.Discard); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("--help: %v", err)
	}
}

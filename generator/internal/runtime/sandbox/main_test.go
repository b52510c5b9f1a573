package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
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

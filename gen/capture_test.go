package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
)

// clientSecret is the secret of the client in the scripts: no output may hold it.
const clientSecret = "CANARY-secret"

// sandboxKey is where a script has its PingOne, once it has started one.
type sandboxKey struct{}

// offerSandbox lets a script start a PingOne that is as the document says.
func offerSandbox(env *testscript.Env) {
	server := new(*propagationtest.Server)
	env.Values[sandboxKey{}] = server
	env.Defer(func() {
		if *server != nil {
			(*server).Close()
		}
	})
}

// sandbox starts a PingOne and says in the environment where it is: sandbox
// start, or sandbox marked if its answers are to say that they are of no PingOne. Its answers for metadata are something else from sandbox always STATUS
// [FILE] on, until sandbox heal.
func sandbox(ts *testscript.TestScript, neg bool, args []string) {
	server := ts.Value(sandboxKey{}).(**propagationtest.Server)
	if neg || len(args) == 0 || *server == nil && args[0] != "start" && args[0] != "marked" {
		ts.Fatalf("usage: sandbox start; sandbox marked; sandbox always status [file]; sandbox heal")
	}
	switch args[0] {
	case "start", "marked":
		*server = startSandbox(ts, args[0] == "marked")
	case "heal":
		(*server).Heal()
	default:
		f := propagationtest.Fault{Operation: "storeMetadata"}
		var err error
		f.Status, err = strconv.Atoi(args[1])
		ts.Check(err)
		if len(args) > 2 {
			f.Body = ts.ReadFile(args[2])
		}
		(*server).Fault(f)
	}
}

func startSandbox(ts *testscript.TestScript, marked bool) *propagationtest.Server {
	s, err := propagationtest.New(propagationtest.Options{ClientSecret: connector.NewSecret(clientSecret)})
	ts.Check(err)
	var handler http.Handler = s
	if !marked {
		handler = unmarked(s)
	}
	server := httptest.NewServer(handler)
	ts.Defer(server.Close)
	for name, value := range variables(s, server.URL) {
		ts.Setenv(name, value)
	}
	return s
}

// unmarked returns a handler whose answers do not say that they are of a test server.
func unmarked(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.ServeHTTP(unmarkedWriter{w}, r) })
}

type unmarkedWriter struct{ http.ResponseWriter }

func (w unmarkedWriter) WriteHeader(status int) {
	w.Header().Del(propagationtest.Header)
	w.ResponseWriter.WriteHeader(status)
}

func (w unmarkedWriter) Write(data []byte) (int, error) {
	w.Header().Del(propagationtest.Header)
	return w.ResponseWriter.Write(data)
}

// variables says that s is at url, as gen capture reads it from the environment.
func variables(s *propagationtest.Server, url string) map[string]string {
	return map[string]string{
		"PINGONE_API_PATH": url + "/v1", "PINGONE_AUTH_PATH": url, "PINGONE_ENVIRONMENT_ID": s.EnvironmentID(),
		"PINGONE_CLIENT_ID": s.ClientID(), "PINGONE_CLIENT_SECRET": clientSecret,
	}
}

// sandboxVariables are the variables of a script, for a command that does not get them by itself.
func sandboxVariables(ts *testscript.TestScript) []string {
	var list []string
	for _, name := range []string{"PINGONE_API_PATH", "PINGONE_AUTH_PATH", "PINGONE_ENVIRONMENT_ID", "PINGONE_CLIENT_ID", "PINGONE_CLIENT_SECRET"} {
		list = append(list, name+"="+ts.Getenv(name))
	}
	return list
}

// TestCaptureExamples runs the examples in the help of capture: what the help
// shows has to work.
func TestCaptureExamples(t *testing.T) {
	s := propagationtest.NewServer()
	defer s.Close()
	server := httptest.NewServer(unmarked(s))
	defer server.Close()
	for name, value := range variables(s, server.URL) {
		t.Setenv(name, value)
	}
	t.Setenv("PINGONE_CLIENT_SECRET", s.ClientSecret().Reveal())
	top := t.TempDir()
	if err := os.CopyFS(filepath.Join(top, "spec"), os.DirFS("../spec")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(top, "scim.json"), `{"SCIM_URL": "https://scim.example.com"}`)
	t.Chdir(top)
	for line := range strings.Lines(captureExample) {
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), wordsOf(strings.TrimSpace(line))[1:], &stdout, &stderr)
		if code != done || stdout.Len() == 0 || stderr.Len() > 0 {
			t.Errorf("%s: exit code %d; stdout %d bytes; stderr %s", strings.TrimSpace(line), code, stdout.Len(), &stderr)
		}
	}
	for _, r := range s.Requests() {
		if r.Method != http.MethodPost || r.Operation != propagationtest.Token && r.Operation != "storeMetadata" {
			t.Errorf("it sent %v", r)
		}
	}
}

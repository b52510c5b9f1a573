package drift_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// A stage is a copy of this repository, and a test server in the place of PingOne.
type stage struct {
	t           *testing.T
	repository  string   // one commit with the files that git tracks or would add
	program     string   // the command gen, built
	environment []string // of the commands that run here: it names the test server
	answers     sync.Map // from store type to []byte, metadata that overrides the server's own
}

// noPages makes "make refresh" leave out the pages about the Terraform provider,
// which take long.
const noPages = "PAGES=:"

// openStage copies the repository, and starts a test server that knows its connectors.
func openStage(t *testing.T) *stage {
	t.Helper()
	for _, program := range []string{"git", "make", "jq", "bash"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	folder := t.TempDir()
	s := &stage{t: t, repository: filepath.Join(folder, "repository"), program: filepath.Join(folder, "gen")}
	s.serve()
	s.copyRepository(harness.Path(t, "."))
	return s
}

// serve starts the server. It answers requests for metadata from s.answers, and
// all others, and those for other store types, as the test server does.
func (s *stage) serve() {
	pingOne := propagationtest.NewServer()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		before, storeType := path.Split(r.URL.Path)
		answer := s.answer(storeType)
		if answer == nil || path.Base(before) != "storeMetadata" {
			pingOne.ServeHTTP(unmarked{w}, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Write(answer)
	}))
	s.t.Cleanup(func() {
		server.Close()
		pingOne.Close()
	})
	s.environment = append(os.Environ(),
		"PINGONE_API_PATH="+server.URL+"/v1", "PINGONE_AUTH_PATH="+server.URL, "PINGONE_REGION_CODE=",
		"PINGONE_ENVIRONMENT_ID="+pingOne.EnvironmentID(),
		"PINGONE_CLIENT_ID="+pingOne.ClientID(), "PINGONE_CLIENT_SECRET="+pingOne.ClientSecret().Reveal(),
		"GIT_AUTHOR_NAME=Rehearsal", "GIT_AUTHOR_EMAIL=rehearsal@example.com",
		"GIT_COMMITTER_NAME=Rehearsal", "GIT_COMMITTER_EMAIL=rehearsal@example.com",
		// The folder of the copy is new each time. Without its path, builds are cached.
		"GOFLAGS=-trimpath -buildvcs=false",
		noPages)
}

// unmarked writes answers that do not say that they are of a test server.
type unmarked struct{ http.ResponseWriter }

func (w unmarked) WriteHeader(status int) {
	w.Header().Del(propagationtest.Header)
	w.ResponseWriter.WriteHeader(status)
}

func (w unmarked) Write(data []byte) (int, error) {
	w.Header().Del(propagationtest.Header)
	return w.ResponseWriter.Write(data)
}

// copyRepository builds the command, and copies the repository top into one commit.
func (s *stage) copyRepository(top string) {
	s.runIn(top, "go", "build", "-o", s.program, "./gen")
	names := s.runIn(top, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	for name := range strings.SplitSeq(strings.TrimSuffix(names, "\x00"), "\x00") {
		s.copyFile(filepath.Join(top, name), filepath.Join(s.repository, name))
	}
	s.run("git", "init", "-q", "-b", "main")
	s.run("git", "add", "--all")
	s.run("git", "commit", "-q", "-m", "as it is")
}

// copyFile copies a file if it exists: git also lists files that were removed and
// not committed.
func (s *stage) copyFile(from, to string) {
	info, err := os.Stat(from)
	if os.IsNotExist(err) {
		return
	}
	content, err := os.ReadFile(from)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(to, content, info.Mode().Perm()); err != nil {
		s.t.Fatal(err)
	}
}

// change edits the capture of a store type, and makes the server answer with the
// result.
func (s *stage) change(storeType string, edit func(capture map[string]any)) {
	s.t.Helper()
	data, err := os.ReadFile(filepath.Join(s.repository, "spec", "connectors", storeType+".json"))
	if err != nil {
		s.t.Fatal(err)
	}
	var capture map[string]any
	if err := json.Unmarshal(data, &capture); err != nil {
		s.t.Fatal(err)
	}
	edit(capture)
	answer, err := json.Marshal(capture)
	if err != nil {
		s.t.Fatal(err)
	}
	s.answers.Store(storeType, answer)
}

// answer returns the metadata that overrides the server's own, or nil.
func (s *stage) answer(storeType string) []byte {
	answer, _ := s.answers.Load(storeType)
	text, _ := answer.([]byte)
	return text
}

// run runs a command in the copy and returns its output.
func (s *stage) run(name string, args ...string) string {
	s.t.Helper()
	return s.runIn(s.repository, name, args...)
}

func (s *stage) runIn(folder, name string, args ...string) string {
	s.t.Helper()
	cmd := exec.CommandContext(s.t.Context(), name, args...)
	fmt.Fprintf(s.t.Output(), "$ %s %s\n", filepath.Base(name), strings.Join(args, " "))
	var out bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = folder, s.environment, &out, s.t.Output()
	if err := cmd.Run(); err != nil {
		s.t.Fatalf("%s %s: %v", filepath.Base(name), strings.Join(args, " "), err)
	}
	return out.String()
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
)

// A stage is a copy of a repository, and a test server in the place of PingOne.
type stage struct {
	repository string // one commit with the files that git tracks or would add
	program    string // the command gen, built

	folder      string   // a temporary folder with the repository and the program
	environment []string // of the commands that run here: it names the test server
	stderr      io.Writer
	server      *httptest.Server
	pingOne     *propagationtest.Server
	answers     sync.Map // from store type to []byte, metadata that overrides the server's own
}

// newStage copies the repository that contains the folder top, and starts a test
// server that knows the connectors of the copy. The caller must close the stage.
func newStage(ctx context.Context, top string, stderr io.Writer) (*stage, error) {
	folder, err := os.MkdirTemp("", "connectorgen-rehearsal-")
	if err != nil {
		return nil, err
	}
	s := &stage{
		repository: filepath.Join(folder, "repository"), program: filepath.Join(folder, "gen"),
		folder: folder, stderr: stderr,
	}
	s.serve()
	if err := s.build(ctx, top); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// serve starts the server. It answers requests for metadata from s.answers, and
// all others, and those for other store types, as the test server does.
func (s *stage) serve() {
	s.pingOne = propagationtest.NewServer()
	s.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		before, storeType := path.Split(r.URL.Path)
		answer := s.answer(storeType)
		if answer == nil || path.Base(before) != "storeMetadata" {
			s.pingOne.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Write(answer)
	}))
	s.environment = append(os.Environ(),
		"PINGONE_API_PATH="+s.server.URL+"/v1", "PINGONE_AUTH_PATH="+s.server.URL, "PINGONE_REGION_CODE=",
		"PINGONE_ENVIRONMENT_ID="+s.pingOne.EnvironmentID(),
		"PINGONE_CLIENT_ID="+s.pingOne.ClientID(), "PINGONE_CLIENT_SECRET="+s.pingOne.ClientSecret().Reveal(),
		"GIT_AUTHOR_NAME=Rehearsal", "GIT_AUTHOR_EMAIL=rehearsal@example.com",
		"GIT_COMMITTER_NAME=Rehearsal", "GIT_COMMITTER_EMAIL=rehearsal@example.com",
		// The folder of the copy is new each time. Without its path, builds are cached.
		"GOFLAGS=-trimpath -buildvcs=false")
}

// build compiles the command, and copies the repository into one commit.
func (s *stage) build(ctx context.Context, top string) error {
	out, err := s.runIn(ctx, top, "git", "rev-parse", "--show-toplevel")
	if err != nil {
		return err
	}
	top = strings.TrimSuffix(out, "\n")
	if _, err := s.runIn(ctx, top, "go", "build", "-o", s.program, "./gen"); err != nil {
		return err
	}
	names, err := s.runIn(ctx, top, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	if err != nil {
		return err
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(names, "\x00"), "\x00") {
		if err := copyFile(filepath.Join(top, name), filepath.Join(s.repository, name)); err != nil {
			return err
		}
	}
	for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"add", "--all"}, {"commit", "-q", "-m", "as it is"}} {
		if _, err := s.run(ctx, "git", args...); err != nil {
			return err
		}
	}
	return nil
}

// copyFile copies a file if it exists: git also lists files that were removed and
// not committed.
func copyFile(from, to string) error {
	info, err := os.Stat(from)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	return os.WriteFile(to, content, info.Mode().Perm())
}

// change edits the capture of a store type, and makes the server answer with the
// result.
func (s *stage) change(storeType string, edit func(capture map[string]any) error) error {
	data, err := os.ReadFile(filepath.Join(s.repository, "spec", "connectors", storeType+".json"))
	if err != nil {
		return err
	}
	var capture map[string]any
	if err := json.Unmarshal(data, &capture); err != nil {
		return err
	}
	if err := edit(capture); err != nil {
		return err
	}
	answer, err := json.Marshal(capture)
	s.answers.Store(storeType, answer)
	return err
}

// answer returns the metadata that overrides the server's own, or nil.
func (s *stage) answer(storeType string) []byte {
	answer, _ := s.answers.Load(storeType)
	text, _ := answer.([]byte)
	return text
}

// refresh returns the command that updates what tests expect of the inputs.
func (s *stage) refresh() string { return "make --silent refresh GEN='" + s.program + "'" }

// run runs a command in the copy and returns its output.
func (s *stage) run(ctx context.Context, name string, args ...string) (string, error) {
	return s.runIn(ctx, s.repository, name, args...)
}

func (s *stage) runIn(ctx context.Context, folder, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	var out bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = folder, s.environment, &out, s.stderr
	if err := cmd.Run(); err != nil {
		return out.String(), fmt.Errorf("%s %s: %w", filepath.Base(name), strings.Join(args, " "), err)
	}
	return out.String(), nil
}

// close stops the server and removes the folder.
func (s *stage) close() error {
	s.server.Close()
	return errors.Join(s.pingOne.Close(), os.RemoveAll(s.folder))
}

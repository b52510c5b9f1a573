package sandbox_test

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestSandboxCommand runs the sandbox with the requests of its page, which are
// those of PingOne's own pages. A shell can evaluate what it prints. It ends when
// interrupted, and a second run with the same state file goes on where the first
// stopped.
func TestSandboxCommand(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not installed")
	}
	folder := t.TempDir()
	program := filepath.Join(folder, "sandbox")
	if out, err := exec.Command("go", "build", "-o", program, harness.Module+"/generated/propagation/propagationtest/sandbox").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	state := filepath.Join(folder, "state.json")
	token, create, list := curlLines(t)
	created := runSandbox(t, program, state, token+create)
	listed := runSandbox(t, program, state, token+list)
	id, _ := harness.Value(t, created).(map[string]any)["id"].(string)
	if id == "" || !strings.Contains(string(listed), `"id":"`+id+`"`) {
		t.Errorf("created: %s\nafter a restart there is: %s", created, listed)
	}
}

// TestStart runs the program that the README starts with against the sandbox, as a
// reader does who copies it and the lines that the sandbox prints.
func TestStart(t *testing.T) {
	t.Parallel()
	readme := string(harness.ReadFile(t, "README.md"))
	_, rest, _ := strings.Cut(readme, "`go run ./bin/start`:\n\n```go\n")
	text, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("README.md has no program to start with")
	}
	s := harness.NewScratch(t, "example.com/start", map[string]string{"main.go": text})
	start, server := filepath.Join(s.Dir, "start"), filepath.Join(s.Dir, "sandbox")
	s.Run("build", "-o", start, ".")
	s.Run("build", "-o", server, harness.Module+"/generated/propagation/propagationtest/sandbox")
	out := string(runSandbox(t, server, filepath.Join(s.Dir, "state.json"), start))
	if !strings.Contains(out, `"OAUTH_ACCESS_TOKEN":"[redacted]"`) || strings.Contains(out, "the token of") {
		t.Errorf("it prints %s", out)
	}
}

// runSandbox starts the command, runs a shell script with what it printed, and
// interrupts it. It returns what the script printed.
func runSandbox(t *testing.T, program, state, script string) []byte {
	t.Helper()
	command := exec.Command(program, "--address", "127.0.0.1:0", "--state", state)
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	var greeting strings.Builder
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		greeting.WriteString(lines.Text() + "\n")
		if strings.HasPrefix(lines.Text(), "export PINGONE_CLIENT_SECRET=") {
			break // the last line
		}
	}
	out, scriptErr := exec.Command("sh", "-c", "set -e\n"+greeting.String()+script).Output()
	interruptErr := command.Process.Signal(os.Interrupt)
	if err := errors.Join(scriptErr, interruptErr, command.Wait()); err != nil {
		t.Fatalf("%v\n%s%s", err, greeting.String(), out)
	}
	return out
}

// curlLines returns the requests of the page on the sandbox, as people copy them: for a
// token, to create a store, and to list the stores.
func curlLines(t *testing.T) (token, create, list string) {
	t.Helper()
	const start = "```sh\naccessToken="
	_, rest, found := strings.Cut(harness.Page(t, start), start)
	block, _, closed := strings.Cut(rest, "```")
	parts := strings.Split(block, "\n\n")
	if !found || !closed || len(parts) != 3 {
		t.Fatalf("no page has a block of three requests that starts with accessToken=")
	}
	return "accessToken=" + parts[0] + "\n", parts[1] + "\n", parts[2]
}

// TestSandboxOfAnother generates a test server from a document without stores and
// with an operation that the fixed code does not know. It must compile in the module
// of its user, and say that it does not know the operation.
func TestSandboxOfAnother(t *testing.T) {
	t.Parallel()
	tree, found, err := generator.Generate(generator.Inputs{FS: fstest.MapFS{"openapi.yaml": {Data: []byte(anotherDocument)}, "generate.yaml": {Data: []byte(anotherConfig)}}, Name: "spec"}, generator.Options{ImportPath: "example.com/another/made"})
	if err != nil || found.Failed() {
		t.Fatal(err, found.All())
	}
	s := harness.NewScratch(t, "example.com/another", map[string]string{"main.go": anotherProgram})
	for name, content := range harness.Contents(tree) {
		s.Write("made/"+name, content)
	}
	s.Run("vet", "./...")
	if out := s.Run("run", "."); !strings.Contains(out, "501") || !strings.Contains(out, "the operation weather") {
		t.Errorf("the test server says: %s", out)
	}
}

const anotherConfig = `outputs: [test-server]
names: {package: propagation}
client: {platform: pingone, parameters: [environmentID]}
`

const anotherDocument = `openapi: 3.0.3
info: {title: Another, version: '1'}
paths:
  /environments/{environmentID}/weather:
    get:
      operationId: weather
      parameters: [{name: environmentID, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: It is fine.}}
`

const anotherProgram = `package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"

	"example.com/another/made/propagation/propagationtest"
)

func main() {
	s := propagationtest.NewServer()
	defer s.Close()
	r, _ := http.NewRequest("POST", s.URL+"/as/token", strings.NewReader("grant_type=client_credentials"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.SetBasicAuth(s.ClientID(), s.ClientSecret().Reveal())
	token := strings.Split(send(s, r), "\"")[3]
	r, _ = http.NewRequest("GET", s.URL+"/v1/environments/"+s.EnvironmentID()+"/weather", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	fmt.Println(send(s, r))
}

func send(s *propagationtest.Server, r *http.Request) string {
	res, err := s.Client().Do(r)
	if err != nil {
		return err.Error()
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return fmt.Sprint(string(body), res.StatusCode)
}
`

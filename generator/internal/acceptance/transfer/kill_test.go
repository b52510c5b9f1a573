//go:build unix

package transfer_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

func TestMain(m *testing.M) { harness.Main(m) }

// TestKill kills gen import at moments that are spread over the requests that it
// sends, and runs it again. Then everything is there, and nothing twice.
func TestKill(t *testing.T) {
	t.Parallel()
	kills := long.Or(20, 2)
	command := harness.Command(t)
	m := harness.Model(t, harness.Spec(t))
	from := newPlace(t)
	from.fill(t, m)
	e := from.export(t, m)
	file := filepath.Join(t.TempDir(), "export.json")
	if err := os.WriteFile(file, e.JSON(), 0o600); err != nil {
		t.Fatal(err)
	}
	values, killed := from.values(t, e), 0
	for i := range kills {
		to := newPlace(t)
		if err := to.Listen("127.0.0.1:0"); err != nil {
			t.Fatal(err)
		}
		run := func() (*exec.Cmd, *bytes.Buffer) {
			var said bytes.Buffer
			cmd := exec.Command(command, "import", "--spec", harness.Path(t, "spec"), file)
			cmd.Stdout, cmd.Stderr = &said, &said
			cmd.Env = append(os.Environ(), "PINGONE_API_PATH="+to.URL+"/v1", "PINGONE_AUTH_PATH="+to.URL, "PINGONE_ENVIRONMENT_ID="+to.EnvironmentID(),
				"PINGONE_CLIENT_ID="+to.ClientID(), "PINGONE_CLIENT_SECRET="+to.ClientSecret().Reveal())
			for name, value := range values {
				cmd.Env = append(cmd.Env, name+"="+value)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			return cmd, &said
		}
		to.Fault(propagationtest.Fault{Delay: 5 * time.Millisecond})
		cmd, said := run()
		for at, end := 5+i*40/kills, time.Now().Add(10*time.Second); len(to.Requests()) < at; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("there are %d requests after a minute\n%s", len(to.Requests()), said)
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if cmd.Wait() != nil {
			killed++
		}
		to.Heal()
		cmd, said = run()
		if err := cmd.Wait(); err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
		compare(t, m, from, to)
	}
	t.Logf("killed %d times", killed)
	if killed < kills {
		t.Errorf("killed %d times of %d", killed, kills)
	}
}

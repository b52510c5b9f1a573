package tofu_test

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
)

// A moment is the request at which an apply is killed.
type moment struct {
	operation string
	skip      int  // how many of these requests come before
	late      bool // PingOne has carried it out
}

// moments are all the requests of whole.txtar that change something, each before it is
// carried out and after.
func moments() []moment {
	var list []moment
	for _, of := range strings.Fields("createStore createStore+1 createPlan createPlanRule createMapping createMapping+1 replaceRule createRevision") {
		operation, second := strings.CutSuffix(of, "+1")
		skip := 0
		if second {
			skip = 1
		}
		list = append(list, moment{operation, skip, true}, moment{operation, skip, false})
	}
	return list
}

// kills applies from nothing, and is killed, at each moment. What PingOne has then and no
// state knows is imported as the errors say, and after another apply everything is there
// once. Then all of it goes.
func kills(ts *testscript.TestScript, _ bool, args []string) {
	imported := 0
	for _, m := range moments() {
		killed(ts, m)
		imported += again(ts)
		if got := countsOf(ts); got != args[0] {
			ts.Fatalf("killed at %v: there are %s, want %s", m, got, args[0])
		}
		ts.Check(ts.Exec("tofu", "plan", "-detailed-exitcode"))
		ts.Check(ts.Exec("tofu", "destroy", "-auto-approve"))
		if got := countsOf(ts); got != "0 stores, 0 plans, 0 rules, 0 mappings" {
			ts.Fatalf("killed at %v: %s are left", m, got)
		}
	}
	if imported == 0 {
		ts.Fatalf("nothing was made that no state knew")
	}
	figure(ts, "killed at %d moments: %d things imported, nothing twice", len(moments()), imported)
}

// killed runs an apply and kills it, and all that it started, at a moment.
func killed(ts *testscript.TestScript, m moment) {
	s, _ := serverOf(ts)
	s.Fault(propagationtest.Fault{Operation: m.operation, Skip: m.skip, Times: 1, Delay: time.Minute, Late: m.late, Status: 500})
	defer s.Heal()
	cmd := exec.Command(filepath.Join(ts.Getenv("WORK"), "bin", "tofu"), "apply", "-auto-approve", "-parallelism=1")
	cmd.Dir, cmd.SysProcAttr = ts.Getenv("WORK"), &syscall.SysProcAttr{Setpgid: true}
	for _, name := range strings.Fields("PATH HOME TF_CLI_CONFIG_FILE CHECKPOINT_DISABLE TF_CLI_ARGS PINGONE_API_PATH PINGONE_AUTH_PATH PINGONE_ENVIRONMENT_ID PINGONE_CLIENT_ID PINGONE_CLIENT_SECRET TF_VAR_secret") {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	before := len(s.Requests(m.operation))
	ts.Check(cmd.Start())
	for deadline := time.Now().Add(time.Minute); len(s.Requests(m.operation)) <= before+m.skip; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			ts.Fatalf("there was no %s within a minute", m.operation)
		}
	}
	time.Sleep(100 * time.Millisecond) // it is being answered
	ts.Check(syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL))
	if cmd.Wait() == nil {
		ts.Fatalf("it was done before it was killed")
	}
}

// hint matches where an error is, and what it says to import.
var hint = regexp.MustCompile(`with ([a-z_]+\.[a-z]+), .*?[Ii]mport it by its id, ([0-9a-f-]{36})`)

// again applies until all is there, imports what the errors say, and returns how much
// that was.
func again(ts *testscript.TestScript) int {
	for imported := range 9 {
		if ts.Exec("tofu", "apply", "-auto-approve") == nil {
			return imported
		}
		found := hint.FindStringSubmatch(strings.Join(strings.Fields(ts.ReadFile("stderr")), " "))
		if found == nil {
			ts.Fatalf("the error does not say what to import")
		}
		ts.Check(ts.Exec("tofu", "import", found[1], found[2]))
	}
	ts.Fatalf("there is no end of imports")
	return 0
}

// countsOf says how many of everything PingOne has.
func countsOf(ts *testscript.TestScript) string {
	_, client := serverOf(ts)
	ctx := context.Background()
	stores, plans, rules, mappings := 0, 0, 0, 0
	for _, err := range client.Stores(ctx) {
		ts.Check(err)
		stores++
	}
	for _, err := range client.Plans(ctx) {
		ts.Check(err)
		plans++
	}
	for rule, err := range client.Rules(ctx) {
		ts.Check(err)
		rules++
		for _, err := range client.Mappings(ctx, rule.ID) {
			ts.Check(err)
			mappings++
		}
	}
	return fmt.Sprintf("%d stores, %d plans, %d rules, %d mappings", stores, plans, rules, mappings)
}

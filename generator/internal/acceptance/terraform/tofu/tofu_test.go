// Package tofu_test runs OpenTofu, or Terraform, with the generated provider and a
// PingOne for tests. It needs the program:
//
//	go test ./generator/internal/acceptance/terraform/tofu -tofu /path/to/tofu -v
package tofu_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/starter"
	"github.com/connectorgen/connectorgen/generator/internal/transfer"
)

var tofu = flag.String("tofu", "", "`path` of OpenTofu or Terraform; without it, nothing is tested here")

// TestScripts runs the scenarios. Each has an environment of PingOne of its own.
func TestScripts(t *testing.T) {
	t.Parallel()
	if *tofu == "" {
		t.Skip("there is no -tofu")
	}
	program, err := filepath.Abs(*tofu)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	provider := filepath.Join(folder, "terraform-provider-propagation")
	if out, err := exec.Command("go", "build", "-o", provider, harness.Module+"/generated/terraform/serve").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := os.Link(provider, filepath.Join(folder, "terraform-provider-pingoneprovisioning")); err != nil {
		t.Fatal(err)
	}
	held := &rows{figures: make(map[string][]string)}
	t.Cleanup(func() { held.report(t, program) })
	everything := allStores(t)
	_, readme, _ := strings.Cut(harness.Page(t, "```hcl\n"), "```hcl\n")
	readme, _, _ = strings.Cut(readme, "```")
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			s := propagationtest.NewServer()
			env.Defer(func() { s.Close() })
			env.Values["server"] = s
			return setUp(env, s, program, folder, everything, readme)
		},
		Condition: func(name string) (bool, error) {
			if name != "identity" {
				return false, fmt.Errorf("there is no condition %s", name)
			}
			return knowsIdentities(program)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "fault": fault, "console": console, "holds": holds, "stores": stores, "kills": kills, "community": community, "sent": sent, "active": active, "canaries": canaries, "exported": exported, "initial": initial,
			"row": held.row, "unsupported": unsupported, "schemas": schemas,
		},
	})
}

// setUp writes what a script finds in its folder, and sets its environment variables.
func setUp(env *testscript.Env, s *propagationtest.Server, program, folder, everything, readme string) error {
	// A provider that a state has must be there, even if all that it had has moved.
	settings := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"connectorgen/propagation\" = %[1]q\n    \"easytofu/pingoneprovisioning\" = %[1]q\n  }\n  direct {}\n}\n", folder)
	bin := filepath.Join(env.WorkDir, "bin")
	if err := errors.Join(
		os.Mkdir(bin, 0o777), os.Symlink(program, filepath.Join(bin, "tofu")),
		os.WriteFile(filepath.Join(env.WorkDir, "cli.tfrc"), []byte(settings), 0o666),
		os.WriteFile(filepath.Join(env.WorkDir, "everything.hcl"), []byte(everything), 0o666),
		os.WriteFile(filepath.Join(env.WorkDir, "readme.hcl"), []byte(readme), 0o666),
		os.WriteFile(filepath.Join(env.WorkDir, "provider.tf"), []byte("terraform {\n  required_providers {\n    propagation = { source = \"connectorgen/propagation\" }\n  }\n}\n"), 0o666),
	); err != nil {
		return err
	}
	for name, value := range map[string]string{
		"PATH": bin + string(os.PathListSeparator) + env.Getenv("PATH"), "TF_CLI_CONFIG_FILE": filepath.Join(env.WorkDir, "cli.tfrc"),
		"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_CLI_ARGS": "-no-color",
		"PINGONE_API_PATH": s.URL + "/v1", "PINGONE_AUTH_PATH": s.URL, "PINGONE_ENVIRONMENT_ID": s.EnvironmentID(),
		"PINGONE_CLIENT_ID": s.ClientID(), "PINGONE_CLIENT_SECRET": s.ClientSecret().Reveal(),
		"TF_VAR_secret": "canary-1",
	} {
		env.Setenv(name, value)
	}
	return nil
}

// serverOf returns the PingOne of a script, and a client that sees it as it is.
func serverOf(ts *testscript.TestScript) (*propagationtest.Server, *propagation.Client) {
	s := ts.Value("server").(*propagationtest.Server)
	client, err := propagation.NewClient(propagation.Config{
		BaseURL: s.URL + "/v1", AuthURL: s.URL, EnvironmentID: s.EnvironmentID(),
		Credentials: propagation.ClientCredentials{ID: s.ClientID(), Secret: s.ClientSecret()},
	})
	ts.Check(err)
	return s, client
}

// exits CODE COMMAND... runs a command that must exit with the code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	if e := new(exec.ExitError); errors.As(err, &e) {
		code = e.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// fault masked|omitted|foreign|busy|none changes how the server answers.
func fault(ts *testscript.TestScript, _ bool, args []string) {
	s, _ := serverOf(ts)
	s.Heal()
	switch args[0] {
	case "masked":
		s.Fault(propagationtest.Fault{Secrets: propagationtest.SecretsMasked})
	case "omitted":
		s.Fault(propagationtest.Fault{Secrets: propagationtest.SecretsOmitted})
	case "foreign":
		s.Fault(propagationtest.Fault{Secrets: propagationtest.SecretsMasked, Foreign: true})
	case "busy":
		s.Fault(propagationtest.Fault{Operation: "createStore", Times: 12, Status: 429, RetryAfter: "1"})
	case "none":
	default:
		ts.Fatalf("there is no fault %s", args[0])
	}
}

// storeOf returns the store that is called name, with its members.
func storeOf(ts *testscript.TestScript, name string) (*propagation.Client, *propagation.Store, map[string]json.RawMessage) {
	_, client := serverOf(ts)
	for store, err := range client.Stores(context.Background()) {
		ts.Check(err)
		if store.Name == name {
			m := make(map[string]json.RawMessage)
			ts.Check(json.Unmarshal(store.Configuration.(connector.Object).Value().Reveal(), &m))
			return client, store, m
		}
	}
	ts.Fatalf("there is no store %s", name)
	return nil, nil, nil
}

// console NAME KEY=JSON... changes the configuration of a store as somebody at the
// console would; description=TEXT changes its description.
func console(ts *testscript.TestScript, _ bool, args []string) {
	client, store, m := storeOf(ts, args[0])
	for _, arg := range args[1:] {
		key, value, _ := strings.Cut(arg, "=")
		if key == "description" {
			store.Description = value
			continue
		}
		m[key] = json.RawMessage(value)
	}
	data, err := json.Marshal(m)
	ts.Check(err)
	store.Configuration, err = connector.NewObject(string(store.Type), data)
	ts.Check(err)
	_, err = client.ReplaceStore(context.Background(), store.ID, *store, propagation.AllowClearingAll())
	ts.Check(err)
}

// holds NAME KEY=JSON... checks what a store has at the server; KEY= says nothing.
func holds(ts *testscript.TestScript, _ bool, args []string) {
	_, store, m := storeOf(ts, args[0])
	for _, arg := range args[1:] {
		key, want, _ := strings.Cut(arg, "=")
		got := string(m[key])
		if key == "description" {
			got = store.Description
		}
		if got != want {
			ts.Fatalf("the store has %s %s, want %s", key, got, want)
		}
	}
}

// stores N checks how many stores there are, and sets the variable id to the id of
// the last. No two may have a name.
func stores(ts *testscript.TestScript, _ bool, args []string) {
	_, client := serverOf(ts)
	names := make(map[string]bool)
	count := 0
	for store, err := range client.Stores(context.Background()) {
		ts.Check(err)
		if names[store.Name] {
			ts.Fatalf("there are two stores %s", store.Name)
		}
		names[store.Name] = true
		count++
		ts.Setenv("id", store.ID)
	}
	if args[0] != "any" && strconv.Itoa(count) != args[0] {
		ts.Fatalf("there are %d stores, want %s", count, args[0])
	}
}

// sent OPERATION N checks how often an operation was called.
func sent(ts *testscript.TestScript, _ bool, args []string) {
	s, _ := serverOf(ts)
	if n := len(s.Requests(args[0])); strconv.Itoa(n) != args[1] {
		ts.Fatalf("%s was sent %d times, want %s", args[0], n, args[1])
	}
}

// active checks that there is a rule, and that every rule is active.
func active(ts *testscript.TestScript, _ bool, _ []string) {
	_, client := serverOf(ts)
	rules := 0
	for rule, err := range client.Rules(context.Background()) {
		ts.Check(err)
		if rules++; rule.Active == nil || !*rule.Active {
			ts.Fatalf("the rule %s is not active", rule.Name)
		}
	}
	if rules == 0 {
		ts.Fatalf("there is no rule")
	}
}

// community FILE SECRET makes the one resource of a state one of the community provider,
// which has the secret in the state.
func community(ts *testscript.TestScript, _ bool, args []string) {
	var state map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &state))
	one := state["resources"].([]any)[0].(map[string]any)
	one["type"] = "pingoneprovisioning_propagation_store"
	one["provider"] = strings.Replace(one["provider"].(string), "connectorgen/propagation", "easytofu/pingoneprovisioning", 1)
	instance := one["instances"].([]any)[0].(map[string]any)
	delete(instance, "private")
	instance["attributes"].(map[string]any)["configuration_zoom"] = map[string]string{"oauth_client_secret": args[1]}
	data, err := json.Marshal(state)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o666))
}

// canaries FILE... checks that no file has a canary, and that each is there.
func canaries(ts *testscript.TestScript, _ bool, args []string) {
	lines := 0
	for _, name := range args {
		data := ts.ReadFile(name)
		if data == "" {
			ts.Fatalf("%s is empty", name)
		}
		lines += strings.Count(data, "\n")
		if strings.Contains(data, "canary") {
			ts.Fatalf("%s has a canary", name)
		}
	}
	figure(ts, "0 canaries in %d lines of %s", lines, strings.Join(args, ", "))
}

// exported FILE writes what the server has as gen export --format hcl does, and sets
// the variables that it asks for.
func exported(ts *testscript.TestScript, _ bool, args []string) {
	m, err := modelOf()
	ts.Check(err)
	e, err := transfer.Read(context.Background(), m, transfer.Access{Getenv: ts.Getenv})
	ts.Check(err)
	c := e.Terraform()
	for _, v := range c.Variables {
		ts.Setenv(v.Name, "canary-1")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), c.HCL(), 0o666))
}

// initial FILE writes what gen init zoom --hcl prints.
func initial(ts *testscript.TestScript, _ bool, args []string) {
	m, err := modelOf()
	ts.Check(err)
	text, err := starter.Text(m, starter.Options{Connector: "zoom", Profile: "OAuth Bearer Token", All: true, HCL: true})
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}

// modelOf returns the model of the inputs of this module.
func modelOf() (*model.Model, error) {
	given, _, err := load.Folder(os.DirFS("../../../../../spec"), "spec")
	if err != nil {
		return nil, err
	}
	m, _ := model.Build(given)
	return m, nil
}

// Package drift_test goes from a connector that changed to a pull request, with a
// test server in the place of PingOne, in a copy of this repository.
package drift_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// TestPropose goes from a new attribute of Zoom to the commits of a branch and the
// text of a pull request. It prints both, and each command before: make drift shows them.
func TestPropose(t *testing.T) {
	s := openStage(t)
	if long.Wanted() {
		s.environment = slices.DeleteFunc(s.environment, func(v string) bool { return v == noPages })
	}
	s.change("Zoom", addAttribute)
	for _, command := range [][]string{
		{s.program, "drift", "Zoom", "--verbose", "--refresh", "make --silent refresh GEN='" + s.program + "'"},
		{"git", "log", "--reverse", "--stat", "--format=%n%h %s%n%n%b", "main..connectorgen/Zoom"},
		{"cat", "bin/drift/Zoom.md"},
	} {
		out := s.run(command[0], command[1:]...)
		fmt.Fprint(t.Output(), out)
		if !strings.Contains(out, "Zoom") {
			t.Errorf("%s does not speak of Zoom:\n%s", command, out)
		}
	}
	checkPicture(t, s.run("cat", "bin/drift/Zoom.md"))
	// All that the attribute follows to is in the branch, with no edit by hand.
	files := s.run("git", "diff", "--name-only", "main", "connectorgen/Zoom")
	follows := []string{
		"spec/connectors/Zoom.json", "spec/terraform-names.lock", "generated/connector/zoom/zoom.go", "generated/terraform/zoom_kind.go",
		"generated/jsonschema/zoom.json", "generated/docs/zoom.md",
	}
	if long.Wanted() {
		follows = append(follows, "generator/docs/terraform/resources/store_zoom.md")
	}
	for _, name := range follows {
		if !strings.Contains(files, name+"\n") {
			t.Errorf("the branch does not change %s, but\n%s", name, files)
		}
	}
	if text := s.run("cat", "bin/drift/Zoom.md"); !strings.Contains(text, "propagation_store_zoom.configuration.account_region") {
		t.Errorf("the text does not say what it means for users of Terraform:\n%s", text)
	}
}

// addAttribute adds an attribute to every profile of a capture.
func addAttribute(capture map[string]any) {
	for _, p := range capture["connectionProfiles"].([]any) {
		profile := p.(map[string]any)
		profile["connectionAttributes"] = append(profile["connectionAttributes"].([]any), map[string]any{
			"key": "ACCOUNT_REGION", "displayLabel": "Account Region", "description": "The region of the account",
			"required": false, "sensitive": false,
		})
	}
}

// branches is what the workflow runs first.
const branches = "branches --refresh 'make --silent refresh'"

// TestCycle changes two connectors and expects two pull requests. It runs the
// scripts of the workflow, on two machines as there; a bare repository and a fake
// gh stand for GitHub.
func TestCycle(t *testing.T) {
	long.Only(t, "it runs the scripts ten times")
	s := openStage(t)
	g := newGitHub(t, s)

	// Nothing changed, so nothing is printed and GitHub is not asked for anything.
	g.expect(branches+" Zoom", "")
	g.expectOnOther("pull-requests", "")
	g.asked()

	// One connector has a new attribute, one is new: each gets a branch and a pull request.
	s.change("Zoom", addAttribute)
	s.introduce("Rehearsed")
	g.expect(branches+" Zoom Rehearsed", `connectorgen/Rehearsed: created: Rehearsed: first capture, connector added, minor
    bin/drift/Rehearsed.md
connectorgen/Zoom: created: Zoom: 1 attribute added, minor
    bin/drift/Zoom.md
`)
	g.expectOnOther("pull-requests", "connectorgen/Rehearsed: pushed\nconnectorgen/Zoom: pushed\n")
	g.asked(
		"create connectorgen/Rehearsed on main: Rehearsed: first capture, connector added, minor", "check connectorgen/Rehearsed",
		"create connectorgen/Zoom on main: Zoom: 1 attribute added, minor", "check connectorgen/Zoom")

	// A branch changes one connector, and passes the first checks of CI.
	files := g.sh("git diff --name-only main connectorgen/Zoom -- spec")
	if diff := cmp.Diff("spec/connectors/Zoom.json\nspec/connectors/captures.yaml\nspec/terraform-names.lock\n", files); diff != "" {
		t.Errorf("inputs on the branch (-want +got):\n%s", diff)
	}
	g.sh("git worktree add -q ../tree connectorgen/Zoom && cd ../tree && '" + s.program + "' check && go vet ./generated/connector/zoom ./generated/catalog")
	g.sh("'" + s.program + "' lint -C ../tree | cmp - ../tree/generator/internal/review/testdata/today && git worktree remove --force ../tree")

	// The same run in a fresh clone of what GitHub has changes nothing.
	g.sh("git branch -q -D connectorgen/Zoom connectorgen/Rehearsed")
	g.expect(branches+" Zoom Rehearsed", `connectorgen/Rehearsed: unchanged: Rehearsed: first capture, connector added, minor
    bin/drift/Rehearsed.md
connectorgen/Zoom: unchanged: Zoom: 1 attribute added, minor
    bin/drift/Zoom.md
`)
	g.expectOnOther("pull-requests", "")
	g.asked()

	// Somebody closes one pull request, and commits to the branch of the other. Both
	// stay as they are, although PingOne still differs from main.
	g.sh(`cd "$GITHUB" && jq '.[0].state = "CLOSED"' pulls.json > new.json && mv new.json pulls.json`)
	g.sh("git commit-tree -p connectorgen/Zoom -m mine connectorgen/Zoom^{tree} | xargs git update-ref refs/heads/connectorgen/Zoom")
	g.sh("git push -q origin connectorgen/Zoom")
	g.expect(branches+" Zoom Rehearsed", `connectorgen/Rehearsed: unchanged: Rehearsed: first capture, connector added, minor
    bin/drift/Rehearsed.md
connectorgen/Zoom: kept: Zoom: 1 attribute added, minor
`)
	g.expectOnOther("pull-requests", "")
	g.asked()

	// The connector of the closed pull request changes again, so a new one is opened.
	s.answers.Store("Rehearsed", bytes.Replace(s.answer("Rehearsed"), []byte("Zoom Connector"), []byte("Another Connector"), 1))
	g.expect(branches+" Rehearsed", `connectorgen/Rehearsed: updated: Rehearsed: first capture, connector added, minor
    bin/drift/Rehearsed.md
`)
	g.expectOnOther("pull-requests", "connectorgen/Rehearsed: pushed\n")
	g.asked("create connectorgen/Rehearsed on main: Rehearsed: first capture, connector added, minor", "check connectorgen/Rehearsed")

	// An open pull request is updated with its branch.
	s.answers.Store("Rehearsed", bytes.Replace(s.answer("Rehearsed"), []byte("Another Connector"), []byte("A Third Connector"), 1))
	g.sh(".ci/robot " + branches + " Rehearsed")
	g.expectOnOther("pull-requests", "connectorgen/Rehearsed: pushed\n")
	g.asked("edit 3: Rehearsed: first capture, connector added, minor", "check connectorgen/Rehearsed")

	// Somebody pushes to a branch after it was fetched: the push is refused, and what
	// they did stays. The next run leaves the branch alone.
	s.answers.Store("Rehearsed", bytes.Replace(s.answer("Rehearsed"), []byte("A Third Connector"), []byte("A Fourth Connector"), 1))
	g.sh(".ci/robot " + branches + " Rehearsed")
	g.sh(`git clone -q "$(git remote get-url origin)" ../person && cd ../person && git switch -q connectorgen/Rehearsed && git commit -q --allow-empty -m mine && git push -q`)
	g.sh("! " + onOther("pull-requests"))
	g.asked()
	g.sh("git fetch -q origin")
	g.expect(branches+" Rehearsed", "connectorgen/Rehearsed: kept: Rehearsed: first capture, connector added, minor\n")
	g.sh("git -C ../person diff --quiet origin/connectorgen/Rehearsed")
	if got := g.sh("git log -1 --format=%s origin/connectorgen/Rehearsed"); got != "mine\n" {
		t.Errorf("the last commit is now %s", got)
	}

	// A pull request has one comment, which is updated. There is none without a change in meaning.
	g.sh("make --silent diff BASE=HEAD GEN='" + s.program + "'")
	g.expect("comment", "")
	g.asked()
	g.sh("git checkout -q connectorgen/Zoom && make --silent diff BASE=main GEN='" + s.program + "'")
	g.expect("comment", "")
	g.expect("comment", "")
	g.asked("comment", "change repos/connectorgen/connectorgen/issues/comments/1")
}

// TestOneFailureStopsNoOther: what cannot be proposed fails the run, and those after
// it are proposed.
func TestOneFailureStopsNoOther(t *testing.T) {
	long.Only(t, "it runs the scripts once more")
	s := openStage(t)
	g := newGitHub(t, s)
	s.change("Zoom", addAttribute)
	s.introduce("Rehearsed")
	g.sh(".ci/robot branches Zoom Rehearsed && git -C ../origin.git config receive.denyNonFastForwards true && git -C ../origin.git branch connectorgen/Rehearsed/x main")
	g.sh("! " + onOther("pull-requests"))
	g.asked("create connectorgen/Zoom on main: Zoom: 1 attribute added, minor", "check connectorgen/Zoom")
}

// TestSetup holds the workflow and the script to what --init writes: they are the
// example that others get.
func TestSetup(t *testing.T) {
	s := openStage(t)
	s.run("rm", ".ci/robot", ".github/workflows/drift.yml")
	s.run(s.program, "drift", "--init", "--refresh", "make --silent refresh")
	if diff := s.run("git", "diff"); diff != "" {
		t.Errorf("--init makes other files than those of this repository:\n%s", diff)
	}
}

// TestModuleOfOnesOwn sets the workflow up in another repository, whose module is in
// a folder, and runs what its steps run.
func TestModuleOfOnesOwn(t *testing.T) {
	long.Only(t, "it runs the scripts in another module")
	s := openStage(t)
	s.change("Zoom", addAttribute)
	zoom := filepath.Join(s.repository, "spec", "connectors", "Zoom.json")
	s.repository = filepath.Join(t.TempDir(), "repository")
	module := filepath.Join(s.repository, "my service")
	s.copyFile(zoom, filepath.Join(module, "api", "connectors", "Zoom.json"))
	if err := os.WriteFile(filepath.Join(module, "go.mod"), []byte("module example.com/mine\n\ngo 1.23\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	s.run("git", "init", "-q", "-b", "main")
	flags := []string{"-C", "my service", "--spec", "api", "--out", "internal/pingone"}
	s.run(s.program, append([]string{"generate"}, flags...)...)
	s.run(s.program, append([]string{"drift", "--init"}, flags...)...)
	s.run("git", "add", "--all")
	s.run("git", "commit", "-q", "-m", "as it is")
	g := newGitHub(t, s)

	workflow, err := os.ReadFile(filepath.Join(s.repository, ".github", "workflows", "drift.yml"))
	if err != nil {
		t.Fatal(err)
	}
	steps := workflowSteps.FindAllSubmatch(workflow, -1)
	if len(steps) != 2 {
		t.Fatalf("the workflow has %d steps that run something, want 2", len(steps))
	}
	want := "connectorgen/Zoom: created: Zoom: 1 attribute added, minor\n    bin/drift/Zoom.md\n"
	if diff := cmp.Diff(want, g.sh(string(steps[0][1]))); diff != "" {
		t.Errorf("the first step (-want +got):\n%s", diff)
	}
	if !bytes.Contains(workflow, []byte("path: 'my service/bin/drift'")) {
		t.Error("the workflow hands on another folder than my service/bin/drift")
	}
	g.sh("git clone -q --depth 1 \"file://$(realpath ../origin.git)\" ../other && mkdir '../other/my service/bin' && cp -R 'my service/bin/drift' '../other/my service/bin'")
	g.sh("cd ../other && " + string(steps[1][1]))
	g.asked("create connectorgen/Zoom on main: Zoom: 1 attribute added, minor") // and no checks, because there is no ci.yml
	g.sh("git clone -q -b connectorgen/Zoom ../origin.git ../merged && '" + s.program + "' check -C '../merged/my service' --spec api --out internal/pingone")
}

// workflowSteps matches the steps of the workflow that run something.
var workflowSteps = regexp.MustCompile(`(?m)^      - run: \|\n +(.*)$`)

// introduce adds a store type to PingOne: a copy of Zoom.
func (s *stage) introduce(storeType string) {
	zoom := s.answer("Zoom")
	s.change("Zoom", func(capture map[string]any) {
		capture["information"].(map[string]any)["key"] = storeType
	})
	s.answers.Store(storeType, s.answer("Zoom"))
	s.answers.Store("Zoom", zoom)
}

// A gitHub is the stage with a fake GitHub.
type gitHub struct {
	*stage
	folder string
}

// newGitHub returns a fake GitHub whose repository is the origin of the stage.
func newGitHub(t *testing.T, s *stage) *gitHub {
	t.Helper()
	g := &gitHub{s, t.TempDir()}
	fake, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"pulls.json", "comments.json"} {
		if err := os.WriteFile(filepath.Join(g.folder, name), []byte("[]"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s.environment = append(s.environment, "GITHUB="+g.folder, "PATH="+fake+string(os.PathListSeparator)+os.Getenv("PATH"),
		"GITHUB_REPOSITORY=connectorgen/connectorgen", "PULL=7", "GITHUB_STEP_SUMMARY=", "GEN="+s.program)
	g.sh("git init -q --bare -b main ../origin.git && git remote add origin ../origin.git && git push -q origin main")
	return g
}

// sh runs a shell script in the repository and returns its output.
func (g *gitHub) sh(script string) string {
	g.t.Helper()
	return g.run("bash", "-euo", "pipefail", "-c", script)
}

// expect runs .ci/robot and fails the test if its output is not want.
func (g *gitHub) expect(args, want string) {
	g.t.Helper()
	if diff := cmp.Diff(want, g.sh(".ci/robot "+args)); diff != "" {
		g.t.Errorf("robot %s (-want +got):\n%s", args, diff)
	}
}

// onOther returns the script that runs .ci/robot in a new and shallow clone of the
// repository, which gets nothing but the folder that the workflow hands on.
func onOther(args string) string {
	return `( rm -rf ../other && git clone -q --depth 1 "file://$(realpath ../origin.git)" ../other && mkdir ../other/bin && cp -R bin/drift ../other/bin && cd ../other && .ci/robot ` + args + " )"
}

// expectOnOther is like expect, on another machine. Then it fetches what is new.
func (g *gitHub) expectOnOther(args, want string) {
	g.t.Helper()
	if diff := cmp.Diff(want, g.sh(onOther(args)+" && git fetch -q origin")); diff != "" {
		g.t.Errorf("robot %s (-want +got):\n%s", args, diff)
	}
}

// asked fails the test if the changes that GitHub was asked for since the last call are not want.
func (g *gitHub) asked(want ...string) {
	g.t.Helper()
	log, err := os.ReadFile(filepath.Join(g.folder, "log"))
	if err != nil && !os.IsNotExist(err) {
		g.t.Fatal(err)
	}
	got := strings.Split(strings.TrimSuffix(string(log), "\n"), "\n")
	if len(log) == 0 {
		got = nil
	}
	if diff := cmp.Diff(want, got); diff != "" {
		g.t.Errorf("asked of GitHub (-want +got):\n%s", diff)
	}
	if err := os.RemoveAll(filepath.Join(g.folder, "log")); err != nil {
		g.t.Fatal(err)
	}
}

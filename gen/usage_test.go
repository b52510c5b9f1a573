package main

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/agnivade/levenshtein"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// verbs returns the commands that a user can name.
func verbs() []*cobra.Command {
	root := newCommand(new(printer))
	root.InitDefaultHelpCmd()
	return slices.DeleteFunc(root.Commands(), func(c *cobra.Command) bool { return c.Hidden })
}

// invoke runs the command.
func invoke(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// TestHelpOfFlags: the help of each verb shows each of its flags, and is the same
// whichever way it is asked for.
func TestHelpOfFlags(t *testing.T) {
	t.Parallel()
	for _, c := range verbs() {
		code, help, _ := invoke(t, c.Name(), "--help")
		_, again, _ := invoke(t, "help", c.Name())
		if code != done || help != again {
			t.Errorf("%s: exit code %d, help %q and %q", c.Name(), code, help, again)
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !strings.Contains(help, "--"+f.Name+" ") {
				t.Errorf("%s: the help has no --%s:\n%s", c.Name(), f.Name, help)
			}
		})
	}
}

// TestNearMisses: what is at most two letters away from a verb or a flag is
// refused, and that verb or flag suggested; what is far from all of them lists all.
func TestNearMisses(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for _, c := range verbs() {
		checkMiss(t, random, c.Name(), []string{"@"})
		checkMiss(t, random, c.Name(), []string{"help", "@"})
		checkMiss(t, random, c.Name(), []string{"@", "--force"}) // the verb is at fault, not the flag
		if c.Name() == "help" {
			continue // of which --help is the only flag
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) { checkMiss(t, random, "--"+f.Name, []string{c.Name(), "@"}) })
	}
	if code, _, stderr := invoke(t, "frobnicate"); code != usage || !strings.Contains(stderr, "try one of capture, check, ") {
		t.Errorf("exit code %d, %s", code, stderr)
	}
}

// checkMiss writes the name wrong in some ways, at the place of @ in the arguments.
func checkMiss(t *testing.T, random *rand.Rand, name string, args []string) {
	t.Helper()
	at := slices.Index(args, "@")
	for range 20 {
		args = slices.Clone(args)
		args[at] = miswritten(random, name)
		code, stdout, stderr := invoke(t, args...)
		if args[at] == name || code == done { // such as --stric, which is none, or --rule
			continue
		}
		if code != usage || stdout != "" || !strings.Contains(stderr, `"`+args[at]+`"`) || !strings.Contains(stderr, name) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("gen %s: exit code %d, %q, %q; want that %s is suggested", strings.Join(args, " "), code, stdout, stderr, name)
		}
	}
}

// miswritten returns name with one or two letters left out, put in or changed.
func miswritten(random *rand.Rand, name string) string {
	start := len(name) - len(strings.TrimLeft(name, "-"))
	for {
		b := []byte(name)
		for range 1 + random.IntN(2) {
			i, letter := start+random.IntN(max(len(b)-start, 1)), byte('a'+random.IntN(26))
			switch random.IntN(3) {
			case 0:
				b = slices.Delete(b, min(i, len(b)-1), min(i+1, len(b)))
			case 1:
				b = slices.Insert(b, i, letter)
			default:
				b[min(i, len(b)-1)] = letter
			}
		}
		if len(b) > start+1 && levenshtein.ComputeDistance(name, string(b)) <= 2 {
			return string(b)
		}
	}
}

// TestArguments: what is missing is called by its name, what is too much is quoted,
// and the help that is named is that of the verb.
func TestArguments(t *testing.T) {
	t.Parallel()
	for _, c := range verbs() {
		names := strings.Fields(c.Use)[1:]
		if len(names) == 0 || strings.HasPrefix(names[0], "[") || c.Name() == "completion" {
			continue
		}
		code, _, stderr := invoke(t, c.Name())
		if code != usage || !strings.Contains(stderr, names[0]+" is missing") || !strings.Contains(stderr, "; see gen "+c.Name()+" --help") {
			t.Errorf("%s: exit code %d, %s", c.Name(), code, stderr)
		}
		code, _, stderr = invoke(t, append([]string{c.Name(), "surplus"}, names...)...)
		if code != usage || !strings.Contains(stderr, `one more argument: "`+names[len(names)-1]+`"`) {
			t.Errorf("%s: exit code %d, %s", c.Name(), code, stderr)
		}
	}
}

// TestOutputLost: a verb that cannot write what it prints fails, and says so once.
func TestOutputLost(t *testing.T) {
	for _, args := range [][]string{
		{}, {"--help"}, {"--version"}, {"version"}, {"help", "lint"}, {"completion"}, {"completion", "bash"}, {"completion", "zsh"},
		{"completion", "fish"}, {"completion", "powershell"}, {"lint"}, {"lint", "-o", "json"}, {"lint", "-o", "github"}, {"lint", "--rules"},
		{"validate", "--rules"}, {"explain", "Zoom"}, {"explain", "Zoom", "-o", "json"}, {"init", "Slack"}, {"diff", "../spec", "../spec"}, {"diff", "../spec", "../spec", "-o", "markdown"},
		{"check", "--verbose", "--out", "../generated"},
	} {
		if len(args) > 0 && slices.Contains([]string{"lint", "explain", "init", "check"}, args[0]) && !slices.Contains(args, "--rules") {
			args = append(args, "--spec", "../spec")
		}
		var stderr bytes.Buffer
		code := run(t.Context(), args, full{}, &stderr)
		if code != failed || strings.Count(stderr.String(), errFull.Error()) != 1 {
			t.Errorf("gen %s: exit code %d, %s", strings.Join(args, " "), code, &stderr)
		}
		if code := run(t.Context(), append(args, "--nothing"), io.Discard, full{}); code != failed {
			t.Errorf("gen %s --nothing, with a full stderr: exit code %d", strings.Join(args, " "), code)
		}
	}
}

// full is a device that nothing can be written to.
type full struct{}

var errFull = errors.New("no space on the test's device")

func (full) Write([]byte) (int, error) { return 0, errFull }

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/connectorgen/connectorgen/generator"
)

// repair returns the command that makes the check c pass, to be run where c
// was run: with default flags in this module's own folder, go generate does it,
// unless edits have to be given up.
func repair(c *cobra.Command, force bool) string {
	var flags []string
	if force {
		flags = append(flags, "--force")
	}
	c.Flags().Visit(func(f *pflag.Flag) {
		if f.Name != "output" && c.InheritedFlags().Lookup(f.Name) != nil {
			flags = append(flags, given(f))
		}
	})
	if len(flags) == 0 && isOwnModule() {
		return "go generate ./..."
	}
	return strings.Join(append([]string{program(), "generate"}, flags...), " ")
}

// given returns a flag as a shell takes it.
func given(f *pflag.Flag) string {
	if f.Shorthand != "" {
		return "-" + f.Shorthand + " " + shellWord(f.Value.String())
	}
	return "--" + f.Name + " " + shellWord(f.Value.String())
}

var plain = regexp.MustCompile(`^[A-Za-z0-9_./@%+,-]+$`)

// shellWord returns text as one word of a shell command.
func shellWord(text string) string {
	if plain.MatchString(text) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// isOwnModule reports whether the working folder is the top of the module that
// the program was built from.
func isOwnModule() bool {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return false
	}
	if _, err := os.Stat("go.mod"); err != nil {
		return false
	}
	module, err := generator.ImportPath(".")
	return err == nil && module == info.Main.Path
}

// program returns the command that runs this program.
func program() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Path == "" {
		return shellWord(filepath.ToSlash(os.Args[0]))
	}
	if info.Main.Sum != "" { // downloaded, so it can be downloaded again
		return "go run " + info.Path + "@" + info.Main.Version
	}
	return "go run " + info.Path
}

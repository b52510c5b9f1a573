// Package rerun says how to call this program again.
package rerun

import (
	"os"
	"path"
	"reflect"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/connectorgen/connectorgen/generator"
)

// Repair returns the command that makes the check c pass, for the folder in which c
// ran. With default flags in the folder of this module it is go generate, unless
// edits must be discarded.
func Repair(c *cobra.Command, force bool) string {
	var flags []string
	if force {
		flags = append(flags, "--force")
	}
	c.Flags().Visit(func(f *pflag.Flag) {
		if slices.Contains([]string{"chdir", "follow-links", "out", "spec"}, f.Name) {
			flags = append(flags, Given(f))
		}
	})
	if len(flags) == 0 && IsOwnModule() {
		return "go generate ./..."
	}
	return strings.Join(append([]string{Program(), "generate"}, flags...), " ")
}

// Given returns a flag with its value, quoted for a shell.
func Given(f *pflag.Flag) string {
	if f.NoOptDefVal != "" { // a boolean
		return "--" + f.Name
	}
	if f.Shorthand != "" {
		return "-" + f.Shorthand + " " + ShellWord(f.Value.String())
	}
	return "--" + f.Name + " " + ShellWord(f.Value.String())
}

var plain = regexp.MustCompile(`^[A-Za-z0-9_./@%+,-]+$`)

// ShellWord returns text quoted as one word for a shell, if that is necessary.
func ShellWord(text string) string {
	if plain.MatchString(text) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// IsOwnModule reports whether the working folder is the top of the module that
// this program is part of.
func IsOwnModule() bool {
	if _, err := os.Stat("go.mod"); err != nil {
		return false
	}
	importPath, err := generator.ImportPath(".")
	return err == nil && importPath == Module()
}

// Module returns the path of the module that this program is part of. The build
// information does not say it: it names the module in which the program was
// built, which is another one where the program is a tool, and its path of the
// program ends in ".test" in a test of Go 1.27 or later.
func Module() string {
	return path.Dir(reflect.TypeFor[generator.Options]().PkgPath())
}

// Program returns the command that runs this program.
func Program() string {
	command := "go run " + Module() + "/gen"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Path == Module() && info.Main.Sum != "" { // downloaded, so it can be downloaded again
		return command + "@" + info.Main.Version
	}
	return command
}

package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/connectorgen/connectorgen/generator"
)

// unknownVerb returns the usage error for err if it is about a command that root
// does not have, or err.
func unknownVerb(root *cobra.Command, err error) error {
	var name string
	if _, none := fmt.Sscanf(err.Error(), "unknown command %q", &name); none != nil {
		return err
	}
	return unknown(root, name)
}

// unknown returns the usage error for a name that no command of c has.
func unknown(c *cobra.Command, name string) error {
	var names []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			names = append(names, sub.Name())
		}
	}
	return exit{usage, generator.NotFound("command", name, names)}
}

// unknownFlag returns the usage error for flags of c that cannot be read.
func unknownFlag(c *cobra.Command, err error) error {
	e, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok {
		return exit{usage, err}
	}
	if e.GetSpecifiedShortnames() != "" {
		return exit{usage, fmt.Errorf("%s has no flag -%s", c.CommandPath(), e.GetSpecifiedName())}
	}
	for _, sub := range c.Commands() {
		if sub.Flags().Lookup(e.GetSpecifiedName()) != nil {
			return exit{usage, fmt.Errorf("--%s is a flag of commands: put it after one, as in %s --%[1]s", e.GetSpecifiedName(), sub.CommandPath())}
		}
	}
	var names []string
	for _, flags := range []*pflag.FlagSet{c.LocalFlags(), c.InheritedFlags()} {
		flags.VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	}
	return exit{usage, generator.NotFound("flag", "--"+e.GetSpecifiedName(), names)}
}

// helpCommand returns the verb help, for which a name that it does not know is an error.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Print the help of a command",
		Args:  cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			of, rest, err := c.Root().Find(args)
			switch {
			case err != nil:
				return unknownVerb(c.Root(), err)
			case len(rest) > 0:
				return unknown(of, rest[0])
			}
			of.InitDefaultHelpFlag()
			return of.Help()
		},
	}
}

// versionCommand returns the verb version.
func versionCommand() *cobra.Command {
	v := verb{use: "version"}
	return &cobra.Command{
		Use:   v.use,
		Short: "Print the version",
		Args:  v.arguments,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(c.OutOrStdout(), version())
			return err
		},
	}
}

// addCompletion gives root the verb completion, which is cobra's, but for that a
// shell that it does not know is an error.
func addCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() != "completion" {
			continue
		}
		c.Use, c.Short = "completion SHELL", "Print a script that completes commands in a shell"
		c.Args = cobra.ArbitraryArgs
		c.RunE = func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknown(c, args[0])
			}
			return c.Help()
		}
	}
}

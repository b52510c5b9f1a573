package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/connectorgen/connectorgen/generator"
)

// completions returns what completes the arguments of the verb in a shell: the store
// types that the inputs know, files, or nothing.
func (v verb) completions(o *options) cobra.CompletionFunc {
	names := strings.Fields(v.use)[1:]
	switch {
	case len(names) == 0:
		return cobra.NoFileCompletions
	case !strings.Contains(names[0], "CONNECTOR") && !strings.Contains(names[0], "TYPE"):
		return nil // files, as cobra has it
	}
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) >= len(names) && !strings.HasSuffix(v.use, "...]") {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		types := slices.DeleteFunc(o.storeTypes(), func(t string) bool { return slices.Contains(args, t) })
		return types, cobra.ShellCompDirectiveNoFileComp
	}
}

// storeTypes returns the store types that the inputs know, none if they cannot be read.
func (o *options) storeTypes() []string {
	folder := o.spec
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(o.chdir, folder)
	}
	var in generator.Inputs
	if info, err := os.Stat(folder); err == nil && info.Mode().IsRegular() {
		folder, in.Document = filepath.Dir(folder), filepath.Base(folder)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil
	}
	defer root.Close()
	in.FS, in.Name = root.FS(), folder
	return generator.StoreTypes(in)
}

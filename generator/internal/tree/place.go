package tree

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/module"
)

// CheckPlace returns an error if the output folder out, which need not exist, is
// the folder of the inputs, holds it or lies in it, or lies in another output
// folder. Links count as what they lead to.
//
// What out itself holds is looked at when it is compared or written: it must not
// be another output folder or a git repository, and nothing is written if it is.
func CheckPlace(out, inputs string) error {
	const remedy = "; choose another output folder"
	given, err := os.Stat(inputs)
	if err != nil {
		return fmt.Errorf("%s: %w", inputs, err)
	}
	full, err := filepath.Abs(out)
	if err != nil {
		return fmt.Errorf("%s: %w", out, err)
	}
	for _, name := range slices.Compact([]string{full, module.Resolve(full)}) {
		for dir, depth := range upwards(name) {
			info, err := os.Stat(dir)
			switch {
			case err != nil:
			case os.SameFile(info, given) && depth == 0:
				return fmt.Errorf("%s: the folder of the inputs"+remedy, out)
			case os.SameFile(info, given):
				return fmt.Errorf("%s: lies in %s, the folder of the inputs"+remedy, out, inputs)
			case depth > 0 && isOutputAt(dir):
				return fmt.Errorf("%s: lies in %s, another output folder, which has a %s"+remedy, out, dir, Manifest)
			}
		}
	}
	made, err := os.Stat(out)
	if err != nil {
		return nil // it does not exist
	}
	for dir := range upwards(module.Resolve(inputs)) {
		if info, err := os.Stat(dir); err == nil && os.SameFile(info, made) {
			return fmt.Errorf("%s: holds %s, the folder of the inputs"+remedy, out, inputs)
		}
	}
	return nil
}

// isOutputAt reports whether the folder dir holds a manifest.
func isOutputAt(dir string) bool {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return false
	}
	defer root.Close()
	return isOutputFolder(root, ".")
}

// upwards returns the folder with the absolute path name and those above it, with
// how far above they are.
func upwards(name string) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for depth := 0; yield(name, depth) && name != filepath.Dir(name); depth++ {
			name = filepath.Dir(name)
		}
	}
}

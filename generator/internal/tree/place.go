package tree

import (
	"fmt"
	"os"
	"path/filepath"

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
	within, around := holds(inputs, out), holds(out, inputs)
	switch {
	case within && around:
		return fmt.Errorf("%s: the folder of the inputs"+remedy, out)
	case within:
		return fmt.Errorf("%s: lies in %s, the folder of the inputs"+remedy, out, inputs)
	case around:
		return fmt.Errorf("%s: holds %s, the folder of the inputs"+remedy, out, inputs)
	}
	for dir := module.Resolve(out); dir != filepath.Dir(dir); {
		dir = filepath.Dir(dir)
		if root, err := os.OpenRoot(dir); err == nil {
			other := isOutputFolder(root, ".")
			root.Close()
			if other {
				return fmt.Errorf("%s: lies in %s, another output folder, which has a %s"+remedy, out, dir, Manifest)
			}
		}
	}
	return nil
}

// holds reports whether name is the folder dir or lies in it.
func holds(dir, name string) bool {
	held, err := os.Stat(dir)
	if err != nil {
		return false // it does not exist
	}
	for above := module.Resolve(name); ; above = filepath.Dir(above) {
		if info, err := os.Stat(above); err == nil && os.SameFile(info, held) {
			return true
		}
		if above == filepath.Dir(above) {
			return false
		}
	}
}

//go:build !linux

package generator

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// exchange swaps no folders here: files are replaced one after another.
func exchange(*os.File, string, *os.File, string) error {
	return errors.ErrUnsupported
}

// lockFile waits for the lock on the named file, which it makes.
func lockFile(_ context.Context, root *os.Root, name string) (*lockedfile.File, error) {
	return lockedfile.OpenFile(filepath.Join(root.Name(), name), os.O_CREATE|os.O_RDWR, 0o666)
}

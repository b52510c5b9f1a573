//go:build !linux

package tree

import (
	"context"
	"errors"
	"io/fs"
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

// noWait is no flag here: a file that turns into a named pipe between two looks
// at it would be waited for.
const noWait = 0

// links says nothing of other names here: no write goes to a file in place, so
// they lose nothing.
func links(fs.FileInfo) uint64 { return 1 }

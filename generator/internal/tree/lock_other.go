//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package tree

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// lockFile waits for the lock on the named file, which it makes. It cannot say
// who holds it.
func lockFile(_ context.Context, root *os.Root, name string, _ func(string)) (*lockedfile.File, error) {
	return lockedfile.OpenFile(filepath.Join(root.Name(), name), os.O_CREATE|os.O_RDWR, 0o666)
}

// unlock lets go of the lock and removes it, unless another run has it open.
func unlock(held io.Closer, remove func()) {
	held.Close()
	remove()
}

// noWait is no flag here: a file that turns into a named pipe between two looks
// at it would be waited for.
const noWait = 0

// links says nothing of other names here: no write goes to a file in place, so
// they lose nothing.
func links(fs.FileInfo) uint64 { return 1 }

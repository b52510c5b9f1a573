package tree

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// exchange swaps the folders a in from and b in to in one step.
func exchange(from *os.File, a string, to *os.File, b string) error {
	return unix.Renameat2(int(from.Fd()), a, int(to.Fd()), b, unix.RENAME_EXCHANGE)
}

// lockFile waits for the lock on the named file, which it makes, until ctx is
// done. Whoever holds the lock may remove the file.
func lockFile(ctx context.Context, root *os.Root, name string) (*os.File, error) {
	for {
		if info, err := root.Lstat(name); err == nil && !info.Mode().IsRegular() {
			return nil, errors.New("not a regular file, where the lock goes; remove it")
		}
		f, err := root.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o666)
		if err != nil {
			return nil, err
		}
		err = flock(ctx, f)
		if err == nil && isNamed(f, root, name) {
			return f, nil
		}
		f.Close()
		if err != nil {
			return nil, err
		}
	}
}

// flock locks f, asking again and again until ctx is done.
func flock(ctx context.Context, f *os.File) error {
	const pause = 5 * time.Millisecond
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EWOULDBLOCK) && !errors.Is(err, unix.EINTR) {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(pause):
		}
	}
}

// isNamed reports whether f is still the file of that name: whoever held the
// lock before may have removed it.
func isNamed(f *os.File, root *os.Root, name string) bool {
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	named, err := root.Lstat(name)
	return err == nil && os.SameFile(mine, named)
}

// noWait makes opening a named pipe return at once.
const noWait = unix.O_NONBLOCK

// links returns how many names the file has.
func links(info fs.FileInfo) uint64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Nlink)
	}
	return 1
}

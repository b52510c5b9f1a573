//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package tree

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// lockFile waits for the lock on the named file, which it makes, until ctx is
// done. Whoever holds the lock may remove the file.
func lockFile(ctx context.Context, root *os.Root, name string, waiting func(holder string)) (*os.File, error) {
	for {
		if info, err := root.Lstat(name); err == nil && !info.Mode().IsRegular() {
			return nil, errors.New("not a regular file, where the lock goes; remove it")
		}
		f, err := root.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o666)
		if err != nil {
			return nil, err
		}
		err = flock(ctx, f, waiting)
		if err == nil && isNamed(f, root, name) {
			sign(f)
			return f, nil
		}
		f.Close()
		if err != nil {
			return nil, err
		}
	}
}

// flock locks f, asking again and again until ctx is done.
func flock(ctx context.Context, f *os.File, waiting func(holder string)) error {
	const pause = 5 * time.Millisecond
	for said := false; ; said = true {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EWOULDBLOCK) && !errors.Is(err, unix.EINTR) {
			return err
		}
		if !said && waiting != nil {
			waiting(holder(f))
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("held by %s: %w", holder(f), context.Cause(ctx))
		case <-time.After(pause):
		}
	}
}

// sign writes into the lock who holds it. The lock holds without that, so a full
// disk is no error here.
func sign(f *os.File) {
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	if f.Truncate(0) == nil {
		_, _ = fmt.Fprintf(f, "process %d on %s\n", os.Getpid(), host)
	}
}

// holder returns what the lock says of who holds it.
func holder(f *os.File) string {
	line, err := io.ReadAll(io.NewSectionReader(f, 0, 300))
	if err != nil || len(line) == 0 {
		return "another process"
	}
	return string(line[:len(line)-1])
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

// unlock removes the lock, and only then lets go of it: a run that gets hold of a
// file that is removed makes one of its own.
func unlock(held io.Closer, remove func()) {
	remove()
	held.Close()
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

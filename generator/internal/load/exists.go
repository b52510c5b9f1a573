package load

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// exists reports whether name is present with type want, which is 0 for a file or
// [fs.ModeDir] for a folder. Another type is an error: reading a named pipe, for
// example, would wait forever. If the parent of name is not a folder, it returns
// false: the caller reports the parent.
func (l *loader) exists(name string, want fs.FileMode) (bool, error) {
	if dir := path.Dir(name); dir != "." {
		if ok, _ := l.exists(dir, fs.ModeDir); !ok {
			return false, nil
		}
	}
	info, err := fs.Lstat(l.fsys, name)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if info, err = fs.Stat(l.fsys, name); err != nil {
			return false, fmt.Errorf("%s: a link that leads nowhere, or out of the folder of the inputs, which --follow-links allows", l.shown(name))
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("%s: %w", l.shown(name), show.Cause(err))
	case info.Mode().Type() != want:
		return false, fmt.Errorf("%s: %s stands where %s is expected", l.shown(name), show.FileType(info.Mode()), show.FileType(want))
	}
	return true, nil
}

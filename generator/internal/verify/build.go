package verify

import (
	"bytes"
	"go/build"
	"io"
	"path"
	"regexp"
)

// platforms are those for which every file must be part of its package. Nothing writes to it.
var platforms = [][2]string{{"linux", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}, {"js", "wasm"}}

// plainPath is a path that means the same on every system.
var plainPath = regexp.MustCompile(`^([a-z][a-z0-9_]*/)+[a-z][a-z0-9_]*\.go$`)

// isNeverIgnored: no name and no constraint keeps the file from being compiled, on any platform.
func isNeverIgnored(f *goFile) []breach {
	if !plainPath.MatchString(f.Path) {
		return []breach{{0, "its path is not of small ASCII letters, digits and underscores"}}
	}
	for _, p := range platforms {
		c := build.Context{GOOS: p[0], GOARCH: p[1], Compiler: "gc", OpenFile: f.open}
		if match, err := c.MatchFile(path.Dir(f.Path), path.Base(f.Path)); err != nil || !match {
			return []breach{{0, "it is not compiled for " + p[0] + "/" + p[1]}}
		}
	}
	return nil
}

// open returns what [build.Context] asks for, whatever the name is: the file as
// far as the package clause, since nothing after it can keep the file out.
func (f *goFile) open(string) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(f.Content[:f.tree.Name.End()-f.tree.FileStart])), nil
}

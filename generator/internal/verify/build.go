package verify

import (
	"bytes"
	"go/build"
	"io"
	"path"
)

// platforms are examples of systems on which every file must be compiled.
var platforms = [][2]string{{"linux", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}, {"js", "wasm"}}

// isAlwaysBuilt checks that neither the name nor a constraint keeps the file from
// being compiled on some platform.
func isAlwaysBuilt(f *goFile) []breach {
	for _, p := range platforms {
		c := build.Context{GOOS: p[0], GOARCH: p[1], Compiler: "gc", OpenFile: f.open}
		if match, err := c.MatchFile(path.Dir(f.Path), path.Base(f.Path)); err != nil || !match {
			return []breach{{0, "it is not compiled for " + p[0] + "/" + p[1]}}
		}
	}
	return nil
}

// open returns the file up to the package clause, because nothing after that can
// be a build constraint. It is for [build.Context].
func (f *goFile) open(string) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(f.Content[:f.tree.Name.End()-f.tree.FileStart])), nil
}

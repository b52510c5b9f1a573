package git

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing/fstest"
)

// Files returns the regular files in a folder at a revision, such as "HEAD:spec",
// by slash-separated path below it. The bytes are those in the repository, with
// no filter or change of line ends applied.
func (r *Repository) Files(ctx context.Context, folder string) (fstest.MapFS, error) {
	list, err := r.run(ctx, command{}, "ls-tree", "-r", "-z", folder)
	if err != nil {
		return nil, err
	}
	var names []string
	var ids bytes.Buffer
	for entry := range strings.SplitSeq(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		about, name, _ := strings.Cut(entry, "\t")
		fields := strings.Fields(about) // mode, type, id
		if len(fields) == 3 && strings.HasPrefix(fields[0], "100") {
			names = append(names, name)
			ids.WriteString(fields[2] + "\n")
		}
	}
	content, err := r.run(ctx, command{input: ids.Bytes()}, "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	return cut(content, names)
}

// cut splits batch, the output of git cat-file, into the files with the names.
func cut(batch []byte, names []string) (fstest.MapFS, error) {
	files := make(fstest.MapFS, len(names))
	for _, name := range names {
		head, rest, _ := bytes.Cut(batch, []byte("\n"))
		fields := strings.Fields(string(head)) // id, type, size
		size := -1
		if len(fields) == 3 {
			size, _ = strconv.Atoi(fields[2])
		}
		if size < 0 || size >= len(rest) {
			return nil, fmt.Errorf("git cat-file: no content of %s", name)
		}
		files[name], batch = &fstest.MapFile{Data: rest[:size:size]}, rest[size+1:]
	}
	return files, nil
}

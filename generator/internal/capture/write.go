package capture

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Files returns the files to write for the captures of the types, or for all
// captures if no type is given: new and changed captures, and captures.yaml if an
// entry changed. Keys are slash-separated paths below the folder of the inputs.
func (c *Captures) Files(types ...string) (map[string][]byte, error) {
	files := make(map[string][]byte)
	entries := make(map[string]spec.Provenance)
	for _, p := range c.provenance {
		entries[p.Type] = p
	}
	changed := false
	for _, x := range c.list {
		if x.Status == NotCaptured || len(types) > 0 && !slices.Contains(types, x.Type) {
			continue
		}
		if x.content != nil {
			files[x.File] = x.content
		}
		if entries[x.Type].Digest.Value != x.digest {
			changed = true
			entries[x.Type] = c.entry(x)
		}
	}
	if !changed {
		return files, nil
	}
	data, err := formatProvenance(entries)
	files[provenanceFile] = data
	return files, err
}

// entry returns the entry of captures.yaml for x.
func (c *Captures) entry(x Captured) spec.Provenance {
	for _, p := range c.known {
		if p.Type == x.Type && p.Digest.Value == x.digest {
			return p
		}
	}
	region := c.region
	if x.sandbox {
		region = spec.RegionSandbox
	}
	return spec.Provenance{Type: x.Type, Region: region, Time: c.time, Digest: spec.Text{Value: x.digest}}
}

const provenanceComment = "# Written by gen capture: where and when what each capture says was first captured, or the page that it was taken from.\n"

// formatProvenance returns the entries as captures.yaml.
func formatProvenance(entries map[string]spec.Provenance) ([]byte, error) {
	text := func(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }
	root := &yaml.Node{Kind: yaml.MappingNode}
	for _, key := range slices.Sorted(maps.Keys(entries)) {
		e := entries[key]
		where := []*yaml.Node{text("region"), text(e.Region), text("time"), text(e.Time.Format(time.RFC3339))}
		if e.Source != "" {
			where = []*yaml.Node{text("source"), text(e.Source)}
		}
		entry := &yaml.Node{Kind: yaml.MappingNode, Content: append(where, text("digest"), text(e.Digest.Value))}
		root.Content = append(root.Content, text(key), entry)
	}
	b := bytes.NewBufferString(provenanceComment)
	enc := yaml.NewEncoder(b)
	enc.SetIndent(2)
	err := errors.Join(enc.Encode(root), enc.Close())
	return b.Bytes(), err
}

// Write writes what [Captures.Files] returns for all types into the folder of
// the inputs, and returns the paths of the files that it wrote: those of the
// captures first, sorted. Each file is replaced in one step. If a run is killed,
// some files are old and some are new; the next run removes its temporary files.
func (c *Captures) Write(root *os.Root) ([]string, error) {
	files, err := c.Files()
	if err != nil {
		return nil, err
	}
	w := writer{root: root, name: c.name}
	if err := w.clear(); err != nil {
		return nil, err
	}
	var written []string
	for _, name := range slices.SortedFunc(maps.Keys(files), provenanceLast) {
		if err := w.write(name, files[name]); err != nil {
			return written, err
		}
		written = append(written, name)
	}
	return written, nil
}

// provenanceLast sorts captures.yaml after the captures it describes, so that a
// crash never leaves an entry without its file.
func provenanceLast(a, b string) int {
	if (a == provenanceFile) != (b == provenanceFile) {
		if a == provenanceFile {
			return 1
		}
		return -1
	}
	return strings.Compare(a, b)
}

// A writer replaces files below a folder.
type writer struct {
	root *os.Root
	name string // of the folder, as it is shown
}

// unfinished is the suffix of temporary files.
const unfinished = ".gen-capture"

// clear removes temporary files of runs that were killed.
func (w *writer) clear() error {
	entries, err := fs.ReadDir(w.root.FS(), folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return w.fault(folder, err)
	}
	for _, e := range entries {
		if name := path.Join(folder, e.Name()); strings.HasPrefix(e.Name(), ".") && strings.HasSuffix(e.Name(), unfinished) {
			if err := w.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return w.fault(name, err)
			}
		}
	}
	return nil
}

// write creates or replaces the file name.
func (w *writer) write(name string, content []byte) error {
	if err := w.root.Mkdir(folder, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return w.fault(folder, err)
	}
	if err := w.check(folder, fs.ModeDir); err != nil {
		return err
	}
	if err := w.check(name, 0); err != nil {
		return err
	}
	mode := fs.FileMode(0o666)
	if info, err := w.root.Lstat(name); err == nil {
		mode = info.Mode().Perm()
	}
	return w.replace(name, content, mode)
}

// check returns an error if name exists with another type than want.
func (w *writer) check(name string, want fs.FileMode) error {
	info, err := w.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && info.Mode().Type()&fs.ModeSymlink != 0:
		err = errors.New("a link stands in the place; remove it")
	case err == nil && info.Mode().Type() != want:
		err = errors.New("what stands in the place is of another type; remove it")
	}
	return w.fault(name, err)
}

// replace writes a temporary file in the same folder and renames it. The process
// ID in its name keeps another process from renaming it half written.
func (w *writer) replace(name string, content []byte, mode fs.FileMode) error {
	temporary := path.Join(folder, fmt.Sprintf(".%s.%d%s", path.Base(name), os.Getpid(), unfinished))
	err := w.create(temporary, content, mode)
	if err == nil {
		err = w.root.Rename(temporary, name)
	}
	if err != nil {
		_ = w.root.Remove(temporary) // if it cannot be, the next run will
	}
	return w.fault(name, err)
}

// create creates a file and syncs it to disk.
func (w *writer) create(name string, content []byte, mode fs.FileMode) error {
	f, err := w.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Sync(), f.Close())
}

// fault returns err, if any, with the path of the file.
func (w *writer) fault(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", path.Join(w.name, name), show.Cause(err))
}

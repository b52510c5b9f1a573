// Package load finds the inputs in a folder and reads them by package spec.
package load

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/connectorgen/connectorgen/generator/internal/config"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// The files of a spec folder.
const (
	documentFile    = "openapi.yaml" // or one of its other names
	correctionsFile = "corrections.yaml"
	captureFolder   = "connectors"
	provenanceFile  = captureFolder + "/captures.yaml"
	captureSuffix   = ".json"
)

// DocumentFiles are the names that the document may have: one of them.
func DocumentFiles() []string { return []string{documentFile, "openapi.yml", "openapi.json"} }

// Folder reads the spec folder fsys. name is the name that the user gave it.
// Each of openapi.yaml, connectors/*.json and corrections.yaml may be missing, but not all;
// connectors/captures.yaml records when and where each capture was made.
//
// The findings are those of all files. If there is an error among them, the inputs are incomplete (references
// without a target, empty keys), and nothing may be generated from them.
// The error is about reading files, not about their content.
func Folder(fsys fs.FS, name string) (*spec.Inputs, spec.Findings, error) {
	l := &loader{fsys: fsys, name: name}
	in := &spec.Inputs{}
	var given spec.Corrected
	if err := errors.Join(
		l.document(l.documentFile(), in),
		l.captures(in),
		loadFile(l, correctionsFile, spec.ReadCorrections, &given),
		loadFile(l, provenanceFile, spec.ReadProvenance, &in.Provenance),
		l.strays(),
	); err != nil {
		return nil, spec.Findings{}, err
	}
	if !l.read {
		l.found.Report(RuleNoInput, spec.Place{File: spec.Display(name)}, "the folder has none of %s, %s/*%s and %s; one of the first two is needed",
			documentFile, captureFolder, captureSuffix, correctionsFile)
	}
	in.Corrections, in.Acceptances = given.Corrections, given.Acceptances
	return in, l.found, l.config(in)
}

// Document is [Folder] for a document of any name, alone: file is its path in fsys.
func Document(fsys fs.FS, name, file string) (*spec.Inputs, spec.Findings, error) {
	l := &loader{fsys: fsys, name: name}
	in := &spec.Inputs{}
	err := l.document(file, in)
	return in, l.found, err
}

type loader struct {
	fsys  fs.FS
	name  string
	found spec.Findings
	read  bool // whether there was any input
}

// shown returns the name of a file as findings show it.
func (l *loader) shown(file string) string { return spec.Display(path.Join(l.name, file)) }

// loadFile reads a file, if it exists, into what to points to.
func loadFile[T any](l *loader, file string, read func(file string, data []byte) (T, spec.Findings), to *T) error {
	data, err := l.file(file, spec.MaxFile)
	if data == nil {
		return err
	}
	value, found := read(l.shown(file), data)
	l.found.Add(found)
	*to = value
	return nil
}

// documentFile returns the name that the document has, or the first that it may have.
func (l *loader) documentFile() string {
	for _, file := range DocumentFiles() {
		if _, err := fs.Lstat(l.fsys, file); err == nil {
			return file
		}
	}
	return documentFile
}

// document reads the document, which is file, and those files that it refers to.
func (l *loader) document(file string, in *spec.Inputs) error {
	open := func(other string) ([]byte, string, error) {
		if !fs.ValidPath(other) {
			return nil, "", nil
		}
		data, err := l.file(other, spec.MaxFile)
		return data, l.shown(other), err
	}
	return loadFile(l, file, func(name string, data []byte) (*spec.Document, spec.Findings) {
		return spec.ReadDocument(name, data, file, open)
	}, &in.Document)
}

// config reads what to make of the inputs, and notes it in them.
func (l *loader) config(in *spec.Inputs) error {
	c := new(config.Config)
	if err := loadFile(l, config.File, config.Read, &c); err != nil {
		return err
	}
	in.Outputs = c.Outputs
	if in.Document != nil {
		c.Apply(in.Document, &l.found)
	}
	return nil
}

// captures reads all captures, as many at a time as there are processors.
func (l *loader) captures(in *spec.Inputs) error {
	files, err := l.captureFiles()
	if err != nil {
		return err
	}
	read := spec.CaptureReader()
	parts, captures, errs := make([]loader, len(files)), make([]*spec.Capture, len(files)), make([]error, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, file := range files {
		group.Go(func() error {
			parts[i] = loader{fsys: l.fsys, name: l.name}
			errs[i] = parts[i].capture(file, read, &captures[i])
			return nil
		})
	}
	_ = group.Wait() // each capture has its own error
	for i, c := range captures {
		l.read = true
		l.found.Add(parts[i].found)
		if c != nil {
			in.Captures = append(in.Captures, c)
		}
	}
	checkStoreTypes(in.Captures, &l.found)
	return errors.Join(errs...)
}

// capture reads one capture. It leaves to as it is if there is none in the file.
func (l *loader) capture(file string, read func(string, []byte) (*spec.Capture, spec.Findings), to **spec.Capture) error {
	return loadFile(l, file, func(name string, data []byte) (*spec.Capture, spec.Findings) {
		c, found := read(name, data)
		checkFileName(file, c, &found)
		return c, found
	}, to)
}

// captureFiles returns the names of the captures, sorted, and warns of other files that look like captures.
func (l *loader) captureFiles() ([]string, error) {
	if ok, err := l.exists(captureFolder, fs.ModeDir); !ok {
		return nil, err
	}
	entries, err := fs.ReadDir(l.fsys, captureFolder)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", l.shown(captureFolder), show.Cause(err))
	}
	var files []string
	for _, entry := range entries {
		file := path.Join(captureFolder, entry.Name())
		switch {
		case strings.HasPrefix(entry.Name(), "."), file == provenanceFile:
		case path.Ext(file) == captureSuffix && !entry.IsDir():
			files = append(files, file)
		case looksLikeData(file):
			l.found.Report(ruleFileIgnored, spec.Place{File: l.shown(file)}, "the file is ignored; a capture is a file whose name ends in %s", captureSuffix)
		}
	}
	return files, nil
}

// strays warns of files that look like inputs and are none by their names or places.
func (l *loader) strays() error {
	entries, err := fs.ReadDir(l.fsys, ".")
	if err != nil {
		return fmt.Errorf("%s: %w", l.shown("."), show.Cause(err))
	}
	document := l.documentFile()
	for _, entry := range entries {
		file := entry.Name()
		if entry.IsDir() && file != captureFolder {
			l.strayCaptures(file)
			continue
		}
		stem := strings.ToLower(strings.TrimSuffix(file, path.Ext(file)))
		switch {
		case !looksLikeData(file), file == document, file == correctionsFile:
		case stem == "openapi":
			l.found.Report(ruleFileIgnored, spec.Place{File: l.shown(file)}, "the file is ignored; the document is %s", l.shown(document))
		case stem == "corrections":
			l.found.Report(ruleFileIgnored, spec.Place{File: l.shown(file)}, "the file is ignored; the name would be %s", correctionsFile)
		default:
			l.strayCapture(file)
		}
	}
	return nil
}

// strayCaptures warns of captures in a folder that is not that of captures.
func (l *loader) strayCaptures(folder string) {
	entries, _ := fs.ReadDir(l.fsys, folder) // a folder that is none of ours need not be readable
	for _, entry := range entries {
		l.strayCapture(path.Join(folder, entry.Name()))
	}
}

// strayCapture warns of the file if it is a capture.
func (l *loader) strayCapture(file string) {
	if info, err := fs.Stat(l.fsys, file); err != nil || path.Ext(file) != captureSuffix || !info.Mode().IsRegular() || info.Size() > spec.MaxFile {
		return
	}
	data, err := fs.ReadFile(l.fsys, file)
	if err != nil {
		return
	}
	root, _ := node.ParseJSON(file, data)
	if root != nil && root.Get("information") != nil && root.Get("connectionProfiles") != nil {
		l.found.Report(ruleFileIgnored, spec.Place{File: l.shown(file)}, "the capture is ignored; its place is %s", path.Join(l.name, captureFolder, path.Base(file)))
	}
}

func looksLikeData(file string) bool {
	return slices.Contains([]string{".json", ".yaml", ".yml", ".json5", ".jsonc", ".har"}, strings.ToLower(path.Ext(file)))
}

// file returns the content of a file. It returns nil if the file does not exist, and
// nil and a finding if it is larger than limit.
func (l *loader) file(file string, limit int64) ([]byte, error) {
	if ok, err := l.exists(file, 0); !ok {
		return nil, err
	}
	f, err := l.fsys.Open(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", l.shown(file), show.Cause(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", l.shown(file), show.Cause(err))
	}
	l.read = l.read || file != provenanceFile // of which nothing can be generated
	if int64(len(data)) > limit {
		l.found.Report(spec.RuleLimit, spec.Place{File: l.shown(file)}, "the file is larger than %d MiB", limit>>20)
		return nil, nil
	}
	return data, nil
}

// checkFileName checks that the file is named after the store type of its capture.
func checkFileName(file string, c *spec.Capture, found *spec.Findings) {
	if c == nil || c.Key == "" {
		return
	}
	if want := c.Key + captureSuffix; path.Base(file) != want {
		found.Report(ruleFileName, c.KeyAt, "information.key is %s, so the file must be named %s", c.Key, want)
	}
}

// checkStoreTypes reports captures whose store types are equal, or differ only in
// letter case: they would share a folder.
func checkStoreTypes(captures []*spec.Capture, found *spec.Findings) {
	first := make(map[string]*spec.Capture, len(captures))
	for _, c := range captures {
		folded := strings.ToLower(c.Key)
		other := first[folded]
		switch {
		case c.Key == "":
		case other == nil:
			first[folded] = c
		case other.Key == c.Key:
			found.Report(spec.RuleDuplicateKey, c.KeyAt, "duplicate store type %s: it is also in %s; keep one of them", c.Key, other.At.File)
		default:
			found.Report(spec.RuleCaseVariant, c.KeyAt, "store type %s differs from %s in %s by letter case only", c.Key, other.Key, other.At.File)
		}
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/connectorgen/connectorgen/gen/internal/words"
	"github.com/connectorgen/connectorgen/generator"
)

// A job is one run of a verb.
type job struct {
	options
	*printer
	ctx    context.Context
	args   []string                // after the verb
	root   *os.Root                // the folder of the inputs, if the verb reads them
	inputs generator.Inputs        // what is in it
	repair func(force bool) string // the command that would make check pass
}

// generate writes the generated files, after those that belong to the inputs.
func generate(j *job) error {
	made, findings, err := j.made()
	if err != nil {
		return err
	}
	if err := j.writeInputs(made.Inputs); err != nil {
		return j.refuse(findings, err)
	}
	changes, err := made.Tree.Write(j.ctx, j.out, generator.WriteOptions{Force: j.force, Waiting: j.waiting})
	if err != nil {
		return j.refuse(findings, err)
	}
	return j.wrote(findings, changes, j.out)
}

// writeInputs writes files into the folder of the inputs, each in one step.
func (j *job) writeInputs(files map[string][]byte) error {
	for name, content := range files {
		if err := j.root.WriteFile(name+".new", content, 0o666); err != nil {
			return err
		}
		if err := j.root.Rename(name+".new", name); err != nil {
			return err
		}
	}
	return nil
}

// waiting says that another run writes to the output folder.
func (j *job) waiting(holder string) {
	fmt.Fprintf(j.stderr, "%s: waiting for %s, which writes there\n", words.Clean(j.out), words.Clean(holder))
}

// check compares the generated files with those on disk.
func check(j *job) error {
	made, findings, err := j.made()
	if err != nil {
		return err
	}
	changes, err := made.Tree.Compare(j.out)
	if err != nil {
		return j.refuse(findings, err)
	}
	return j.compared(findings, changes, slices.Sorted(maps.Keys(made.Inputs)), j.repair(len(changes.Edited) > 0))
}

// made returns the generated files in memory. Its error is an exit, and the findings
// that stop the run are printed already.
func (j *job) made() (*generator.Made, generator.Findings, error) {
	g, err := orStop(j.ctx, j.load)
	switch {
	case err != nil:
		return nil, g.findings, j.refuse(g.findings, err)
	case g.findings.Failed():
		return nil, g.findings, j.refuse(g.findings, nil)
	}
	return g.made, g.findings, nil
}

// A generated is what there is to write, and what was found in the inputs.
type generated struct {
	made     *generator.Made
	findings generator.Findings
}

func (j *job) load() (g generated, err error) {
	importPath, err := generator.ImportPath(j.out)
	if err != nil {
		return g, aboutOutput(err)
	}
	if err := generator.CheckOutput(j.out, j.spec); err != nil {
		return g, exit{notRight, err}
	}
	g.made, g.findings, err = generator.Make(j.inputs, generator.Options{ImportPath: importPath})
	return g, err
}

// aboutOutput returns the exit that an error about the output folder calls for: the
// folder is not right, or the system did not let it be looked at.
func aboutOutput(err error) error {
	if number, ok := errors.AsType[syscall.Errno](err); ok && number != syscall.ENOTDIR {
		return exit{failed, err}
	}
	return exit{notRight, err}
}

// reading opens the inputs for run.
func (j *job) reading(run func(*job) error) (err error) {
	folder := j.spec
	if info, err := os.Stat(j.spec); err == nil && info.Mode().IsRegular() {
		folder, j.inputs.Document = filepath.Dir(j.spec), filepath.Base(j.spec)
	}
	if j.root, err = openFolder(folder, nearFolder(j.spec)); err != nil {
		return j.refuse(generator.Findings{}, err)
	}
	defer j.root.Close()
	j.inputs.FS, j.inputs.Name, j.inputs.Strict = j.root.FS(), folder, j.strict
	if j.follow {
		j.inputs.FS = os.DirFS(folder)
	}
	return run(j)
}

// nearFolder says what to do if there is no folder of inputs called name: a folder
// above the working folder may have it.
func nearFolder(name string) string {
	const remedy = "name the folder of the inputs, or the document, with --spec"
	if filepath.IsAbs(name) {
		return remedy
	}
	up := ""
	for range 10 {
		up = filepath.Join("..", up)
		if info, err := os.Stat(filepath.Join(up, name)); err == nil && info.IsDir() {
			return "there is one in " + up + ": add -C " + up
		}
	}
	return remedy
}

// openFolder opens a folder so that no link leads out of it. If there is no such
// folder, the error tells the remedy.
func openFolder(dir, remedy string) (*os.Root, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, exit{notRight, fmt.Errorf("%s: no such folder; %s", dir, remedy)}
	case err == nil && !info.IsDir():
		return nil, exit{notRight, fmt.Errorf("%s: not a folder; %s", dir, remedy)}
	}
	root, err := os.OpenRoot(dir)
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return nil, fmt.Errorf("%s: %w", dir, e.Err)
	}
	return root, err
}

// orStop returns what work returns, or the cause of the end of ctx. The work may then
// go on until the process exits, so it must not write anything.
func orStop[T any](ctx context.Context, work func() (T, error)) (value T, err error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := work()
		done <- result{value, err}
	}()
	var r result
	select {
	case r = <-done:
	case <-ctx.Done():
	}
	if ctx.Err() != nil { // even if both are true: the run is to stop
		return value, context.Cause(ctx)
	}
	return r.value, r.err
}

// refuse prints findings and conflicts, and returns the exit for them and err.
func (j *job) refuse(findings generator.Findings, err error) error {
	if errors.As(err, new(stopped)) {
		return err
	}
	conflict, _ := errors.AsType[generator.ConflictError](err)
	j.report(findings, conflict)
	var e exit
	switch {
	case err == nil, conflict != nil:
		return exit{notRight, nil}
	case errors.As(err, &e):
		return e
	}
	return exit{failed, err}
}

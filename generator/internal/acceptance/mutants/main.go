// Command mutants puts small faults into packages, one at a time, and says which of
// them the tests of the package do not notice.
//
//	go run ./generator/internal/acceptance/mutants [-diff BASE] folder...
//
// gremlins, which go run fetches, makes the faults. A fault that makes the same program
// is in equivalent.tsv, with the reason. The command fails if fewer than 90 of 100
// faults in code that the tests of the package run are noticed, or if one that is not
// noticed has no reason there.
package main

import (
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// tool is the program that makes the faults, and its version.
const tool = "github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0"

// least is how much of the faults has to be noticed.
const least = 0.9

// equivalents has a line for each place in which faults of a kind change nothing: file,
// kind, the line of code, and why.
//
//go:embed equivalent.tsv
var equivalents string

func main() {
	base := flag.String("diff", "", "put faults only into what differs from this `branch or commit`")
	flag.Parse()
	var failures []error
	for _, folder := range flag.Args() {
		failures = append(failures, try(filepath.ToSlash(filepath.Clean(folder)), *base))
	}
	if err := errors.Join(failures...); err != nil || flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, errors.Join(err, errors.New("mutants: want folders of packages whose tests notice faults")))
		os.Exit(1)
	}
}

// A result is what gremlins writes.
type result struct {
	Files []struct {
		Name   string  `json:"file_name"`
		Faults []fault `json:"mutations"`
	}
}

// A fault is a change of a line.
type fault struct {
	Type, Status string
	Line, Column int
}

// try tries the faults in a package.
func try(folder, base string) error {
	r, err := gremlins(folder, base)
	if err != nil {
		return fmt.Errorf("%s: %w", folder, err)
	}
	known, err := reasons(equivalents)
	if err != nil {
		return err
	}
	s, err := r.judge(folder, known, os.ReadFile)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d of %d faults noticed, %d more change nothing, %d are in code that its tests do not run\n", folder, s.noticed, s.noticed+len(s.missed), s.equivalent, s.notRun)
	return s.failure(folder)
}

// gremlins runs the tool.
func gremlins(folder, base string) (r result, err error) {
	dir, err := os.MkdirTemp("", "connectorgen-mutants")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "result.json")
	args := []string{"run", tool, "unleash", "--workers", "2", "--timeout-coefficient", "20", "--invert-logical", "--invert-loopctrl", "-o", out}
	if base != "" {
		args = append(args, "--diff", base)
	}
	cmd := exec.Command("go", append(args, "./"+folder)...)
	cmd.Stderr = os.Stderr
	if said, err := cmd.Output(); err != nil {
		return r, fmt.Errorf("%w\n%s", err, said)
	}
	data, err := os.ReadFile(out)
	if errors.Is(err, os.ErrNotExist) {
		return r, nil // there is nothing to put a fault into
	}
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(data, &r)
}

// reasons returns the places in which faults change nothing. A line has four columns.
func reasons(text string) (map[string]bool, error) {
	known := make(map[string]bool)
	for line := range strings.Lines(text) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(columns) != 4 || columns[3] == "" {
			return nil, fmt.Errorf("equivalent.tsv: want four columns, the last of them the reason: %q", line)
		}
		known[strings.Join(columns[:3], "\t")] = true
	}
	return known, nil
}

// A score says what became of the faults in a package.
type score struct {
	noticed, equivalent, notRun int
	missed                      []string
}

// judge counts the faults, and names those that were missed.
func (r result) judge(folder string, known map[string]bool, read func(string) ([]byte, error)) (s score, err error) {
	for _, f := range r.Files {
		name := path.Join(folder, path.Base(f.Name))
		data, err := read(name)
		if err != nil {
			return s, err
		}
		lines := strings.Split(string(data), "\n")
		for _, x := range f.Faults {
			if x.Line < 1 || x.Line > len(lines) {
				return s, fmt.Errorf("%s has no line %d", name, x.Line)
			}
			code := strings.TrimSpace(lines[x.Line-1])
			switch {
			case x.Status == "KILLED" || x.Status == "TIMED OUT":
				s.noticed++
			case x.Status != "LIVED":
				s.notRun++
			case known[name+"\t"+x.Type+"\t"+code]:
				s.equivalent++
			default:
				s.missed = append(s.missed, fmt.Sprintf("%s:%d:%d: %s is not noticed: %s", name, x.Line, x.Column, x.Type, code))
			}
		}
	}
	return s, nil
}

// failure returns an error if a fault was missed, and says whether too many were.
func (s score) failure(folder string) error {
	if len(s.missed) == 0 {
		return nil
	}
	text := fmt.Sprintf("%s: test these, or say in equivalent.tsv why they change nothing:\n%s", folder, strings.Join(s.missed, "\n"))
	if share := float64(s.noticed) / float64(s.noticed+len(s.missed)); share < least {
		text += fmt.Sprintf("\nonly %.0f %% are noticed, want %.0f %% or more", 100*share, 100*least)
	}
	return errors.New(text)
}

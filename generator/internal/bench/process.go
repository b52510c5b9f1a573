package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// A usage is what a process took, together with those that it started.
type usage struct {
	wall, cpu time.Duration
	peak      int64 // bytes of memory, or 0 where the system does not say
}

func wall(u usage) float64      { return u.wall.Seconds() }
func cpu(u usage) float64       { return u.cpu.Seconds() }
func mebibytes(u usage) float64 { return float64(u.peak) / (1 << 20) }

// A command is a process to be measured.
type command struct {
	dir    string
	env    []string // in addition to that of this process, and before it
	args   []string
	before func() error // runs before each run and is not measured, or nil
	stdout io.Writer    // or nil
}

// run runs c and returns what it took.
func (c command) run(ctx context.Context) (usage, error) {
	if c.before != nil {
		if err := c.before(); err != nil {
			return usage{}, err
		}
	}
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = c.dir, append(os.Environ(), c.env...), c.stdout, &stderr
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil {
		return usage{}, fmt.Errorf("%s: %w\n%s", filepath.Base(c.args[0]), err, stderr.Bytes())
	}
	state := cmd.ProcessState
	return usage{wall, state.UserTime() + state.SystemTime(), peak(state)}, nil
}

// inTurn runs the commands one after the other, n times (A B A B), after a
// first turn that does not count. It returns what each took, turn by turn.
func inTurn(ctx context.Context, n int, commands ...command) ([][]usage, error) {
	all := make([][]usage, len(commands))
	for turn := range n + 1 {
		for i, c := range commands {
			u, err := c.run(ctx)
			if err != nil {
				return nil, err
			}
			if turn > 0 {
				all[i] = append(all[i], u)
			}
		}
	}
	return all, nil
}

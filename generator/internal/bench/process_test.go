package bench

import (
	"bytes"
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
	dir     string
	env     []string // in addition to that of this process, and before it
	args    []string
	removed string // a file or folder that is removed before each run, which is not measured, or ""
	stdout  io.Writer
}

// run runs c and returns what it took.
func (b *bench) run(c command) usage {
	b.Helper()
	if c.removed != "" {
		b.must(os.RemoveAll(c.removed))
	}
	var stderr bytes.Buffer
	cmd := exec.CommandContext(b.Context(), c.args[0], c.args[1:]...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = c.dir, append(os.Environ(), c.env...), c.stdout, &stderr
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil {
		b.Fatalf("%s: %v\n%s", filepath.Base(c.args[0]), err, stderr.Bytes())
	}
	state := cmd.ProcessState
	return usage{wall, state.UserTime() + state.SystemTime(), peak(state)}
}

// inTurn runs the commands one after the other, n times (A B A B), after a
// first turn that does not count. It returns what each took, turn by turn.
func (b *bench) inTurn(n int, commands ...command) [][]usage {
	b.Helper()
	all := make([][]usage, len(commands))
	for turn := range n + 1 {
		for i, c := range commands {
			if u := b.run(c); turn > 0 {
				all[i] = append(all[i], u)
			}
		}
	}
	return all
}

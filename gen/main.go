// Command gen writes typed Go for the connectors and the API that a folder of
// inputs describes, or checks that what is on disk is what it would write.
//
//	go run ./gen generate
//	go run ./gen check
//
// It imports no generated package, so that it can repair a broken output.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

//go:generate go run . generate -C ..

func main() {
	// The process is short: up to a point, memory is cheaper than its time.
	debug.SetGCPercent(200)
	debug.SetMemoryLimit(400 << 20)
	ctx, stop := untilSignal()
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit codes. A run that a signal ended has 128 more than its number.
const (
	done     = 0
	notRight = 1 // the inputs or the tree on disk
	usage    = 2
	failed   = 3 // input or output, or a fault of the generator

	stoppedBySignal = 128 // and more
)

// run runs the command with args and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	out, errs := &output{Writer: stdout}, &output{Writer: stderr}
	p := printer{stdout: out, stderr: errs}
	root := newCommand(&p)
	root.SetArgs(args)
	c, err := root.ExecuteContextC(ctx)
	if err != nil && c == root && !errors.As(err, new(exit)) && !errors.As(err, new(stopped)) {
		err = unknownVerb(root, err)
	}
	code := p.code(err, c.CommandPath())
	if lost := cmp.Or(out.err, errs.err); lost != nil && !errors.Is(err, lost) && code < stoppedBySignal {
		p.fail(exit{failed, fmt.Errorf("what is printed cannot be written: %w", lost)}, "")
		return failed
	}
	return code
}

// An output remembers the first error of writing to it.
type output struct {
	io.Writer
	err error
}

// Write writes b.
func (o *output) Write(b []byte) (int, error) {
	n, err := o.Writer.Write(b)
	o.err = cmp.Or(o.err, err)
	return n, err
}

// An exit is an error with the exit code of the process.
type exit struct {
	code int
	err  error // nil if everything is printed already
}

func (e exit) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e exit) Unwrap() error { return e.err }

// A stopped is the signal that ended a run.
type stopped struct{ syscall.Signal }

func (s stopped) Error() string { return "stopped: " + s.Signal.String() }

// untilSignal returns a context that ends with the first interrupt or request
// to terminate, its cause a stopped. A second one ends the process at once.
func untilSignal() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		s := <-signals
		signal.Stop(signals)
		number, _ := s.(syscall.Signal)
		cancel(stopped{number})
	}()
	return ctx, func() { signal.Stop(signals) }
}

// code returns the exit code of a run that the signal ended.
func (s stopped) code() int { return stoppedBySignal + int(s.Signal) }

package main

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/connectorgen/connectorgen/gen/internal/words"
)

// A progress says on stderr how far long work is: on a terminal in a line that is
// gone in the end, and elsewhere, with --verbose, in a line for each step.
type progress struct {
	to    *output
	every time.Duration // between two lines on a terminal; 0 elsewhere

	mu    sync.Mutex
	step  string
	drawn bool
	start time.Time
	stop  chan struct{}
	done  sync.WaitGroup
}

// working says that the step has begun, if anybody wants to know. On a terminal it
// does so after a second, and says how long it has taken. end removes the line.
func (p *printer) working(step string) (say func(step string), end func()) {
	watched := !p.quiet && isTerminal(p.stderr)
	if p.format != "text" && p.format != "markdown" || !watched && !p.verbose {
		return func(string) {}, func() {}
	}
	w := &progress{to: p.stderr, step: step, start: time.Now(), stop: make(chan struct{})}
	if !watched {
		return w.line, func() {}
	}
	w.every = time.Second
	w.done.Go(w.tick)
	return w.draw, w.end
}

// line prints a step on a line of its own.
func (w *progress) line(step string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if step != w.step {
		fmt.Fprintln(w.to, words.Clean(step))
	}
	w.step = step
}

// draw prints a step over the one before.
func (w *progress) draw(step string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.step, w.drawn = step, true
	text := words.Clean(step)
	if seconds := time.Since(w.start) / time.Second; seconds > 0 {
		text += fmt.Sprintf(", %d s", seconds)
	}
	fmt.Fprintf(w.to, "\r%s\x1b[K", text)
}

// tick draws the step again and again, with the time that has gone by.
func (w *progress) tick() {
	ticker := time.NewTicker(w.every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			w.mu.Lock()
			step := w.step
			w.mu.Unlock()
			w.draw(step)
		case <-w.stop:
			return
		}
	}
}

// end removes the line.
func (w *progress) end() {
	close(w.stop)
	w.done.Wait()
	if w.drawn {
		fmt.Fprint(w.to, "\r\x1b[K")
	}
}

// barWidth is the width of a bar, in characters.
const barWidth = 28

// bar returns a bar that is full as far as the work is done.
func bar(done, of int) string {
	full := done * barWidth / max(of, 1)
	return "[" + strings.Repeat("=", full) + strings.Repeat(" ", barWidth-full) + "]"
}

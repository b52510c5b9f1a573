package main

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestProgress: nothing shows of what takes less than a second. What takes longer
// says each second that it goes on, and in the end nothing of it is left.
func TestProgress(t *testing.T) {
	for _, test := range []struct {
		takes time.Duration
		want  []string
	}{
		{900 * time.Millisecond, nil},
		{2500 * time.Millisecond, []string{"\rgenerating, 1 s\x1b[K", "\rgenerating, 2 s\x1b[K", "\r\x1b[K"}},
		{29500 * time.Millisecond, []string{"\rgenerating, 29 s\x1b[K"}}, // as a connection that is refused
	} {
		synctest.Test(t, func(t *testing.T) {
			var out bytes.Buffer
			w := &progress{to: &output{Writer: &out}, every: time.Second, step: "generating", start: time.Now(), stop: make(chan struct{})}
			w.done.Go(w.tick)
			time.Sleep(test.takes)
			w.end()
			if len(test.want) == 0 && out.Len() > 0 {
				t.Errorf("%v: %q", test.takes, &out)
			}
			for _, want := range test.want {
				if !strings.Contains(out.String(), want) {
					t.Errorf("%v: %q, want %q in it", test.takes, &out, want)
				}
			}
		})
	}
}

// TestProgressElsewhere: where nobody watches, steps show with --verbose only, each
// once and on a line of its own, and never beside what a program reads.
func TestProgressElsewhere(t *testing.T) {
	for _, test := range []struct {
		p    printer
		want string
	}{
		{printer{format: "text"}, ""},
		{printer{format: "json", verbose: true}, ""},
		{printer{format: "text", verbose: true}, "one\ntwo\n"},
	} {
		var out bytes.Buffer
		test.p.stderr = &output{Writer: &out}
		say, end := test.p.working("working")
		for _, step := range []string{"one", "one", "two"} {
			say(step)
		}
		end()
		if out.String() != test.want {
			t.Errorf("%+v: %q, want %q", test.p, &out, test.want)
		}
	}
}

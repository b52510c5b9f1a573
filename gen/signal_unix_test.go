//go:build unix

package main

import (
	"context"
	"os"
	"syscall"
	"testing"
)

// A signal ends the context that the job runs in.
func TestUntilSignal(t *testing.T) {
	ctx, stop := untilSignal()
	defer stop()
	if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-ctx.Done()
	if s, ok := context.Cause(ctx).(stopped); !ok || s.code() != 143 {
		t.Errorf("cause %v", context.Cause(ctx))
	}
}

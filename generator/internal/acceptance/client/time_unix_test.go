//go:build unix

package client_test

import (
	"syscall"
	"time"
)

// processorTime is how long this process has been computing. Other processes that
// run meanwhile do not count.
func processorTime() time.Duration {
	var used syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

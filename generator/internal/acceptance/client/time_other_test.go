//go:build !unix

package client_test

import "time"

// began is when the tests began.
var began = time.Now()

// processorTime is how long the tests have been running.
func processorTime() time.Duration { return time.Since(began) }

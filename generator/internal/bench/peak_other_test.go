//go:build !unix

package bench

import "os"

// peak returns 0: this system does not say how much memory a process had.
func peak(*os.ProcessState) int64 { return 0 }

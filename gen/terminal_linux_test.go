package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"
)

// terminal runs a command with its output on a terminal, and prints what came
// there: terminal gen check.
func terminal(ts *testscript.TestScript, neg bool, args []string) {
	ours, theirs, err := openTerminal()
	ts.Check(err)
	defer ours.Close()
	c := exec.Command(args[0], args[1:]...)
	c.Dir = ts.MkAbs(".")
	c.Env = append(os.Environ(), sandboxVariables(ts)...)
	c.Stdout, c.Stderr = theirs, theirs
	err = c.Run()
	theirs.Close()
	ts.Check(err)
	text, _ := io.ReadAll(ours) // ends with EIO, when nobody has the other side open
	fmt.Fprint(ts.Stdout(), strings.ReplaceAll(string(text), "\r\n", "\n"))
}

// openTerminal returns both sides of a new pseudo-terminal.
func openTerminal() (ours, theirs *os.File, err error) {
	ours, err = os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		return nil, nil, err
	}
	if err := unix.IoctlSetPointerInt(int(ours.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		return nil, nil, err
	}
	number, err := unix.IoctlGetInt(int(ours.Fd()), unix.TIOCGPTN)
	if err != nil {
		return nil, nil, err
	}
	theirs, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	return ours, theirs, err
}

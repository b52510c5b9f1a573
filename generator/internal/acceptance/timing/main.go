// Command timing runs the tests of packages, and says how long each took.
//
//	go run ./generator/internal/acceptance/timing [-limit] [package...]
//
// With -limit it fails if they take too long. A second is not the same on every
// machine, nor on a busy one. So while the tests run, a fixed piece of work, a loop,
// runs once a second, and what is limited is how many loops the tests are worth: of
// processor time, which waiting does not change, and of elapsed time, in which tests
// that sleep show as well.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// The limits, in loops. When they were set, all tests were worth 2,500 loops of
// processor time and 1,000 of elapsed time, and the longest package 320 and 190. On an
// idle machine 600 loops one after the other took 30 seconds.
var (
	ofAll     = limit{Processor: 4000, Elapsed: 2000}
	ofPackage = limit{Processor: 800, Elapsed: 600}
)

// A limit is how many loops something may be worth.
type limit struct{ Processor, Elapsed float64 }

// The words that make this command do one part of its work, in a process of its own.
const (
	record = "record" // run the rest of the arguments, and note what it took
	work   = "work"   // do one loop, and print the nanoseconds that it took
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		if ended, ok := errors.AsType[*exec.ExitError](err); ok {
			os.Exit(ended.ExitCode()) // it has said why
		}
		fmt.Fprintln(os.Stderr, "timing:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) > 2 && args[0] == record:
		return recordRun(args[1], args[2:])
	case len(args) == 1 && args[0] == work:
		_, err := fmt.Println(int64(loop()))
		return err
	}
	flags := flag.NewFlagSet("timing", flag.ContinueOnError)
	limited := flags.Bool("limit", false, "fail if the tests take too long")
	if err := flags.Parse(args); err != nil {
		return err
	}
	packages := flags.Args()
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	r, err := measure(packages)
	if r.packages != nil {
		r.print(os.Stdout)
	}
	if err != nil {
		return err
	}
	if *limited {
		return r.exceeds(ofAll, ofPackage)
	}
	return nil
}

// measure runs the tests of packages, and loops beside them. If a test fails, there is
// a report as well as the error.
func measure(packages []string) (report, error) {
	self, err := os.Executable()
	if err != nil {
		return report{}, err
	}
	folder, err := os.MkdirTemp("", "connectorgen-timing")
	if err != nil {
		return report{}, err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "runs")
	stop, done := make(chan struct{}), make(chan []sample)
	go func() { done <- sampleUntil(stop, self) }()
	start := time.Now()
	tests := exec.Command("go", append([]string{"test", "-count=1", "-exec", self + " " + record + " " + file}, packages...)...)
	tests.Stdout, tests.Stderr = os.Stdout, os.Stderr
	failure := tests.Run()
	end := time.Now()
	close(stop)
	samples := <-done
	runs, err := readRuns(file)
	if err != nil {
		return report{}, errors.Join(failure, err)
	}
	return newReport(runs, samples, start, end), failure
}

// A taken is what the tests of a package took.
type taken struct {
	Folder     string
	Start, End time.Time
	Processor  time.Duration // of the tests and of the processes that they started
}

// recordRun runs a test binary, and adds what it took to a file.
func recordRun(file string, args []string) error {
	folder, err := os.Getwd()
	if err != nil {
		return err
	}
	r := taken{Folder: folder, Start: time.Now()}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	failure := cmd.Run()
	if cmd.ProcessState == nil {
		return failure
	}
	r.End, r.Processor = time.Now(), cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := out.Write(append(line, '\n')); err != nil { // in one piece: others write as well
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	return failure
}

func readRuns(file string) (runs []taken, err error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	for d := json.NewDecoder(in); ; {
		var r taken
		switch err := d.Decode(&r); err {
		case nil:
			runs = append(runs, r)
		case io.EOF:
			return runs, nil
		default:
			return nil, err
		}
	}
}

// loop does a fixed piece of work that needs little memory, and returns how long it took.
func loop() time.Duration {
	numbers := make([]uint64, 1<<19)
	start := time.Now()
	x := uint64(1)
	for i := range numbers {
		x = x*6364136223846793005 + 1442695040888963407
		numbers[i] = x
	}
	slices.Sort(numbers)
	return time.Since(start)
}

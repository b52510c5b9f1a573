// Command lint checks the rules of this repository that no other linter knows:
// how long functions and files may be, that every package and exported name is
// documented, and what code must not call.
//
//	go run ./generator/internal/lint [folder]
//
// It prints one line for each finding, as file:line:column: rule: message, and
// exits with 1 if there are any, and with 2 if the code cannot be read. Folders
// named testdata and those that start with a dot or an underscore are left out.
package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	folder := "."
	if len(os.Args) > 1 {
		folder = os.Args[1]
	}
	os.Exit(run(folder, os.Stdout, os.Stderr))
}

// run prints the findings about the code in folder and returns the exit code.
func run(folder string, stdout, stderr io.Writer) int {
	findings, err := lint(os.DirFS(folder))
	if err != nil {
		fmt.Fprintf(stderr, "lint: %v\n", err)
		return 2
	}
	for _, f := range findings {
		fmt.Fprintln(stdout, f)
	}
	if len(findings) > 0 {
		return 1
	}
	return 0
}

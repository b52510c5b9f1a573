// Command rehearsal shows what gen drift does when a connector changes, without
// PingOne or GitHub, and without a change to this repository.
//
//	go run ./generator/internal/rehearsal
//
// It copies the repository of the working folder, starts a test server whose
// Zoom has an additional attribute, and runs gen drift in the copy. Then it prints
// the commits of the branch, and the text for the pull request.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "rehearsal:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, stdout, stderr io.Writer) (err error) {
	s, err := newStage(ctx, ".", stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := s.change("Zoom", addAttribute); err != nil {
		return err
	}
	for _, command := range [][]string{
		{s.program, "drift", "Zoom", "--refresh", s.refresh()},
		{"git", "log", "--reverse", "--stat", "--format=%n%h %s%n%n%b", "main..connectorgen/Zoom"},
	} {
		out, err := s.run(ctx, command[0], command[1:]...)
		if err != nil {
			return err
		}
		fmt.Fprint(stdout, out)
	}
	text, err := os.ReadFile(filepath.Join(s.repository, "bin", "drift", "Zoom.md"))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "bin/drift/Zoom.md:\n\n%s", text)
	return err
}

// addAttribute adds an attribute to every profile of a capture.
func addAttribute(capture map[string]any) error {
	profiles, ok := capture["connectionProfiles"].([]any)
	for _, p := range profiles {
		profile, _ := p.(map[string]any)
		attributes, isList := profile["connectionAttributes"].([]any)
		if ok = ok && isList; !ok {
			break
		}
		profile["connectionAttributes"] = append(attributes, map[string]any{
			"key": "ACCOUNT_REGION", "displayLabel": "Account Region", "description": "The region of the account",
			"required": false, "sensitive": false,
		})
	}
	if !ok {
		return errors.New("the capture has no profiles with attributes")
	}
	return nil
}

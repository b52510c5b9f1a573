// Command sandbox runs a PingOne to try things on.
//
// It prints where it is and how to get a token, and serves until it is
// interrupted. What it is sent it keeps in memory, or in the file that --state
// names. That file holds the secrets of stores in clear.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagationtest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
	case errors.Is(err, errUsage):
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// errUsage says that the flags are not right. Why has been printed.
var errUsage = errors.New("sandbox: the flags are not right")

// run serves until ctx is done. It prints to stdout where.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	address, options, err := parse(args, stderr)
	if err != nil {
		return err
	}
	server, err := propagationtest.New(options)
	if err != nil {
		return err
	}
	defer server.Close()
	if err := server.Listen(address); err != nil {
		return err
	}
	greet(stdout, server)
	<-ctx.Done()
	return server.Close()
}

// parse returns what the flags say: the address to listen on, and what the server is like.
func parse(args []string, stderr io.Writer) (string, propagationtest.Options, error) {
	var options propagationtest.Options
	flags := flag.NewFlagSet("sandbox", flag.ContinueOnError)
	flags.SetOutput(stderr)
	address := flags.String("address", "127.0.0.1:8050", "`host:port` to listen on")
	environment := flags.String("environment", "", "`id` of the environment")
	secret := flags.String("secret", "sandbox-secret", "`secret` of the client, which is printed")
	flags.StringVar(&options.ClientID, "client", "", "`id` of the client")
	flags.StringVar(&options.StateFile, "state", "", "`file` to keep the state in")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return "", options, err
	case err != nil:
		return "", options, errUsage
	case flags.NArg() > 0:
		fmt.Fprintf(stderr, "sandbox: unexpected argument %q; there are flags only\n", flags.Arg(0))
		return "", options, errUsage
	}
	if *environment != "" {
		options.EnvironmentIDs = []string{*environment}
	}
	options.ClientSecret = connector.NewSecret(*secret)
	return *address, options, nil
}

// greet prints what a client needs to know, so that a shell can evaluate it.
func greet(w io.Writer, s *propagationtest.Server) {
	fmt.Fprintln(w, "# A PingOne for tests. Interrupt it to end it.")
	for _, variable := range []struct{ name, value string }{
		{"PINGONE_API_PATH", s.URL + "/v1"},
		{"PINGONE_AUTH_PATH", s.URL},
		{"PINGONE_ENVIRONMENT_ID", s.EnvironmentID()},
		{"PINGONE_CLIENT_ID", s.ClientID()},
		{"PINGONE_CLIENT_SECRET", s.ClientSecret().Reveal()},
	} {
		fmt.Fprintf(w, "%s='%s'\n", variable.name, strings.ReplaceAll(variable.value, "'", `'\''`))
	}
}

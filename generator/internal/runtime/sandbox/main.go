// Command sandbox runs a PingOne to try things on.
//
// It prints where it is and how to get a token, and serves until it is
// interrupted. What it is sent it keeps in memory, or in the file that --state
// names. That file holds the secrets of stores in clear.
package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/metadata"
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

// defaultAddress is where the command listens unless it is told otherwise, or the
// port is in use.
const defaultAddress = "127.0.0.1:8050"

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
	if err := listen(server, address, stderr); err != nil {
		return err
	}
	greet(stdout, server)
	<-ctx.Done()
	return server.Close()
}

// listen makes the server listen on an address, or if that is empty on the default
// one, or else on a free port.
func listen(s *propagationtest.Server, address string, stderr io.Writer) error {
	err := s.Listen(cmp.Or(address, defaultAddress))
	switch {
	case err != nil && address != "":
		return fmt.Errorf("%w; -address names another one, and port 0 is any that is free", err)
	case err != nil:
		fmt.Fprintf(stderr, "sandbox: %s is in use, so this is another port; -address names one\n", defaultAddress)
		return s.Listen("127.0.0.1:0")
	}
	host, _, _ := net.SplitHostPort(address)
	if bound, err := netip.ParseAddr(host); address != "" && host != "localhost" && (err != nil || !bound.IsLoopback()) {
		fmt.Fprintf(stderr, "sandbox: warning: everybody in the network who learns the credentials can read and change what is here; -address 127.0.0.1:0 keeps it to this machine\n")
	}
	return nil
}

// parse returns what the flags say: the address to listen on, which is empty for the
// default, and what the server is like.
func parse(args []string, stderr io.Writer) (string, propagationtest.Options, error) {
	options := propagationtest.Options{NoRequests: true}
	flags := flag.NewFlagSet("sandbox", flag.ContinueOnError)
	flags.SetOutput(stderr)
	address := flags.String("address", "", "`host:port` to listen on (default \""+defaultAddress+"\", or a free port)")
	captures := flags.String("captures", "spec/connectors", "`folder` of captures of connectors, which are taken as well")
	environment := flags.String("environment", "", "`id` of the environment")
	secret := flags.String("secret", "", "`secret` of the client, which is printed (default a random one)")
	flags.StringVar(&options.ClientID, "client", "", "`id` of the client (default a random one)")
	flags.StringVar(&options.StateFile, "state", "", "`file` to keep the state in")
	flags.Func("type", "a `type` of stores that is taken as well, with any configuration", func(storeType string) error {
		options.Types = append(options.Types, storeType)
		return nil
	})
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
	var b [32]byte // that nobody can guess
	if _, err := rand.Read(b[:]); err != nil {
		return "", options, err
	}
	options.ClientID = cmp.Or(options.ClientID, hex.EncodeToString(b[:16]))
	options.ClientSecret = connector.NewSecret(cmp.Or(*secret, hex.EncodeToString(b[16:])))
	options.Captures = readCaptures(*captures, stderr)
	return *address, options, nil
}

// readCaptures returns the captures in a folder. It says on stderr which it leaves out.
func readCaptures(folder string, stderr io.Writer) [][]byte {
	names, _ := filepath.Glob(filepath.Join(folder, "*.json"))
	var captures [][]byte
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err == nil {
			_, err = metadata.Parse(data)
		}
		if err != nil {
			fmt.Fprintf(stderr, "sandbox: %s is left out: %v\n", name, err)
			continue
		}
		captures = append(captures, data)
	}
	return captures
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
		fmt.Fprintf(w, "export %s='%s'\n", variable.name, strings.ReplaceAll(variable.value, "'", `'\''`))
	}
}

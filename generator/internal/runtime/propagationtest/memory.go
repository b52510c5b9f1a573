package propagationtest

import (
	"context"
	"net"
	"net/http"
)

// A memory is a listener whose connections are pipes. It implements [net.Listener].
type memory struct {
	conns   chan net.Conn
	stopped context.Context
	start   func() // serves the connections, once
}

func newMemory(stopped context.Context) *memory {
	return &memory{conns: make(chan net.Conn), stopped: stopped}
}

// A pipe is the server's end of a connection. It knows what its client takes it for.
type pipe struct {
	net.Conn
	scheme string
}

// dialer returns a function that connects to the server, whatever the address.
func (m *memory) dialer(scheme string) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, _, _ string) (net.Conn, error) {
		m.start()
		ours, theirs := net.Pipe()
		select {
		case m.conns <- pipe{ours, scheme}:
			return theirs, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-m.stopped.Done():
			return nil, net.ErrClosed
		}
	}
}

// Accept returns the next connection.
func (m *memory) Accept() (net.Conn, error) {
	select {
	case conn := <-m.conns:
		return conn, nil
	case <-m.stopped.Done():
		return nil, net.ErrClosed
	}
}

// Close does nothing: the listener ends with its context.
func (m *memory) Close() error { return nil }

// Addr returns an address that nobody can dial.
func (m *memory) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "unix"} }

// schemeKey is the key of a context for the scheme of a connection.
type schemeKey struct{}

func schemeContext(ctx context.Context, c net.Conn) context.Context {
	if p, ok := c.(pipe); ok {
		return context.WithValue(ctx, schemeKey{}, p.scheme)
	}
	return ctx
}

// origin returns where a request was sent, such as "https://api.pingone.eu".
func origin(r *http.Request) string {
	scheme, ok := r.Context().Value(schemeKey{}).(string)
	if !ok {
		scheme = "http"
	}
	return scheme + "://" + r.Host
}

package propagationtest

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// Listen makes the server listen on a TCP address, such as "127.0.0.1:0", and
// sets its URL. Call it at most once, before the server is used.
//
// Over the network, the server answers only those who ask for it by the address that
// it listens on, or by one of this machine, and no page of another site: a web page
// could otherwise ask in the name of who reads it. It serves /v1/v1 as /v1, since
// some of PingOne's pages have the version in the path and some in the variable
// before it.
func (s *Server) Listen(address string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("propagationtest: %w", err)
	}
	s.host, _, _ = net.SplitHostPort(address)
	bound := l.Addr().(*net.TCPAddr).AddrPort()
	if s.public = bound.Addr().IsUnspecified(); s.public {
		bound = netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), bound.Port())
	}
	s.URL = "http://" + bound.String()
	go s.http.Serve(l)
	return nil
}

// serveHost answers a request that came over a connection of the server's own.
func (s *Server) serveHost(w http.ResponseWriter, r *http.Request) {
	if _, inMemory := r.Context().Value(schemeKey{}).(string); inMemory {
		s.ServeHTTP(w, r)
		return
	}
	origin, err := url.Parse(r.Header.Get("Origin"))
	if err != nil || !s.isHost(r.Host) || r.Header.Get("Origin") != "" && !s.isHost(origin.Host) {
		w.Header().Set(Header, "connectorgen")
		http.Error(w, "This server answers only who asks for it by its own address.", http.StatusMisdirectedRequest)
		return
	}
	if strings.HasPrefix(r.URL.Path, root+root+"/") {
		r.URL.Path, r.URL.RawPath = strings.TrimPrefix(r.URL.Path, root), strings.TrimPrefix(r.URL.RawPath, root)
	}
	s.ServeHTTP(w, r)
}

// isHost reports whether a host, with a port or without, is the server: this machine,
// what the server was told to listen on, or any address, which no other site can
// have for a name, if it listens on all of them.
func (s *Server) isHost(host string) bool {
	name := strings.ToLower(strings.TrimSuffix((&url.URL{Host: host}).Hostname(), "."))
	if name == "localhost" || strings.HasSuffix(name, ".localhost") || name != "" && name == strings.ToLower(s.host) {
		return true
	}
	address, err := netip.ParseAddr(name)
	return err == nil && (address.IsLoopback() || s.public)
}

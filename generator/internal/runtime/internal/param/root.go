package param

import (
	"errors"
	"net"
	"net/url"
	"strings"
)

// Root returns text, which the field called name holds, as a URL. Errors do
// not quote it, since it may hold a password.
func Root(name, text, example string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(text, "/"))
	switch {
	case err != nil, u.Host == "", u.Opaque != "":
		return nil, errors.New("propagation: " + name + " must be a URL such as " + example)
	case u.User != nil, u.RawQuery != "", u.ForceQuery, u.Fragment != "":
		return nil, errors.New("propagation: " + name + " must have no user, query or fragment")
	case u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname())):
		return nil, errors.New("propagation: " + name + " must be https, except on this machine")
	}
	return u, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

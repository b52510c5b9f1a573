package api

import "testing"

// The path below which the API is comes from the URL of a server, in which a host may be a variable.
func TestRootPath(t *testing.T) {
	for server, want := range map[string]string{
		"https://api.pingone.{tld}/v1": "/v1", "https://localhost/v1/": "/v1", "https://localhost": "", "https://localhost/": "",
		"": "", "/": "", "/api/v3": "/api/v3", "//localhost/api": "/api", "{base}/v1": "", "https://localhost/{version}": "",
		"https://localhost/a b": "/a%20b", "https://localhost/v1?x=y": "/v1", "https://localhost/%zz": "",
	} {
		if got := rootPath(server); got != want {
			t.Errorf("%q: got %q, want %q", server, got, want)
		}
	}
}

// A header can hold whatever version a document has.
func TestProduct(t *testing.T) {
	for version, want := range map[string]string{"1.0.0": "1.0.0", "2 beta\r\n(ä)": "2beta", "": ""} {
		if got := product("propagation", version); got != "connectorgen-propagation/"+want {
			t.Errorf("%q: got %q", version, got)
		}
	}
}

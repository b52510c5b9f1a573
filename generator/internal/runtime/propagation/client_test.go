package propagation

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// credentials are some.
func credentials() ClientCredentials {
	return ClientCredentials{ID: "id", Secret: connector.NewSecret("s3cret")}
}

// A base URL that would send credentials in clear, or somewhere unforeseen, is refused.
func TestBaseURL(t *testing.T) {
	tests := []struct{ base, problem string }{
		{"https://api.pingone.eu/v1", ""},
		{"https://api.pingone.eu/v1/", ""},
		{"https://[::1]:8443", ""},
		{"http://127.0.0.1:8080/v1", ""},
		{"http://localhost", ""},
		{"http://[::1]", ""},
		{"api.pingone.eu", "must be a URL"},
		{"https:api.pingone.eu", "must be a URL"},
		{"https://api.pingone.eu:port", "must be a URL"},
		{"http://api.pingone.eu/v1", "must be https"},
		{"http://127.0.0.1.example.com", "must be https"},
		{"ftp://localhost", "must be https"},
		{"https://user:s3cret@api.pingone.eu", "must have no user"},
		{"https://api.pingone.eu?x=s3cret", "must have no user, query"},
		{"https://api.pingone.eu#x", "must have no user, query"},
		{"https://api.pingone.eu/%zz-s3cret", "must be a URL"},
	}
	for _, tt := range tests {
		t.Run(tt.base, func(t *testing.T) {
			for name, config := range map[string]Config{
				"BaseURL": {BaseURL: tt.base, AuthURL: "https://localhost", EnvironmentID: "env", Credentials: credentials()},
				"AuthURL": {BaseURL: "https://localhost", AuthURL: tt.base, EnvironmentID: "env", Credentials: credentials()},
			} {
				_, err := NewClient(config)
				switch {
				case tt.problem == "" && err != nil:
					t.Errorf("got %v", err)
				case tt.problem != "" && (err == nil || !strings.Contains(err.Error(), name+" "+tt.problem)):
					t.Errorf("got %v, want %s %s", err, name, tt.problem)
				case err != nil && strings.Contains(err.Error(), "s3cret"):
					t.Errorf("%v quotes the URL", err)
				}
			}
		})
	}
}

// What a Config says must be enough, and must not contradict itself.
func TestNewClient(t *testing.T) {
	own, source := new(http.Client), &counter{}
	tests := []struct {
		name    string
		config  Config
		problem string
	}{
		{"a region and credentials", Config{Region: Europe, EnvironmentID: "env", Credentials: credentials()}, ""},
		{"a source", Config{Region: Europe, TokenSource: source}, ""},
		{"an HTTP client that authenticates", Config{Region: Europe, HTTPClient: own}, ""},
		{"a custom domain", Config{Region: Europe, CustomDomain: "login.example.com:8443", EnvironmentID: "env", Credentials: credentials()}, ""},
		{"nothing", Config{}, "Region must be NA, CA, EU, AU, SG or AP"},
		{"nobody", Config{Region: Europe}, "there must be Credentials, a TokenSource, or an HTTPClient that authenticates"},
		{"a name for a region", Config{Region: "Europe", HTTPClient: own}, "ParseRegion takes names"},
		{"half of the credentials", Config{Region: Europe, EnvironmentID: "env", Credentials: ClientCredentials{ID: "id"}}, "must have an ID and a Secret"},
		{"both", Config{Region: Europe, Credentials: credentials(), TokenSource: source}, "not both"},
		{"credentials in no known place", Config{Region: Europe, EnvironmentID: "e", Credentials: ClientCredentials{ID: "i", Secret: connector.NewSecret("s"), AuthStyle: 2}},
			"the AuthStyle of Credentials must be"},
		{"credentials of nowhere", Config{Region: Europe, Credentials: credentials()}, "EnvironmentID must say where"},
		{"a base URL but nothing for tokens", Config{BaseURL: "https://localhost", EnvironmentID: "env", Credentials: credentials()}, "AuthURL must say where"},
		{"a URL for a domain", Config{Region: Europe, CustomDomain: "https://login.example.com", EnvironmentID: "env", Credentials: credentials()}, "CustomDomain must be a host"},
		{"a domain with more", Config{Region: Europe, CustomDomain: "user@login.example.com", EnvironmentID: "env", Credentials: credentials()}, "CustomDomain must be a host"},
		{"a parent for an environment", Config{Region: Europe, EnvironmentID: "..", HTTPClient: own}, "EnvironmentID must not be"},
		{"a parent for the credentials' environment", Config{Region: Europe, CredentialsEnvironmentID: "..", HTTPClient: own}, "CredentialsEnvironmentID must not be"},
		{"negative limits", Config{Region: Europe, HTTPClient: own, Timeout: -1}, "must not be negative"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := NewClient(tt.config)
			if (err == nil) != (tt.problem == "") || err != nil && !strings.Contains(err.Error(), tt.problem) {
				t.Errorf("got %v, want %q", err, tt.problem)
			}
		})
	}
}

// Where the API is and where tokens are follows from the region, unless something else is said.
func TestPlaces(t *testing.T) {
	tests := []struct {
		config     Config
		api, token string
	}{
		{Config{Region: NorthAmerica}, "https://api.pingone.com/v1", "https://auth.pingone.com/env/as/token"},
		{Config{Region: Canada}, "https://api.pingone.ca/v1", "https://auth.pingone.ca/env/as/token"},
		{Config{Region: Europe}, "https://api.pingone.eu/v1", "https://auth.pingone.eu/env/as/token"},
		{Config{Region: Australia}, "https://api.pingone.com.au/v1", "https://auth.pingone.com.au/env/as/token"},
		{Config{Region: Singapore}, "https://api.pingone.sg/v1", "https://auth.pingone.sg/env/as/token"},
		{Config{Region: AsiaPacific}, "https://api.pingone.asia/v1", "https://auth.pingone.asia/env/as/token"},
		{Config{Region: Europe, CredentialsEnvironmentID: "ad/min"}, "https://api.pingone.eu/v1", "https://auth.pingone.eu/ad%2Fmin/as/token"},
		{Config{Region: Europe, CustomDomain: "login.example.com"}, "https://api.pingone.eu/v1", "https://login.example.com/as/token"},
		{Config{Region: Europe, BaseURL: "http://localhost:1/v1/", AuthURL: "http://localhost:2/"}, "http://localhost:1/v1", "http://localhost:2/env/as/token"},
	}
	for _, tt := range tests {
		tt.config.EnvironmentID = "env"
		tt.config.Credentials = credentials()
		c := client(t, tt.config)
		source, err := tt.config.tokenSource(c.http)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{c.root, source.(*grant).url}
		if diff := cmp.Diff([]string{tt.api, tt.token}, got); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.config, diff)
		}
	}
}

// A region is known by its code and by its name; one that is not known is not taken for another.
func TestParseRegion(t *testing.T) {
	for text, want := range map[string]Region{
		"NA": NorthAmerica, "ca": Canada, "Europe": Europe, "EU": Europe, "australia": Australia, "SG": Singapore,
		"Asia-Pacific": AsiaPacific, "asia pacific": AsiaPacific, "AsiaPacific": AsiaPacific, "North America": NorthAmerica, "NORTH_AMERICA": NorthAmerica,
		"": "", "US": "", "com": "", "E": "", "Europe2": "",
	} {
		got, err := ParseRegion(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q, %v; want %q", text, got, err, want)
		}
	}
}

// The environment has what Ping's tools read, or the error says what is missing. It quotes nothing.
func TestConfigFromEnvironment(t *testing.T) {
	all := map[string]string{
		"PINGONE_CLIENT_ID": "id", "PINGONE_CLIENT_SECRET": "s3cret", "PINGONE_ENVIRONMENT_ID": "env", "PINGONE_REGION_CODE": "EU",
	}
	config, err := ConfigFromEnvironment(func(name string) string { return all[name] })
	if err != nil || config.Region != Europe || config.EnvironmentID != "env" || config.Credentials.ID != "id" || config.Credentials.Secret.Reveal() != "s3cret" {
		t.Errorf("got %+v, %v", config, err)
	}
	if _, err := NewClient(config); err != nil {
		t.Error(err)
	}
	all["PINGONE_REGION_CODE"] = "s3cret"
	_, err = ConfigFromEnvironment(func(name string) string { return all[name] })
	if want := "propagation: PINGONE_REGION_CODE: a region must be NA, CA, EU, AU, SG or AP"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	delete(all, "PINGONE_CLIENT_ID")
	delete(all, "PINGONE_REGION_CODE")
	_, err = ConfigFromEnvironment(func(name string) string { return all[name] })
	if want := "propagation: PINGONE_CLIENT_ID, PINGONE_REGION_CODE must be set"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	all["PINGONE_CLIENT_ID"], all["PINGONE_API_PATH"] = "id", "https://localhost/v1"
	if _, err = ConfigFromEnvironment(func(name string) string { return all[name] }); err == nil {
		t.Error("want to know where tokens are to be had")
	}
	all["PINGONE_AUTH_PATH"] = "https://localhost"
	config, err = ConfigFromEnvironment(func(name string) string { return all[name] })
	if err != nil || config.BaseURL != "https://localhost/v1" || config.AuthURL != "https://localhost" || config.Region != "" {
		t.Errorf("got %+v, %v", config, err)
	}
}

// The client does not change the http.Client that it is given, and gives its own a timeout.
func TestHTTPClientIsCopied(t *testing.T) {
	for _, tt := range []struct{ own, timeout, want time.Duration }{
		{0, 0, 30 * time.Second}, {time.Second, 0, time.Second}, {time.Second, time.Minute, time.Minute},
	} {
		own := &http.Client{Timeout: tt.own}
		c := client(t, Config{BaseURL: "https://localhost", HTTPClient: own, Timeout: tt.timeout})
		if own.CheckRedirect != nil || own.Timeout != tt.own || c.http.Timeout != tt.want {
			t.Errorf("%+v: the caller's has %v now, and the client's %v", tt, own.Timeout, c.http.Timeout)
		}
	}
}

// An operation can be sent elsewhere, but not to another server.
func TestRewritePath(t *testing.T) {
	for rewritten, want := range map[string]string{
		"/v2/x%2Fy": "https://localhost/v1/v2/x%2Fy", "@evil.example.com": "", "": "", "/x?y": "", "/x#y": "", `/\evil`: "",
	} {
		config := Config{BaseURL: "https://localhost/v1", HTTPClient: new(http.Client), EnvironmentID: "env"}
		config.RewritePath = func(operation, path string) string {
			if operation != "Read" || path != "/environments/env/x%2Fy" {
				t.Errorf("asked for the path of %s, %s", operation, path)
			}
			return rewritten
		}
		r := client(t, config).request("Read", http.MethodGet, "/environments/{environmentID}/{id}", "x/y")
		if (r.err == nil) != (want != "") || r.err == nil && r.url != want {
			t.Errorf("%q: got %s, %v; want %q", rewritten, r.url, r.err, want)
		}
	}
}

package propagation_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagation"
)

// A client needs a region, an environment and the credentials of a worker
// application. NewClient sends nothing; what is missing is an error.
func ExampleNewClient() {
	_, err := propagation.NewClient(propagation.Config{
		Region:        propagation.Europe,
		EnvironmentID: "3f5b3a44-7d0b-4b8e-9d4a-2f6a52f7c0aa",
		Credentials: propagation.ClientCredentials{
			ID:     "9c5c8b1e-30c5-4a2b-8f0e-b4d4c7d7a2bb",
			Secret: connector.NewSecret("the secret of the application"),
		},
	})
	fmt.Println(err)
	_, err = propagation.NewClient(propagation.Config{Region: propagation.Europe})
	fmt.Println(err)
	// Output:
	// <nil>
	// propagation: there must be Credentials, a TokenSource, or an HTTPClient that authenticates
}

// The variables have the names that Ping's own tools use. Programs pass os.Getenv.
func ExampleConfigFromEnvironment() {
	variables := map[string]string{"PINGONE_CLIENT_ID": "id", "PINGONE_REGION_CODE": "EU"}
	_, err := propagation.ConfigFromEnvironment(func(name string) string { return variables[name] })
	fmt.Println(err)
	variables["PINGONE_CLIENT_SECRET"] = "secret"
	variables["PINGONE_ENVIRONMENT_ID"] = "environment"
	config, err := propagation.ConfigFromEnvironment(func(name string) string { return variables[name] })
	fmt.Println(config.Region, config.Credentials.Secret, err)
	// Output:
	// propagation: PINGONE_CLIENT_SECRET, PINGONE_ENVIRONMENT_ID must be set
	// EU [redacted] <nil>
}

// Call reaches operations that the client has no method for. WithResponse gives
// the answer with its status, headers and number of attempts.
func ExampleClient_Call() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"asked":%q}`, r.URL.String())
	}))
	defer server.Close()
	client, err := propagation.NewClient(propagation.Config{
		BaseURL:       server.URL + "/v1",
		EnvironmentID: "env",
		HTTPClient:    server.Client(), // it needs no token here
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var response propagation.Response
	body, err := client.Call(context.Background(), propagation.Call{
		Operation: "Weather",
		Method:    http.MethodGet,
		Path:      "/environments/{environmentID}/weather/{city}",
		Values:    []string{"Den Haag"},
	}, propagation.WithResponse(&response))
	fmt.Println(string(body), response.Status, response.Attempts, err)
	// Output: {"asked":"/v1/environments/env/weather/Den%20Haag"} 200 1 <nil>
}

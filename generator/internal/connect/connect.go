// Package connect makes the client of PingOne that the command uses, as the
// environment variables say. It may import the client of the runtime.
package connect

import (
	"net/http"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagation"
)

// An Error says what is wrong with the environment variables. It quotes no value.
type Error struct{ text string }

// Error returns the text.
func (e *Error) Error() string { return e.text }

// MaxAnswer bounds an answer, in bytes: no file that is written may be larger.
const MaxAnswer = 16 << 20

// Client returns a client and its configuration, for the environment variables
// PINGONE_CLIENT_ID, PINGONE_CLIENT_SECRET, PINGONE_ENVIRONMENT_ID and
// PINGONE_REGION_CODE, or PINGONE_API_PATH and PINGONE_AUTH_PATH for the last. If h
// is nil, the client has the default transport. The error is an [*Error].
func Client(getenv func(string) string, h *http.Client) (*propagation.Client, propagation.Config, error) {
	config, err := propagation.ConfigFromEnvironment(getenv)
	if err != nil {
		return nil, config, named(err)
	}
	config.HTTPClient, config.MaxBody = h, MaxAnswer
	client, err := propagation.NewClient(config)
	if err != nil {
		return nil, config, named(err)
	}
	return client, config, nil
}

// named returns err, of the client's configuration, with the names of the environment variables.
func named(err error) error {
	return &Error{strings.NewReplacer("propagation: ", "", "BaseURL", "PINGONE_API_PATH", "AuthURL", "PINGONE_AUTH_PATH",
		"EnvironmentID", "PINGONE_ENVIRONMENT_ID", "\n", "; ").Replace(err.Error())}
}

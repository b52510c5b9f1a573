//go:build ignore

package propagation

import (
	"errors"
	"net/url"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/param"
)

// base returns the root of the API.
func (c *Config) base() (*url.URL, error) {
	if c.BaseURL == "" && server == "" {
		return nil, errors.New("propagation: BaseURL must say where the API is, since the OpenAPI document has no whole address of https")
	}
	if c.BaseURL == "" {
		return url.Parse(server)
	}
	u, err := param.Root("BaseURL", c.BaseURL, "https://api.example.com/v1")
	if err == nil && u.Path == "" {
		u.Path = rootPath
	}
	return u, err
}

// tokenAddress returns where tokens are to be had.
func (c *Config) tokenAddress() (string, error) {
	address := c.TokenURL
	if address == "" {
		address = tokenURL
	}
	if address == "" {
		return "", errors.New("propagation: TokenURL must say where Credentials are given for a token, since the OpenAPI document does not")
	}
	u, err := param.Root("TokenURL", address, "https://api.example.com/oauth/token")
	if err != nil {
		return "", err
	}
	return u.String(), nil
}

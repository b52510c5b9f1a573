package propagation

import (
	"errors"
	"net/url"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/param"
)

// A Region is the part of the world that an organization is in.
type Region string

// The regions.
const (
	NorthAmerica Region = "NA"
	Canada       Region = "CA"
	Europe       Region = "EU"
	Australia    Region = "AU"
	Singapore    Region = "SG"
	AsiaPacific  Region = "AP"
)

// regions has the name and the domain of each region.
var regions = []struct {
	code         Region
	name, domain string
}{
	{NorthAmerica, "NorthAmerica", "pingone.com"},
	{Canada, "Canada", "pingone.ca"},
	{Europe, "Europe", "pingone.eu"},
	{Australia, "Australia", "pingone.com.au"},
	{Singapore, "Singapore", "pingone.sg"},
	{AsiaPacific, "AsiaPacific", "pingone.asia"},
}

// ParseRegion returns the region that text is the code or the name of, such as
// "EU", "Europe" or "Asia-Pacific", in capitals or small letters.
func ParseRegion(text string) (Region, error) {
	name := strings.NewReplacer(" ", "", "-", "", "_", "").Replace(text)
	for _, r := range regions {
		if strings.EqualFold(name, string(r.code)) || strings.EqualFold(name, r.name) {
			return r.code, nil
		}
	}
	return "", errors.New("a region must be NA, CA, EU, AU, SG or AP")
}

// domain returns the domain of PingOne in r.
func (r Region) domain() (string, error) {
	for _, known := range regions {
		if r == known.code {
			return known.domain, nil
		}
	}
	return "", errors.New("propagation: Region must be NA, CA, EU, AU, SG or AP; ParseRegion takes names as well")
}

// ConfigFromEnvironment returns the configuration that getenv, such as
// [os.Getenv], gives by the names that Ping's own tools use: PINGONE_CLIENT_ID,
// PINGONE_CLIENT_SECRET, PINGONE_ENVIRONMENT_ID and PINGONE_REGION_CODE.
//
// PINGONE_API_PATH and PINGONE_AUTH_PATH give BaseURL and AuthURL, for an API
// that is elsewhere; if both are set, there need not be a region.
// The error names all that are missing. It quotes no value.
func ConfigFromEnvironment(getenv func(string) string) (Config, error) {
	c := Config{
		BaseURL:       getenv("PINGONE_API_PATH"),
		AuthURL:       getenv("PINGONE_AUTH_PATH"),
		EnvironmentID: getenv("PINGONE_ENVIRONMENT_ID"),
		Credentials: ClientCredentials{
			ID:     getenv("PINGONE_CLIENT_ID"),
			Secret: connector.NewSecret(getenv("PINGONE_CLIENT_SECRET")),
		},
	}
	region := getenv("PINGONE_REGION_CODE")
	var missing []string
	for _, variable := range []struct {
		name string
		set  bool
	}{
		{"PINGONE_CLIENT_ID", c.Credentials.ID != ""},
		{"PINGONE_CLIENT_SECRET", !c.Credentials.Secret.IsZero()},
		{"PINGONE_ENVIRONMENT_ID", c.EnvironmentID != ""},
		{"PINGONE_REGION_CODE", region != "" || c.BaseURL != "" && c.AuthURL != ""},
	} {
		if !variable.set {
			missing = append(missing, variable.name)
		}
	}
	if missing != nil {
		return Config{}, errors.New("propagation: " + strings.Join(missing, ", ") + " must be set")
	}
	if region == "" {
		return c, nil
	}
	var err error
	if c.Region, err = ParseRegion(region); err != nil {
		return Config{}, errors.New("propagation: PINGONE_REGION_CODE: " + err.Error())
	}
	return c, nil
}

// base returns the root of the API.
func (c *Config) base() (*url.URL, error) {
	if c.BaseURL != "" {
		u, err := param.Root("BaseURL", c.BaseURL, "https://api.pingone.eu/v1")
		if err == nil && u.Path == "" {
			u.Path = rootPath
		}
		return u, err
	}
	domain, err := c.Region.domain()
	if err != nil {
		return nil, err
	}
	return &url.URL{Scheme: "https", Host: "api." + domain, Path: "/v1"}, nil
}

// scope is what the links between pages must not leave.
const scope = "the environment"

// held returns the values that stand in paths.
func (c *Config) held() map[string]string {
	return map[string]string{"environmentID": c.EnvironmentID}
}

// tokenAddress returns where tokens are to be had.
func (c *Config) tokenAddress() (string, error) {
	if c.EnvironmentID == "" && c.CredentialsEnvironmentID == "" {
		return "", errors.New("propagation: EnvironmentID must say where Credentials are from")
	}
	environment := c.CredentialsEnvironmentID
	if environment == "" {
		environment = c.EnvironmentID
	}
	path := "/" + url.PathEscape(environment) + "/as/token"
	switch {
	case c.AuthURL != "":
		u, err := param.Root("AuthURL", c.AuthURL, "https://auth.pingone.eu")
		if err != nil {
			return "", err
		}
		return u.String() + path, nil
	case c.CustomDomain != "":
		u, err := url.Parse("https://" + c.CustomDomain + "/as/token")
		if err != nil || u.Host != c.CustomDomain {
			return "", errors.New("propagation: CustomDomain must be a host, such as login.example.com")
		}
		return u.String(), nil
	case c.Region == "":
		return "", errors.New("propagation: Region, CustomDomain or AuthURL must say where tokens are to be had")
	}
	domain, err := c.Region.domain()
	return "https://auth." + domain + path, err
}

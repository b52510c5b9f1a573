package connector

// This file is a twin of what the generator writes for Zoom: the tests need a
// configuration, and must not depend on generated code.

type zoomConfiguration struct {
	SCIMURL            string
	CreateUsersProvOpt *bool
	CreateUsers        *bool
	UpdateUsers        *bool
	DeprovisionUsers   *bool
	DisableUsers       *bool
	RemoveAction       string
	Profile            zoomProfile
	Extra              Extra
}

type zoomProfile interface {
	method() string
	check(failed zoomCheckSet) zoomCheckSet
	encode(Encoder) Encoder
	secrets(map[string]Secret)
}

type zoomJWT struct{ APIKey, APISecret Secret }

type zoomOAuth struct {
	TokenURL, AccountID, ClientID string
	ClientSecret                  Secret
}

type zoomOther struct{ Method string }

const (
	zoomKey      = "Zoom"
	methodJWT    = "JWT Bearer Token"
	methodOAuth  = "OAuth Bearer Token"
	zoomSelector = "AUTHENTICATION_METHOD"
)

var zoomMethods = [...]Method{
	{Value: methodJWT, Required: []string{"API_KEY", "API_SECRET"}},
	{Value: methodOAuth, Required: []string{"OAUTH_TOKEN_URL", "OAUTH_ACCOUNT_ID", "OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET"}},
}

var zoomChecks = [...]Check{
	{StoreType: zoomKey, Key: "SCIM_URL", Rule: RuleRequired},
	{StoreType: zoomKey, Key: zoomSelector, Rule: RuleRequired},
	{StoreType: zoomKey, Key: "API_KEY", Rule: RuleRequired},
	{StoreType: zoomKey, Key: "API_SECRET", Rule: RuleRequired},
	{StoreType: zoomKey, Key: "OAUTH_TOKEN_URL", Rule: RuleRequired},
	{StoreType: zoomKey, Key: "OAUTH_ACCOUNT_ID", Rule: RuleRequired},
	{StoreType: zoomKey, Key: "OAUTH_CLIENT_ID", Rule: RuleRequired},
	{StoreType: zoomKey, Key: "OAUTH_CLIENT_SECRET", Rule: RuleRequired},
	{StoreType: zoomKey, Key: zoomSelector, Rule: RuleOwnProfile},
	{StoreType: zoomKey, Key: "REMOVE_ACTION", Rule: RuleEnumeration, Values: []string{"Disable", "Delete"}},
}

type zoomCheckSet [1]uint64

func (zoomConfiguration) StoreType() string              { return zoomKey }
func (c zoomConfiguration) MarshalJSON() ([]byte, error) { return Redacted(c) }
func (c zoomConfiguration) String() string               { return String(c) }

func (c zoomConfiguration) Validate() error {
	var failed zoomCheckSet
	failed[0] |= Bit(c.SCIMURL == "", 0)
	failed[0] |= Bit(c.RemoveAction != "" && !zoomKnown(c.RemoveAction), 9)
	if c.Profile == nil {
		failed[0] |= 1 << 1
	} else {
		failed = c.Profile.check(failed)
	}
	return Report(zoomKey, zoomChecks[:], failed[:])
}

func zoomKnown(action string) bool {
	switch action {
	case "Disable", "Delete":
		return true
	}
	return false
}

func (p *zoomJWT) check(failed zoomCheckSet) zoomCheckSet {
	failed[0] |= Bit(p.APIKey.IsZero(), 2)
	failed[0] |= Bit(p.APISecret.IsZero(), 3)
	return failed
}

func (p *zoomOAuth) check(failed zoomCheckSet) zoomCheckSet {
	failed[0] |= Bit(p.TokenURL == "", 4)
	failed[0] |= Bit(p.AccountID == "", 5)
	failed[0] |= Bit(p.ClientID == "", 6)
	failed[0] |= Bit(p.ClientSecret.IsZero(), 7)
	return failed
}

func (p *zoomOther) check(failed zoomCheckSet) zoomCheckSet {
	failed[0] |= Bit(p.Method == methodJWT || p.Method == methodOAuth, 8)
	return failed
}

func (c zoomConfiguration) Encode(e Encoder) Encoder {
	e.String("SCIM_URL", c.SCIMURL)
	e.Bool("CREATE_USERS_PROV_OPT", c.CreateUsersProvOpt)
	e.Bool("CREATE_USERS", c.CreateUsers)
	e.Bool("UPDATE_USERS", c.UpdateUsers)
	e.Bool("DEPROVISION_USERS", c.DeprovisionUsers)
	e.Bool("DISABLE_USERS", c.DisableUsers)
	e.String("REMOVE_ACTION", c.RemoveAction)
	if c.Profile != nil {
		e.String(zoomSelector, c.Profile.method())
		e = c.Profile.encode(e)
	}
	e.Extra(c.Extra)
	return e
}

func (*zoomJWT) method() string     { return methodJWT }
func (*zoomOAuth) method() string   { return methodOAuth }
func (p *zoomOther) method() string { return p.Method }

func (p *zoomJWT) encode(e Encoder) Encoder {
	e.Secret("API_KEY", p.APIKey)
	e.Secret("API_SECRET", p.APISecret)
	return e
}

func (p *zoomOAuth) encode(e Encoder) Encoder {
	e.String("OAUTH_TOKEN_URL", p.TokenURL)
	e.String("OAUTH_ACCOUNT_ID", p.AccountID)
	e.String("OAUTH_CLIENT_ID", p.ClientID)
	e.Secret("OAUTH_CLIENT_SECRET", p.ClientSecret)
	return e
}

func (*zoomOther) encode(e Encoder) Encoder { return e }

func (c *zoomConfiguration) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	return c.decodeAll(NewDecoder(zoomKey, data))
}

func (c *zoomConfiguration) decodeAll(d Decoder) error {
	*c = zoomConfiguration{}
	d.Keep(&c.Extra)
	switch method := d.Method(zoomSelector, zoomMethods[:]); method {
	case methodJWT:
		c.Profile = new(zoomJWT)
	case methodOAuth:
		c.Profile = new(zoomOAuth)
	default:
		c.Profile = &zoomOther{Method: method}
	}
	for d.Next() {
		c.decode(&d)
	}
	return d.Err()
}

func (c *zoomConfiguration) decode(d *Decoder) {
	switch string(d.Key()) {
	case "SCIM_URL":
		d.String(&c.SCIMURL)
	case "CREATE_USERS_PROV_OPT":
		d.Bool(&c.CreateUsersProvOpt)
	case "CREATE_USERS":
		d.Bool(&c.CreateUsers)
	case "UPDATE_USERS":
		d.Bool(&c.UpdateUsers)
	case "DEPROVISION_USERS":
		d.Bool(&c.DeprovisionUsers)
	case "DISABLE_USERS":
		d.Bool(&c.DisableUsers)
	case "REMOVE_ACTION":
		d.String(&c.RemoveAction)
	case zoomSelector:
		d.Skip()
	default:
		if !decodeZoomProfile(c.Profile, d) {
			d.Extra()
		}
	}
}

func (p *zoomJWT) decode(d *Decoder) bool {
	switch string(d.Key()) {
	case "API_KEY":
		d.Secret(&p.APIKey)
	case "API_SECRET":
		d.Secret(&p.APISecret)
	default:
		return false
	}
	return true
}

func (p *zoomOAuth) decode(d *Decoder) bool {
	switch string(d.Key()) {
	case "OAUTH_TOKEN_URL":
		d.String(&p.TokenURL)
	case "OAUTH_ACCOUNT_ID":
		d.String(&p.AccountID)
	case "OAUTH_CLIENT_ID":
		d.String(&p.ClientID)
	case "OAUTH_CLIENT_SECRET":
		d.Secret(&p.ClientSecret)
	default:
		return false
	}
	return true
}

func decodeZoomProfile(p zoomProfile, d *Decoder) bool {
	switch p := p.(type) {
	case *zoomJWT:
		return p.decode(d)
	case *zoomOAuth:
		return p.decode(d)
	}
	return false
}

func (c zoomConfiguration) Secrets() map[string]Secret {
	secrets := make(map[string]Secret)
	if c.Profile != nil {
		c.Profile.secrets(secrets)
	}
	return secrets
}

func (p *zoomJWT) secrets(into map[string]Secret) {
	into["API_KEY"], into["API_SECRET"] = p.APIKey, p.APISecret
}

func (p *zoomOAuth) secrets(into map[string]Secret) { into["OAUTH_CLIENT_SECRET"] = p.ClientSecret }

func (*zoomOther) secrets(map[string]Secret) {}

// zoomFrom is the From function of the twin.
func zoomFrom(c Configuration) (*zoomConfiguration, error) {
	return Convert(zoomKey, c, (*zoomConfiguration).decodeAll)
}

// zoomJSON is the configuration of PingOne's documented example.
const zoomJSON = `{
  "AUTHENTICATION_METHOD": "OAuth Bearer Token",
  "CREATE_USERS": true,
  "UPDATE_USERS": true,
  "DEPROVISION_USERS": true,
  "DISABLE_USERS": true,
  "SCIM_URL": "https://api.zoom.us/scim2",
  "OAUTH_TOKEN_URL": "https://zoom.us/oauth/token",
  "OAUTH_ACCOUNT_ID": "{{oauthAccountId}}",
  "OAUTH_CLIENT_ID": "{{oauthClientId}}",
  "OAUTH_CLIENT_SECRET": "{{oauthClientSecret}}",
  "REMOVE_ACTION": "Delete"
}`

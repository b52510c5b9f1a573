package connector

import "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"

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
	encode(codec.Encoder) codec.Encoder
	secrets(map[string]Secret)
}

type zoomJWT struct{ APIKey, APISecret Secret }

type zoomOAuth struct {
	TokenURL, AccountID, ClientID string
	ClientSecret                  Secret
}

type zoomOther struct {
	Method   string
	Received bool
	strict   bool
}

const (
	zoomKey      = "Zoom"
	methodJWT    = "JWT Bearer Token"
	methodOAuth  = "OAuth Bearer Token"
	zoomSelector = "AUTHENTICATION_METHOD"
)

var zoomKeys = codec.Keys{
	Selector: zoomSelector,
	Shared:   []string{"SCIM_URL", "CREATE_USERS_PROV_OPT", "CREATE_USERS", "UPDATE_USERS", "DEPROVISION_USERS", "DISABLE_USERS", "REMOVE_ACTION"},
	Profiles: []codec.Profile{
		{Name: methodJWT, Required: []string{"API_KEY", "API_SECRET"}},
		{Name: methodOAuth, Required: []string{"OAUTH_TOKEN_URL", "OAUTH_ACCOUNT_ID", "OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET"}},
	},
}

var zoomChecks = [...]FieldError{
	{StoreType: zoomKey, Key: "SCIM_URL", Rule: RuleRequired},
	{StoreType: zoomKey, Key: zoomSelector, Rule: RuleRequired},
	{StoreType: zoomKey, Profile: methodJWT, Key: "API_KEY", Rule: RuleRequired},
	{StoreType: zoomKey, Profile: methodJWT, Key: "API_SECRET", Rule: RuleRequired},
	{StoreType: zoomKey, Profile: methodOAuth, Key: "OAUTH_TOKEN_URL", Rule: RuleRequired},
	{StoreType: zoomKey, Profile: methodOAuth, Key: "OAUTH_ACCOUNT_ID", Rule: RuleRequired},
	{StoreType: zoomKey, Profile: methodOAuth, Key: "OAUTH_CLIENT_ID", Rule: RuleRequired},
	{StoreType: zoomKey, Profile: methodOAuth, Key: "OAUTH_CLIENT_SECRET", Rule: RuleRequired},
	{StoreType: zoomKey, Key: zoomSelector, Rule: RuleOwnProfile},
	{StoreType: zoomKey, Key: "REMOVE_ACTION", Rule: RuleEnumeration, Values: []string{"Disable", "Delete"}},
	{StoreType: zoomKey, Key: zoomSelector, Rule: RuleEnumeration, Values: []string{methodJWT, methodOAuth}},
	{StoreType: zoomKey, Rule: RuleCredentials},
}

type zoomCheckSet [1]uint64

func (zoomConfiguration) StoreType() string              { return zoomKey }
func (c zoomConfiguration) MarshalJSON() ([]byte, error) { return codec.Redacted(c) }
func (c zoomConfiguration) String() string               { return codec.String(c) }

func (c zoomConfiguration) Validate() error {
	var failed zoomCheckSet
	failed[0] |= codec.Bit(c.SCIMURL == "", 0)
	failed[0] |= codec.Bit(c.RemoveAction != "" && !zoomKnown(c.RemoveAction), 9)
	failed[0] |= codec.Bit(codec.HasCredentials(c.SCIMURL, c.RemoveAction), 11)
	if c.Profile == nil {
		failed[0] |= 1 << 1
	} else {
		failed = c.Profile.check(failed)
	}
	if failed == (zoomCheckSet{}) && len(c.Extra) == 0 {
		return nil
	}
	found := failed // a copy, so that failed can stay in a register
	if len(c.Extra) > 0 || failed[0]&(1<<11) != 0 {
		return c.checkExtra(codec.Failed(zoomChecks[:], found[:]))
	}
	return Errors(codec.Failed(zoomChecks[:], found[:]))
}

func (c zoomConfiguration) checkExtra(errs Errors) error {
	profile := ""
	if c.Profile != nil {
		profile = c.Profile.method()
	}
	d := codec.NewChecker(zoomKey, c.Extra, &zoomKeys, profile)
	for d.Next() {
		c.decode(&d)
	}
	return codec.Checked(errs, &d, c)
}

func zoomKnown(action string) bool {
	switch action {
	case "Disable", "Delete":
		return true
	}
	return false
}

func (p *zoomJWT) check(failed zoomCheckSet) zoomCheckSet {
	failed[0] |= codec.Bit(p.APIKey.IsZero(), 2)
	failed[0] |= codec.Bit(p.APISecret.IsZero(), 3)
	return failed
}

func (p *zoomOAuth) check(failed zoomCheckSet) zoomCheckSet {
	failed[0] |= codec.Bit(p.TokenURL == "", 4)
	failed[0] |= codec.Bit(p.AccountID == "", 5)
	failed[0] |= codec.Bit(p.ClientID == "", 6)
	failed[0] |= codec.Bit(p.ClientSecret.IsZero(), 7)
	failed[0] |= codec.Bit(codec.HasCredentials(p.TokenURL, p.AccountID, p.ClientID), 11)
	return failed
}

func (p *zoomOther) check(failed zoomCheckSet) zoomCheckSet {
	failed[0] |= codec.Bit(!p.Received && p.Method == "", 1)
	failed[0] |= codec.Bit(!p.Received && zoomKeys.Refuses(p.Method, p.strict), 10)
	failed[0] |= codec.Bit(p.Method == methodJWT || p.Method == methodOAuth, 8)
	failed[0] |= codec.Bit(codec.HasCredentials(p.Method), 11)
	return failed
}

func (c zoomConfiguration) Encode(e codec.Encoder) codec.Encoder {
	e.WriteString("SCIM_URL", c.SCIMURL)
	e.WriteBool("CREATE_USERS_PROV_OPT", c.CreateUsersProvOpt)
	e.WriteBool("CREATE_USERS", c.CreateUsers)
	e.WriteBool("UPDATE_USERS", c.UpdateUsers)
	e.WriteBool("DEPROVISION_USERS", c.DeprovisionUsers)
	e.WriteBool("DISABLE_USERS", c.DisableUsers)
	e.WriteString("REMOVE_ACTION", c.RemoveAction)
	if c.Profile != nil {
		e.WriteProfile(zoomSelector, c.Profile.method())
		e = c.Profile.encode(e)
	}
	codec.WriteExtra(&e, c.Extra)
	return e
}

func (*zoomJWT) method() string     { return methodJWT }
func (*zoomOAuth) method() string   { return methodOAuth }
func (p *zoomOther) method() string { return p.Method }

func (p *zoomJWT) encode(e codec.Encoder) codec.Encoder {
	e.WriteSecret("API_KEY", codec.Secret(p.APIKey))
	e.WriteSecret("API_SECRET", codec.Secret(p.APISecret))
	return e
}

func (p *zoomOAuth) encode(e codec.Encoder) codec.Encoder {
	e.WriteString("OAUTH_TOKEN_URL", p.TokenURL)
	e.WriteString("OAUTH_ACCOUNT_ID", p.AccountID)
	e.WriteString("OAUTH_CLIENT_ID", p.ClientID)
	e.WriteSecret("OAUTH_CLIENT_SECRET", codec.Secret(p.ClientSecret))
	return e
}

func (p *zoomOther) encode(e codec.Encoder) codec.Encoder {
	if p.Received {
		e.Origin = codec.Received
	}
	return e
}

func (c *zoomConfiguration) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	return c.decodeAll(codec.NewDecoder(zoomKey, data))
}

func (c *zoomConfiguration) decodeAll(d codec.Decoder) error {
	*c = zoomConfiguration{}
	switch method := d.Profile(&zoomKeys); method {
	case methodJWT:
		c.Profile = new(zoomJWT)
	case methodOAuth:
		c.Profile = new(zoomOAuth)
	default:
		c.Profile = &zoomOther{Method: method, Received: d.IsReceived(), strict: d.IsStrict()}
	}
	for d.Next() {
		c.decode(&d)
	}
	c.Extra = codec.Extra[Extra](&d)
	return d.Err()
}

func (c *zoomConfiguration) decode(d *codec.Decoder) {
	switch string(d.Key()) {
	case "SCIM_URL":
		d.ReadString(&c.SCIMURL)
	case "CREATE_USERS_PROV_OPT":
		d.ReadBool(&c.CreateUsersProvOpt)
	case "CREATE_USERS":
		d.ReadBool(&c.CreateUsers)
	case "UPDATE_USERS":
		d.ReadBool(&c.UpdateUsers)
	case "DEPROVISION_USERS":
		d.ReadBool(&c.DeprovisionUsers)
	case "DISABLE_USERS":
		d.ReadBool(&c.DisableUsers)
	case "REMOVE_ACTION":
		d.ReadString(&c.RemoveAction)
	case zoomSelector:
		d.Skip()
	default:
		if !decodeZoomProfile(c.Profile, d) {
			d.Keep()
		}
	}
}

func (p *zoomJWT) decode(d *codec.Decoder) bool {
	if p == nil {
		return false
	}
	switch string(d.Key()) {
	case "API_KEY":
		d.ReadSecret((*codec.Secret)(&p.APIKey))
	case "API_SECRET":
		d.ReadSecret((*codec.Secret)(&p.APISecret))
	default:
		return false
	}
	return true
}

func (p *zoomOAuth) decode(d *codec.Decoder) bool {
	if p == nil {
		return false
	}
	switch string(d.Key()) {
	case "OAUTH_TOKEN_URL":
		d.ReadString(&p.TokenURL)
	case "OAUTH_ACCOUNT_ID":
		d.ReadString(&p.AccountID)
	case "OAUTH_CLIENT_ID":
		d.ReadString(&p.ClientID)
	case "OAUTH_CLIENT_SECRET":
		d.ReadSecret((*codec.Secret)(&p.ClientSecret))
	default:
		return false
	}
	return true
}

func decodeZoomProfile(p zoomProfile, d *codec.Decoder) bool {
	switch p := p.(type) {
	case *zoomJWT:
		return p.decode(d)
	case *zoomOAuth:
		return p.decode(d)
	case *zoomOther:
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
	if o, ok := c.(Object); ok {
		return codec.Decode(zoomKey, codec.Object(o), (*zoomConfiguration).decodeAll)
	}
	return codec.Copy[zoomConfiguration](zoomKey, c)
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

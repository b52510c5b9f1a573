package bench

import (
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
)

// example is the configuration of the store in PingOne's documentation.
const example = `{
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

// plain is what people write by hand for encoding/json and validator: the
// fields and rules of zoom.Configuration.
type plain struct {
	SCIMURL              string `json:"SCIM_URL" validate:"required,credentials"`
	AuthenticationMethod string `json:"AUTHENTICATION_METHOD" validate:"required,oneof='JWT Bearer Token' 'OAuth Bearer Token'"`
	CreateUsersProvOpt   *bool  `json:"CREATE_USERS_PROV_OPT,omitempty"`
	UpdateUsersProvOpt   *bool  `json:"UPDATE_USERS_PROV_OPT,omitempty"`
	RemoveUsersProvOpt   *bool  `json:"REMOVE_USERS_PROV_OPT,omitempty"`
	CreateUsers          *bool  `json:"CREATE_USERS,omitempty"`
	DeprovisionUsers     *bool  `json:"DEPROVISION_USERS,omitempty"`
	DisableUsers         *bool  `json:"DISABLE_USERS,omitempty"`
	RemoveAction         string `json:"REMOVE_ACTION,omitempty" validate:"omitempty,credentials"`
	UpdateUsers          *bool  `json:"UPDATE_USERS,omitempty"`
	APIKey               string `json:"API_KEY,omitempty" validate:"required_if=AuthenticationMethod 'JWT Bearer Token'"`
	APISecret            string `json:"API_SECRET,omitempty" validate:"required_if=AuthenticationMethod 'JWT Bearer Token'"`
	OAuthTokenURL        string `json:"OAUTH_TOKEN_URL,omitempty" validate:"required_if=AuthenticationMethod 'OAuth Bearer Token',credentials"`
	OAuthAccountID       string `json:"OAUTH_ACCOUNT_ID,omitempty" validate:"required_if=AuthenticationMethod 'OAuth Bearer Token',credentials"`
	OAuthClientID        string `json:"OAUTH_CLIENT_ID,omitempty" validate:"required_if=AuthenticationMethod 'OAuth Bearer Token',credentials"`
	OAuthClientSecret    string `json:"OAUTH_CLIENT_SECRET,omitempty" validate:"required_if=AuthenticationMethod 'OAuth Bearer Token'"`
}

// decoded returns the example, plain and generated.
func decoded(tb testing.TB) (*plain, *zoom.Configuration) {
	tb.Helper()
	p, c := new(plain), new(zoom.Configuration)
	if err := errors.Join(json.Unmarshal([]byte(example), p), json.Unmarshal([]byte(example), c)); err != nil {
		tb.Fatal(err)
	}
	return p, c
}

// broken returns the example with three problems, plain and generated.
func broken(tb testing.TB) (*plain, *zoom.Configuration) {
	tb.Helper()
	p, c := decoded(tb)
	p.SCIMURL, p.OAuthAccountID, p.OAuthClientSecret = "", "", ""
	c.SCIMURL = ""
	c.Profile = &zoom.OAuthBearerToken{OAuthTokenURL: p.OAuthTokenURL, OAuthClientID: p.OAuthClientID}
	return p, c
}

func newValidator(tb testing.TB) *validator.Validate {
	tb.Helper()
	v := validator.New(validator.WithRequiredStructEnabled())
	without := func(l validator.FieldLevel) bool { return !credentialsIn(l.Field().String()) }
	if err := v.RegisterValidation("credentials", without); err != nil {
		tb.Fatal(err)
	}
	return v
}

// handError is what validateByHand returns: a bit for each rule that is broken.
type handError uint64

func (e handError) Error() string { return "broken rules" }

// validateByHand has the checks of zoom.Configuration as a person would write
// them who wants them fast. Like Validate, it takes a value and is not inlined.
//
//go:noinline
func validateByHand(c zoom.Configuration) error {
	failed := bit(c.SCIMURL == "", 0) | bit(credentialsIn(c.SCIMURL) || credentialsIn(string(c.RemoveAction)), 9)
	switch p := c.Profile.(type) {
	case *zoom.JWTBearerToken:
		failed |= bit(p.APIKey.IsZero(), 1) | bit(p.APISecret.IsZero(), 2)
	case *zoom.OAuthBearerToken:
		failed |= bit(p.OAuthTokenURL == "", 3) | bit(p.OAuthAccountID == "", 4) |
			bit(p.OAuthClientID == "", 5) | bit(p.OAuthClientSecret.IsZero(), 6) |
			bit(credentialsIn(p.OAuthTokenURL) || credentialsIn(p.OAuthAccountID) || credentialsIn(p.OAuthClientID), 9)
	case *zoom.OtherProfile:
		failed |= bit(p.AuthenticationMethod().Known(), 7) | bit(credentialsIn(p.Name), 9)
	default:
		failed |= 1 << 8
	}
	if failed == 0 {
		return nil
	}
	return handError(failed)
}

// credentialsIn reports whether text is a URL with a user. It does less than
// Validate, which finds a URL in a longer text as well.
func credentialsIn(text string) bool {
	if !strings.Contains(text, "@") {
		return false
	}
	u, err := url.Parse(text)
	return err != nil || u.User != nil
}

// bit returns the i-th bit if failed.
func bit(failed bool, i uint) handError {
	if failed {
		return 1 << i
	}
	return 0
}

// ours returns how many problems c has, and how long their keys and rules are:
// to be read is what they are found for.
func ours(c *zoom.Configuration) (problems, length int) {
	errs, _ := errors.AsType[connector.Errors](c.Validate())
	for _, err := range errs {
		length += len(err.Key) + len(err.Rule)
	}
	return len(errs), length
}

// theirs does what ours does.
func theirs(v *validator.Validate, p *plain) (problems, length int) {
	errs, _ := errors.AsType[validator.ValidationErrors](v.Struct(p))
	for _, err := range errs {
		length += len(err.Field()) + len(err.Tag())
	}
	return len(errs), length
}

// TestPeersAgree holds that what is measured next to each other does the same:
// a ratio of two different things says nothing.
func TestPeersAgree(t *testing.T) {
	p, c := decoded(t)
	if err := newValidator(t).Struct(p); err != nil {
		t.Errorf("validator: %v", err)
	}
	if err := validateByHand(*c); err != nil {
		t.Errorf("by hand: %v", err)
	}
	if err := c.Validate(); err != nil {
		t.Errorf("ours: %v", err)
	}
	wire, err := connector.Wire(c)
	if err != nil {
		t.Fatal(err)
	}
	marshalled, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(members(t, marshalled), members(t, wire)); diff != "" {
		t.Errorf("Wire does not write what encoding/json writes (-encoding/json +Wire):\n%s", diff)
	}
	if diff := cmp.Diff(members(t, []byte(example)), members(t, wire)); diff != "" {
		t.Errorf("Wire does not write what was read (-read +Wire):\n%s", diff)
	}
}

// TestPeersRefuse holds the same for a configuration with three problems.
func TestPeersRefuse(t *testing.T) {
	p, c := broken(t)
	if n, _ := theirs(newValidator(t), p); n != 3 {
		t.Errorf("validator finds %d problems, want 3", n)
	}
	if n, _ := ours(c); n != 3 {
		t.Errorf("Validate finds %d problems, want 3: %v", n, c.Validate())
	}
	const want = handError(1<<0 | 1<<4 | 1<<6)
	if err := validateByHand(*c); err != want {
		t.Errorf("by hand: %b, want %b", err, want)
	}
	p, c = decoded(t)
	p.SCIMURL = "https:/" + "/user@example.com"
	c.SCIMURL = p.SCIMURL
	if n, _ := theirs(newValidator(t), p); n != 1 {
		t.Errorf("validator finds %d problems with a user in a URL, want 1", n)
	}
	if n, _ := ours(c); n != 1 {
		t.Errorf("Validate finds %d problems with a user in a URL, want 1: %v", n, c.Validate())
	}
	if err := validateByHand(*c); err != handError(1<<9) {
		t.Errorf("by hand, a user in a URL: %b", err)
	}
}

func members(t *testing.T, data []byte) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// A peer is one of several functions that do the same.
type peer struct {
	name string
	do   func() error
}

// benchmark measures a peer. Peers that are measured in the same way can be compared.
func (p peer) benchmark(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := p.do(); err != nil {
			b.Fatal(err)
		}
	}
}

func validating(tb testing.TB) []peer {
	p, c := decoded(tb)
	v := newValidator(tb)
	return []peer{
		{"ours", func() error { return c.Validate() }},
		{"validator", func() error { return v.Struct(p) }},
		{"hand", func() error { return validateByHand(*c) }},
	}
}

func findingProblems(tb testing.TB) []peer {
	p, c := broken(tb)
	v := newValidator(tb)
	return []peer{
		{"ours", func() error { return three(ours(c)) }},
		{"validator", func() error { return three(theirs(v, p)) }},
	}
}

func three(problems, length int) error {
	if problems != 3 || length == 0 {
		return errNotThree
	}
	return nil
}

var errNotThree = errors.New("want three problems with their keys and rules")

func encoding(tb testing.TB) []peer {
	p, c := decoded(tb)
	return []peer{
		{"ours", func() error { _, err := connector.Wire(c); return err }},
		{"json", func() error { _, err := json.Marshal(p); return err }},
	}
}

func decoding(tb testing.TB) []peer {
	data := []byte(example)
	object, err := connector.NewObject(zoom.StoreType, data)
	if err != nil {
		tb.Fatal(err)
	}
	return []peer{
		{"ours", func() error { _, err := zoom.From(object); return err }},
		{"json", func() error { return json.Unmarshal(data, new(plain)) }},
	}
}

func BenchmarkValidate(b *testing.B)         { runAll(b, validating(b)) }
func BenchmarkValidateProblems(b *testing.B) { runAll(b, findingProblems(b)) }
func BenchmarkEncode(b *testing.B)           { runAll(b, encoding(b)) }
func BenchmarkDecode(b *testing.B)           { runAll(b, decoding(b)) }

func runAll(b *testing.B, peers []peer) {
	for _, p := range peers {
		b.Run(p.name, p.benchmark)
	}
}

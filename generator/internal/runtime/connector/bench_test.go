package connector

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/go-playground/validator/v10"
)

// plainZoom is what people write for encoding/json and validator: the peers of the benchmarks.
type plainZoom struct {
	APIKey               string `json:"API_KEY,omitempty" validate:"required_if=AuthenticationMethod 'JWT Bearer Token'"`
	APISecret            string `json:"API_SECRET,omitempty" validate:"required_if=AuthenticationMethod 'JWT Bearer Token'"`
	AuthenticationMethod string `json:"AUTHENTICATION_METHOD,omitempty" validate:"omitempty,oneof='JWT Bearer Token' 'OAuth Bearer Token'"`
	CreateUsersProvOpt   *bool  `json:"CREATE_USERS_PROV_OPT,omitempty"`
	CreateUsers          *bool  `json:"CREATE_USERS,omitempty"`
	DeprovisionUsers     *bool  `json:"DEPROVISION_USERS,omitempty"`
	DisableUsers         *bool  `json:"DISABLE_USERS,omitempty"`
	OAuthAccountID       string `json:"OAUTH_ACCOUNT_ID,omitempty" validate:"required_if=AuthenticationMethod 'OAuth Bearer Token'"`
	OAuthClientID        string `json:"OAUTH_CLIENT_ID,omitempty" validate:"required_if=AuthenticationMethod 'OAuth Bearer Token'"`
	OAuthClientSecret    string `json:"OAUTH_CLIENT_SECRET,omitempty" validate:"required_if=AuthenticationMethod 'OAuth Bearer Token'"`
	OAuthTokenURL        string `json:"OAUTH_TOKEN_URL,omitempty" validate:"required_if=AuthenticationMethod 'OAuth Bearer Token'"`
	RemoveAction         string `json:"REMOVE_ACTION,omitempty" validate:"omitempty,oneof=Disable Delete"`
	SCIMURL              string `json:"SCIM_URL" validate:"required"`
	UpdateUsers          *bool  `json:"UPDATE_USERS,omitempty"`
}

// handError and validateByHand are the same checks as a person would write them:
// a bit set over a static table, in a method that values have as well as pointers.
type handError struct{ failed uint64 }

func (e *handError) Error() string { return zoomChecks[0].Key }

//go:noinline
func (c zoomConfiguration) validateByHand() error {
	var failed uint64
	failed |= Bit(c.SCIMURL == "", 0)
	switch c.RemoveAction {
	case "", "Disable", "Delete":
	default:
		failed |= 1 << 9
	}
	switch p := c.Profile.(type) {
	case *zoomJWT:
		failed |= Bit(p.APIKey.IsZero(), 2) | Bit(p.APISecret.IsZero(), 3)
	case *zoomOAuth:
		failed |= Bit(p.TokenURL == "", 4) | Bit(p.AccountID == "", 5) | Bit(p.ClientID == "", 6) | Bit(p.ClientSecret.IsZero(), 7)
	case *zoomOther:
		failed |= Bit(p.Method == methodJWT || p.Method == methodOAuth, 8)
	default:
		failed |= 1 << 1
	}
	if failed == 0 {
		return nil
	}
	return &handError{failed}
}

func decodeTwin(tb testing.TB) *zoomConfiguration {
	c := new(zoomConfiguration)
	if err := json.Unmarshal([]byte(zoomJSON), c); err != nil {
		tb.Fatal(err)
	}
	return c
}

func decodePlain(tb testing.TB) *plainZoom {
	c := new(plainZoom)
	if err := json.Unmarshal([]byte(zoomJSON), c); err != nil {
		tb.Fatal(err)
	}
	return c
}

// invalidTwin has three problems.
func invalidTwin(tb testing.TB) *zoomConfiguration {
	c := decodeTwin(tb)
	c.SCIMURL, c.RemoveAction = "", "Erase"
	c.Profile.(*zoomOAuth).ClientSecret = Secret{}
	return c
}

func invalidPlain(tb testing.TB) *plainZoom {
	c := decodePlain(tb)
	c.SCIMURL, c.RemoveAction, c.OAuthClientSecret = "", "Erase", ""
	return c
}

func newValidator() *validator.Validate { return validator.New(validator.WithRequiredStructEnabled()) }

func BenchmarkValidate(b *testing.B) {
	c, plain, v := decodeTwin(b), decodePlain(b), newValidator()
	b.Run("connector", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := c.Validate(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("hand", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := c.validateByHand(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("validator", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := v.Struct(plain); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkValidateThreeProblems(b *testing.B) {
	c, plain, v := invalidTwin(b), invalidPlain(b), newValidator()
	n := 0
	b.Run("connector", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			errs, _ := errors.AsType[Errors](c.Validate())
			for i := range errs {
				n += len(errs[i].Key) + len(errs[i].Rule)
			}
		}
	})
	b.Run("validator", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			errs, _ := errors.AsType[validator.ValidationErrors](v.Struct(plain))
			for _, err := range errs {
				n += len(err.Field()) + len(err.Tag())
			}
		}
	})
	if n == 0 {
		b.Fatal("no problem was found")
	}
}

func BenchmarkWire(b *testing.B) {
	c, plain := decodeTwin(b), decodePlain(b)
	b.Run("connector", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Wire(c); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := json.Marshal(plain); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	var c Configuration = mustObject(b, zoomJSON)
	b.Run("connector", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := zoomFrom(c); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := json.Unmarshal([]byte(zoomJSON), new(plainZoom)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// TestAllocations holds what the benchmarks show of memory: it does not depend on the machine.
func TestAllocations(t *testing.T) {
	valid, invalid := decodeTwin(t), invalidTwin(t)
	for _, test := range []struct {
		name string
		most float64
		do   func()
	}{
		{"valid", 0, func() { _ = valid.Validate() }},
		{"three problems", 2, func() {
			if errs, _ := errors.AsType[Errors](invalid.Validate()); len(errs) != 3 {
				t.Errorf("%d problems, want 3: %v", len(errs), errs)
			}
		}},
	} {
		if got := testing.AllocsPerRun(100, test.do); got > test.most {
			t.Errorf("%s: %v allocations, want at most %v", test.name, got, test.most)
		}
	}
}

package naming

import (
	"go/token"
	"strings"
	"testing"
)

func TestExported(t *testing.T) {
	for _, test := range []struct{ words, want, why string }{
		{"SCIM_URL", "SCIMURL", "two initialisms"},
		{"OAUTH_CLIENT_ID", "OAuthClientID", "an initialism with small letters"},
		{"integrationSystemIds", "IntegrationSystemIDs", "the plural of an initialism"},
		{"SCHEMA_EXTENSION_URNS", "SchemaExtensionURNs", "the same in capitals"},
		{"ServiceNow_Instance_Name", "ServiceNowInstanceName", "capitals inside a word"},
		{"CREATE_USERS_PROV_OPT", "CreateUsersProvOpt", "no trimming: PingOne has CREATE_USERS beside it"},
		{"JWT Bearer Token", "JWTBearerToken", "a profile"},
		{"OAuth 2 Client Credentials", "OAuth2ClientCredentials", "a digit"},
		{"RemoveLicensesWhenSkuIdEmpty", "RemoveLicensesWhenSkuIDEmpty", "an initialism inside"},
		{"checkHTTPStatus", "CheckHTTPStatus", "a run of capitals before a word"},
		{"OAuthClientID", "OAuthClientID", "a name stays what it is"},
		{"RDN_ATTRIBUTE", "RDNAttribute", "an initialism of directories"},
		{"GitHubEMU", "GitHubEMU", "an initialism at the end of a word"},
		{"AUTHENTICATE_VIA_AD_LDAP", "AuthenticateViaADLDAP", "two initialisms that meet"},
		{"azureAdSamlApp", "AzureADSAMLApp", "initialisms in camel case"},
		{"ADD_ADDRESS_LOAD", "AddAddressLoad", "AD inside a word is no initialism"},
		{"addAdmin", "AddAdmin", "nor at its start"},
		{"1.1", "11", "only the end of an identifier"},
		{"-", "", "no letter"},
		{"café", "", "a letter that is not ASCII"},
		{"ıd", "", "a letter whose capital is an ASCII letter"},
	} {
		if got := Exported(test.words); got != test.want {
			t.Errorf("Exported(%q) = %q, want %q: %s", test.words, got, test.want, test.why)
		}
	}
}

func TestUnusablePackage(t *testing.T) {
	for _, name := range strings.Fields("internal vendor main func type testdata aux lpt9 init") {
		if UnusablePackage(name) == "" {
			t.Errorf("%q is taken for a usable package name", name)
		}
	}
	for _, name := range strings.Fields("zoom scim ldapgateway azureactivedirectorysaml2 linux test") {
		if why := UnusablePackage(name); why != "" {
			t.Errorf("%q is refused: it %s", name, why)
		}
	}
}

// An identifier can only be made of the letters and digits it was made from, in
// their order: then two inputs that differ in them cannot become one name.
func FuzzExported(f *testing.F) {
	for _, seed := range []string{"SCIM_URL", "ıd", "HTTPStatus", "a.b.c", "9lives", "Ids", "\xff", "IDs URNs"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		got := Exported(words)
		if got == "" {
			return
		}
		if !token.IsIdentifier("X"+got) || !IsExported("X"+got) {
			t.Errorf("Exported(%q) = %q cannot be part of an identifier", words, got)
		}
		if first := got[0]; !('0' <= first && first <= '9') && !IsExported(got) {
			t.Errorf("Exported(%q) = %q is not exported", words, got)
		}
		if plain := keep(words); !strings.EqualFold(got, plain) {
			t.Errorf("Exported(%q) = %q, which is not made of %q", words, got, plain)
		}
	})
}

func keep(s string) string {
	return strings.Map(func(r rune) rune {
		if wordRune(r) {
			return r
		}
		return -1
	}, s)
}

// Every key becomes a name, and one that has a usual name keeps it.
func TestAny(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"SCIM_URL": "SCIMURL", "5qi": "N5qi", "2fa": "N2fa", "+1": "Plus1", "-1": "Minus1", "_": "Underscore", "": "Empty",
		"größe": "GrU00f6U00dfE", "a\xffb": "AB", "@type": "Type", "\u200b": "Empty", ">=": "GreaterEqual",
	} {
		if got := Any(words); got != want || !IsExported(got) {
			t.Errorf("%q: got %s, want %s", words, got, want)
		}
	}
}

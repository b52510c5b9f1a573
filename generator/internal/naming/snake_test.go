package naming

import "testing"

// TestSnake has the names of the connectors, the profiles and the keys that a plain
// division at capitals would spell as nobody does: git_hub_emu, o_auth_2_bearer_token.
func TestSnake(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"SCIM_URL":                   "scim_url",
		"createNewUsers":             "create_new_users",
		"integrationSystemIds":       "integration_system_ids",
		"ServiceNow_Instance_Name":   "servicenow_instance_name",
		"AzureActiveDirectorySAML2":  "azure_active_directory_saml2",
		"GitHubEMU":                  "github_emu",
		"PingOne":                    "pingone",
		"ServiceNow":                 "servicenow",
		"LdapGateway":                "ldap_gateway",
		"SalesforceContacts":         "salesforce_contacts",
		"GoogleApps":                 "google_apps",
		"scim":                       "scim",
		"OAuth Bearer Token":         "oauth_bearer_token",
		"OAuth2 Bearer Token":        "oauth2_bearer_token",
		"OAuth 2 Client Credentials": "oauth2_client_credentials",
		"HTTPStatus":                 "http_status",
		"PingOne PingOne":            "pingone_pingone",
		"2 Legs":                     "2_legs",
		"日本":                         "",
		"--":                         "",
	} {
		if got := Snake(words); got != want {
			t.Errorf("Snake(%q) = %q, want %q", words, got, want)
		}
	}
}

package terraform

import (
	"github.com/connectorgen/connectorgen/generated/connector/directory"
	"github.com/connectorgen/connectorgen/generated/connector/pingone"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
)

// kinds returns what depends on the connectors. The generator writes another file
// in the place of this one, with the connectors of its inputs.
func kinds() []kind {
	return []kind{
		{storeType: "directory", name: "directory", about: "The directory of PingOne.", metadata: directory.Metadata},
		{storeType: "PingOne", name: "pingone", about: "Another environment.", metadata: pingone.Metadata, attributes: []attribute{
			{key: "ENVIRONMENT_ID", name: "environment_id", required: true},
			{key: "REGION", name: "region", required: true, values: []string{"North America"}, open: true},
			{key: "CLIENT_ID", name: "client_id"},
			{key: "CLIENT_SECRET", name: "client_secret", secret: true},
			{key: "CREATE_USERS", name: "create_users", boolean: true},
		}},
		{storeType: "Zoom", name: "zoom", was: []string{"zoom_us"}, version: 4, about: "A store for Zoom.", metadata: zoom.Metadata, attributes: []attribute{
			{key: "SCIM_URL", name: "scim_url", required: true},
			{key: "CREATE_USERS", name: "create_users", boolean: true},
			{key: "UPDATE_USERS", name: "update_users", was: []string{"update"}, boolean: true},
			{key: "REMOVE_ACTION", name: "remove_action", values: []string{"Disable", "Delete"}, open: true},
		}, selector: "AUTHENTICATION_METHOD", profiles: []profile{
			{method: "JWT Bearer Token", name: "jwt_bearer_token", deprecated: "It is old.", attributes: []attribute{
				{key: "API_KEY", name: "api_key", required: true, secret: true},
				{key: "API_SECRET", name: "api_secret", required: true, secret: true},
			}},
			{method: "OAuth Bearer Token", name: "oauth_bearer_token", was: []string{"oauth"}, attributes: []attribute{
				{key: "OAUTH_TOKEN_URL", name: "oauth_token_url", required: true},
				{key: "OAUTH_ACCOUNT_ID", name: "oauth_account_id", was: []string{"account"}, moved: []string{"account_id"}, required: true},
				{key: "OAUTH_CLIENT_ID", name: "oauth_client_id", required: true},
				{key: "OAUTH_CLIENT_SECRET", name: "oauth_client_secret", required: true, secret: true},
			}},
		}},
	}
}

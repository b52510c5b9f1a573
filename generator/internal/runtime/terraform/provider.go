// Package terraform is a provider for Terraform and OpenTofu, from version 1.11 on.
//
// There is a resource type for the stores of each connector, and one each for
// plans, rules with their mappings, and revisions. [Resources] and [DataSources]
// have them for a provider that wants them among its own; it sets the ResourceData
// and the DataSourceData of its Configure method to a [Data].
//
// # Secrets
//
// Secrets are write-only: they are in no state, no plan and no log. The private
// part of a state has a salted, slow hash of each secret that PingOne is known to
// have. So a new secret is sent without a version to change, a secret that was
// changed elsewhere is noticed, and an import with the right secrets changes
// nothing. Who must not have even a hash in a state sets [Data.NoSecretHashes].
//
// # What Terraform was told
//
// An attribute that the configuration never had stays as PingOne has it, and is
// not in the state. An attribute that the configuration had, and no longer has,
// is cleared, and so is a secret.
package terraform

import (
	"context"
	"log/slog"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/connectorgen/connectorgen/generated/propagation"
)

// Address is the address of the provider in the registry of Terraform.
const Address = "registry.terraform.io/connectorgen/propagation"

// A Provider is the provider of a release. It implements [provider.Provider].
type Provider struct {
	Version string // of the release, for the header User-Agent

	// HashRounds is how many rounds of PBKDF2 the hash of a secret has. If 0, it is
	// 600,000, which take about a tenth of a second.
	HashRounds int
}

// Data is what the resources and the data sources need of a provider.
type Data struct {
	Client         *propagation.Client
	NoSecretHashes bool // keep no hashes of secrets: only secrets_version tells that one changed
	HashRounds     int  // see [Provider]
}

// attempts is how often a request is sent at most. Terraform makes ten at a time,
// so that the API is more often busy than for other programs.
const attempts = 10

// Resources returns functions that make the resource types.
func Resources() []func() resource.Resource {
	list := []func() resource.Resource{newPlan, newRule, newRevision}
	for _, k := range kinds() {
		list = append(list, func() resource.Resource { return newStore(k) })
	}
	return list
}

// DataSources returns functions that make the data sources.
func DataSources() []func() datasource.DataSource {
	return []func() datasource.DataSource{newFoundStore, newStoreMetadata}
}

// settings is what the provider block has.
type settings struct {
	Region           types.String `tfsdk:"region"`
	EnvironmentID    types.String `tfsdk:"environment_id"`
	ClientID         types.String `tfsdk:"client_id"`
	ClientSecret     types.String `tfsdk:"client_secret"`
	APIPath          types.String `tfsdk:"api_path"`
	AuthPath         types.String `tfsdk:"auth_path"`
	NoSecretHashes   types.Bool   `tfsdk:"no_secret_hashes"`
	ReadsShowSecrets types.Bool   `tfsdk:"reads_show_secrets"`
}

// Metadata gives the prefix of the resource types.
func (p *Provider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName, resp.Version = "propagation", p.Version
}

// Schema is the schema of the provider block.
func (p *Provider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	text := func(about, variable string) schema.StringAttribute {
		return schema.StringAttribute{Optional: true, Sensitive: variable == "PINGONE_CLIENT_SECRET", MarkdownDescription: about + "; if not set, `" + variable + "`."}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "The provisioning of PingOne: stores, which are connections to identity stores, and the plan, rules and revisions that say who is provisioned from one to another.",
		Attributes: map[string]schema.Attribute{
			"region":         text("The region of the organization, such as `EU`", "PINGONE_REGION_CODE"),
			"environment_id": text("The id of the environment", "PINGONE_ENVIRONMENT_ID"),
			"client_id":      text("The id of the worker application", "PINGONE_CLIENT_ID"),
			"client_secret":  text("Its secret", "PINGONE_CLIENT_SECRET"),
			"api_path":       text("The root of the API, if it is not that of the region", "PINGONE_API_PATH"),
			"auth_path":      text("The root of the tokens, if it is not that of the region", "PINGONE_AUTH_PATH"),
			"no_secret_hashes": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Keep no hashes of secrets in the private part of the state. A new secret is then sent only with another `secrets_version`, or with another change of the store.",
			},
			"reads_show_secrets": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "PingOne shows the secrets that a store has when it is read. If not set, a store that shows none, and whose configuration lacks an optional secret, is not updated, since there could be one that would be cleared.",
			},
		},
	}
}

// Configure makes the client. What the provider block does not have comes from
// the environment.
func (p *Provider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var s settings
	if resp.Diagnostics.Append(req.Config.Get(ctx, &s)...); resp.Diagnostics.HasError() {
		return
	}
	client, err := p.client(&s)
	if err != nil {
		resp.Diagnostics.AddError("The provider is not configured", err.Error())
		return
	}
	data := &Data{Client: client, NoSecretHashes: s.NoSecretHashes.ValueBool(), HashRounds: p.HashRounds}
	resp.ResourceData, resp.DataSourceData = data, data
}

// client returns a client for the settings.
func (p *Provider) client(s *settings) (*propagation.Client, error) {
	given := map[string]types.String{
		"PINGONE_REGION_CODE":    s.Region,
		"PINGONE_ENVIRONMENT_ID": s.EnvironmentID,
		"PINGONE_CLIENT_ID":      s.ClientID,
		"PINGONE_CLIENT_SECRET":  s.ClientSecret,
		"PINGONE_API_PATH":       s.APIPath,
		"PINGONE_AUTH_PATH":      s.AuthPath,
	}
	config, err := propagation.ConfigFromEnvironment(func(name string) string {
		if v := given[name]; v.ValueString() != "" {
			return v.ValueString()
		}
		return os.Getenv(name)
	})
	if err != nil {
		return nil, err
	}
	config.UserAgent = "terraform-provider-propagation/" + p.Version
	config.MaxAttempts = attempts
	config.Logger = slog.New(logHandler{})
	config.ReadsShowSecrets = s.ReadsShowSecrets.ValueBool()
	return propagation.NewClient(config)
}

// Resources returns what the function [Resources] returns.
func (p *Provider) Resources(context.Context) []func() resource.Resource { return Resources() }

// DataSources returns what the function [DataSources] returns.
func (p *Provider) DataSources(context.Context) []func() datasource.DataSource { return DataSources() }

// dataOf returns what a provider gave, or nil if it is not configured yet.
func dataOf(given any, diags *diag.Diagnostics) *Data {
	data, ok := given.(*Data)
	if given != nil && !ok {
		diags.AddError("The provider has no client", "Its data must be a *terraform.Data of this package.")
	}
	return data
}

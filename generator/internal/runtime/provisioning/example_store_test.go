//go:build ignore

package provisioning_test

import (
	"context"
	"fmt"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector/zoom"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/provisioning"
)

// Start makes a rule that provisions users of the directory to Zoom, and puts
// it into effect.
func ExampleStart() {
	server := propagationtest.NewServer()
	defer server.Close()
	client, err := propagation.NewClient(propagation.Config{
		Region:        propagation.Europe,
		EnvironmentID: server.EnvironmentID(),
		Credentials:   propagation.ClientCredentials{ID: server.ClientID(), Secret: server.ClientSecret()},
		HTTPClient:    server.Client(),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	rule, err := start(context.Background(), client)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(rule.Name, *rule.Active)
	// Output: everybody true
}

func start(ctx context.Context, client *propagation.Client) (*propagation.Rule, error) {
	source, err := client.CreateStore(ctx, propagation.Store{Name: "our users", Type: propagation.StoreTypeDirectory})
	if err != nil {
		return nil, err
	}
	target, err := client.CreateStore(ctx, propagation.Store{
		Name: "our Zoom",
		Configuration: &zoom.Configuration{
			SCIMURL: "https://api.zoom.us/scim2",
			Profile: &zoom.JWTBearerToken{APIKey: connector.NewSecret("key"), APISecret: connector.NewSecret("s3cret")},
		},
	})
	if err != nil {
		return nil, err
	}
	plan, err := client.CreatePlan(ctx, propagation.Plan{Name: "the plan"})
	if err != nil {
		return nil, err
	}
	return provisioning.Start(ctx, client, plan.ID, propagation.Rule{
		Name:                 "everybody",
		SourceStore:          &propagation.Reference{ID: source.ID},
		TargetStore:          &propagation.Reference{ID: target.ID},
		PopulationExpression: `population.id pr`,
	},
		propagation.Mapping{SourceAttribute: "username", TargetAttribute: zoom.UserUserName},
		propagation.Mapping{SourceAttribute: "email", TargetAttribute: zoom.UserEmail},
	)
}

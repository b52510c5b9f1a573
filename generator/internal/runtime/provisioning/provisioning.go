//go:build ignore

// Package provisioning creates rules and activates them, in the order that PingOne
// needs: the rule is created inactive, because a rule without mappings cannot be
// active; its mappings are created; the rule is replaced by an active one; and a
// revision is created, because changes take effect with a new revision only.
package provisioning

import (
	"context"
	"errors"
	"fmt"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/metadata"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagation"
)

// Types of stores that rules begin or end at.
const (
	directory = "directory"
	pingOne   = "PingOne"
)

// Start creates a rule in a plan, with its mappings, activates it and creates a
// revision. If rule.Active is false, the rule stays inactive and there is no
// revision.
//
// Start calls [Check] first and creates nothing if that returns an error. If a
// later request fails, Start returns the error and the rule as it is by then. It
// does not delete the rule: the caller can go on from there, or delete it.
func Start(ctx context.Context, client *propagation.Client, planID string, rule propagation.Rule, mappings ...propagation.Mapping) (*propagation.Rule, error) {
	if err := Check(ctx, client, rule, mappings...); err != nil {
		return nil, err
	}
	draft := rule
	inactive := false
	draft.Active, draft.Configuration = &inactive, nil
	created, err := client.CreatePlanRule(ctx, planID, draft)
	if err != nil {
		return nil, err
	}
	for _, m := range mappings {
		if _, err := client.CreateMapping(ctx, created.ID, m); err != nil {
			return created, fmt.Errorf("the mapping of %s: %w", m.TargetAttribute, err)
		}
	}
	if rule.Active != nil && !*rule.Active {
		return created, nil
	}
	return activate(ctx, client, created, rule)
}

// activate makes created what rule says, active, and makes a revision of it.
func activate(ctx context.Context, client *propagation.Client, created *propagation.Rule, rule propagation.Rule) (*propagation.Rule, error) {
	active := true
	rule.Active = &active
	rule.Plan, rule.SourceStore, rule.TargetStore = nil, nil, nil // they cannot change
	replaced, err := client.ReplaceRule(ctx, created.ID, rule)
	if err != nil {
		return created, err
	}
	_, err = client.CreateRevision(ctx)
	return replaced, err
}

// Check returns an error that names everything that is wrong with a rule and its
// mappings, or nil. It reads the stores of the rule and the metadata of the
// target store, and changes nothing. If it cannot read them, the error says so.
//
// The source store must be of the type directory, or the target store of the
// type PingOne. A mapping must have either a source attribute or an expression.
// Mappings for users must fit the metadata of the target store, see
// [metadata.CheckMappings].
func Check(ctx context.Context, client *propagation.Client, rule propagation.Rule, mappings ...propagation.Mapping) error {
	if rule.SourceStore == nil || rule.TargetStore == nil {
		return errors.New("the rule must have a source store and a target store")
	}
	source, err := client.Store(ctx, rule.SourceStore.ID)
	if err != nil {
		return fmt.Errorf("the source store: %w", err)
	}
	target, err := client.Store(ctx, rule.TargetStore.ID)
	if err != nil {
		return fmt.Errorf("the target store: %w", err)
	}
	var problems []error
	if source.Type != directory && target.Type != pingOne {
		problems = append(problems, fmt.Errorf("the source store must be of the type %s, or the target store of the type %s; they are %s and %s",
			directory, pingOne, source.Type, target.Type))
	}
	var attributes []string
	for _, m := range mappings {
		if (m.SourceAttribute == "") == (m.Expression == "") {
			problems = append(problems, fmt.Errorf("the mapping of %s must have either a source attribute or an expression", m.TargetAttribute))
		}
		if m.AttributeMappingType != propagation.MappingAttributeTypeGroup {
			attributes = append(attributes, m.TargetAttribute)
		}
	}
	problems = append(problems, checkTarget(ctx, client, target, attributes))
	return errors.Join(problems...)
}

// checkTarget checks attributes against the metadata of a store.
func checkTarget(ctx context.Context, client *propagation.Client, target *propagation.Store, attributes []string) error {
	configuration := target.Configuration
	if _, err := connector.Wire(configuration); err != nil {
		configuration = nil // read with masks, for example: static metadata must do
	}
	answer, err := client.StoreMetadata(ctx, string(target.Type), configuration)
	if err != nil {
		return fmt.Errorf("the metadata of the target store: %w", err)
	}
	m, err := metadata.From(answer)
	if err != nil {
		return fmt.Errorf("the metadata of the target store: %w", err)
	}
	return metadata.CheckMappings(m, attributes...)
}

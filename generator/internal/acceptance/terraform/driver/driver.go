// Package driver does to a provider what Terraform does, over protocol 6 in the
// process: validate, plan, apply, refresh, import, destroy. As Terraform does, it
// fails if a result differs from what was planned. It is for tests only.
package driver

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// A Config is a configuration, or a block of one: strings, booleans, lists of
// strings, Configs for single blocks and []Config for others. Unknown is a value
// that is known after apply.
type Config map[string]any

// Unknown is a string that is known after apply.
type Unknown struct{}

// What Terraform can do with a resource.
const (
	Create  = "create"
	Update  = "update"
	Replace = "replace"
	Nothing = "nothing"
)

// A Driver holds the states of the resources of a provider.
type Driver struct {
	t       testing.TB
	server  tfprotov6.ProviderServer
	block   *tfprotov6.SchemaBlock // of the provider
	schemas map[string]*tfprotov6.Schema
	states  map[string]*state
	forbid  []string // what no state may hold
}

// A state is what Terraform stores of a resource.
type state struct {
	value    tftypes.Value
	private  []byte
	identity *tfprotov6.ResourceIdentityData
}

// New returns a driver of a provider, which is configured with its environment
// variables. No state and no diagnostic may hold the
// texts that are forbidden.
func New(t testing.TB, server tfprotov6.ProviderServer, provider Config, forbidden ...string) *Driver {
	t.Helper()
	all, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil || len(all.Diagnostics) > 0 {
		t.Fatal(err, all)
	}
	d := &Driver{t: t, server: server, block: all.Provider.Block, schemas: all.ResourceSchemas, states: make(map[string]*state), forbid: forbidden}
	d.Configure(provider)
	return d
}

// Configure gives the provider another provider block.
func (d *Driver) Configure(provider Config) {
	d.t.Helper()
	answer, err := d.server.ConfigureProvider(context.Background(), &tfprotov6.ConfigureProviderRequest{Config: d.dynamic(blockValue(d.block, provider))})
	if err != nil || len(d.texts(answer.Diagnostics)) > 0 {
		d.t.Fatal(err, d.texts(answer.Diagnostics))
	}
}

// Schemas returns the schemas of the resource types.
func (d *Driver) Schemas() map[string]*tfprotov6.Schema { return d.schemas }

// A Result is what Terraform would say.
type Result struct {
	Action  string
	Changes []string // attributes that change, such as "updated_at", sorted
	Errors  []string // each as "path: summary: detail"
	Warning []string

	planned  tftypes.Value
	private  []byte
	identity *tfprotov6.ResourceIdentityData
}

// typeOf returns the resource type of an address such as propagation_plan.mine.
func typeOf(address string) string {
	name, _, _ := strings.Cut(address, ".")
	return name
}

// Plan refreshes a resource, and plans what a configuration calls for.
func (d *Driver) Plan(address string, config Config) Result {
	d.t.Helper()
	ctx := context.Background()
	schema := d.schemas[typeOf(address)]
	if schema == nil {
		d.t.Fatalf("the provider has no %s", typeOf(address))
	}
	given := blockValue(schema.Block, config)
	valid, err := d.server.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{
		TypeName: typeOf(address), Config: d.dynamic(given),
		ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true},
	})
	if err != nil {
		d.t.Fatal(err)
	}
	r := Result{Errors: d.texts(valid.Diagnostics), Warning: d.warnings(valid.Diagnostics)}
	if len(r.Errors) > 0 {
		return r
	}
	if refreshed := d.Refresh(address); len(refreshed) > 0 {
		r.Errors = refreshed
		return r
	}
	prior := d.prior(address)
	r.planned, r.private, r.Action = d.plan(address, prior, given, &r)
	if r.Action == Replace {
		r.planned, r.private, _ = d.plan(address, &state{value: tftypes.NewValue(schema.ValueType(), nil)}, given, &r)
	}
	return r
}

// prior returns the state of a resource; its value is null if there is none.
func (d *Driver) prior(address string) *state {
	if s := d.states[address]; s != nil {
		return s
	}
	return &state{value: tftypes.NewValue(d.schemas[typeOf(address)].ValueType(), nil)}
}

// plan plans a change from a state, and returns what it leads to.
func (d *Driver) plan(address string, prior *state, config tftypes.Value, r *Result) (planned tftypes.Value, private []byte, action string) {
	schema := d.schemas[typeOf(address)]
	answer, err := d.server.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeOf(address), PriorState: d.dynamic(prior.value), PriorPrivate: prior.private, PriorIdentity: prior.identity, Config: d.dynamic(config),
		ProposedNewState: d.dynamic(proposed(schema.Block, prior.value, config)),
	})
	if err != nil {
		d.t.Fatal(err)
	}
	r.Errors, r.Warning = append(r.Errors, d.texts(answer.Diagnostics)...), append(r.Warning, d.warnings(answer.Diagnostics)...)
	if len(r.Errors) > 0 {
		return planned, nil, ""
	}
	planned, r.identity = d.value(schema, answer.PlannedState), answer.PlannedIdentity
	r.Changes = changes(prior.value, planned)
	switch {
	case prior.value.IsNull():
		return planned, answer.PlannedPrivate, Create
	case len(r.Changes) == 0:
		return planned, answer.PlannedPrivate, Nothing
	case len(answer.RequiresReplace) > 0:
		return planned, answer.PlannedPrivate, Replace
	}
	return planned, answer.PlannedPrivate, Update
}

// Apply plans and applies a configuration.
func (d *Driver) Apply(address string, config Config) Result {
	d.t.Helper()
	return d.ApplyLate(address, config, config)
}

// ApplyLate plans with a configuration of which some is known after apply, and applies
// it as it is known then.
func (d *Driver) ApplyLate(address string, planned, config Config) Result {
	d.t.Helper()
	r := d.Plan(address, planned)
	if len(r.Errors) > 0 || r.Action == Nothing {
		return r
	}
	if r.Action == Replace {
		if r.Errors = d.Destroy(address); len(r.Errors) > 0 {
			return r
		}
	}
	schema := d.schemas[typeOf(address)]
	answer, err := d.server.ApplyResourceChange(context.Background(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeOf(address), PriorState: d.dynamic(d.prior(address).value), PlannedState: d.dynamic(r.planned),
		PlannedPrivate: r.private, PlannedIdentity: r.identity, Config: d.dynamic(blockValue(schema.Block, config)),
	})
	if err != nil {
		d.t.Fatal(err)
	}
	r.Errors, r.Warning = d.texts(answer.Diagnostics), append(r.Warning, d.warnings(answer.Diagnostics)...)
	d.keep(address, answer.NewState, answer.Private, answer.NewIdentity)
	if made := d.states[address]; made != nil && len(r.Errors) == 0 {
		if at := inconsistent(r.planned, made.value); at != "" {
			d.t.Fatalf("%s: the provider produced another result than it planned at %s", address, at)
		}
	}
	return r
}

// Refresh reads a resource, and returns errors.
func (d *Driver) Refresh(address string) []string {
	d.t.Helper()
	s := d.states[address]
	if s == nil {
		return nil
	}
	answer, err := d.server.ReadResource(context.Background(), &tfprotov6.ReadResourceRequest{
		TypeName: typeOf(address), CurrentState: d.dynamic(s.value), Private: s.private, CurrentIdentity: s.identity,
	})
	if err != nil {
		d.t.Fatal(err)
	}
	if errs := d.texts(answer.Diagnostics); len(errs) > 0 {
		return errs
	}
	d.keep(address, answer.NewState, answer.Private, answer.NewIdentity)
	return nil
}

// Import makes a resource known that is there, and returns errors.
func (d *Driver) Import(address, id string) []string {
	d.t.Helper()
	return d.imported(address, &tfprotov6.ImportResourceStateRequest{TypeName: typeOf(address), ID: id})
}

// ImportIdentity makes a resource known by its identity, and returns errors.
func (d *Driver) ImportIdentity(address, id string) []string {
	d.t.Helper()
	of := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String}}
	value := d.dynamic(tftypes.NewValue(of, map[string]tftypes.Value{"id": tftypes.NewValue(tftypes.String, id)}))
	return d.imported(address, &tfprotov6.ImportResourceStateRequest{TypeName: typeOf(address), Identity: &tfprotov6.ResourceIdentityData{IdentityData: value}})
}

func (d *Driver) imported(address string, req *tfprotov6.ImportResourceStateRequest) []string {
	d.t.Helper()
	answer, err := d.server.ImportResourceState(context.Background(), req)
	if err != nil {
		d.t.Fatal(err)
	}
	if errs := d.texts(answer.Diagnostics); len(errs) > 0 {
		return errs
	}
	made := answer.ImportedResources[0]
	d.keep(address, made.State, made.Private, made.Identity)
	errs := d.Refresh(address)
	if len(errs) > 0 {
		delete(d.states, address)
	}
	return errs
}

// Destroy destroys a resource, and returns errors.
func (d *Driver) Destroy(address string) []string {
	d.t.Helper()
	s := d.states[address]
	if s == nil {
		return nil
	}
	schema := d.schemas[typeOf(address)]
	null := d.dynamic(tftypes.NewValue(schema.ValueType(), nil))
	answer, err := d.server.ApplyResourceChange(context.Background(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeOf(address), PriorState: d.dynamic(s.value), PlannedState: null, Config: null, PlannedPrivate: s.private, PlannedIdentity: s.identity,
	})
	if err != nil {
		d.t.Fatal(err)
	}
	if errs := d.texts(answer.Diagnostics); len(errs) > 0 {
		return errs
	}
	delete(d.states, address)
	return nil
}

// Get returns a string of the state, such as that of "id", or "".
func (d *Driver) Get(address, name string) string {
	d.t.Helper()
	members := make(map[string]tftypes.Value)
	if s := d.states[address]; s == nil || s.value.As(&members) != nil {
		return ""
	}
	var text string
	_ = members[name].As(&text)
	return text
}

// State returns the whole state as text.
func (d *Driver) State(address string) string {
	if s := d.states[address]; s != nil {
		return s.value.String()
	}
	return ""
}

// keep stores a new state, after a look for what it must not hold.
func (d *Driver) keep(address string, value *tfprotov6.DynamicValue, private []byte, identity *tfprotov6.ResourceIdentityData) {
	d.t.Helper()
	v := d.value(d.schemas[typeOf(address)], value)
	if v.IsNull() {
		delete(d.states, address)
		return
	}
	d.states[address] = &state{v, private, identity}
	for _, text := range d.forbid {
		if strings.Contains(v.String()+d.Private(address), text) {
			d.t.Fatalf("%s: the state holds %q", address, text)
		}
	}
}

// dynamic returns a value as the protocol has it.
func (d *Driver) dynamic(v tftypes.Value) *tfprotov6.DynamicValue {
	d.t.Helper()
	dynamic, err := tfprotov6.NewDynamicValue(v.Type(), v)
	if err != nil {
		d.t.Fatal(err)
	}
	return &dynamic
}

// value returns a value of the protocol. If there is none, it is null.
func (d *Driver) value(schema *tfprotov6.Schema, dynamic *tfprotov6.DynamicValue) tftypes.Value {
	d.t.Helper()
	if dynamic == nil {
		return tftypes.NewValue(schema.ValueType(), nil)
	}
	v, err := dynamic.Unmarshal(schema.ValueType())
	if err != nil {
		d.t.Fatal(err)
	}
	return v
}

// texts returns the errors among diagnostics, and warnings the warnings.
func (d *Driver) texts(list []*tfprotov6.Diagnostic) []string {
	d.t.Helper()
	return d.shown(list, tfprotov6.DiagnosticSeverityError)
}

func (d *Driver) warnings(list []*tfprotov6.Diagnostic) []string {
	d.t.Helper()
	return d.shown(list, tfprotov6.DiagnosticSeverityWarning)
}

// shown returns diagnostics of a severity, after a look for what none may hold.
func (d *Driver) shown(list []*tfprotov6.Diagnostic, severity tfprotov6.DiagnosticSeverity) []string {
	d.t.Helper()
	var texts []string
	for _, x := range list {
		if x.Severity == severity {
			texts = append(texts, fmt.Sprintf("%s: %s: %s", pathText(x.Attribute), x.Summary, x.Detail))
		}
	}
	for _, forbidden := range d.forbid {
		if strings.Contains(strings.Join(texts, "\n"), forbidden) {
			d.t.Fatalf("a diagnostic holds %q", forbidden)
		}
	}
	slices.Sort(texts)
	return texts
}

// pathText returns a path such as configuration.oauth[0].client_id.
func pathText(p *tftypes.AttributePath) string {
	if p == nil {
		return ""
	}
	var b strings.Builder
	for _, step := range p.Steps() {
		switch s := step.(type) {
		case tftypes.AttributeName:
			if b.Len() > 0 {
				b.WriteString(".")
			}
			b.WriteString(string(s))
		case tftypes.ElementKeyInt:
			fmt.Fprintf(&b, "[%d]", int64(s))
		default:
			b.WriteString("[]")
		}
	}
	return b.String()
}

// Private returns the private part of a state as text: what the framework encodes
// is decoded.
func (d *Driver) Private(address string) string {
	s := d.states[address]
	if s == nil || len(s.private) == 0 {
		return ""
	}
	var members map[string][]byte
	if err := json.Unmarshal(s.private, &members); err != nil {
		d.t.Fatal(err)
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(members)) {
		b.WriteString(name + ": " + string(members[name]) + "\n")
	}
	return b.String()
}

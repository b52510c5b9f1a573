package driver

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Move takes over a resource from the state, as JSON, that another provider has of
// it, or this one under another name, and returns errors. What the driver has of it
// stays its private part.
func (d *Driver) Move(address, provider, from, state string) []string {
	d.t.Helper()
	answer, err := d.server.MoveResourceState(context.Background(), &tfprotov6.MoveResourceStateRequest{
		SourceProviderAddress: provider, SourceTypeName: from, SourceState: &tfprotov6.RawState{JSON: []byte(state)},
		SourcePrivate: d.prior(address).private, TargetTypeName: typeOf(address),
	})
	if err != nil {
		d.t.Fatal(err)
	}
	if errs := d.texts(answer.Diagnostics); len(errs) > 0 {
		return errs
	}
	d.keep(address, answer.TargetState, answer.TargetPrivate, answer.TargetIdentity)
	return d.Refresh(address)
}

// Upgrade gives a resource the state, as JSON, that a version of the schema wrote, as
// Terraform does with every state that it reads, and returns errors. What the driver
// has of it stays its private part.
func (d *Driver) Upgrade(address string, version int64, state string) []string {
	d.t.Helper()
	answer, err := d.server.UpgradeResourceState(context.Background(), &tfprotov6.UpgradeResourceStateRequest{
		TypeName: typeOf(address), Version: version, RawState: &tfprotov6.RawState{JSON: []byte(state)},
	})
	if err != nil {
		d.t.Fatal(err)
	}
	if errs := d.texts(answer.Diagnostics); len(errs) > 0 {
		return errs
	}
	prior := d.prior(address)
	d.keep(address, answer.UpgradedState, prior.private, prior.identity)
	return nil
}

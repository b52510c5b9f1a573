// Package rotation is an example: a program that makes sure that there is a store, and
// gives it new secrets. Its tests show how code that uses the client is tested.
package rotation

import (
	"context"
	"errors"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generated/propagation"
)

// Ensure returns the store of a name, and creates it if there is none.
func Ensure(ctx context.Context, client *propagation.Client, wanted propagation.Store) (*propagation.Store, error) {
	store, err := find(ctx, client, wanted.Name)
	if store != nil || err != nil {
		return store, err
	}
	created, err := client.CreateStore(ctx, wanted)
	if errors.Is(err, propagation.ErrOutcomeUnknown) || errors.Is(err, propagation.ErrConflict) {
		if store, findErr := find(ctx, client, wanted.Name); store != nil || findErr != nil {
			return store, findErr
		}
	}
	return created, err
}

// find returns the store of a name, or nil.
func find(ctx context.Context, client *propagation.Client, name string) (*propagation.Store, error) {
	for store, err := range client.Stores(ctx) {
		if err != nil || store.Name == name {
			return store, err
		}
	}
	return nil, nil
}

// Rotate gives a store a new secret. All else of it stays.
func Rotate(ctx context.Context, client *propagation.Client, id, key string, secret connector.Secret) error {
	store, err := client.Store(ctx, id)
	if err != nil {
		return err
	}
	m, _ := catalog.Metadata(string(store.Type))
	c, err := metadata.Decode(m, store.Configuration)
	if err == nil {
		err = c.SetSecret(key, secret)
	}
	if err != nil {
		return err
	}
	store.Configuration = c
	_, err = client.ReplaceStore(ctx, id, *store)
	return err
}

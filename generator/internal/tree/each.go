package tree

import (
	"context"
	"sync"
)

// atOnce is how many files are read or written at a time. A disk brings many
// files to rest in hardly more time than one, so there are more than processors.
const atOnce = 16

// each calls do with every item, several at a time, until one call fails or
// ctx is done. It returns the first error.
func each[T any](ctx context.Context, items []T, do func(T) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work := make(chan T)
	var workers sync.WaitGroup
	for range min(atOnce, len(items)) {
		workers.Go(func() {
			for item := range work {
				if err := do(item); err != nil {
					cancel(err)
				}
			}
		})
	}
feed:
	for _, item := range items {
		select {
		case work <- item:
		case <-ctx.Done():
			break feed
		}
	}
	close(work)
	workers.Wait()
	return context.Cause(ctx)
}

package propagationtest

import "fmt"

// What an id is of. Each has numbers of its own.
const (
	resourceIDs uint16 = iota
	environmentIDs
	clientIDs
	tokenIDs
	correlationIDs
	problemIDs
)

// uuid returns a UUID that is counted and not random. Of one seed and sort,
// higher numbers sort after lower ones.
func uuid(seed uint32, of uint16, n uint64) string {
	return fmt.Sprintf("%08x-%04x-4000-8000-%012x", seed, of, n&(1<<48-1))
}

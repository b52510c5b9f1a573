package reply

import (
	"errors"
	"strings"
	"testing"
)

// A page of more elements than any server sends is refused, since each takes its time.
func TestPageElements(t *testing.T) {
	for n, ok := range map[int]bool{maxElements: true, maxElements + 1: false} {
		p, err := NewPage([]byte(`{"_embedded":{"stores":[0`+strings.Repeat(",0", n-1)+`]}}`), "stores")
		if ok && (err != nil || len(p.Elements) != n) || !ok && !errors.Is(err, ErrTooMany) {
			t.Errorf("%d elements: got %d, %v", n, len(p.Elements), err)
		}
	}
}

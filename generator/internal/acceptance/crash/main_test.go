package crash_test

import (
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

func TestMain(m *testing.M) { harness.Main(m) }

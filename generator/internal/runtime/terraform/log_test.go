package terraform

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"
)

// TestLog has records of every level, with attributes of their own and of their
// logger, in the log of Terraform.
func TestLog(t *testing.T) {
	t.Setenv("TF_LOG", "TRACE")
	var out bytes.Buffer
	ctx := tflogtest.RootLogger(t.Context(), &out)
	logger := slog.New(logHandler{}).With("operation", "createStore")
	for _, level := range []slog.Level{slog.LevelDebug, slog.LevelInfo, slog.LevelWarn, slog.LevelError} {
		logger.Log(ctx, level, "propagation request", "status", 201)
	}
	for _, level := range []string{"debug", "info", "warn", "error"} {
		found := false
		for line := range strings.Lines(out.String()) {
			found = found || strings.Contains(line, `"@level":"`+level+`"`) && strings.Contains(line, `"@message":"propagation request"`) &&
				strings.Contains(line, `"operation":"createStore"`) && strings.Contains(line, `"status":201`)
		}
		if !found {
			t.Errorf("there is no record of the level %s in\n%s", level, out.String())
		}
	}
}

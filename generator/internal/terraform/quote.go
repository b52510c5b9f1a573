package terraform

import (
	"fmt"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// Quote returns text as a string of HCL in which nothing is a template, and in
// which a reader sees every character.
func Quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.NewReplacer("${", "$${", "%{", "%%{").Replace(strings.ToValidUTF8(text, "\uFFFD")) {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r > 0xFFFF && show.IsHidden(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		case show.IsHidden(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

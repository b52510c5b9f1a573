package review

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// provenance checks that captures.yaml has an entry for every capture, with its digest.
func provenance(in *spec.Inputs, found *spec.Findings) {
	taken := make(map[string]spec.Provenance, len(in.Provenance))
	for _, p := range in.Provenance {
		taken[p.Type] = p
	}
	captures := make(map[string]bool, len(in.Captures))
	for _, c := range in.Captures {
		captures[c.Key] = true
		p, ok := taken[c.Key]
		switch {
		case !ok:
			found.Report(ruleCaptureUnrecorded, c.KeyAt, "captures.yaml does not say where and when %s was captured; capture it again with gen capture", c.Key)
		case p.Region == spec.RegionSandbox:
			found.Report(ruleCaptureSandbox, c.KeyAt, "%s is what the test server answered, which repeats the inputs and is no evidence; capture it again at PingOne, or remove it", c.Key)
		case p.Digest.Value != c.Digest:
			found.Report(ruleCaptureEdited, c.KeyAt, "%s says something else than what was captured, which has the digest in captures.yaml; "+
				"put what is wrong with a capture into corrections.yaml, and capture it again with gen capture", c.Key)
		}
	}
	for _, p := range in.Provenance {
		if !captures[p.Type] {
			found.Report(ruleCaptureGone, p.At, "there is no capture of %s; capture it again with gen capture, or remove the entry", p.Type)
		}
	}
}

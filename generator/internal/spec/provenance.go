package spec

import (
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// A Provenance is an entry of captures.yaml: where and when a capture was made, or
// where it was published.
type Provenance struct {
	At     Place
	Type   string    // the store type
	Region string    // code of the region, or the host of the API, or [RegionSandbox]
	Time   time.Time // in UTC, when this content was first captured
	Digest Text      // of the content, as [Capture] has it
	Source string    // the page that published it, in the place of region and time, or ""
}

// RegionSandbox stands in the place of a region if the test server has answered.
const RegionSandbox = "sandbox"

// ReadProvenance reads the entries of captures.yaml that data holds, by store type.
func ReadProvenance(file string, data []byte) ([]Provenance, Findings) {
	r := &reader{}
	r.foreign = func(m node.Member) {
		r.Report(ruleMemberForeign, m.Place(), "member %s is none of an entry, which has digest, and region and time or source", node.Quote(m.Name))
	}
	root := r.yaml(file, data, node.Object)
	if root == nil {
		return nil, r.Findings
	}
	var list []Provenance
	fields := fieldsOf[provenanceEntry]()
	for _, m := range root.Members {
		if problem := StoreTypeProblem(m.Name); problem != "" {
			r.Report(ruleKeyInvalid, m.Place(), "the store type %s; it must be an ASCII letter and up to %d letters or digits", problem, maxStoreType-1)
			continue
		}
		var e provenanceEntry
		if readObject(r, m.Value, fields, &e) {
			list = append(list, r.provenance(m, e))
		}
	}
	slices.SortStableFunc(list, func(a, b Provenance) int { return strings.Compare(a.Type, b.Type) })
	return list, r.Findings
}

// A provenanceEntry is an entry as it is written.
type provenanceEntry struct {
	Region Text `json:"region" spec:"notnull"`
	Time   Text `json:"time" spec:"notnull"`
	Source Text `json:"source" spec:"notnull"`
	Digest Text `json:"digest" spec:"mandatory,notnull"`
}

// maxRegion bounds the name of a region or a host, in bytes.
const maxRegion = 80

// provenance returns what e, the value of m, means.
func (r *reader) provenance(m node.Member, e provenanceEntry) Provenance {
	check := func(t Text, ok bool, format string, args ...any) {
		if t.Set && !ok {
			r.Report(ruleValueInvalid, t.At, format, args...)
		}
	}
	for _, t := range []struct {
		name string
		Text
	}{{"region", e.Region}, {"time", e.Time}} {
		switch {
		case !t.Set && !e.Source.Set:
			r.Report(ruleMemberMissing, m.Value.Missing(t.name), "%s is missing; it is required where there is no source", t.name)
		case t.Set && e.Source.Set:
			r.Report(ruleContradiction, t.At, "%s stands beside source, which is for what gen capture has not asked for; keep one of them", t.name)
		}
	}
	check(e.Source, e.Source.Value != "", "source must name the page that published the capture")
	region := e.Region.Value
	isRegion := region != "" && len(region) <= maxRegion && !strings.ContainsFunc(region, func(c rune) bool { return !isHost(c) })
	check(e.Region, isRegion, "region must be the code of a region, such as EU, or a host")
	t, err := time.Parse(time.RFC3339, e.Time.Value)
	isTime := err == nil && t.Format(time.RFC3339) == e.Time.Value && strings.HasSuffix(e.Time.Value, "Z")
	check(e.Time, isTime, "time must be in UTC and in whole seconds, such as 2026-07-30T12:00:00Z")
	digits, ok := strings.CutPrefix(e.Digest.Value, digestPrefix)
	sum, err := hex.DecodeString(digits)
	isDigest := ok && err == nil && len(sum) == 32 && strings.ToLower(digits) == digits
	check(e.Digest, isDigest, "digest must be %s and 64 small hexadecimal digits", digestPrefix)
	return Provenance{At: m.Place(), Type: m.Name, Region: region, Time: t, Digest: e.Digest, Source: e.Source.Value}
}

// isHost reports whether c can stand in a host and its port.
func isHost(c rune) bool { return isLetter(c) || isDigit(c) || strings.ContainsRune("-.:[]", c) }

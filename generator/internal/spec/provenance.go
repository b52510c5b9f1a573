package spec

import (
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// A Provenance is what captures.yaml says of a capture: where and when it was taken.
type Provenance struct {
	At     Place
	Type   string    // the store type
	Region string    // code of the region, or the host of the API
	Time   time.Time // in UTC, when this content was first captured
	Digest Text      // of the content, as [Capture] has it
}

// readProvenance reads the entries of captures.yaml that data holds, by store type.
func readProvenance(file string, data []byte) ([]Provenance, Findings) {
	r := &reader{}
	r.foreign = func(m member) {
		r.Report(ruleMemberForeign, m.place(), "member %s is none of an entry, which has region, time and digest", quote(m.name))
	}
	if !checkEncoding(file, data, &r.Findings) {
		return nil, r.Findings
	}
	root := parseYAML(file, data, &r.Findings)
	if root == nil || root.kind == null || !r.want(root, object) {
		return nil, r.Findings
	}
	var list []Provenance
	fields := provenanceFields()
	for _, m := range root.members {
		p := Provenance{At: m.place(), Type: m.name}
		if problem := StoreTypeProblem(m.name); problem != "" {
			r.Report(ruleKeyInvalid, p.At, "the store type %s; it must be an ASCII letter and up to %d letters or digits", problem, maxStoreType-1)
			continue
		}
		if readObject(r, m.value, fields, &p) {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b Provenance) int { return strings.Compare(a.Type, b.Type) })
	return list, r.Findings
}

func provenanceFields() []field[Provenance] {
	fields := []field[Provenance]{
		{name: "region", read: readRegion},
		{name: "time", read: readTime},
		{name: "digest", read: readDigest},
	}
	for i := range fields {
		fields[i] = fields[i].needed(mandatory).notNull()
	}
	return fields
}

func readRegion(r *reader, n *node, p *Provenance) {
	if !r.want(n, text) {
		return
	}
	if n.text == "" || len(n.text) > maxQuoted || strings.ContainsFunc(n.text, func(c rune) bool { return !isHost(c) }) {
		r.Report(ruleValueInvalid, n.place(), "region must be the code of a region, such as EU, or a host")
	}
	p.Region = n.text
}

// isHost reports whether c can stand in a host and its port.
func isHost(c rune) bool { return isLetter(c) || isDigit(c) || strings.ContainsRune("-.:[]", c) }

func readTime(r *reader, n *node, p *Provenance) {
	if !r.want(n, text) {
		return
	}
	t, err := time.Parse(time.RFC3339, n.text)
	if err != nil || t.Format(time.RFC3339) != n.text || !strings.HasSuffix(n.text, "Z") {
		r.Report(ruleValueInvalid, n.place(), "time must be in UTC and in whole seconds, such as 2026-07-30T12:00:00Z")
	}
	p.Time = t
}

func readDigest(r *reader, n *node, p *Provenance) {
	if !r.want(n, text) {
		return
	}
	digits, ok := strings.CutPrefix(n.text, digestPrefix)
	sum, err := hex.DecodeString(digits)
	if !ok || err != nil || len(sum) != 32 || strings.ToLower(digits) != digits {
		r.Report(ruleValueInvalid, n.place(), "digest must be %s and 64 small hexadecimal digits", digestPrefix)
	}
	p.Digest = Text{At: n.place(), Value: n.text, Set: true}
}

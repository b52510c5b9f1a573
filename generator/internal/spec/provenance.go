package spec

import (
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// A Provenance is an entry of captures.yaml: where and when a capture was made.
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
	r.foreign = func(m node.Member) {
		r.Report(ruleMemberForeign, m.Place(), "member %s is none of an entry, which has region, time and digest", node.Quote(m.Name))
	}
	root := r.yaml(file, data, node.Object)
	if root == nil {
		return nil, r.Findings
	}
	var list []Provenance
	fields := provenanceFields()
	for _, m := range root.Members {
		p := Provenance{At: m.Place(), Type: m.Name}
		if problem := StoreTypeProblem(m.Name); problem != "" {
			r.Report(ruleKeyInvalid, p.At, "the store type %s; it must be an ASCII letter and up to %d letters or digits", problem, maxStoreType-1)
			continue
		}
		if readObject(r, m.Value, fields, &p) {
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

// maxRegion bounds the name of a region or a host, in bytes.
const maxRegion = 80

func readRegion(r *reader, n *node.Node, p *Provenance) {
	if !r.want(n, node.Text) {
		return
	}
	if n.Text == "" || len(n.Text) > maxRegion || strings.ContainsFunc(n.Text, func(c rune) bool { return !isHost(c) }) {
		r.Report(ruleValueInvalid, n.Place(), "region must be the code of a region, such as EU, or a host")
	}
	p.Region = n.Text
}

// isHost reports whether c can stand in a host and its port.
func isHost(c rune) bool { return isLetter(c) || isDigit(c) || strings.ContainsRune("-.:[]", c) }

func readTime(r *reader, n *node.Node, p *Provenance) {
	if !r.want(n, node.Text) {
		return
	}
	t, err := time.Parse(time.RFC3339, n.Text)
	if err != nil || t.Format(time.RFC3339) != n.Text || !strings.HasSuffix(n.Text, "Z") {
		r.Report(ruleValueInvalid, n.Place(), "time must be in UTC and in whole seconds, such as 2026-07-30T12:00:00Z")
	}
	p.Time = t
}

func readDigest(r *reader, n *node.Node, p *Provenance) {
	if !r.want(n, node.Text) {
		return
	}
	digits, ok := strings.CutPrefix(n.Text, digestPrefix)
	sum, err := hex.DecodeString(digits)
	if !ok || err != nil || len(sum) != 32 || strings.ToLower(digits) != digits {
		r.Report(ruleValueInvalid, n.Place(), "digest must be %s and 64 small hexadecimal digits", digestPrefix)
	}
	p.Digest = Text{At: n.Place(), Value: n.Text, Set: true}
}

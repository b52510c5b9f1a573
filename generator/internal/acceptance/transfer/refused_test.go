package transfer_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/transfer"
	"github.com/connectorgen/connectorgen/generator/internal/written"
)

const (
	directory = "- {name: d, type: directory}\n"
	slack     = "- {name: s, type: Slack, configuration: {OAUTH_ACCESS_TOKEN: '${env:TOKEN}', UNIQUE_USER_IDENTIFIER: email}}\n"
)

// TestRefused shows what an import refuses before it changes anything. The
// environment has a directory d, a Slack store s, twins of the type directory, a plan
// p, and a rule r from d to s.
func TestRefused(t *testing.T) {
	t.Parallel()
	m := harness.Model(t, harness.Spec(t))
	for _, c := range []struct {
		why, file string
		keep      bool
		want      string
	}{
		{"the same is no problem", "stores:\n" + directory + slack + "plans: [{name: p}]\nrules: [{name: r, plan: {name: p}, sourceStore: {name: d}, targetStore: {name: s}}]\n", false, ""},
		{"secrets are not compared", "stores: [{name: s, type: Slack, configuration: {OAUTH_ACCESS_TOKEN: other, UNIQUE_USER_IDENTIFIER: '${env:TOKEN}'}}]", false, ""},
		{"another type", "stores: [{name: d, type: PingOne, configuration: {CLIENT_ID: a, CLIENT_SECRET: '${env:TOKEN}', ENVIRONMENT_ID: b, REGION: EU}}]", false, "1:10 conflict store \"d\""},
		{"another value", "stores:\n" + strings.ReplaceAll(slack, "email", "userName"), false, "2:3 conflict store \"s\""},
		{"another value that may stay", "stores:\n" + strings.ReplaceAll(slack, "email", "userName"), true, ""},
		{"another plan", "plans: [{name: q}]", false, "1:9 conflict the environment has a plan already"},
		{"another store of a rule", "rules: [{name: r, plan: {name: p}, sourceStore: {name: s}, targetStore: {name: s}}]", false, "1:9 conflict rule \"r\""},
		{"two of a name in the file", "stores:\n" + slack + slack, false, "3:3 same-name there are several of this: store \"s\""},
		{"two of a name in the environment", "stores: [{name: twin, type: directory}]", false, "1:10 same-name the environment has several of this: store \"twin\""},
		{"a reference to one of two", "rules: [{name: x, plan: {name: p}, sourceStore: {name: twin}, targetStore: {name: s}}]", false, "1:9 same-name rule \"x\""},
		{"a reference to nothing", "rules: [{name: x, plan: {name: p}, sourceStore: {name: gone}, targetStore: {name: s}}]", false, "1:9 no-name rule \"x\""},
		{"a mapping of no rule", "mappings: [{targetAttribute: userName, sourceAttribute: a}]", false, "1:12 no-name a mapping must have"},
		{"parents in a circle", "rules:\n- {name: a, plan: {name: p}, sourceStore: {name: d}, targetStore: {name: s}, parentRule: {name: b}}\n- {name: b, plan: {name: p}, sourceStore: {name: d}, targetStore: {name: s}, parentRule: {name: a}}\n", false, "2:3 loop rule \"a\""},
		{"a variable that is not set", "stores:\n" + strings.ReplaceAll(slack, "env:TOKEN", "env:NOTHING"), false, "2:62 variable the environment variable NOTHING is not set"},
		{"a mask in a variable", "stores: [{name: x, type: Slack, configuration: {OAUTH_ACCESS_TOKEN: '${env:MASK}', UNIQUE_USER_IDENTIFIER: email}}]", false, "1:69 variable the environment variable MASK has a mask"},
		{"a variable without JSON", "stores: [{name: x, type: directory, unknown: {a: '${json:TOKEN}'}}]", false, "1:50 variable the environment variable TOKEN must have JSON"},
		{"a variable that is written in another way", "stores: [{name: x, type: Slack, configuration: {OAUTH_ACCESS_TOKEN: '${TOKEN}', UNIQUE_USER_IDENTIFIER: email}}]", false, "1:69 variable write the variable"},
		{"what gen validate refuses", "stores: [{name: x, type: Slakc}]", false, "1:26 unknown-type no connector"},
		{"a configuration alone", "type: Slack\nOAUTH_ACCESS_TOKEN: a\nUNIQUE_USER_IDENTIFIER: email\n", false, "1:1 no-export this is neither"},
	} {
		t.Run(c.why, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			d := p.create(t, "stores", map[string]any{"name": "d", "type": "directory"})
			for range 2 {
				p.create(t, "stores", map[string]any{"name": "twin", "type": "directory"})
			}
			s := p.create(t, "stores", map[string]any{"name": "s", "type": "Slack", "configuration": map[string]any{"OAUTH_ACCESS_TOKEN": canary, "UNIQUE_USER_IDENTIFIER": "email"}})
			plan := p.create(t, "plans", map[string]any{"name": "p"})
			p.create(t, "plans/"+plan+"/rules", map[string]any{"name": "r", "sourceStore": map[string]any{"id": d}, "targetStore": map[string]any{"id": s}})
			before := len(p.changes())
			o := transfer.Options{Access: p.access(p.Transport(), map[string]string{"TOKEN": canary, "MASK": "****"}), Keep: c.keep}
			_, found, err := transfer.Prepare(t.Context(), m, []written.File{{Name: "a.yaml", Data: []byte(c.file)}}, o)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found.All() {
				got = append(got, fmt.Sprintf("%d:%d %s %s", f.Line, f.Column, f.Rule, f.Message))
			}
			if all := strings.Join(got, "\n"); c.want == "" && all != "" || !strings.HasPrefix(all, c.want) || len(got) > 1 {
				t.Errorf("got %s, want %s", all, c.want)
			}
			if strings.Contains(strings.Join(got, ""), canary) || len(p.changes()) != before {
				t.Errorf("it shows a secret, or changed something: %v", got)
			}
		})
	}
}

// changes returns the requests that a place had to change something.
func (p *place) changes() []string {
	var list []string
	for _, r := range p.Requests() {
		if r.Method != http.MethodGet && r.Operation != propagationtest.Token {
			list = append(list, r.Method+" "+r.Operation)
		}
	}
	return list
}

// TestUnknownOutcome loses the answer to a create. It is sent once: what is there
// then is taken, and what is not there ends the import, which the next completes.
func TestUnknownOutcome(t *testing.T) {
	t.Parallel()
	m := harness.Model(t, harness.Spec(t))
	file := written.File{Name: "a.yaml", Data: []byte("stores:\n" + directory + slack)}
	for _, carriedOut := range []bool{true, false} {
		p := newPlace(t)
		o := transfer.Options{Access: p.access(p.Transport(), map[string]string{"TOKEN": canary})}
		p.Fault(propagationtest.Fault{Operation: "createStore", Skip: 1, Times: 1, Drop: true, Late: carriedOut})
		err := p.into(t.Context(), m, file, o)
		if failed := err != nil; failed == carriedOut {
			t.Fatalf("carried out %v: %v", carriedOut, err)
		}
		if err != nil && (!strings.Contains(err.Error(), `create store "s": it is not there yet; import again`) || strings.Contains(err.Error(), canary)) {
			t.Errorf("the error is %v", err)
		}
		if err := p.into(t.Context(), m, file, o); err != nil {
			t.Fatal(err)
		}
		want := []string{"POST createStore", "POST createStore"}
		if !carriedOut {
			want = append(want, want[0])
		}
		if diff := cmp.Diff(want, p.changes()); diff != "" || len(p.stores(t)) != 2 {
			t.Errorf("carried out %v: %d stores (-want +sent):\n%s", carriedOut, len(p.stores(t)), diff)
		}
	}
}

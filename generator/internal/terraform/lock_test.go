package terraform_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/terraform"
)

// acme returns the inputs of a connector with two profiles, each with an attribute
// of its own, one that both share, and corrections.
func acme(shared, first, second, corrections string) fstest.MapFS {
	const capture = `{"information": {"key": "Acme"}, "attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}}, "connectionProfiles": [
		{"name": "%[1]s", "connectionAttributes": [{"key": "%[3]s", "required": true, "sensitive": false},
			{"key": "METHOD", "required": true, "sensitive": false, "possibleValues": ["%[1]s", "%[2]s"]}, {"key": "USER", "required": true, "sensitive": false}]},
		{"name": "%[2]s", "connectionAttributes": [{"key": "%[3]s", "required": true, "sensitive": false},
			{"key": "METHOD", "required": true, "sensitive": false, "possibleValues": ["%[1]s", "%[2]s"]}]}]}`
	files := fstest.MapFS{"connectors/Acme.json": {Data: fmt.Appendf(nil, capture, first, second, shared)}}
	if corrections != "" {
		files["corrections.yaml"] = &fstest.MapFile{Data: []byte(corrections)}
	}
	return files
}

// build returns the provider for inputs with a lock, and what is found.
func build(t *testing.T, inputs fstest.MapFS, lock string) (*terraform.Provider, string) {
	t.Helper()
	in, found, err := load.Folder(inputs, "in")
	if err != nil || found.Failed() {
		t.Fatal(err, found.All())
	}
	m, meant := model.Build(in)
	if meant.Failed() {
		t.Fatal(meant.All())
	}
	p, about := terraform.Build(m, "in/names", []byte(lock))
	meant.Add(about)
	var text strings.Builder
	for _, f := range meant.All() {
		text.WriteString(f.String() + "\n")
	}
	return p, text.String()
}

// TestLock gives names to a connector that has none, and then keeps them: the
// second time nothing changes, and what was removed and comes back has its name.
func TestLock(t *testing.T) {
	t.Parallel()
	p, found := build(t, acme("BASE_URL", "Basic", "OAuth 2", ""), "")
	want := "Acme acme\nAcme.\"Basic\" basic\nAcme.\"Basic\".USER user\nAcme.\"OAuth 2\" oauth2\nAcme.BASE_URL base_url\n"
	if found != "" || !strings.HasSuffix(string(p.Locked), "\n"+want) {
		t.Fatalf("the lock is %q, found %q; want %q", p.Locked, found, want)
	}
	again, found := build(t, acme("BASE_URL", "Basic", "OAuth 2", ""), string(p.Locked))
	if again.Locked != nil || found != "" {
		t.Errorf("the second time the lock is %q, found %q; want no change", again.Locked, found)
	}
	other, found := build(t, acme("URL", "Basic", "OAuth 2", ""), string(p.Locked))
	if found != "" || !strings.Contains(string(other.Locked), "Acme.BASE_URL base_url\n") || !strings.Contains(string(other.Locked), "Acme.URL url\n") {
		t.Errorf("with another attribute, the lock is %q, found %q; want both names", other.Locked, found)
	}
}

// TestFindings has what a name can have against it, each with its place.
func TestFindings(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		inputs fstest.MapFS
		lock   string
		want   string
	}{
		"renamed by an edit of the rules": {acme("BASE_URL", "A", "B", ""), "# x\nAcme.BASE_URL url\n",
			`in/names:2:1: terraform-lock: "Acme.BASE_URL" would be called base_url from now on, and users write url; `},
		"renamed by a correction": {acme("BASE_URL", "A", "B", "- {connector: Acme, attribute: BASE_URL, terraform-name: root, reason: r, source: s}\n"), "Acme.BASE_URL base_url\n",
			`"Acme.BASE_URL" would be called root from now on`},
		"renamed profile": {acme("BASE_URL", "A", "B", "- {connector: Acme, profile: A, terraform-name: first, reason: r, source: s}\n"), "Acme.\"A\" a\n",
			`would be called first from now on`},
		"renamed connector": {acme("BASE_URL", "A", "B", "- {connector: Acme, terraform-name: acme_corp, reason: r, source: s}\n"), "Acme acme\n",
			`"Acme" would be called acme_corp from now on`},
		"the name of something that is gone": {acme("BASE_URL", "A", "B", ""), "Acme.BaseUrl base_url\n",
			`Acme.json:2:42: terraform-lock: "Acme.BASE_URL" would be called base_url, which was the name of "Acme.BaseUrl"`},
		"reserved":             {acme("COUNT", "A", "B", ""), "", "the attribute COUNT would be called count, which Terraform reserves"},
		"attribute as profile": {acme("BASIC", "Basic", "B", ""), "", `the profile "Basic" would be called basic in the block configuration, and so is the attribute BASIC`},
		"no name":              {acme("URL", "A", "2 Legs", "- {connector: Acme, profile: 2 Legs, name: TwoLegs, reason: r, source: s}\n"), "", `the profile "2 Legs" makes no name of Terraform ("2_legs")`},
		"no line":              {acme("URL", "A", "B", ""), "Acme.URL = url\n", "in/names:1:1: terraform-lock: the line is none of a lock"},
		"a bad quote":          {acme("URL", "A", "B", ""), "Acme.\"\\q\" url\n", "in/names:1:1: terraform-lock: the line is none of a lock"},
		"twice":                {acme("URL", "A", "B", ""), "Acme.URL url\nAcme.URL url\n", `in/names:2:1: terraform-lock: "Acme.URL" has a name on line 1 already`},
		"one for two":          {acme("URL", "A", "B", ""), "Acme.URL url\nAcme.Url url\n", `the name url is that of "Acme.URL" already`},
	} {
		if _, found := build(t, test.inputs, test.lock); !strings.Contains(found, test.want) {
			t.Errorf("%s: found %q, want %q", name, found, test.want)
		}
	}
}

// TestCorrectedNames takes the names of corrections, and calls none of them unused.
func TestCorrectedNames(t *testing.T) {
	t.Parallel()
	p, found := build(t, acme("COUNT", "2 Legs", "B", `
- {connector: Acme, terraform-name: acme_corp, reason: r, source: s}
- {connector: Acme, attribute: COUNT, terraform-name: number, reason: r, source: s}
- {connector: Acme, attribute: USER, profile: 2 Legs, terraform-name: login, reason: r, source: s}
- {connector: Acme, profile: 2 Legs, terraform-name: two_legs, name: TwoLegs, reason: r, source: s}
`), "")
	if found != "" {
		t.Fatal(found)
	}
	s := p.Stores[0]
	if s.Name != "acme_corp" || s.Attributes[0].Name != "number" || s.Profiles[0].Name != "two_legs" || s.Profiles[0].Attributes[0].Name != "login" || s.Profiles[1].Name != "b" {
		t.Errorf("the names are %s, %s, %s, %s, %s", s.Name, s.Attributes[0].Name, s.Profiles[0].Name, s.Profiles[0].Attributes[0].Name, s.Profiles[1].Name)
	}
}

// TestNothingIsRenamed makes a lock of some inputs, and builds others with it:
// whatever they are, what both have keeps its name, or there is an error.
func TestNothingIsRenamed(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	keys := []string{"URL", "BASE_URL", "Base_Url", "baseUrl", "TOKEN_URL", "count", "GIT_HUB", "user"}
	titles := []string{"Url", "Git Hub", "User", "Count", "OAuth 2"}
	pick := func() fstest.MapFS {
		i := random.IntN(len(titles))
		return acme(keys[random.IntN(len(keys))], titles[i], titles[(i+1+random.IntN(len(titles)-1))%len(titles)], "")
	}
	kept := 0
	for range 300 {
		before, found := build(t, pick(), "")
		if strings.Contains(found, "terraform-") {
			continue
		}
		after, found := build(t, pick(), string(before.Locked))
		if strings.Contains(found, "terraform-") {
			continue
		}
		kept++
		lock := after.Locked
		if lock == nil {
			lock = before.Locked
		}
		for line := range strings.Lines(string(before.Locked)) {
			if !strings.Contains(string(lock), line) {
				t.Errorf("%q is gone from the lock %q", line, lock)
			}
		}
		names := make(map[string]bool)
		for _, m := range regexp.MustCompile(`(?m)^(Acme\.)(?:"[^"]*"|\w+) (\w+)$`).FindAllStringSubmatch(string(lock), -1) {
			if names[m[2]] {
				t.Errorf("two things are called %s in the lock %q", m[2], lock)
			}
			names[m[2]] = true
		}
	}
	if kept < 30 {
		t.Errorf("only %d of 300 had no error", kept)
	}
}

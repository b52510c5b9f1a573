package written_test

import (
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
	"github.com/connectorgen/connectorgen/generator/internal/written"
)

// export has every kind of resource, a member on each line.
const export = `stores:
  - name: d
    type: directory
  - name: s
    type: Slack
    description: what it is for
    managed: true
    status: ACTIVE
    image:
      href: https://example.com/x.png
    configuration:
      OAUTH_ACCESS_TOKEN: ${env:TOKEN}
      UNIQUE_USER_IDENTIFIER: email
      CREATE_USERS: true
plans:
  - name: p
    status: ACTIVE
rules:
  - name: r
    plan:
      name: p
    sourceStore:
      name: d
    targetStore:
      name: s
    active: true
    populationExpression: population.id eq "1"
    deprovision: true
    groups:
      - id: "1"
    configuration:
      BASE_DN: dc=example
      RDN_ATTRIBUTE: cn
mappings:
  - rule:
      name: r
    targetAttribute: userName
    sourceAttribute: email
    attributeMappingType: userAttributeMapping
`

// TestTyposOfExports makes a typo in each key of an export, in YAML and in JSON, many
// times: it is found on its line, whatever the resource and however deep.
func TestTyposOfExports(t *testing.T) {
	t.Parallel()
	m := harness.Model(t, harness.Spec(t))
	var value any
	if err := yaml.Unmarshal([]byte(export), &value); err != nil {
		t.Fatal(err)
	}
	indented, err := json.MarshalIndent(value, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 8))
	key := regexp.MustCompile(`^[\s"-]*([A-Za-z_]+)"?:`)
	for name, text := range map[string]string{"a.yaml": export, "a.json": string(indented)} {
		if found := written.Check(m, []written.File{{Name: name, Data: []byte(text)}}, written.Options{}); len(found.All()) > 0 {
			t.Fatalf("%s: %v", name, found.All())
		}
		lines, made := strings.Split(text, "\n"), 0
		for i, line := range lines {
			at := key.FindStringSubmatchIndex(line)
			for range 8 {
				if at == nil {
					break
				}
				spoiled := slices.Clone(lines)
				wrong := typo(random, line[at[2]:at[3]])
				spoiled[i] = line[:at[2]] + wrong + line[at[3]:]
				found := written.Check(m, []written.File{{Name: name, Data: []byte(strings.Join(spoiled, "\n"))}}, written.Options{}).All()
				if !slices.ContainsFunc(found, func(f spec.Finding) bool {
					return f.Line == i+1 && strings.Contains(f.Path+f.Message, wrong)
				}) {
					t.Errorf("%s: %q on line %d: found %v", name, wrong, i+1, found)
				}
				made++
			}
		}
		if made < 250 {
			t.Errorf("%s: %d typos", name, made)
		}
	}
}

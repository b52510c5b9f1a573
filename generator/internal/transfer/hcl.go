package transfer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/hcl"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/written"
)

// A Configuration is an export as Terraform and OpenTofu have it: resources of the
// generated provider, with blocks that import them.
type Configuration struct {
	Resources []*TerraformResource
	Variables []Variable // without a value in the configuration
	Notes     []string

	declared []*hcl.Block
}

// A TerraformResource is a resource, and the id that it is imported by.
type TerraformResource struct {
	Type, Label, ID string
	Block           *hcl.Block
}

// Address returns the address of r, such as propagation_store_zoom.zoom.
func (r *TerraformResource) Address() string { return r.Type + "." + r.Label }

// HCL returns the text of c.
func (c *Configuration) HCL() []byte {
	blocks := slices.Clone(c.declared)
	for _, r := range c.Resources {
		imported := &hcl.Block{Type: "import"}
		imported.Add("to", hcl.Expression(r.Address()))
		imported.Add("id", r.ID)
		blocks = append(blocks, imported, r.Block)
	}
	var b strings.Builder
	for _, line := range append([]string{"An environment of PingOne, without secrets. The next plan imports it, and changes nothing if the variables have what PingOne has."}, c.Notes...) {
		b.WriteString("# " + show.Line(line, maxComment) + "\n")
	}
	return []byte(b.String() + "\n" + hcl.Print(blocks))
}

// prefix begins the names of the provider's resource types.
const prefix = "propagation_"

// Terraform returns the export as a configuration.
func (e *Export) Terraform() *Configuration {
	t := &translator{m: e.m, variables: e.Variables, named: make(map[string]*TerraformResource), taken: make(map[string]bool)}
	t.Notes = slices.DeleteFunc(slices.Clone(e.Notes), func(note string) bool { return strings.HasPrefix(note, "gen validate refuses") })
	for _, r := range e.Resources {
		t.name(r)
	}
	for _, r := range e.Resources {
		t.resource(r)
	}
	return &t.Configuration
}

// A translator makes a configuration.
type translator struct {
	Configuration
	m         *model.Model
	named     map[string]*TerraformResource // by kind and name
	taken     map[string]bool               // addresses
	variables []Variable                    // of the export
}

// name gives a store, a plan or a rule its address.
func (t *translator) name(r *Resource) {
	of := prefix + singular[r.Kind]
	if r.Kind == mappings {
		return
	}
	if r.Kind == stores {
		c := t.m.Connector(textOf(r.Members, "type"))
		if c == nil || c.Terraform == "" {
			t.Notes = append(t.Notes, "store "+show.Quote(r.Name, maxShown)+" is left out: the provider has no resource type for it")
			return
		}
		of += "_" + c.Terraform
	}
	label := hcl.Label(r.Name)
	for i := 2; t.taken[of+"."+label]; i++ {
		label = fmt.Sprint(hcl.Label(r.Name), "_", i)
	}
	t.taken[of+"."+label] = true
	made := &TerraformResource{Type: of, Label: label, ID: r.ID, Block: &hcl.Block{Type: "resource", Labels: []string{of, label}}}
	t.named[r.Kind+" "+r.Name] = made
	t.Resources = append(t.Resources, made)
}

// resource fills in the block of a resource, or of the rule of a mapping.
func (t *translator) resource(r *Resource) {
	made := t.named[r.Kind+" "+r.Name]
	if r.Kind == mappings {
		made = t.named[rules+" "+textOf(r.Members.Get("rule"), "name")]
	}
	if made == nil {
		return
	}
	switch r.Kind {
	case stores:
		t.arguments(made.Block, r.Members, "name", "description", "status", "managed")
		t.image(made.Block, r.Members.Get("image"))
		t.configuration(made.Block, r.Members)
	case plans:
		t.arguments(made.Block, r.Members, "name", "status")
	case rules:
		t.rule(made.Block, r.Members)
	case mappings:
		t.mapping(made.Block, r.Members)
	}
	if unknown := r.Members.Get(written.Unknown); unknown != nil {
		made.Block.Comments = append(made.Block.Comments, "PingOne has more, which stays as it is: "+strings.Join(paths(unknown, ""), ", "))
	}
}

// paths returns the paths of what is in n.
func paths(n *node.Node, path string) []string {
	if n.Kind != node.Object {
		return []string{path}
	}
	var list []string
	for _, m := range n.Members {
		list = append(list, paths(m.Value, strings.TrimPrefix(path+"."+m.Name, "."))...)
	}
	return list
}

// arguments gives b arguments for members, which are called the same.
func (t *translator) arguments(b *hcl.Block, n *node.Node, names ...string) {
	for _, name := range names {
		t.argument(b, name, n.Get(name), false)
	}
}

// argument gives b an argument, if there is a value for it.
func (t *translator) argument(b *hcl.Block, name string, v *node.Node, secret bool) {
	switch variable, isJSON := "", false; {
	case isNothing(v):
	case v.Kind == node.Boolean:
		b.Add(name, v.Text == "true")
	case v.Kind == node.Text:
		if variable, isJSON = variableOf(v); variable == "" {
			b.Add(name, v.Text)
		} else if !isJSON {
			b.Add(name, t.declare(variable, secret))
		}
	}
}

// declare declares a variable, and returns what refers to it. The value of a secret
// is in no plan and no state.
func (t *translator) declare(name string, secret bool) hcl.Expression {
	label := hcl.Label(name)
	b := &hcl.Block{Type: "variable", Labels: []string{label}}
	for _, v := range t.variables {
		if v.Name == name {
			v.Name = "TF_VAR_" + label
			t.Variables = append(t.Variables, v)
			b.Comments = []string{v.Of}
		}
	}
	b.Add("type", hcl.Expression("string"))
	b.Add("sensitive", true)
	if secret {
		b.Add("ephemeral", true)
	}
	t.declared = append(t.declared, b)
	return hcl.Expression("var." + label)
}

// image gives b the block image of a store, if it has one.
func (t *translator) image(b *hcl.Block, n *node.Node) {
	if textOf(n, "href")+textOf(n, "id") == "" {
		return
	}
	block := &hcl.Block{Type: "image"}
	t.arguments(block, n, "href", "id")
	b.Blocks = append(b.Blocks, block)
}

// configuration gives b the block configuration of a store.
func (t *translator) configuration(b *hcl.Block, n *node.Node) {
	c, given := t.m.Connector(textOf(n, "type")), n.Get("configuration")
	if given == nil || len(c.Metadata.Profiles) == 0 {
		return
	}
	block := &hcl.Block{Type: "configuration"}
	b.Blocks = append(b.Blocks, block)
	t.attributes(block, given, c.Fields)
	if c.Selector == nil {
		return
	}
	if p := c.Metadata.Profile(textOf(given, c.Selector.Key)); p != nil {
		inner := &hcl.Block{Type: p.Block}
		t.attributes(inner, given, p.Fields)
		block.Blocks = append(block.Blocks, inner)
	}
}

func (t *translator) attributes(b *hcl.Block, n *node.Node, list []*model.Attribute) {
	for _, a := range list {
		t.argument(b, a.Terraform, n.Get(a.Key), a.Sensitive)
	}
}

// ldap are the names of what the configuration of a rule can have.
var ldap = [][2]string{{"BASE_DN", "base_dn"}, {"RDN_ATTRIBUTE", "rdn_attribute"}, {"USERS_BASE_DN", "users_base_dn"}, {"AUTHENTICATE_VIA_AD_LDAP", "authenticate_via_ad_ldap"}}

// rule gives b what a rule has.
func (t *translator) rule(b *hcl.Block, n *node.Node) {
	t.arguments(b, n, "name", "description")
	b.Add("active", isTrue(n, "active"))
	for _, member := range [][2]string{{"plan", "plan_id"}, {"sourceStore", "source_store_id"}, {"targetStore", "target_store_id"}, {"parentRule", "parent_rule_id"}} {
		of := n.Get(member[0])
		if made := t.named[references[member[0]]+" "+textOf(of, "name")]; made != nil {
			b.Add(member[1], hcl.Expression(made.Address()+".id"))
		} else if id := textOf(of, "id"); id != "" {
			b.Add(member[1], id)
		}
	}
	if v := n.Get("populationExpression"); v != nil {
		t.argument(b, "population_expression", v, false)
	}
	if groups := n.Get("groups"); groups != nil && len(groups.Items) > 0 {
		var ids []string
		for _, g := range groups.Items {
			ids = append(ids, textOf(g, "id"))
		}
		b.Add("group_ids", ids)
	}
	if c := n.Get("configuration"); c != nil {
		block := &hcl.Block{Type: "ldap"}
		for _, pair := range ldap {
			t.argument(block, pair[1], c.Get(pair[0]), false)
		}
		b.Blocks = append(b.Blocks, block)
	}
}

// mapping gives b, the block of a rule, the block of a mapping.
func (t *translator) mapping(b *hcl.Block, n *node.Node) {
	block := &hcl.Block{Type: "mapping"}
	t.argument(block, "target", n.Get("targetAttribute"), false)
	t.argument(block, "source", n.Get("sourceAttribute"), false)
	t.argument(block, "expression", n.Get("expression"), false)
	if textOf(n, "attributeMappingType") == "groupAttributeMapping" {
		block.Add("group", true)
	}
	b.Blocks = append(b.Blocks, block)
}

package emit

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/terraform"
)

// Where the Terraform provider stands, as fixed code and in the tree, and the
// command below it that serves it.
const (
	terraformFolder  = "terraform"
	terraformCommand = terraformFolder + "/serve"
)

// terraformNeeds is what the fixed code of the provider uses of the client, beside
// what that for rules uses: methods with what they take and give, and fields.
var terraformNeeds = []string{
	"CreateStore(Store) Store", "Stores() []Store", "ReplaceStore(string, Store) Store", "DeleteStore(string)",
	"CreatePlan(Plan) Plan", "Plans() []Plan", "Plan(string) Plan", "ReplacePlan(string, Plan) Plan", "DeletePlan(string)",
	"Rule(string) Rule", "DeleteRule(string)", "PlanRules(string) []Rule",
	"Mappings(string) []Mapping", "ReplaceMapping(string, Mapping) Mapping", "DeleteMapping(string)", "Revision(string) Revision",
	"Store.ID string", "Store.Name string", "Store.Description string", "Store.Status StoreStatus", "Store.Managed *bool", "Store.UpdatedAt time.Time",
	"Store.Image *Image", "Image.Href string", "Image.ID string",
	"Plan.ID string", "Plan.Name string", "Plan.Status PlanStatus", "Revision.ID string", "Revision.CreatedAt time.Time",
	"Rule.Name string", "Rule.Description string", "Rule.PopulationExpression string", "Rule.Groups []Reference", "Rule.ParentRule *Reference", "Rule.UpdatedAt time.Time",
	"RuleConfiguration.BaseDN string", "RuleConfiguration.RDNAttribute string", "RuleConfiguration.UsersBaseDN string", "RuleConfiguration.AuthenticateViaADLDAP *bool",
	"Mapping.ID string", "Mapping.Rule *Reference", "MappingAttributeTypeUser",
}

// LacksForTerraform returns what the provider needs of the client and the document
// does not have, such as "Store.Status StoreStatus".
func LacksForTerraform(m *model.Model) []string {
	if m.API == nil {
		return []string{"a document"}
	}
	has := offered(m.API)
	return slices.DeleteFunc(slices.Concat(terraformNeeds, provisioningNeeds), func(need string) bool { return has[need] })
}

// Terraform returns the files of the provider p, for a tree that will have the
// import path: the fixed code, with the connectors in the place of its
// connectors.go, the command that serves it, and examples.
func Terraform(p *terraform.Provider, m *model.Model, importPath string) ([]File, error) {
	files, err := copied(terraformFolder, importPath)
	if err != nil {
		return nil, err
	}
	command, err := copied(terraformCommand, importPath)
	if err != nil {
		return nil, err
	}
	name := terraformFolder + "/connectors.go"
	files = slices.DeleteFunc(append(files, command...), func(f File) bool { return f.Path == name })
	var list strings.Builder
	for _, s := range p.Stores {
		list.WriteString("\t\t" + kindName(s) + "(),\n")
		files = append(files, File{Path: terraformFolder + "/" + s.Package + "_kind.go", Content: kindFile(s, importPath), Declares: []string{kindName(s)}})
	}
	content := Header + "\n\npackage terraform\n\n// kinds returns what depends on the connectors.\nfunc kinds() []kind {\n\treturn []kind{\n" + list.String() + "\t}\n}\n"
	examples, err := examplesOfTerraform(p)
	if err != nil {
		return nil, err
	}
	files = append(append(files, examples...), File{Path: name, Content: []byte(content), Declares: []string{"kinds"}})
	return files, rename(files, m, importPath)
}

// kindName returns the name of the function that returns what depends on a connector.
func kindName(s *terraform.Store) string { return s.Package + "Kind" }

// kindFile returns the file with that function: a line for each attribute.
func kindFile(s *terraform.Store, importPath string) []byte {
	var l literal
	l.str("storeType", s.StoreType)
	l.str("name", s.Name)
	l.strs("was", s.Was)
	l.number("version", int64(s.Version))
	l.str("about", s.About)
	l.add("metadata", "of.Metadata")
	l.list("attribute", "attributes", attributeLines(s.Attributes))
	l.str("selector", s.Selector)
	l.flag("optional", s.Optional)
	l.list("profile", "profiles", profileBlocks(s.Profiles))
	var b bytes.Buffer
	b.WriteString(Header + "\n\npackage terraform\n\nimport of " + strconv.Quote(importPath+"/connector/"+s.Package) + "\n\n")
	b.WriteString(comment(kindName(s)+" is what depends on the connector "+s.StoreType+".") + "\n")
	b.WriteString("func " + kindName(s) + "() kind {\n\treturn kind" + indented(l.block()) + "\n}\n")
	return b.Bytes()
}

// list adds a slice of a type whose elements are literals, each on lines of its own.
func (l *literal) list(of, name string, elements []string) {
	if len(elements) == 0 {
		return
	}
	var b strings.Builder
	for _, e := range elements {
		b.WriteString(indented("\n"+e) + ",")
	}
	l.add(name, "[]"+of+"{"+b.String()+"\n}")
}

func attributeLines(list []*terraform.Attribute) []string {
	var lines []string
	for _, a := range list {
		var l literal
		l.str("key", a.Key)
		l.str("name", a.Name)
		l.strs("was", a.Was)
		l.strs("moved", a.Moved)
		l.flag("boolean", a.Boolean)
		l.flag("required", a.Required)
		l.flag("secret", a.Secret)
		l.strs("values", a.Values)
		l.flag("open", a.Open)
		l.str("deprecated", a.Deprecated)
		l.str("about", a.About)
		lines = append(lines, l.line())
	}
	return lines
}

func profileBlocks(list []*terraform.Profile) []string {
	var blocks []string
	for _, p := range list {
		var l literal
		l.str("method", p.Method)
		l.str("name", p.Name)
		l.strs("was", p.Was)
		l.str("about", p.About)
		l.str("deprecated", p.Deprecated)
		l.list("attribute", "attributes", attributeLines(p.Attributes))
		blocks = append(blocks, l.block())
	}
	return blocks
}

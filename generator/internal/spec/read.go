package spec

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// A reader converts the nodes of one input to typed values and collects findings.
type reader struct {
	Findings
	foreign func(m node.Member) // reports a member that no field names
	noted   map[string]note
	loose   bool // a number or a boolean will do for a string: in YAML only quotes tell them apart
}

// yaml returns the value that data holds, nil if there is none of the kind.
func (r *reader) yaml(file string, data []byte, kind node.Kind) *node.Node {
	if !r.checkEncoding(file, data, writeAgain) {
		return nil
	}
	r.checkComments(file, data)
	root := r.tree(node.ParseYAML(file, data))
	if root == nil || root.Kind == node.Null || !r.want(root, kind) {
		return nil
	}
	return root
}

// A need is the consequence of a missing member.
type need uint8

const (
	optional  need = iota
	expected       // a warning: its zero value is assumed
	mandatory      // an error
)

// A field says how to read a member of an object into a T.
type field[T any] struct {
	name   string
	need   need
	strict bool // null is an error, where else it stands for an absent value
	read   func(r *reader, n *node.Node, into *T)
}

// needed returns f for a member that is expected or mandatory.
func (f field[T]) needed(n need) field[T] { f.need = n; return f }

// notNull returns f for a member that must not be null.
func (f field[T]) notNull() field[T] { f.strict = true; return f }

// readObject reads the members of n by fields and reports whether n is an object.
func readObject[T any](r *reader, n *node.Node, fields []field[T], into *T) bool {
	if !r.want(n, node.Object) {
		return false
	}
	for _, m := range n.Members {
		f := lookup(fields, m.Name)
		switch {
		case f == nil:
			checkVariant(r, m, fields)
		case m.Value.Kind == node.Null && f.strict:
			r.Report(ruleNull, m.Value.Place(), "null is no value for %s; it needs one", m.Name)
		case m.Value.Kind == node.Null:
			r.Report(ruleNullAbsent, m.Value.Place(), "null is taken as absent")
		default:
			f.read(r, m.Value, into)
		}
	}
	for _, f := range fields {
		if f.need != optional && n.Get(f.name) == nil {
			r.miss(n, f.name, f.need)
		}
	}
	return true
}

func lookup[T any](fields []field[T], name string) *field[T] {
	for i := range fields {
		if fields[i].name == name {
			return &fields[i]
		}
	}
	return nil
}

// checkVariant reports an unknown member. If only letter case differs from a known
// name, it is an error, because some JSON readers ignore case.
func checkVariant[T any](r *reader, m node.Member, fields []field[T]) {
	for _, f := range fields {
		if strings.EqualFold(f.name, m.Name) {
			r.Report(RuleCaseVariant, m.Place(), "member %s differs from %s by letter case only; it must be %s or go", node.Quote(m.Name), f.name, f.name)
			return
		}
	}
	r.foreign(m)
}

func (r *reader) miss(n *node.Node, name string, need need) {
	if need == mandatory {
		r.Report(ruleMemberMissing, n.Missing(name), "%s is missing; it is required", name)
		return
	}
	r.Report(ruleMemberAssumed, n.Missing(name), "%s is missing; it is taken as false or empty", name)
}

// want reports whether n is of kind k. If not, it adds a finding.
func (r *reader) want(n *node.Node, k node.Kind) bool {
	if n.Kind == k || r.loose && k == node.Text && (n.Kind == node.Number || n.Kind == node.Boolean) {
		return true
	}
	rule := ruleWrongKind
	if n.Kind == node.Null {
		rule = ruleNull
	}
	r.Report(rule, n.Place(), "%s is %s; it must be %s", subject(n), n.Kind, k)
	return false
}

// subject names n in a message.
func subject(n *node.Node) string {
	switch {
	case n.Parent == nil:
		return "the document"
	case n.Parent.Kind == node.Array:
		return "item " + strconv.Itoa(n.Index)
	case !node.IsPlainName(n.Name):
		return node.Quote(n.Name)
	}
	return n.Name
}

// fieldsOf returns how a T is read: the fields of T with a tag such as
//
//	Description string `json:"description" spec:"mandatory,notnull"`
//
// which names the member and what is so if it is missing or null, and the special
// ones, which go before a tag of the same name.
func fieldsOf[T any](special ...field[T]) []field[T] {
	fields := slices.Clone(special)
	for f := range reflect.TypeFor[T]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" || lookup(special, name) != nil {
			continue
		}
		made := field[T]{name: name, read: func(r *reader, n *node.Node, into *T) {
			r.value(n, reflect.ValueOf(into).Elem().FieldByIndex(f.Index).Addr().Interface())
		}}
		for word := range strings.SplitSeq(f.Tag.Get("spec"), ",") {
			switch word {
			case "expected":
				made.need = expected
			case "mandatory":
				made.need = mandatory
			case "notnull":
				made.strict = true
			}
		}
		fields = append(fields, made)
	}
	return fields
}

// value reads n into what to points to.
func (r *reader) value(n *node.Node, to any) {
	switch to := to.(type) {
	case *string:
		if r.want(n, node.Text) {
			*to = n.Text
		}
	case *Text: // has a place, other than a string
		if r.want(n, node.Text) {
			*to = Text{At: n.Place(), Value: n.Text, Set: true}
		}
	case *bool:
		if r.want(n, node.Boolean) {
			*to = n.Text == "true"
		}
	case **bool:
		if r.want(n, node.Boolean) {
			*to = new(n.Text == "true")
		}
	case *Flag:
		if r.want(n, node.Boolean) {
			*to = Flag{At: n.Place(), Value: n.Text == "true", Set: true}
		}
	case *int64:
		*to, _ = r.count(n)
	case **int64:
		if count, ok := r.count(n); ok {
			*to = &count
		}
	case *[]string:
		for _, t := range r.texts(n) {
			*to = append(*to, t.Value)
		}
	case *[]Text:
		*to = r.texts(n)
	}
}

// count reads a whole number that is not negative, such as 50, 50.0 or 5e1.
func (r *reader) count(n *node.Node) (int64, bool) {
	if !r.want(n, node.Number) {
		return 0, false
	}
	count, ok := wholeNumber(n.Text)
	if !ok || count < 0 {
		r.Report(ruleValueInvalid, n.Place(), "%s must be a whole number from 0 to 9223372036854775807", subject(n))
		return 0, false
	}
	return count, true
}

// wholeNumber returns the number of JSON that text is, if it is whole and has 64
// bits at most. JSON does not tell 50.0 and 5e1 from 50.
func wholeNumber(text string) (int64, bool) {
	mantissa, power := text, ""
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		mantissa, power = text[:i], text[i+1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	all := whole + fraction
	digits := strings.TrimRight(all, "0")
	if digits == "" || digits == "-" {
		return 0, true
	}
	exponent, err := strconv.Atoi(cmp.Or(power, "0"))
	zeros := len(all) - len(digits) - len(fraction) + exponent
	if err != nil || zeros < 0 || zeros > len("9223372036854775807") {
		return 0, false
	}
	number, err := strconv.ParseInt(digits+strings.Repeat("0", zeros), 10, 64)
	return number, err == nil
}

// texts reads a list of strings.
func (r *reader) texts(n *node.Node) []Text {
	if !r.want(n, node.Array) || !r.checkLength(n, maxValues) {
		return nil
	}
	var list []Text
	for _, item := range n.Items {
		if r.want(item, node.Text) {
			list = append(list, Text{At: item.Place(), Value: item.Text, Set: true})
		}
	}
	return list
}

// checkLength reports whether n, an array or an object, has limit items or members at most.
func (r *reader) checkLength(n *node.Node, limit int) bool {
	if len(n.Items)+len(n.Members) <= limit {
		return true
	}
	r.Report(RuleLimit, n.Place(), "%s has more than %d items", subject(n), limit)
	return false
}

// listField returns a field that is an array of limit objects at most, each read by fields.
func listField[T, E any](name string, limit int, fields []field[E], add func(r *reader, n *node.Node, into *T, e E)) field[T] {
	return field[T]{name: name, read: func(r *reader, n *node.Node, into *T) {
		if !r.want(n, node.Array) || !r.checkLength(n, limit) {
			return
		}
		for _, item := range n.Items {
			var e E
			if readObject(r, item, fields, &e) {
				add(r, item, into, e)
			}
		}
	}}
}

// objectField returns a field that is an object, read by fields.
func objectField[T, E any](name string, fields []field[E], to func(*T) *E) field[T] {
	return field[T]{name: name, read: func(r *reader, n *node.Node, into *T) { readObject(r, n, fields, to(into)) }}
}

// alike returns fields without a place in T, which are all read in one way.
func alike[T any](read func(r *reader, n *node.Node), names ...string) []field[T] {
	var fields []field[T]
	for _, name := range names {
		fields = append(fields, field[T]{name: name, read: func(r *reader, n *node.Node, _ *T) { read(r, n) }})
	}
	return fields
}

// ignore reads a member that is known and has no meaning here.
func ignore(*reader, *node.Node) {}

// How to get a file once more.
const (
	captureAgain = "capture it again"
	writeAgain   = "write what belongs in it"
)

// checkEncoding reports whether data is UTF-8 text; if not, it adds a finding. again
// is how to get the file once more.
func (r *reader) checkEncoding(file string, data []byte, again string) bool {
	problem := node.CheckEncoding(file, data, again)
	if problem != nil {
		r.tree(nil, []node.Problem{*problem})
	}
	return problem == nil
}

// tree reports what is wrong with a text, and returns the value that was read of it, if any.
func (r *reader) tree(root *node.Node, problems []node.Problem) *node.Node {
	rules := [...]Rule{
		node.Malformed: ruleSyntax, node.TooLarge: RuleLimit, node.Duplicate: ruleDuplicateMember, node.OddName: ruleWrongKind,
		node.Alias: ruleYAMLAlias, node.Tag: ruleYAMLTag, node.LineEnd: ruleInvisible, node.Empty: ruleEmptyFile, node.Encoding: ruleEncoding,
	}
	for _, p := range problems {
		r.Report(rules[p.Fault], p.At, "%s", p.Message)
	}
	return root
}

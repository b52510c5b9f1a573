package spec

import (
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// needsNone reports whether the requirements in n ask for nothing: there are
// none, or each is empty. It notes that something is asked for.
func (d *documentReader) needsNone(n *node.Node) bool {
	none := n.Kind == node.Array && !slices.ContainsFunc(n.Items, func(item *node.Node) bool { return len(item.Members) > 0 })
	d.doc.Secured = d.doc.Secured || !none
	for _, item := range n.Items {
		if i := slices.IndexFunc(item.Members, func(m node.Member) bool { return len(m.Value.Items) > 0 }); i >= 0 {
			d.note(item.Members[i].Value, "a list of the scopes that a token needs", ruleUnused)
		}
	}
	return none
}

// elsewhere reads servers that are not those of the document, which requests do not go to.
func elsewhere(r *reader, n *node.Node) { r.note(n, "servers of an operation or a path", ruleUnused) }

// reportSchemes warns of security schemes that the client does not know: it
// sends bearer tokens.
func (d *documentReader) reportSchemes() {
	components := d.root.Get("components")
	if components == nil || components.Get("securitySchemes") == nil {
		return
	}
	for _, m := range components.Get("securitySchemes").Members {
		n := d.target(m.Value, "securitySchemes")
		if n == nil || n.Get("type") == nil {
			continue
		}
		if address := n.At("/flows/clientCredentials/tokenUrl"); address != nil && d.doc.TokenURL == "" {
			d.doc.TokenURL = address.Text
		}
		kind, scheme := n.Get("type").Text, n.Get("scheme")
		if flows := n.Get("flows"); kind == "oauth2" && flows != nil && flows.Get("clientCredentials") == nil {
			d.Report(ruleSecurity, m.Place(), "the security scheme %s has no flow for client credentials, which is the one that the client does; Config.TokenSource can give tokens of others", node.Quote(m.Name))
			continue
		}
		if kind == "oauth2" || kind == "http" && scheme != nil && strings.EqualFold(scheme.Text, "bearer") {
			continue
		}
		if scheme != nil {
			kind += " " + scheme.Text
		}
		d.Report(ruleSecurity, m.Place(), "the security scheme %s is of the type %s, which the client does not send; it sends a bearer token, and Config.HTTPClient can add what else is needed",
			node.Quote(m.Name), node.Quote(kind))
	}
}

// deriveIDs gives an id to each operation that has none.
func (d *documentReader) deriveIDs() {
	for _, o := range d.doc.Operations {
		if o.ID != "" {
			continue
		}
		id := derivedID(o.Method, o.Path)
		for number := 2; d.ids[id] != (Place{}); number++ {
			id = derivedID(o.Method, o.Path) + "-" + strconv.Itoa(number)
		}
		o.ID, d.ids[id] = id, o.At
		d.Report(ruleOperationID, o.At, "operationId is missing or empty; the operation is called %s, after its method and path", id)
	}
}

// derivedID returns an id that follows from method and path alone: the words of
// both, such as get-things-id, of which GetThingsID becomes.
func derivedID(method, path string) string {
	words := strings.FieldsFunc(path, func(r rune) bool { return !isWord(r) })
	return strings.Join(append([]string{strings.ToLower(method)}, words...), "-")
}

// isWord reports whether r can be part of a name in Go.
func isWord(r rune) bool { return isLetter(r) || isDigit(r) }

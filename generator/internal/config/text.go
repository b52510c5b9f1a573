package config

import (
	"fmt"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Text returns a file to start from, for a client in the package: it asks for what is
// made without it, and says in comments what else there is. Examples are from doc,
// which may be nil.
func Text(doc *spec.Document, name string) string {
	x := exampleOf(doc)
	return strings.NewReplacer("PACKAGE", name, "OPERATION", x.operation, "PARAMETER", x.parameter, "SCHEMA", x.schema).Replace(text)
}

const text = `# What connectorgen makes of openapi.yaml. All of it can be left out.
# A # before a member takes it away; remove it to use the member.

names:
  # The package of the client, and its folder.
  package: PACKAGE

  # What things are called in Go, where their own names do not do. What is sent stays as it is.
  # operations: {OPERATION: Fetch}
  # schemas: {SCHEMA: Item}
  # properties: {SCHEMA.id: Identifier}
  # parameters: {PARAMETER: Key, OPERATION.PARAMETER: OtherKey}

# Which operations become methods, and which requests may be sent twice. An entry is an
# operationId, a method and a path, or tag and a tag; * stands for any text.
# operations:
#   include: [OPERATION, "GET /things/*", tag public]
#   exclude: ["* /internal/*"]
#   create: [OPERATION]
#   repeat: ["POST */search"]

# Lists whose pages are not those of HAL. items is the member with the elements, if the answer
# is an object; next is the member with the cursor or the link of the next page, or "header Link";
# parameter takes the cursor. In the place of next, last is the member of the last element that
# is the cursor, and count says that the parameter counts pages or elements.
# paging:
#   - {operations: [OPERATION], items: data, next: meta.next, parameter: cursor}

# Parameters of paths that the client holds, so that no method takes them.
# client:
#   parameters: [PARAMETER]

# Where the client gives its credentials for a token, if the document does not say it.
# token:
#   url: https://example.com/oauth/token

# The oneOf whose branches are types of stores, with the property that is the configuration.
# store: {schema: Store, type: type, configuration: configuration}
`

// An example has names of a document, or some that could be.
type example struct{ operation, parameter, schema string }

func exampleOf(doc *spec.Document) example {
	x := example{"listPets", "petId", "Pet"}
	if doc == nil {
		return x
	}
	if len(doc.Schemas) > 0 {
		x.schema = plain(doc.Schemas[0].Name)
	}
	if len(doc.Operations) == 0 {
		return x
	}
	x.operation = plain(doc.Operations[0].ID)
	for _, o := range doc.Operations {
		for _, p := range o.Parameters {
			if p.In == "path" {
				x.parameter = plain(p.Name)
				return x
			}
		}
	}
	return x
}

// plain returns text as it can stand in YAML, in a comment as well as without it.
func plain(text string) string {
	text = show.Line(text, 60)
	if strings.ContainsAny(text, "\"'#:{}[],&*!|>%@` \\") {
		return fmt.Sprintf("%q", strings.NewReplacer("{", "", "}", "", `"`, "", `\`, "").Replace(text))
	}
	return text
}

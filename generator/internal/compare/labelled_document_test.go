package compare_test

import "slices"

// documented are attributes of the documented connectors: a string that is
// neither secret nor enumerated, an enumeration of two or more values, and a
// boolean that is optional.
var documented = []struct{ connector, text, enumeration, boolean string }{
	{"AzureActiveDirectorySAML2", "TenantDomain", "REMOVE_ACTION", "CREATE_USERS"},
	{"GitHubEMU", "BASE_URL", "GROUP_MEMBERSHIP_HANDLING", "CREATE_USERS"},
	{"LdapGateway", "ATTRIBUTE_METADATA", "LDAP_TYPE", "CREATE_USERS"},
	{"PingOne", "CLIENT_ID", "DEFAULT_AUTH_METHOD", "DISABLE_USERS"},
	{"Salesforce", "PROFILE_ID", "PERMISSION_SET_MANAGEMENT", "UPDATE_USERS"},
	{"ServiceNow", "Administrator_Username", "", "CREATE_USERS"},
	{"Slack", "", "GROUP_MEMBERSHIP_HANDLING", "CREATE_USERS"},
	{"Workday", "host", "", "excludeEmployees"},
}

// connectorEdits are the edits of connectors in the document.
func connectorEdits() []edit {
	list := profileEditsOfDocument()
	for _, d := range documented {
		list = append(list, booleanEdits(d.connector, d.boolean)...)
		if d.enumeration != "" {
			list = append(list, enumerationEdits(d.connector, d.enumeration)...)
		}
		if d.text != "" {
			list = append(list, textEdits(d.connector, d.text)...)
		}
		list = append(list, wholeEdits(d.connector)...)
	}
	return list
}

// of returns an edit of an attribute of a documented connector.
func of(connector, key, what, do, undo string, change func(map[string]any)) edit {
	return flip(called("document: %s %s %s", connector, key, what), do, undo, func(in inputs) { change(in.property(connector, key)) })
}

func booleanEdits(connector, key string) []edit {
	return []edit{
		of(connector, key, "described", "attribute-text-changed", "attribute-text-changed", set("description", "Another")),
		of(connector, key, "deprecated", "attribute-deprecated", "attribute-undeprecated", set("deprecated", true)),
		of(connector, key, "replaced", "attribute-replacement-changed", "attribute-replacement-changed", set("x-replaced-by", "OTHER")),
		of(connector, key, "text", "attribute-kind-changed", "attribute-kind-changed", set("type", "string")),
		flip(called("document: %s %s required", connector, key), "attribute-became-required", "attribute-became-optional",
			func(in inputs) {
				c := in.schema(connector + "Configuration")
				required, _ := c["required"].([]any)
				c["required"] = append(slices.Clone(required), key)
			}),
		flip(called("document: %s %s removed", connector, key), "attribute-removed", "attribute-added",
			func(in inputs) { delete(in.schema(connector + "Configuration")["properties"].(map[string]any), key) }),
		renamed(connector, key),
	}
}

// renamed returns the edit that a correction makes, which gives an attribute another Go name.
func renamed(connector, key string) edit {
	return edit{
		name: called("document: %s %s renamed", connector, key),
		do:   []string{"go-name-changed"}, undo: []string{"go-name-changed"},
		goes: "go-incompatible", goUndone: "go-incompatible",
		configure: func(in inputs) {
			in.document["x-corrections"] = []any{map[string]any{"connector": connector, "attribute": key, "name": "Another", "reason": "r", "source": "s"}}
		},
	}
}

// enumerationEdits are the edits of an enumeration, which is closed in one of the connectors.
func enumerationEdits(connector, key string) []edit {
	name, prepare := "x-extensible-enum", func(inputs) {}
	if connector == "LdapGateway" {
		name = "enum"
		prepare = func(in inputs) {
			p := in.property(connector, key)
			p[name] = p["x-extensible-enum"]
			delete(p, "x-extensible-enum")
		}
	}
	edits := []edit{
		of(connector, key, "has a value more", "enumeration-grew", "enumeration-shrank", func(p map[string]any) {
			p[name] = append(slices.Clone(p[name].([]any)), "Another")
		}),
		of(connector, key, "lost a value", "enumeration-shrank", "enumeration-grew", func(p map[string]any) {
			p[name] = p[name].([]any)[1:]
		}),
	}
	for i := range edits {
		edits[i].prepare = prepare
	}
	return edits
}

// closingEdit lets the capture list values that the document knows, with others
// accepted: then there are no others.
func closingEdit() edit {
	x := flip("both: Zoom captured with the values of REMOVE_ACTION", "enumeration-closed", "enumeration-opened", func(in inputs) {
		in.attribute("REMOVE_ACTION", set("possibleValues", []any{"Disable", "Delete"}))
	})
	x.prepare = func(in inputs) {
		for _, p := range in.profiles() {
			action := map[string]any{"key": "REMOVE_ACTION", "required": false, "sensitive": false}
			p["connectionAttributes"] = append(p["connectionAttributes"].([]any), action)
		}
	}
	return x
}

func textEdits(connector, key string) []edit {
	withDefault := of(connector, key, "with another default", "default-changed", "default-changed", set("default", "b"))
	withDefault.prepare = func(in inputs) { in.property(connector, key)["default"] = "a" }
	return []edit{
		of(connector, key, "secret", "attribute-became-sensitive", "attribute-lost-sensitive", set("format", "password")),
		of(connector, key, "with a default", "default-added", "default-removed", set("default", "a")),
		of(connector, key, "bounded", "constraint-added", "constraint-removed", set("maxLength", 10)),
		of(connector, key, "labelled", "attribute-text-changed", "attribute-text-changed", set("title", "Another")),
		withDefault,
	}
}

func wholeEdits(connector string) []edit {
	name := connector + "Store"
	return []edit{
		flip("document: "+connector+" titled", "connector-text-changed", "connector-text-changed",
			func(in inputs) { in.schema(name)["title"] = "Another" }),
		flip("document: "+connector+" removed", "connector-removed", "connector-added", func(in inputs) {
			union := in.schema("Store")
			delete(union["discriminator"].(map[string]any)["mapping"].(map[string]any), connector)
			union["oneOf"] = slices.DeleteFunc(union["oneOf"].([]any), func(b any) bool {
				return b.(map[string]any)["$ref"] == "#/components/schemas/"+name
			})
		}),
		flip("document: "+connector+" needs no configuration", "constraint-removed", "constraint-added", func(in inputs) {
			for _, part := range in.schema(name)["allOf"].([]any) {
				delete(part.(map[string]any), "required")
			}
		}),
	}
}

func profileEditsOfDocument() []edit {
	var list []edit
	for _, name := range []string{"ZoomOAuthBearerToken", "ScimBasicAuthentication"} {
		list = append(list,
			flip("document: profile "+name+" deprecated", "profile-deprecated", "profile-undeprecated",
				func(in inputs) { in.schema(name)["deprecated"] = true }),
			flip("document: profile "+name+" described", "profile-text-changed", "profile-text-changed",
				func(in inputs) { in.schema(name)["description"] = "Another" }))
	}
	return list
}

// apiEdits are the edits of the API: what oasdiff and apidiff are there for.
func apiEdits() []edit {
	const broken, extended = "document-incompatible", "document-extended"
	const both = broken + " " + extended
	const goBroken, goExtended = "go-incompatible", "go-extended"
	op := func(in inputs, method string) map[string]any {
		return in.document["paths"].(map[string]any)[storesPath].(map[string]any)[method].(map[string]any)
	}
	shared := func(in inputs) map[string]any { return in.schema("StoreProperties")["properties"].(map[string]any) }
	api := func(what, do, undo, goes, goUndone string, change func(inputs)) edit {
		return edit{name: "document: " + what, do: rules(do), undo: rules(undo), goes: goes, goUndone: goUndone, configure: change}
	}
	return []edit{
		api("operation removed", both, extended, goBroken, goExtended, func(in inputs) {
			delete(in.document["paths"].(map[string]any)[storesPath].(map[string]any), "get")
		}),
		api("operation renamed", extended, extended, goBroken, goBroken, func(in inputs) { op(in, "post")["operationId"] = "makeStore" }),
		api("summary changed", "document-text-changed", "document-text-changed", "", "", func(in inputs) { op(in, "get")["summary"] = "Another" }),
		api("title changed", "document-text-changed", "document-text-changed", "", "", func(in inputs) { in.document["info"].(map[string]any)["title"] = "Another" }),
		api("property described", "document-text-changed", "document-text-changed", "", "", func(in inputs) {
			shared(in)["name"].(map[string]any)["description"] = "Another"
		}),
		api("property added", extended, broken, goExtended, goBroken, func(in inputs) { shared(in)["notes"] = map[string]any{"type": "string"} }),
		api("property of another type", broken, broken, goBroken, goBroken, func(in inputs) { shared(in)["description"].(map[string]any)["type"] = "boolean" }),
		api("servers changed", "document-changed", "document-changed", "", "", func(in inputs) {
			in.document["servers"] = []any{map[string]any{"url": "https://example.com/v1"}}
		}),
		api("required parameter added", broken, broken, goBroken, goBroken, func(in inputs) {
			op(in, "get")["parameters"] = []any{map[string]any{"name": "filter", "in": "query", "required": true, "schema": map[string]any{"type": "string"}}}
		}),
		api("store types grew", "document-changed", broken, goExtended, goBroken, func(in inputs) {
			p := shared(in)["type"].(map[string]any)
			p["x-extensible-enum"] = append(slices.Clone(p["x-extensible-enum"].([]any)), "Another")
		}),
	}
}

func (in inputs) schema(name string) map[string]any {
	return in.document["components"].(map[string]any)["schemas"].(map[string]any)[name].(map[string]any)
}

func (in inputs) property(connector, key string) map[string]any {
	return in.schema(connector + "Configuration")["properties"].(map[string]any)[key].(map[string]any)
}

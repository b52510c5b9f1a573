package compare_test

import (
	"maps"
	"slices"
)

// captureEdits are the edits of Zoom's capture.
func captureEdits() []edit {
	return slices.Concat(attributeEdits(), profileEdits(), informationEdits(), targetEdits())
}

// zoomAttributes are the attributes of Zoom's capture, and whether they are
// required, and secret; the one that selects the profile is not among them.
var zoomAttributes = []struct {
	key              string
	required, secret bool
	boolean          bool
}{
	{"SCIM_URL", true, false, false},
	{"CREATE_USERS_PROV_OPT", false, false, true},
	{"UPDATE_USERS_PROV_OPT", false, false, true},
	{"REMOVE_USERS_PROV_OPT", false, false, true},
	{"API_KEY", true, true, false},
	{"API_SECRET", true, true, false},
	{"OAUTH_TOKEN_URL", true, false, false},
	{"OAUTH_ACCOUNT_ID", true, false, false},
	{"OAUTH_CLIENT_ID", true, false, false},
	{"OAUTH_CLIENT_SECRET", true, true, false},
}

func attributeEdits() []edit {
	var list []edit
	for _, a := range zoomAttributes {
		of := func(what, do, undo string, change func(map[string]any)) edit {
			return flip("capture: "+a.key+" "+what, do, undo, func(in inputs) { in.attribute(a.key, change) })
		}
		if a.required {
			list = append(list, of("optional", "attribute-became-optional", "attribute-became-required", set("required", false)))
		} else {
			list = append(list, of("required", "attribute-became-required", "attribute-became-optional", set("required", true)))
		}
		list = append(list,
			of("labelled", "attribute-text-changed", "attribute-text-changed", set("displayLabel", "Another label")),
			of("described", "attribute-text-changed", "attribute-text-changed", set("description", "Another text")))
		added := "attribute-added"
		if a.required {
			added = "attribute-added-required"
		}
		removed := flip("capture: "+a.key+" removed", "attribute-removed", added, func(in inputs) { in.remove(a.key) })
		if a.key == "OAUTH_CLIENT_SECRET" { // the first Secret in a struct: == no longer compiles
			removed.goUndone = "go-incompatible"
		}
		list = append(list, removed)
		if !a.secret && !a.boolean {
			list = append(list,
				of("sensitive", "attribute-became-sensitive", "attribute-lost-sensitive", set("sensitive", true)),
				of("boolean", "attribute-kind-changed", "attribute-kind-changed", set("typeBoolean", true)),
				of("enumerated", "attribute-kind-changed", "attribute-kind-changed", set("possibleValues", []any{"a", "b"})))
		}
		if a.boolean {
			list = append(list, of("text", "attribute-kind-changed", "attribute-kind-changed", set("typeBoolean", false)))
		}
		if a.secret { // a key that looks secret stays secret whatever a capture says
			list = append(list, of("not sensitive", "rest-changed", "rest-changed", set("sensitive", false)))
		}
	}
	return append(list, selectorEdits()...)
}

func selectorEdits() []edit {
	const key = "AUTHENTICATION_METHOD"
	more := func(a map[string]any) { a["possibleValues"] = append(a["possibleValues"].([]any), "Basic") }
	other := func(a map[string]any) { slices.Reverse(a["possibleValues"].([]any)) }
	return []edit{
		flip("capture: "+key+" optional", "attribute-became-optional", "attribute-became-required",
			func(in inputs) { in.attribute(key, set("required", false)) }),
		flip("capture: "+key+" has another value", "enumeration-grew", "enumeration-shrank",
			func(in inputs) { in.attribute(key, more) }),
		flip("capture: "+key+" in another order", "rest-changed", "rest-changed",
			func(in inputs) { in.attribute(key, other) }),
	}
}

func profileEdits() []edit {
	of := func(what, do, undo string, change func(map[string]any)) edit {
		return flip("capture: profile "+what, do, undo, func(in inputs) { change(in.profiles()[1]) })
	}
	third := edit{
		name: "capture: profile added",
		do:   []string{"profile-added", "enumeration-grew"}, goes: "go-extended",
		undo: []string{"profile-removed", "enumeration-shrank"}, goUndone: "go-incompatible",
		configure: func(in inputs) {
			in.attribute("AUTHENTICATION_METHOD", func(a map[string]any) { a["possibleValues"] = append(a["possibleValues"].([]any), "Basic") })
			p := maps.Clone(in.profiles()[1])
			p["name"] = "Basic"
			in.capture["connectionProfiles"] = append(in.capture["connectionProfiles"].([]any), p)
		},
	}
	return []edit{
		of("described", "profile-text-changed", "profile-text-changed", set("description", "Another")),
		of("primary", "profile-text-changed", "profile-text-changed", set("primary", true)),
		of("documented", "profile-text-changed", "profile-text-changed", set("documentationUrl", "https://example.com")),
		third,
	}
}

func informationEdits() []edit {
	of := func(member, do, undo string, value any) edit {
		return flip("capture: "+member, do, undo, func(in inputs) { in.capture["information"].(map[string]any)[member] = value })
	}
	list := []edit{
		of("displayName", "connector-text-changed", "connector-text-changed", "Another"),
		of("version", "connector-text-changed", "connector-text-changed", "2.0.0"),
		of("imageUrl", "connector-text-changed", "connector-text-changed", "https://example.com"),
		of("identityProvider", "identity-provider-added", "identity-provider-removed", true),
		of("baseURLRequired", "information-became-required", "information-became-optional", true),
		of("connectionInformationRequired", "information-became-required", "information-became-optional", true),
		flip("capture: enhancement", "enhancement-removed", "enhancement-added", func(in inputs) { in.target()["enhancements"] = []any{} }),
	}
	for i := range 9 {
		list = append(list,
			flip(called("capture: capability %d removed", i), "capability-removed", "capability-added", func(in inputs) {
				in.target()["capabilities"] = slices.Delete(in.target()["capabilities"].([]any), i, i+1)
			}),
			flip(called("capture: capability %d takes more", i), "capability-grew", "capability-shrank", func(in inputs) {
				in.target()["capabilities"].([]any)[i].(map[string]any)["maxResources"] = 5
			}))
	}
	return list
}

// targetFlags are the flags of a user attribute, with the rules for setting and
// for clearing each.
var targetFlags = map[string][2]string{
	"creatable":               {"user-attribute-became-writable", "user-attribute-no-longer-writable"},
	"updateable":              {"user-attribute-became-writable", "user-attribute-no-longer-writable"},
	"derived":                 {"user-attribute-no-longer-writable", "user-attribute-became-writable"},
	"nillable":                {"user-attribute-became-nillable", "user-attribute-no-longer-nillable"},
	"unique":                  {"user-attribute-became-unique", "user-attribute-no-longer-unique"},
	"sensitive":               {"user-attribute-became-sensitive", "user-attribute-lost-sensitive"},
	"caseSensitive":           {"user-attribute-case-changed", "user-attribute-case-changed"},
	"ordered":                 {"user-attribute-order-changed", "user-attribute-order-changed"},
	"distinguishingAttribute": {"user-attribute-became-distinguishing", "user-attribute-no-longer-distinguishing"},
	"defaultedOnCreate":       {"user-attribute-became-defaulted", "user-attribute-no-longer-defaulted"},
	"requiredOnCreate":        {"user-attribute-became-required-on-create", "user-attribute-became-optional-on-create"},
	"requiredOnUpdate":        {"user-attribute-became-required-on-update", "user-attribute-became-optional-on-update"},
}

// targetEdits are the edits of user attributes. userName alone is required on create.
func targetEdits() []edit {
	var list []edit
	for _, key := range []string{"roles", "givenName", "active", "locale", "title", "userName", "familyName",
		"organization", "workPhone", "id", "userType", "department", "email"} {
		added := "user-attribute-added"
		if key == "userName" {
			added = "user-attribute-added-required"
		}
		list = append(list, flip("capture: user attribute "+key+" removed", "user-attribute-removed", added,
			func(in inputs) { delete(in.target()["userAttributes"].(map[string]any), key) }))
	}
	for _, key := range []string{"roles", "userName", "id"} {
		for _, flag := range slices.Sorted(maps.Keys(targetFlags)) {
			list = append(list, toggled(key, flag))
		}
		list = append(list, boundEdits(key)...)
	}
	return list
}

// toggled returns the edit that sets the flag, if it is not set, or clears it.
func toggled(key, flag string) edit {
	rules := targetFlags[flag]
	// These are set in the capture.
	set := map[string][]string{
		"roles":    {"creatable", "updateable", "nillable"},
		"userName": {"creatable", "updateable", "distinguishingAttribute", "unique", "requiredOnCreate"},
		"id":       {"creatable", "distinguishingAttribute", "unique", "requiredOnUpdate"},
	}
	do, undo := rules[0], rules[1]
	if slices.Contains(set[key], flag) {
		do, undo = undo, do
	}
	return flip("capture: user attribute "+key+" "+flag, do, undo, func(in inputs) {
		in.user(key, func(a map[string]any) { a[flag] = !slices.Contains(set[key], flag) })
	})
}

func boundEdits(key string) []edit {
	of := func(member, do, undo string, value any) edit {
		return flip(called("capture: user attribute %s %s %v", key, member, value), do, undo,
			func(in inputs) { in.user(key, set(member, value)) })
	}
	const length, number = "user-attribute-length-", "user-attribute-number-"
	const typed, words = "user-attribute-type-changed", "user-attribute-text-changed"
	fewest := of("minNumberOfValues", number+"shrank", number+"grew", 1)
	if key != "roles" { // the others have one value already
		fewest = of("minNumberOfValues", number+"grew", number+"shrank", 0)
	}
	return []edit{
		fewest,
		of("maxLength", length+"shrank", length+"grew", 10),
		of("maxLength", length+"grew", length+"shrank", 1000),
		of("minLength", length+"shrank", length+"grew", 5),
		of("maxNumberOfValues", number+"grew", number+"shrank", 500),
		of("type", typed, typed, "BOOLEAN"),
		of("displayName", words, words, "Another"),
		of("defaultValue", "user-attribute-default-changed", "user-attribute-default-changed", "x"),
		of("referenceAttribute", "user-attribute-reference-changed", "user-attribute-reference-changed", []any{"other"}),
	}
}

func set(member string, value any) func(map[string]any) {
	return func(o map[string]any) { o[member] = value }
}

func (in inputs) profiles() []map[string]any {
	var list []map[string]any
	for _, p := range in.capture["connectionProfiles"].([]any) {
		list = append(list, p.(map[string]any))
	}
	return list
}

// attribute changes an attribute in every profile that has it.
func (in inputs) attribute(key string, change func(map[string]any)) {
	for _, p := range in.profiles() {
		for _, a := range p["connectionAttributes"].([]any) {
			if a := a.(map[string]any); a["key"] == key {
				change(a)
			}
		}
	}
}

// remove removes an attribute from every profile.
func (in inputs) remove(key string) {
	for _, p := range in.profiles() {
		p["connectionAttributes"] = slices.DeleteFunc(p["connectionAttributes"].([]any), func(a any) bool {
			return a.(map[string]any)["key"] == key
		})
	}
}

func (in inputs) target() map[string]any { return in.capture["attributeMetadata"].(map[string]any) }

func (in inputs) user(key string, change func(map[string]any)) {
	change(in.target()["userAttributes"].(map[string]any)[key].(map[string]any))
}

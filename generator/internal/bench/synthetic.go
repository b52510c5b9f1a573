package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A capture is captured metadata, as far as it must be known to copy it.
type capture struct {
	Information        map[string]any  `json:"information"`
	ConnectionProfiles []profile       `json:"connectionProfiles"`
	AttributeMetadata  json.RawMessage `json:"attributeMetadata"`
}

type profile struct {
	Name                 string           `json:"name"`
	Description          string           `json:"description"`
	ConnectionAttributes []map[string]any `json:"connectionAttributes"`
}

// more are the attributes that a copy has and Zoom's capture has not, so that
// it has 14: what Zoom's documentation has, and scim's enumeration.
func more() []map[string]any {
	return []map[string]any{
		{"key": "DEPROVISION_USERS", "displayLabel": "Deprovision Users", "required": false, "sensitive": false, "typeBoolean": true},
		{"key": "REMOVE_ACTION", "displayLabel": "Remove Action", "required": false, "sensitive": false, "possibleValues": []string{"Disable", "Delete"}},
		{"key": "GROUP_NAME_SOURCE", "displayLabel": "Group Name Source", "required": false, "sensitive": false, "possibleValues": []string{"Common Name", "Distinguished Name"}},
	}
}

// synthetic returns the store type of the i-th connector that is made up.
func synthetic(i int) string { return fmt.Sprintf("Conn%04d", i) }

// makeCaptures writes into dir a folder of inputs: the API document of spec,
// the project's folder of inputs, and n captures in the shape of Zoom's.
func makeCaptures(spec, dir string, n int) error {
	document, err := os.ReadFile(filepath.Join(spec, "openapi.yaml"))
	if err != nil {
		return err
	}
	zoom, err := os.ReadFile(filepath.Join(spec, "connectors", "Zoom.json"))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "connectors"), 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "openapi.yaml"), document, 0o666); err != nil {
		return err
	}
	for i := range n {
		text, err := copyCapture(zoom, synthetic(i))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, "connectors", synthetic(i)+".json"), text, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// copyCapture returns Zoom's capture as that of another connector.
func copyCapture(zoom []byte, storeType string) ([]byte, error) {
	text := strings.NewReplacer(
		"REMOVE_USERS_PROV_OPT", "DISABLE_USERS",
		"_PROV_OPT", "",
		"Zoom", storeType,
	).Replace(string(zoom))
	var c capture
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return nil, err
	}
	for i := range c.ConnectionProfiles {
		p := &c.ConnectionProfiles[i]
		p.ConnectionAttributes = append(p.ConnectionAttributes, more()...)
	}
	return json.MarshalIndent(c, "", "  ")
}

// makeDocument writes the file name: the API document of spec with n more store
// types in the shape of Zoom's. They are the connectors of makeCaptures, except
// for their user attributes, for which OpenAPI has no place.
func makeDocument(spec, name string, n int) error {
	content, err := os.ReadFile(filepath.Join(spec, "openapi.yaml"))
	if err != nil {
		return err
	}
	document, err := addStores(string(content), n)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(document), 0o666)
}

// addStores works on text: as nodes, 1,400 store types would make this process
// so large that the system counts its memory as that of the processes it starts.
func addStores(document string, n int) (string, error) {
	zoom, err := zoomSchemas(document)
	if err != nil {
		return "", err
	}
	var branches, mapping, schemas strings.Builder
	for i := range n {
		key := synthetic(i)
		fmt.Fprintf(&branches, "        - $ref: '#/components/schemas/%sStore'\n", key)
		fmt.Fprintf(&mapping, "          %s: '#/components/schemas/%[1]sStore'\n", key)
		schemas.WriteString(strings.ReplaceAll(zoom, "Zoom", key))
	}
	return insert(document,
		place{"components:\n", ""},
		place{"  schemas:\n", schemas.String()},
		place{"    Store:\n", ""},
		place{"      oneOf:\n", branches.String()},
		place{"        mapping:\n", mapping.String()},
	)
}

// zoomSchemas returns the schemas of document whose name starts with Zoom, with
// the attributes that the copies of its capture have.
func zoomSchemas(document string) (string, error) {
	lines := strings.SplitAfter(document, "\n")
	start := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, "    ZoomStore:") })
	if start < 0 {
		return "", fmt.Errorf("openapi.yaml: want a schema ZoomStore, to be copied")
	}
	length := slices.IndexFunc(lines[start:], func(line string) bool {
		return len(line) > 4 && line[4] != ' ' && !strings.HasPrefix(line, "    Zoom")
	})
	if length < 0 {
		length = len(lines) - start
	}
	zoom := strings.Join(lines[start:start+length], "")
	zoom = strings.ReplaceAll(zoom, "x-extensible-enum:", "enum:")
	return insert(zoom, place{"    ZoomSharedConfiguration:\n", ""}, place{"      properties:\n", groupNameSource})
}

const groupNameSource = `        GROUP_NAME_SOURCE:
          type: string
          description: The attribute that names a group.
          enum:
            - Common Name
            - Distinguished Name
`

// A place is a line of a text and what is to come after it.
type place struct{ line, text string }

// insert returns text with something more at each of the places, which must
// follow each other.
func insert(text string, places ...place) (string, error) {
	var b strings.Builder
	for _, p := range places {
		before, after, found := strings.Cut("\n"+text, "\n"+p.line)
		if !found {
			return "", fmt.Errorf("openapi.yaml: want the line %q", p.line)
		}
		b.WriteString(strings.TrimPrefix(before+"\n", "\n") + p.line + p.text)
		text = after
	}
	return b.String() + text, nil
}

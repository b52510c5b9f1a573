package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// storeType returns the store type of the i-th connector that is made up.
func storeType(i int) string { return fmt.Sprintf("Conn%04d", i) }

// moreAttributes are added to each profile of a copy of Zoom's capture, so that
// it has 14: those of Zoom's documentation, and scim's enumeration.
const moreAttributes = `
{"key": "DEPROVISION_USERS", "displayLabel": "Deprovision Users", "required": false, "sensitive": false, "typeBoolean": true},
{"key": "REMOVE_ACTION", "displayLabel": "Remove Action", "required": false, "sensitive": false, "possibleValues": ["Disable", "Delete"]},
{"key": "GROUP_NAME_SOURCE", "displayLabel": "Group Name Source", "required": false, "sensitive": false, "possibleValues": ["Common Name", "Distinguished Name"]},`

// writeCaptures writes into dir a folder of inputs: the API document of spec,
// the project's folder of inputs, and n captures in the shape of Zoom's.
func writeCaptures(spec, dir string, n int) error {
	document, err := os.ReadFile(filepath.Join(spec, "openapi.yaml"))
	if err != nil {
		return err
	}
	zoom, err := os.ReadFile(filepath.Join(spec, "connectors", "Zoom.json"))
	if err != nil {
		return err
	}
	for i := range n {
		text := strings.NewReplacer(
			"REMOVE_USERS_PROV_OPT", "DISABLE_USERS",
			"_PROV_OPT", "",
			"Zoom", storeType(i),
			`"connectionAttributes": [`, `"connectionAttributes": [`+moreAttributes,
		).Replace(string(zoom))
		if err := writeFile(filepath.Join(dir, "connectors", storeType(i)+".json"), text); err != nil {
			return err
		}
	}
	return writeFile(filepath.Join(dir, "openapi.yaml"), string(document))
}

// writeDocument writes the file name: the API document of spec with n more store
// types in the shape of Zoom's. They are the connectors of writeCaptures, except
// for their user attributes, for which OpenAPI has no place.
func writeDocument(spec, name string, n int) error {
	content, err := os.ReadFile(filepath.Join(spec, "openapi.yaml"))
	if err != nil {
		return err
	}
	document, err := addStores(string(content), n)
	if err != nil {
		return err
	}
	return writeFile(name, document)
}

const groupNameSource = `        GROUP_NAME_SOURCE:
          type: string
          description: The attribute that names a group.
          enum:
            - Common Name
            - Distinguished Name
`

// addStores works on text: as nodes, 1,400 store types would make this process
// so large that the system counts its memory as that of the processes it starts.
func addStores(document string, n int) (string, error) {
	schemas := regexp.MustCompile(`(?m)^    Zoom\w+:\n(      .*\n)+`).FindAllString(document, -1)
	zoom, err := insertBefore(strings.Join(schemas, ""), "        CREATE_USERS:\n", groupNameSource)
	if err != nil {
		return "", err
	}
	zoom = strings.ReplaceAll(zoom, "x-extensible-enum:", "enum:")
	for _, lines := range []string{
		zoom,
		"        - $ref: '#/components/schemas/ZoomStore'\n",
		"          Zoom: '#/components/schemas/ZoomStore'\n",
	} {
		var copies strings.Builder
		for i := range n {
			copies.WriteString(strings.ReplaceAll(lines, "Zoom", storeType(i)))
		}
		first, _, _ := strings.Cut(lines, "\n")
		if document, err = insertBefore(document, first+"\n", copies.String()); err != nil {
			return "", err
		}
	}
	return document, nil
}

// insertBefore inserts more before a line of text. The line must be there once.
func insertBefore(text, line, more string) (string, error) {
	if n := strings.Count(text, line); n != 1 {
		return "", fmt.Errorf("openapi.yaml has the line %q %d times, want it once", line, n)
	}
	return strings.Replace(text, line, more+line, 1), nil
}

package load

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// The examples of a document may hold placeholders that look like secrets; a
// property or a schema that is called examples is none.
func TestSecretsInWhatIsCalledExamples(t *testing.T) {
	t.Parallel()
	for name, schema := range map[string]string{
		"property": `Foo: {type: object, properties: {examples: {type: string, description: ` + "AK" + `IACANARYCANARYCANA}}}`,
		"example":  `Foo: {type: object, properties: {example: {type: string, description: ` + "AK" + `IACANARYCANARYCANA}}}`,
		"response": `a: {}}, responses: {example: {description: ` + "AK" + `IACANARYCANARYCANA}`,
		"schema":   `examples: {type: string, description: ` + "AK" + `IACANARYCANARYCANA}`,
	} {
		text := "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents: {schemas: {" + schema + "}}\n"
		_, found, err := Folder(fstest.MapFS{"openapi.yaml": {Data: []byte(text)}}, ".")
		if err != nil || !found.Failed() {
			t.Errorf("%s: a live secret is taken in, %v", name, err)
		}
	}
}

// An example is published, so that what looks like a secret in it is invented more
// often than not: it is warned of, without the value, and the document is taken.
func TestSecretsInExamples(t *testing.T) {
	t.Parallel()
	key := "AK" + "IACANARYCANARYCANA"
	for name, schema := range map[string]string{
		"of a schema":   "Foo: {type: object, properties: {a: {type: string, example: " + key + "}}}",
		"of an object":  "Foo: {type: object, example: {a: [" + key + "], b: {" + key + ": 1}}}",
		"several":       "Foo: {type: string, examples: [" + key + "]}",
		"of a property": "Foo: {type: object, properties: {properties: {type: string, example: " + key + "}}}",
	} {
		text := "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents: {schemas: {" + schema + "}}\n"
		_, found, err := Folder(fstest.MapFS{"openapi.yaml": {Data: []byte(text)}}, ".")
		if said := fmt.Sprint(found.All()); err != nil || found.Failed() || !strings.Contains(said, "secret-suspected") || strings.Contains(said, key) {
			t.Errorf("%s: want a warning without the value, got %v %s", name, err, said)
		}
	}
}

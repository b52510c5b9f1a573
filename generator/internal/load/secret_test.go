package load

import (
	"testing"
	"testing/fstest"
)

// The examples of a document may hold placeholders that look like secrets; a
// property or a schema that is called examples is none.
func TestSecretsInWhatIsCalledExamples(t *testing.T) {
	t.Parallel()
	for name, schema := range map[string]string{
		"property": `Foo: {type: object, properties: {examples: {type: string, description: ` + "AK" + `IACANARYCANARYCANA}}}`,
		"schema":   `examples: {type: string, description: ` + "AK" + `IACANARYCANARYCANA}`,
	} {
		text := "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents: {schemas: {" + schema + "}}\n"
		_, found, err := Folder(fstest.MapFS{"openapi.yaml": {Data: []byte(text)}}, ".")
		if err != nil || !found.Failed() {
			t.Errorf("%s: a live secret is taken in, %v", name, err)
		}
	}
}

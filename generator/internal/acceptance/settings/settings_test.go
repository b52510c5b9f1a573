// Package settings_test generates clients for documents of others, by what generate.yaml
// says, and runs programs that use them against servers.
package settings_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

func TestMain(m *testing.M) { harness.Main(m) }

// generated returns the files for a document and a generate.yaml, below generated/.
func generated(t *testing.T, document, config string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	for name, content := range generatedAs(t, document, config, "example.com/shop/generated") {
		files["generated/"+name] = content
	}
	return files
}

// generatedAs returns the files for a document and a generate.yaml, below importPath.
func generatedAs(t *testing.T, document, config, importPath string) map[string]string {
	t.Helper()
	inputs := fstest.MapFS{"openapi.yaml": {Data: []byte(document)}}
	if config != "" {
		inputs["generate.yaml"] = &fstest.MapFile{Data: []byte(config)}
	}
	tree, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: importPath})
	if err != nil || tree == nil {
		t.Fatal(err, found.All())
	}
	files := make(map[string]string)
	for name, content := range tree.All() {
		files[name] = string(content)
	}
	return files
}

// run runs a test of a consumer with what is generated, in a module of its own.
func run(t *testing.T, files map[string]string, program string) {
	t.Helper()
	files["use_test.go"] = program
	s := harness.NewScratch(t, "example.com/shop", files)
	s.Run("vet", "./...")
	s.Run("test", ".")
}

const petStore = `openapi: 3.0.3
info: {title: Pet Store, version: 1.0.0}
servers: [{url: 'https://{host}/v2', variables: {host: {default: pets.example.com}}}]
paths:
  /pets:
    get:
      operationId: listPets
      responses: {'200': {description: pets, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}}
    post:
      operationId: createPet
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'201': {description: pet, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
  /pets/{petId}:
    get:
      operationId: getPet
      parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: pet, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {id: {type: string, readOnly: true}, name: {type: string}, tag: {type: string}}}
`

// The client of somebody else says nothing of PingOne, in any file: it is called after the
// document, and knows where the API is.
func TestPetStore(t *testing.T) {
	t.Parallel()
	files := generated(t, petStore, "")
	words := regexp.MustCompile(`(?i)pingone|propagation|environment|region|worker application`)
	for name, content := range files {
		if found := words.FindString(name + content); found != "" {
			t.Errorf("%s says %q", name, found)
		}
	}
	for _, folder := range []string{"catalog", "metadata", "terraform", "propagationtest"} {
		for name := range files {
			if strings.Contains(name, "/"+folder+"/") {
				t.Errorf("there is %s, which a pet store does not need", name)
			}
		}
	}
	run(t, files, `package shop

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"example.com/shop/generated/petstore"
)

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func Test(t *testing.T) {
	var asked []string
	h := &http.Client{Transport: transport(func(r *http.Request) (*http.Response, error) {
		asked = append(asked, r.Method+" "+r.URL.String()+" "+r.Header.Get("Authorization"))
		return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(`+"`"+`{"id":"7","name":"Rex"}`+"`"+`))}, nil
	})}
	c, err := petstore.NewClient(petstore.Config{HTTPClient: h})
	if err != nil {
		t.Fatal(err)
	}
	pet, err := c.GetPet(t.Context(), "7")
	if err != nil || pet.Name != "Rex" || len(asked) != 1 || asked[0] != "GET https://pets.example.com/v2/pets/7 " {
		t.Error(pet, err, asked)
	}
	if _, err := petstore.NewClient(petstore.Config{}); err != nil {
		t.Errorf("the document asks for no token: %v", err)
	}
	if _, err := petstore.NewClient(petstore.Config{Credentials: petstore.ClientCredentials{ID: "a"}}); err == nil || !strings.HasPrefix(err.Error(), "petstore: ") {
		t.Errorf("credentials without a secret: %v", err)
	}
}
`)
}

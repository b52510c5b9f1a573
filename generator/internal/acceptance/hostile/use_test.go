package hostile_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// hostileModule is the module in which all accepted rows are put to use.
const hostileModule = "example.com/hostile"

// useTogether compiles and vets all accepted rows in one module, checks that no
// platform leaves a file out, and runs a program that imports every connector: each
// must send exactly what it was configured with. The rows share the package
// connector, which is the same for all of them.
func useTogether(t *testing.T, answers []*answer) {
	s := harness.NewScratch(t, hostileModule, nil)
	var used []*answer
	for _, a := range answers {
		if a.files == nil || !a.sampled() {
			continue
		}
		used = append(used, a)
		shared := strings.NewReplacer(
			hostileModule+"/"+a.name()+"/connector\"", hostileModule+"/connector\"",
			hostileModule+"/"+a.name()+"/internal/codec\"", hostileModule+"/internal/codec\"")
		for name, content := range a.files {
			if dir := path.Dir(name); dir != "connector" && dir != "internal/codec" {
				name = a.name() + "/" + name
			}
			s.Write(name, shared.Replace(string(content)))
		}
	}
	if len(used) == 0 {
		t.Fatal("no row is accepted")
	}
	program, questions := userOf(t, used)
	s.Write("main.go", program)
	s.Write("questions.json", questions)
	s.Run("vet", "./...")
	checkNothingIgnored(t, s)
	checkReplies(t, used, s.Run("run", "."))
}

// checkNothingIgnored fails if a file is left out of its package somewhere.
func checkNothingIgnored(t *testing.T, s harness.Scratch) {
	t.Helper()
	for _, platform := range []string{"linux/amd64", "linux/arm64", "darwin/arm64", "windows/amd64", "js/wasm"} {
		system, processor, _ := strings.Cut(platform, "/")
		const format = "{{range .IgnoredGoFiles}}{{$.ImportPath}}/{{.}}\n{{end}}"
		cmd := exec.Command("go", "list", "-e", "-f", format, "./...")
		cmd.Dir = s.Dir
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
		if ignored, err := cmd.Output(); err != nil || strings.TrimSpace(string(ignored)) != "" {
			t.Errorf("%s: left out of the build (%v):\n%s", platform, err, ignored)
		}
	}
}

// A captured is a capture as encoding/json reads it, so that what the loader or the
// model loses is still here.
type captured struct {
	Information struct{ Key, DisplayName, Version string }
	Profiles    []struct {
		Name, Description string
		Attributes        []struct {
			Key, DisplayLabel, Description   string
			Required, Sensitive, TypeBoolean bool
			PossibleValues                   []string
		} `json:"connectionAttributes"`
	} `json:"connectionProfiles"`
	Attributes struct {
		Users map[string]struct{ DisplayName string } `json:"userAttributes"`
	} `json:"attributeMetadata"`
}

// capture returns the capture of a row, or nil if it is none.
func (a *answer) capture(t *testing.T) *captured {
	t.Helper()
	for name, file := range a.inputs {
		if !strings.HasPrefix(name, "connectors/") {
			continue
		}
		c := new(captured)
		if err := json.Unmarshal(file.Data, c); err != nil {
			t.Fatalf("%s: %v", a.file, err)
		}
		return c
	}
	return nil
}

// selector returns the key of the attribute that lists the names of the profiles, or "".
func (c *captured) selector() string {
	if len(c.Profiles) < 2 {
		return ""
	}
	for _, x := range c.Profiles[0].Attributes {
		if slices.Contains(x.PossibleValues, c.Profiles[0].Name) {
			return x.Key
		}
	}
	return ""
}

// configurations returns objects that are configurations of c: for every
// profile one with all keys, and one more for every value that is listed.
func (c *captured) configurations() []map[string]any {
	var list []map[string]any
	for _, p := range c.Profiles {
		full := make(map[string]any)
		for i, x := range p.Attributes {
			switch {
			case x.Key == c.selector():
				full[x.Key] = p.Name
			case x.TypeBoolean:
				full[x.Key] = i%2 == 0
			case len(x.PossibleValues) > 0:
				full[x.Key] = firstText(x.PossibleValues)
			default:
				full[x.Key] = fmt.Sprintf("value %d of <%s>", i, x.Key)
			}
		}
		list = append(list, full)
		for _, x := range p.Attributes {
			for _, value := range x.PossibleValues {
				if x.Key != c.selector() && value != "" {
					one := maps.Clone(full)
					one[x.Key] = value
					list = append(list, one)
				}
			}
		}
	}
	return list
}

// firstText returns the first of the values that is not empty, or "".
func firstText(values []string) string {
	for _, value := range values {
		if value != "" {
			return value
		}
	}
	return ""
}

// userOf returns a program that uses the connectors of the rows, and what it is asked.
func userOf(t *testing.T, used []*answer) (program, questions string) {
	t.Helper()
	var imports, entries strings.Builder
	asked := make(map[string][]map[string]any)
	for _, a := range used {
		c := a.capture(t)
		if c == nil {
			continue
		}
		fmt.Fprintf(&imports, "\t%s %q\n", a.name(), hostileModule+"/"+a.name()+"/connector/"+strings.ToLower(c.Information.Key))
		fmt.Fprintf(&entries, "\t%[1]q: use(%[1]s.StoreType, %[1]s.Metadata, %[1]s.From),\n", a.name())
		asked[a.name()] = c.configurations()
	}
	data, err := json.Marshal(asked)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(hostileProgram, imports.String(), entries.String()), string(data)
}

const hostileProgram = `package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"reflect"

	"example.com/hostile/connector"
%s)

//go:embed questions.json
var questions []byte

// A reply is the metadata of a connector, and what it sends of each configuration.
type reply struct {
	Metadata connector.Metadata
	Sent     []json.RawMessage
	Failed   []string
}

// use returns a function that makes configurations typed and sends them.
func use[C connector.Configuration](key string, metadata func() connector.Metadata, from func(connector.Configuration) (C, error)) func([]json.RawMessage) reply {
	return func(list []json.RawMessage) reply {
		r := reply{Metadata: metadata()}
		for _, data := range list {
			sent, err := send(key, data, from)
			if err != nil {
				r.Failed = append(r.Failed, err.Error())
			}
			r.Sent = append(r.Sent, sent)
		}
		return r
	}
}

func send[C connector.Configuration](key string, data []byte, from func(connector.Configuration) (C, error)) ([]byte, error) {
	object, err := connector.NewObject(key, data)
	if err != nil {
		return nil, err
	}
	c, err := from(object)
	if err != nil {
		return nil, err
	}
	if extra := reflect.ValueOf(c).Elem().FieldByName("Extra"); extra.Len() > 0 {
		return nil, fmt.Errorf("no field holds %%v", extra.MapKeys())
	}
	return connector.Wire(c)
}

var all = map[string]func([]json.RawMessage) reply{
%s}

func main() {
	var asked map[string][]json.RawMessage
	if err := json.Unmarshal(questions, &asked); err != nil {
		panic(err)
	}
	replies := make(map[string]reply)
	for name, list := range asked {
		replies[name] = all[name](list)
	}
	if err := json.NewEncoder(os.Stdout).Encode(replies); err != nil {
		panic(err)
	}
}
`

// A reply is what the program says of a row.
type reply struct {
	Metadata struct {
		StoreType, DisplayName, Version string
		Profiles                        []struct {
			Name, Description string
			Attributes        []struct {
				Key, Label, Description string
				Sensitive               bool
				PossibleValues          []string
			}
		}
		UserAttributes []struct{ Key, DisplayName string }
	}
	Sent   []map[string]any
	Failed []string
}

// checkReplies compares what the program printed with the captures.
func checkReplies(t *testing.T, used []*answer, printed string) {
	t.Helper()
	var replies map[string]reply
	if err := json.Unmarshal([]byte(printed), &replies); err != nil {
		t.Fatalf("%v\n%s", err, printed)
	}
	for _, a := range used {
		c := a.capture(t)
		if c == nil {
			continue
		}
		r := replies[a.name()]
		if diff := cmp.Diff(c.configurations(), r.Sent); diff != "" || len(r.Failed) > 0 {
			t.Errorf("%s: what is sent is not what it was configured with (-given +sent), %q:\n%s", a.file, r.Failed, diff)
		}
		if diff := cmp.Diff(c.texts(), r.texts()); diff != "" {
			t.Errorf("%s: the metadata is not that of the capture (-capture +metadata):\n%s", a.file, diff)
		}
	}
}

// texts returns the keys and texts of a capture, each with what it belongs to.
func (c *captured) texts() map[string]string {
	m := map[string]string{"key": c.Information.Key, "displayName": c.Information.DisplayName, "version": c.Information.Version}
	for i, p := range c.Profiles {
		m[fmt.Sprint("profile ", i)] = p.Description
		for _, x := range p.Attributes {
			m[fmt.Sprint("attribute ", i, x.Key)] = x.DisplayLabel
		}
	}
	for key, x := range c.Attributes.Users {
		m["user "+key] = x.DisplayName
	}
	return m
}

func (r reply) texts() map[string]string {
	m := map[string]string{"key": r.Metadata.StoreType, "displayName": r.Metadata.DisplayName, "version": r.Metadata.Version}
	for i, p := range r.Metadata.Profiles {
		m[fmt.Sprint("profile ", i)] = p.Description
		for _, x := range p.Attributes {
			m[fmt.Sprint("attribute ", i, x.Key)] = x.Label
		}
	}
	for _, x := range r.Metadata.UserAttributes {
		m["user "+x.Key] = x.DisplayName
	}
	return m
}

package capture

import (
	"errors"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// TestReason keeps the reason why PingOne did not answer, without the environment
// that the address names: with it, all of the reason would be withheld.
func TestReason(t *testing.T) {
	t.Parallel()
	a := &asker{config: propagation.Config{EnvironmentID: "tenant-4711"}}
	const want = "storeMetadata: /environments/{environmentID}/propagation: 400 Bad Request"
	if got := a.reason(errors.New("storeMetadata: /environments/tenant-4711/propagation: 400 Bad Request")); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestGivenByInputs refuses a value beside an attribute of which only the other
// inputs know that it is sensitive, and the default of a sensitive attribute of
// users: the file would keep both.
func TestGivenByInputs(t *testing.T) {
	t.Parallel()
	secret := &model.Attribute{Key: "PLACE", Sensitive: true}
	known := &model.Connector{Metadata: model.Metadata{Profiles: []*model.Profile{{Attributes: []*model.Attribute{secret}}}}}
	a := &asker{in: &inputs{connectors: map[string]*model.Connector{"Acme": known}}, sent: new(sent)}
	for answer, refused := range map[string]bool{
		answerWith(`{"key":"PLACE","required":true,"sensitive":false}`, ``):                                                                     false,
		answerWith(`{"key":"PLACE","required":true,"sensitive":false,"value":"CANARY"}`, ``):                                                    true,
		answerWith(`{"key":"OTHER","required":true,"sensitive":false,"value":"CANARY"}`, ``):                                                    false,
		answerWith(`{"key":"OTHER","required":true,"sensitive":false}`, `"a":{"key":"a","type":"STRING","sensitive":true,"defaultValue":"x"}`):  true,
		answerWith(`{"key":"OTHER","required":true,"sensitive":false}`, `"a":{"key":"a","type":"STRING","sensitive":false,"defaultValue":"x"}`): false,
	} {
		_, _, why := a.read(reply{storeType: "Acme", body: []byte(answer)})
		if (why != nil) != refused || why != nil && why.findings[0].Rule != spec.RuleSecretGiven.ID {
			t.Errorf("%s: %+v, want refused %v", answer, why, refused)
		}
	}
}

// answerWith returns an answer with an attribute and with attributes of users.
func answerWith(attribute, users string) string {
	return `{"information":{"key":"Acme"},"connectionProfiles":[{"connectionAttributes":[` + attribute + `]}],` +
		`"attributeMetadata":{"capabilities":[],"enhancements":[],"userAttributes":{` + users + `}}}`
}

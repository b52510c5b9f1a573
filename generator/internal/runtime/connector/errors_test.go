package connector

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The texts say what would be right, and quote keys that could not be read otherwise.
func TestFieldErrorText(t *testing.T) {
	for _, test := range []struct {
		err  FieldError
		want string
	}{
		{FieldError{"Zoom", "", "SCIM_URL", RuleRequired, nil}, `Zoom: SCIM_URL is required`},
		{FieldError{"LdapGateway", "", "LDAP_TYPE", RuleEnumeration, []string{"PingDirectory", "Microsoft Active Directory"}},
			`LdapGateway: LDAP_TYPE must be "PingDirectory" or "Microsoft Active Directory"`},
		{FieldError{"X", "", "A", RuleEnumeration, []string{"a", "b", "c"}}, `X: A must be "a", "b" or "c"`},
		{FieldError{"X", "", "A", RuleEnumeration, []string{"a"}}, `X: A must be "a"`},
		{FieldError{"X", "", "A", RuleKind, []string{"boolean"}}, `X: A must be a boolean`},
		{FieldError{"X", "", "A", RuleMask, nil}, `X: A holds the mask of a secret; send the secret itself, as connector.Merge or catalog.Merge takes it from what was sent before`},
		{FieldError{"X", "", "A", RuleCredentials, nil}, `X: A has a user, a password or another secret in a URL; they do not belong there, since attributes for secrets are kept from sight and this one is not`},
		{FieldError{"X", "", "A", RuleEncoding, nil}, `X: A must be valid UTF-8`},
		{FieldError{"X", "", "A", RuleOwnProfile, nil}, `X: A names a profile that has a type of its own; use that type`},
		{FieldError{"X", "", "a\nb", RuleRequired, nil}, `X: "a\nb" is required`},
		{FieldError{"X", "", "", RuleRequired, nil}, `X: "" is required`},
		{FieldError{"X", "The Way", "A", RuleRequired, nil}, `X (The Way): A is required`},
		{FieldError{"X", "a\nb", "A", RuleRequired, nil}, `X ("a\nb"): A is required`},
		{FieldError{"X", "", "A", RuleUnknownKey, nil}, `X: A is no attribute of the connector`},
		{FieldError{"X", "", "A", RuleUnknownKey, []string{"AB"}}, `X: A is no attribute of the connector; the nearest is AB`},
		{FieldError{"X", "One", "A", RuleOtherProfile, []string{"Two"}}, `X (One): A belongs to "Two"`},
		{FieldError{"X", "", "A", "new", nil}, `X: A breaks the rule new`},
	} {
		if got := test.err.Error(); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

// errors.As finds the list as well as its elements, also when wrapped.
func TestErrorsAs(t *testing.T) {
	err := fmt.Errorf("store: %w", Errors{{"X", "", "A", RuleRequired, nil}, {"X", "", "B", RuleMask, nil}})
	var one *FieldError
	if !errors.As(err, &one) || one.Key != "A" {
		t.Errorf("errors.As finds %v, want the first element", one)
	}
	var all Errors
	if !errors.As(err, &all) || len(all) != 2 {
		t.Errorf("errors.As finds %v, want both elements", all)
	}
	if want := "X: A is required\nX: B holds the mask of a secret; send the secret itself, as connector.Merge or catalog.Merge takes it from what was sent before"; all.Error() != want {
		t.Errorf("got  %s\nwant %s", all, want)
	}
}

// problemsIn returns the problems in err as "KEY rule", sorted.
func problemsIn(t testing.TB, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	errs, ok := errors.AsType[Errors](err)
	if !ok {
		t.Fatalf("%v is a %T, want Errors", err, err)
	}
	var problems []string
	for _, e := range errs {
		if strings.Contains(e.Error(), "breaks the rule") {
			t.Errorf("%v: package connector does not know the rule", e)
		}
		problems = append(problems, e.Key+" "+string(e.Rule))
	}
	slices.Sort(problems)
	return problems
}

// wantProblems fails unless err has exactly these problems.
func wantProblems(t testing.TB, name string, err error, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, problemsIn(t, err)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

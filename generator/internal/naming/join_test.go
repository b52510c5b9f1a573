package naming

import (
	"slices"
	"strings"
	"testing"
)

func TestWithin(t *testing.T) {
	for _, test := range []struct{ owner, part, want, why string }{
		{"Store", "Status", "StoreStatus", "nothing is said twice"},
		{"TargetAttribute", "AttributeType", "TargetAttributeType", "a word at the join"},
		{"StoreSyncStatus", "SyncState", "StoreSyncStatusState", "a word further ahead"},
		{"Mapping", "AttributeMappingType", "MappingAttributeType", "a word inside of the part"},
		{"GroupOperation", "Operation", "GroupOperation", "nothing is left"},
		{"LDAPGateway", "LDAPType", "LDAPGatewayType", "an initialism before a word"},
		{"Setting", "Settings", "SettingSettings", "a plural is another word"},
	} {
		if got := Within(test.owner, test.part); got != test.want {
			t.Errorf("Within(%q, %q) = %q, want %q: %s", test.owner, test.part, got, test.want, test.why)
		}
	}
}

func TestConstant(t *testing.T) {
	for _, test := range []struct{ prefix, subject, value, want, why string }{
		{"StoreStatus", "Status", "Active", "StoreStatusActive", "nothing is said twice"},
		{"MappingAttributeType", "AttributeMappingType", "GroupAttributeMapping", "MappingAttributeTypeGroup", "the value ends with what it is a type of"},
		{"PlanStatus", "Status", "StatusActive", "PlanStatusActive", "the value starts with the end of the prefix"},
		{"PlanStatus", "Status", "PlanStatus", "PlanStatusPlan", "a value keeps a word"},
		{"Enhancement", "Enhancement", "MembershipAsGroupAttribute", "EnhancementMembershipAsGroupAttribute", "a word that the prefix does not have"},
		{"RuleType", "Type", "TypeA", "RuleTypeA", "a letter is left"},
		{"RuleType", "Type", "Rule", "RuleTypeRule", "a subject that is Type only is no word of the value"},
	} {
		if got := Constant(test.prefix, test.subject, test.value); got != test.want {
			t.Errorf("Constant(%q, %q, %q) = %q, want %q: %s", test.prefix, test.subject, test.value, got, test.want, test.why)
		}
	}
}

// Whatever owner and part are: the name starts with the owner, what follows is
// of the part, and it does not start with a word of the owner.
func TestWithinRepeatsNothing(t *testing.T) {
	var names []string
	for _, a := range []string{"", "sync", "status", "HTTP", "id", "ids", "2", "oauth"} {
		for _, b := range []string{"", "sync", "type", "HTTPStatus", "id", "9"} {
			names = append(names, Exported(a+" "+b), Exported(a+" "+b+" status"))
		}
	}
	for _, owner := range names {
		for _, part := range names {
			rest, ok := strings.CutPrefix(Within(owner, part), owner)
			if !ok || !subsequence(rest, part) {
				t.Fatalf("Within(%q, %q) = %q", owner, part, Within(owner, part))
			}
			if words := lowerParts(rest); len(words) > 0 && slices.Contains(lowerParts(owner), words[0]) {
				t.Errorf("Within(%q, %q) = %q repeats %s", owner, part, owner+rest, words[0])
			}
		}
	}
}

// subsequence reports whether s is what is left of all when letters are taken out.
func subsequence(s, all string) bool {
	for i := range len(s) {
		n := strings.IndexByte(all, s[i])
		if n < 0 {
			return false
		}
		all = all[n+1:]
	}
	return true
}

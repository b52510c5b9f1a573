package naming

import "strings"

// compounds are pairs of words that people write as one, though there is a capital
// or a space between them. A new one needs only its entry here.
var compounds = map[[2]string]bool{
	{"git", "hub"}: true, {"o", "auth"}: true, {"o", "auth2"}: true, {"oauth", "2"}: true,
	{"ping", "one"}: true, {"service", "now"}: true,
}

// Snake returns words in snake case, as Terraform has its names. It returns "" if
// words have no letter or digit, or one that is not ASCII. A result that starts
// with a digit is no name of Terraform.
//
//	SCIM_URL                    scim_url
//	createNewUsers              create_new_users
//	GitHubEMU                   github_emu
//	OAuth 2 Client Credentials  oauth2_client_credentials
func Snake(words string) string {
	var list []string
	for _, word := range split(words) {
		if !ascii(word) {
			return ""
		}
		for _, part := range lowered(divided(word)) {
			if n := len(list); n > 0 && compounds[[2]string{list[n-1], part}] {
				list[n-1] += part
				continue
			}
			list = append(list, part)
		}
	}
	return strings.Join(list, "_")
}

package terraform

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// alreadyThere says what to do if something of that name is there.
func alreadyThere(what, name string, ids []string) string {
	return fmt.Sprintf("There is a %s that is called %q. If it is the one, which a run that was interrupted may have made, import it by its id, %s. If it is another, choose another name.",
		what, name, strings.Join(ids, " or "))
}

// reportUnknown adds err, after which it is not known whether something was created:
// what to do follows from what was found of that name afterwards.
func reportUnknown(diags *diag.Diagnostics, what, name string, found []string, notFound, err error) {
	detail := alreadyThere(what, name, found)
	switch {
	case notFound != nil:
		detail = fmt.Sprintf("Look for a %s that is called %q. If there is one, import it by its id; if not, apply again.", what, name)
	case len(found) == 0:
		detail = fmt.Sprintf("There is no %s that is called %q, so it was most likely not created. Apply again.", what, name)
	}
	diags.AddError("It is not known whether the "+what+" was created", detail+"\n\n"+err.Error())
}

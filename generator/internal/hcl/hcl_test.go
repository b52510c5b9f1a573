package hcl

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPrint shows what is printed: texts are no templates and hide nothing, and
// arguments are aligned between comments, as tofu fmt does it.
func TestPrint(t *testing.T) {
	t.Parallel()
	inner := &Block{Type: "inner", Comments: []string{"about\nit"}}
	b := &Block{Type: "resource", Labels: []string{"a", `b"`}, Blocks: []*Block{inner, {Type: "empty"}}}
	inner.Add("flag", true)
	inner.Add("list", []string{"x", "y"})
	b.Add("text", "a \"quoted\" \\ ${a} %{b} $${c} $d 100%\n\t\x1b\u202e\U000e0001é")
	b.Add("longer_name", Expression("var.x"))
	b.Add("after", "y", "a comment")
	want := `resource "a" "b\"" {
  text        = "a \"quoted\" \\ $${a} %%{b} $$${c} $d 100%\n\t\u001b\u202e\U000e0001é"
  longer_name = var.x
  # a comment
  after = "y"
  # about\nit
  inner {
    flag = true
    list = ["x", "y"]
  }
  empty {}
}

empty {}
`
	if diff := cmp.Diff(want, Print([]*Block{b, {Type: "empty"}})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for text, want := range map[string]string{"Our Zoom": "our_zoom", "1é": "_1_", "": "_"} {
		if got := Label(text); got != want {
			t.Errorf("the label of %q is %s, want %s", text, got, want)
		}
	}
}

package param

import (
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The styles of OpenAPI, as its table of examples has them.
func TestStyles(t *testing.T) {
	t.Parallel()
	list := []string{"blue", "black", "brown"}
	object := []Member{{"R", []string{"100"}}, {"G", []string{"200"}}}
	for want, got := range map[string]string{
		"color=blue&color=black&color=brown":  Query("form", "color", true, list),
		"color=blue,black,brown":              Query("form", "color", false, list),
		"color=blue%20black%20brown":          Query("spaceDelimited", "color", false, list),
		"color=blue|black|brown":              Query("pipeDelimited", "color", false, list),
		"color=R,100,G,200":                   QueryObject("form", "color", false, object),
		"R=100&G=200":                         QueryObject("form", "color", true, object),
		"color%5BR%5D=100&color%5BG%5D=200":   QueryObject("deepObject", "color", true, object),
		"blue,black,brown":                    Path("simple", "color", false, list),
		".blue,black,brown":                   Path("label", "color", false, list),
		".blue.black.brown":                   Path("label", "color", true, list),
		";color=blue,black,brown":             Path("matrix", "color", false, list),
		";color=blue;color=black;color=brown": Path("matrix", "color", true, list),
		"R,100,G,20%2E0":                      PathObject("simple", "color", false, []Member{{"R", []string{"100"}}, {"G", []string{"20.0"}}}),
		"R=100,G=200":                         PathObject("simple", "color", true, object),
		".R,100,G,200":                        PathObject("label", "color", false, object),
		".R=100.G=200":                        PathObject("label", "color", true, object),
		";color=R,100,G,200":                  PathObject("matrix", "color", false, object),
		";R=100;G=200":                        PathObject("matrix", "color", true, object),
		"R,100,G,200":                         HeaderObject(false, object),
		"R=1,G=2":                             HeaderObject(true, []Member{{"R", []string{"1"}}, {"G", []string{"2"}}}),
		"a=b%20c%2C%3B":                       Cookie("a", []string{"b c,;"}),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Whatever the values are, a server can tell them apart again: what separates them
// is escaped in them.
func TestSeparators(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		values := make([]string, 1+r.IntN(4))
		for i := range values {
			for range 1 + r.IntN(4) {
				values[i] += string([]rune(`a,;|.&=+ %/"ä`)[r.IntN(13)])
			}
		}
		for _, test := range []struct {
			text, separator string
			unescape        func(string) (string, error)
		}{
			{Query("form", "n", false, values)[2:], ",", url.QueryUnescape},
			{Query("pipeDelimited", "n", false, values)[2:], "|", url.QueryUnescape},
			{Path("simple", "n", false, values), ",", url.PathUnescape},
			{Path("matrix", "n", false, values)[3:], ",", url.PathUnescape},
			{Path("label", "n", true, values)[1:], ".", url.PathUnescape},
			{PathObject("simple", "n", false, membersOf(values)), ",", url.PathUnescape},
			{PathObject("label", "n", false, membersOf(values))[1:], ",", url.PathUnescape},
			{strings.ReplaceAll(PathObject("label", "n", true, membersOf(values)), "=", "."), ".", url.PathUnescape},
			{strings.ReplaceAll(PathObject("matrix", "n", true, membersOf(values)), "=", ";"), ";", url.PathUnescape},
		} {
			var got []string
			for part := range strings.SplitSeq(test.text, test.separator) {
				plain, err := test.unescape(part)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, plain)
			}
			if len(got) != len(values) { // an object: what comes before the first member, and names
				got = slices.DeleteFunc(got, func(s string) bool { return s == "" || strings.HasPrefix(s, "_=") })
			}
			if !slices.Equal(got, values) {
				t.Errorf("%q became %s, which is %q", values, test.text, got)
			}
		}
	}
}

// membersOf returns an object that has values, under names that need escapes.
func membersOf(values []string) []Member {
	var list []Member
	for i, v := range values {
		list = append(list, Member{"_=.;," + strconv.Itoa(i), []string{v}})
	}
	return list
}

// What is zero is not there, and what points to a zero value is.
func TestTexts(t *testing.T) {
	t.Parallel()
	type mode string
	for _, test := range []struct {
		value any
		want  []string
	}{
		{"", nil}, {"a", []string{"a"}}, {mode("b"), []string{"b"}}, {mode(""), nil}, {[]mode{"a", "b"}, []string{"a", "b"}},
		{int64(0), []string{"0"}}, {new(int64), []string{"0"}}, {(*int64)(nil), nil}, {[]int64{1, 2}, []string{"1", "2"}},
		{new(bool), []string{"false"}}, {[]bool{true}, []string{"true"}}, {1e21, []string{"1e+21"}}, {nil, nil},
	} {
		if got := Texts(test.value); !slices.Equal(got, test.want) {
			t.Errorf("%#v: got %q, want %q", test.value, got, test.want)
		}
	}
}

// The members of an object keep their order; those that are null are not there.
func TestMembers(t *testing.T) {
	t.Parallel()
	list, err := Members([]byte(`{"b":1,"a":"x","n":null,"l":[1,"2",null],"o":{"k":[1]},"e":[]}`))
	if got, want := QueryObject("form", "", true, list), "b=1&a=x&l=1&l=2&o=%7B%22k%22%3A%5B1%5D%7D"; err != nil || got != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
	if _, err := Members([]byte(`[1]`)); err == nil {
		t.Error("a list is taken for an object")
	}
}

package propagation

import (
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Parameters arrive in the style that the document names, wherever they stand.
func TestStyles(t *testing.T) {
	c := client(t, Config{BaseURL: "https://localhost", HTTPClient: new(http.Client)})
	r := c.request("Read", http.MethodGet, "")
	list := []string{"a b", "c|d"}
	r.param("query", "pipeDelimited", "p", false, list).param("query", "spaceDelimited", "s", false, list)
	r.objectParam("query", "deepObject", "filter", true, (&store{Name: "n"}).members)
	if _, got, _ := strings.Cut(r.target(), "?"); got != "p=a+b|c%7Cd&s=a+b%20c%7Cd&filter%5Bname%5D=n&filter%5Bactive%5D=false" {
		t.Errorf("got %s", got)
	}
	r.param("cookie", "form", "id", false, "1").objectParam("header", "simple", "X-Filter", true, (&store{Name: "n"}).members)
	if got := r.header.Get("Cookie") + " " + r.header.Get("X-Filter"); got != "id=1 name=n,active=false" {
		t.Errorf("got %s", got)
	}
	if got := pathParam("matrix", "id", true, list); got != ";id=a%20b;id=c%7Cd" {
		t.Errorf("got %s", got)
	}
	if got := c.pathObject("matrix", "id", true, (&store{Name: "a;b"}).members); got != ";name=a%3Bb;active=false" {
		t.Errorf("got %s", got)
	}
	none := func(c *codec) { c.e.buf = append(c.e.buf, "{}"...) }
	if r := c.request("Read", http.MethodGet, "/{*id}", c.pathObject("simple", "id", false, none)); r.err == nil {
		t.Errorf("an object without members is sent as %s", r.url)
	}
}

// Bodies that are not JSON arrive as what they are, and the answer comes as it is.
func TestBodiesOfOtherKinds(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			t.Errorf("%s has a token", r.URL)
		}
		media, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		switch body, _ := io.ReadAll(r.Body); media {
		case "application/x-www-form-urlencoded":
			form, err := url.ParseQuery(string(body))
			io.WriteString(w, form.Get("name"))
			if err != nil {
				t.Error(err)
			}
		case "multipart/form-data":
			part, err := multipart.NewReader(strings.NewReader(string(body)), params["boundary"]).NextPart()
			if err != nil {
				t.Fatal(err)
			}
			content, _ := io.ReadAll(part)
			io.WriteString(w, part.FormName()+" "+part.FileName()+" "+string(content))
		default:
			w.Write(body)
		}
	})
	for want, send := range map[string]func(*request) *request{
		"a & b": func(r *request) *request {
			return r.sendForm("application/x-www-form-urlencoded", (&store{Name: "a & b"}).members)
		},
		"\x00\xff": func(r *request) *request { return r.sendRaw("image/png", strings.NewReader("\x00\xff")) },
		"file a.txt text": func(r *request) *request {
			return r.sendParts([]FormPart{{Name: "file", FileName: "a.txt", Content: strings.NewReader("text")}})
		},
	} {
		r := send(c.request("Upload", http.MethodPost, "/files").withoutToken())
		got, err := content(t.Context(), r, "*/*")
		if err != nil || string(got) != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}

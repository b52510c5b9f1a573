package secrets_test

import (
	"bufio"
	"bytes"
	"io"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// The scanner below looks for secrets in what this repository has. It has nothing
// in common with the one of the generator, so that neither vouches for itself.

// vendors are the shapes of secrets that say what they are. Each starts with
// plain text, so that the search is fast.
var vendors = func() (list []*regexp.Regexp) {
	for _, shape := range []string{
		`AKIA[A-Z0-9]{16}\b`, `ASIA[A-Z0-9]{16}\b`, `gh[a-z]_[0-9A-Za-z]{30,}`, `github_pat_\w{30,}`, `glpat-[\w-]{20,}`, `npm_[0-9A-Za-z]{30,}`,
		`xox[a-z]-[0-9A-Za-z-]{20,}`, `hooks\.slack\.com/services/\w+/\w+/\w{20,}`, `AIza[\w-]{35}`, `GOCSPX-[\w-]{20,}`, `ya29\.[\w-]{20,}`,
		`k_live_\w{16,}`, `k_test_\w{16,}`, `SG\.[\w-]{20,}\.[\w-]{20,}`, `eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}`, `Q~[\w.~-]{30,}`,
		`://[^\s/:@"'{}<>]+:[^\s/:@"'{}<>]{3,}@[\w-]+\.`, `PRIVATE KEY-----(\\n|\s)*[A-Za-z0-9+/]{40}`,
	} {
		list = append(list, regexp.MustCompile(shape))
	}
	return list
}()

// published are words that look like secrets and are none: placeholders of
// PingOne's examples and of AWS's, and digests that everybody knows.
var published = []string{
	"AKIAIOSFODNN7EXAMPLE", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"amlYM1UwRmpscEljTjlKMGExdWdVMTc3dzVtb1hJYU9jR2hhamg3cHREdENPSUNiZUZsTzF2cGlsS0JW",
	"SFZNcjUxbmVGZXRSWHhoUUJLN2RnMmxqTFhtTTJSTHdkcUM2Rmo0bU9pVWwxZnRjdnN3RHE1dW9KSDVS",
}

// secretsIn returns what looks like a secret in data.
func secretsIn(data []byte) (found []string) {
	for _, shape := range vendors {
		for _, m := range shape.FindAll(data, -1) {
			found = append(found, string(m))
		}
	}
	for _, marks := range []string{"+_~=-", "+/="} {
		isWord := func(r rune) bool {
			return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(marks, r))
		}
		mixed := func(data []byte) (words []string) {
			for _, word := range bytes.FieldsFunc(data, func(r rune) bool { return !isWord(r) }) {
				if len(word) >= 32 && disorder(word) {
					words = append(words, string(word))
				}
			}
			return words
		}
		if mixed(data) != nil { // few files have any, and to look for identifiers takes long
			found = append(found, mixed(identifier.ReplaceAll(data, nil))...)
		}
	}
	return found
}

// pretended is in what tests pretend to be a secret.
var pretended = regexp.MustCompile(`CANARY|HIDDEN|s3cret`)

// identifier is the form of identifiers, of digests of captures and of modules, and
// of what git names: they are no secrets.
var identifier = regexp.MustCompile(`[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|sha256:[0-9a-f]{64}` +
	`|\bh1:[A-Za-z0-9+/]{43}=|(?m:^(tree|parent) [0-9a-f]{40}$|^[0-9a-f]{64}  \S|uses: \S+@[0-9a-f]{40})`)

// disorder reports whether word is more random than words that people write: by its
// entropy, its digits, and how often small letters, capitals and digits alternate.
func disorder(word []byte) bool {
	counts := make(map[byte]float64)
	var turns, digits, capitals, others int
	for i, c := range word {
		counts[c]++
		switch sort(c) {
		case digit:
			digits++
		case capital:
			capitals++
		}
		if !strings.ContainsRune(hexes, rune(c)) {
			others++
		}
		if i > 0 && sort(c) != sort(word[i-1]) {
			turns++
		}
	}
	entropy := 0.0
	for _, n := range counts {
		p := n / float64(len(word))
		entropy -= p * math.Log2(p)
	}
	mixed := capitals >= 3 && entropy > 4.2 && turns*3 >= len(word)
	return digits >= 3 && (mixed || others == 0 && entropy > 3.3 && turns*4 >= len(word))
}

// The sorts of characters that words are made of.
const (
	mark = iota
	digit
	small
	capital
)

// sort returns what sort of character c is.
func sort(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return digit
	case 'a' <= c && c <= 'z':
		return small
	case 'A' <= c && c <= 'Z':
		return capital
	}
	return mark
}

// TestScanner checks that the scanner of the next two tests finds secrets, and
// leaves other text alone. A scanner that finds nothing proves nothing.
func TestScanner(t *testing.T) {
	t.Parallel()
	for who, secret := range live() {
		if who == "a bearer" || who == "HTTP Basic" || who == "a password in a URL" {
			continue // too short, but for what they are part of
		}
		if secretsIn([]byte(`{"a": "`+secret+`"}`)) == nil {
			t.Errorf("%s: not found", who)
		}
	}
	for _, harmless := range []string{
		"https://apidocs.pingidentity.com/pingone/platform/v1/api/#post-create-propagation-store-zoom",
		"abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6", "AzureActiveDirectorySAML2Configuration", "TargetAttributeAttributeTypeBoolean",
		"https://d3uinntk0mqu3p.cloudfront.net/branding/market/a3d073bc-3108-49ad-b96c-404bea59a1d0.png",
	} {
		if found := secretsIn([]byte(harmless)); found != nil {
			t.Errorf("%s: taken for a secret: %q", harmless, found)
		}
	}
}

// TestNoSecretsInRepository scans the files of this module.
func TestNoSecretsInRepository(t *testing.T) {
	t.Parallel()
	files := 0
	for _, root := range []string{"spec", "generated", "gen", "generator", "README.md", "Makefile", ".ci", ".github"} {
		err := filepath.WalkDir(harness.Path(t, root), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			files++
			reportSecrets(t, name, data)
			return err
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	t.Logf("%d files scanned", files)
}

// TestNoSecretsInHistory scans everything that was ever committed.
func TestNoSecretsInHistory(t *testing.T) {
	t.Parallel()
	long.Only(t, "it reads all that was ever committed")
	objects, err := exec.Command("git", "cat-file", "--batch-all-objects", "--batch", "--buffer", "--unordered").Output()
	if err != nil {
		t.Skip("there is no repository here, and so no history:", err)
	}
	blobs := 0
	for r := bufio.NewReader(bytes.NewReader(objects)); ; {
		line, err := r.ReadString('\n') // id, type and size
		if err == io.EOF {
			break
		}
		fields := strings.Fields(line)
		size, sizeErr := strconv.Atoi(fields[len(fields)-1])
		data := make([]byte, size+1) // and a line break
		if _, err := io.ReadFull(r, data); err != nil || sizeErr != nil {
			t.Fatal(err, sizeErr)
		}
		if fields[1] == "blob" || fields[1] == "commit" {
			blobs++
			reportSecrets(t, "in the history, "+fields[1]+" "+fields[0][:12], data)
		}
	}
	t.Logf("%d blobs and commits scanned", blobs)
}

// reportSecrets fails if data has what looks like a secret, without saying it.
func reportSecrets(t *testing.T, name string, data []byte) {
	t.Helper()
	for _, found := range secretsIn(data) {
		if slices.Contains(published, found) || pretended.MatchString(found) {
			continue
		}
		line := 1 + bytes.Count(data[:bytes.Index(data, []byte(found))], []byte("\n"))
		t.Errorf("%s:%d: %d characters look like a secret", name, line, len(found))
	}
}

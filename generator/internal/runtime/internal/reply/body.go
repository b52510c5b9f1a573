// Package reply reads what servers answer, also where it is not as documented.
// It knows nothing of requests and secrets.
package reply

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"
)

// ErrTooLarge says that a body has more bytes than it may have.
var ErrTooLarge = errors.New("the body is too large")

// An EncodingError says that a body cannot be read because of its Content-Encoding.
// Its text quotes nothing else.
type EncodingError string

// Error returns a text that quotes nothing else.
func (e EncodingError) Error() string { return string(e) }

// Body reads the body of res, which must not have more than limit bytes, and returns
// it in UTF-8; with an error, what could be read. Memory grows with what has come:
// a length is only announced.
func Body(res *http.Response, limit int64) ([]byte, error) {
	if res.ContentLength > limit {
		return nil, ErrTooLarge
	}
	body, err := unzipped(res)
	if err != nil {
		return nil, err
	}
	data := make([]byte, 0, 512+int(max(4<<10, min(res.ContentLength, 64<<10))))
	for err == nil && int64(len(data)) <= limit {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		end := cap(data)
		if int64(end) > limit {
			end = int(limit) + 1 // enough to see that there is more
		}
		var n int
		n, err = body.Read(data[len(data):end])
		data = data[:len(data)+n]
	}
	switch {
	case int64(len(data)) > limit:
		data, err = data[:limit], ErrTooLarge
	case err == io.EOF:
		err = nil
	}
	return inUTF8(data, res.Header.Get("Content-Type")), err
}

// unzipped returns the body of res, which somebody between may have compressed unasked.
func unzipped(res *http.Response) (io.Reader, error) {
	encoding := strings.ToLower(strings.TrimSpace(res.Header.Get("Content-Encoding")))
	switch encoding {
	case "", "identity":
		return res.Body, nil
	case "gzip", "x-gzip":
		if res.Uncompressed {
			return res.Body, nil
		}
		body, err := gzip.NewReader(res.Body)
		if errors.Is(err, io.EOF) {
			return http.NoBody, nil
		}
		if errors.Is(err, gzip.ErrHeader) {
			err = EncodingError("the body is not gzip, as its Content-Encoding has it")
		}
		return body, err
	case "br", "compress", "deflate", "zstd": // what else there is may be a secret that is quoted
		return nil, EncodingError("the Content-Encoding of the answer is " + encoding + ", which was not asked for")
	}
	return nil, EncodingError("the Content-Encoding of the answer is not known")
}

// inUTF8 returns data without a byte order mark, and what is Latin-1 as UTF-8.
func inUTF8(data []byte, contentType string) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if utf8.Valid(data) {
		return data
	}
	if _, params, err := mime.ParseMediaType(contentType); err != nil || !strings.EqualFold(params["charset"], "iso-8859-1") {
		return data
	}
	letters := make([]rune, len(data))
	for i, b := range data {
		letters[i] = rune(b)
	}
	return []byte(string(letters))
}

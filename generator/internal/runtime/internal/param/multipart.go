package param

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/textproto"
)

// A Part is a part of a body that is multipart/form-data.
type Part struct {
	Name      string
	FileName  string
	MediaType string
	Content   io.Reader
}

// Multipart returns parts as a body of at most limit bytes and its media type.
func Multipart(parts []Part, limit int64) (body []byte, mediaType string, err error) {
	b := limited{limit: limit}
	w := multipart.NewWriter(&b)
	for _, p := range parts {
		if err := write(w, p); err != nil {
			return nil, "", fmt.Errorf("the part %q: %w", p.Name, err)
		}
	}
	err = w.Close()
	return b.buf, w.FormDataContentType(), err
}

func write(w *multipart.Writer, p Part) error {
	if p.Name == "" {
		return errors.New("it has no name")
	}
	disposition := map[string]string{"name": p.Name}
	header := make(textproto.MIMEHeader)
	if p.FileName != "" {
		disposition["filename"] = p.FileName
		header.Set("Content-Type", "application/octet-stream")
	}
	if p.MediaType != "" {
		header.Set("Content-Type", p.MediaType)
	}
	header.Set("Content-Disposition", mime.FormatMediaType("form-data", disposition))
	part, err := w.CreatePart(header)
	if err != nil || p.Content == nil {
		return err
	}
	_, err = io.Copy(part, p.Content)
	return err
}

// ErrTooLarge says that a body would have more bytes than it may have.
var ErrTooLarge = errors.New("the body is too large")

// ReadAll returns what r has, at most limit bytes.
func ReadAll(r io.Reader, limit int64) ([]byte, error) {
	b := limited{buf: []byte{}, limit: limit}
	if _, err := io.Copy(&b, r); err != nil {
		return nil, fmt.Errorf("the body cannot be read: %w", err)
	}
	return b.buf, nil
}

// A limited is a buffer of at most limit bytes.
type limited struct {
	buf   []byte
	limit int64
}

func (b *limited) Write(data []byte) (int, error) {
	if int64(len(b.buf)+len(data)) > b.limit {
		return 0, ErrTooLarge
	}
	b.buf = append(b.buf, data...)
	return len(data), nil
}

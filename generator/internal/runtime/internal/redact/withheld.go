package redact

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// A withheld error is one that is not shown, since it may quote what was sent or
// what a server answered. [errors.Is] and [errors.As] find it, and what it wraps.
type withheld struct {
	text  string
	cause func() error // a function, so that nothing shows it
}

// Withhold returns err with a text that quotes nothing: the part of err's text
// that is known to do so, or else what err is.
func Withhold(err error, otherwise string) error {
	if err == nil {
		return nil
	}
	w := &withheld{otherwise, func() error { return err }}
	var dial *net.OpError
	var host *net.DNSError
	var certificate *tls.CertificateVerificationError
	var alert tls.AlertError
	switch {
	case errors.As(err, &host):
		w.text = host.Error()
	case errors.As(err, &certificate):
		w.text = certificate.Error()
	case errors.As(err, &alert):
		w.text = alert.Error()
	case errors.As(err, &dial):
		w.text = dial.Error()
	default:
		for _, known := range []error{context.Canceled, context.DeadlineExceeded, io.ErrUnexpectedEOF, io.EOF, http.ErrSchemeMismatch} {
			if errors.Is(err, known) {
				w.text = known.Error()
				break
			}
		}
	}
	return w
}

// Error returns a text that quotes nothing.
func (w *withheld) Error() string { return w.text }

// Is reports whether the error that is not shown is target.
func (w *withheld) Is(target error) bool { return errors.Is(w.cause(), target) }

// As sets target to the error that is not shown, if it is of its type.
func (w *withheld) As(target any) bool { return errors.As(w.cause(), target) }

// Timeout reports whether the error that is not shown says that there was no more time.
func (w *withheld) Timeout() bool {
	var timeout interface{ Timeout() bool }
	return errors.As(w.cause(), &timeout) && timeout.Timeout()
}

// Bare returns err, which the HTTP client had, without the query of a URL and
// without what it quotes.
func Bare(err error) error {
	const otherwise = "the HTTP client failed, or the server does not speak HTTP"
	var u *url.Error
	if !errors.As(err, &u) {
		return Withhold(err, otherwise)
	}
	target, _, _ := strings.Cut(u.URL, "?")
	return &url.Error{Op: u.Op, URL: target, Err: Withhold(u.Err, otherwise)}
}

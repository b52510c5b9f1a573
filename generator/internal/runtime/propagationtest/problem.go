package propagationtest

import (
	"errors"
	"net/http"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A problem is an answer that is not a success, in the form that PingOne has
// for it. Its texts never hold a value of the request.
type problem struct {
	status  int
	ID      string   `json:"id"`
	Code    string   `json:"code"`
	Message string   `json:"message"`
	Details []detail `json:"details,omitempty"`
}

// A detail is one thing that is wrong.
type detail struct {
	Code       string         `json:"code"`
	Target     string         `json:"target,omitempty"`
	Message    string         `json:"message"`
	InnerError map[string]any `json:"innerError,omitempty"`
}

// Error returns the code and the message.
func (p *problem) Error() string { return p.Code + ": " + p.Message }

// codes are the codes that PingOne has for a status.
var codes = map[int]string{
	http.StatusBadRequest:            "INVALID_DATA",
	http.StatusUnauthorized:          "ACCESS_FAILED",
	http.StatusForbidden:             "ACCESS_FAILED",
	http.StatusNotFound:              "NOT_FOUND",
	http.StatusMethodNotAllowed:      "INVALID_REQUEST",
	http.StatusConflict:              "INVALID_DATA",
	http.StatusRequestEntityTooLarge: "INVALID_REQUEST",
	http.StatusUnsupportedMediaType:  "INVALID_REQUEST",
	http.StatusTooManyRequests:       "REQUEST_LIMITED",
}

// newProblem returns a problem with the code that goes with the status.
func newProblem(status int, message string, details ...detail) *problem {
	code, known := codes[status]
	switch {
	case !known && status < http.StatusInternalServerError:
		code = "REQUEST_FAILED"
	case !known:
		code = "UNEXPECTED_ERROR"
	}
	return &problem{status: status, Code: code, Message: message, Details: details}
}

// mostDetails is how many details a problem has at most.
const mostDetails = 100

// invalid returns the problem that the details make up, or nil if there are none.
func invalid(details []detail) error {
	if len(details) == 0 {
		return nil
	}
	details = details[:min(len(details), mostDetails)]
	return newProblem(http.StatusBadRequest, "The request is not valid; the details say why.", details...)
}

// malformed returns the problem of a request that cannot be understood.
func malformed(message string) *problem {
	p := newProblem(http.StatusBadRequest, message)
	p.Code = "INVALID_REQUEST"
	return p
}

func notFound() *problem {
	return newProblem(http.StatusNotFound, "There is no such resource in this environment.")
}

func required(target string) detail {
	return detail{Code: "REQUIRED_VALUE", Target: target, Message: "It is required."}
}

func constraint(target, message string) detail {
	return detail{Code: "CONSTRAINT_VIOLATION", Target: target, Message: message}
}

// detailsOf returns what package connector found wrong with a configuration, but for
// what [connector.Wire] sends.
func detailsOf(err error) []detail {
	var list []detail
	var errs connector.Errors
	if errors.As(err, &errs) {
		for _, e := range errs {
			if e.Rule != connector.RuleCredentials {
				list = append(list, detailOf(e))
			}
		}
	} else if err != nil {
		list = append(list, detail{Code: "INVALID_VALUE", Target: "configuration", Message: "It is not a configuration of this type of store."})
	}
	return list
}

func detailOf(e *connector.FieldError) detail {
	target := "configuration." + e.Key
	if e.Rule == connector.RuleRequired {
		return required(target)
	}
	d := detail{Code: "INVALID_VALUE", Target: target, Message: e.Error() + "."}
	if len(e.Values) > 0 {
		d.InnerError = map[string]any{"allowedValues": e.Values}
	}
	return d
}

package propagationtest

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// write sends an answer, with what f does to it on the way.
func (s *Server) write(w http.ResponseWriter, r *http.Request, a answer, f Fault) {
	if !wait(r, f.Delay) || f.Drop {
		drop(w)
		return
	}
	body := a.body(w.Header())
	for name, values := range a.header {
		w.Header()[name] = values
	}
	if f.Size == 0 && a.status != http.StatusNoContent {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.WriteHeader(a.status)
	if f.Torn {
		w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		drop(w)
		return
	}
	if writePaused(w, r, body, f.Pause) {
		pad(w, f.Size-int64(len(body)))
	}
}

// body returns the body of an answer and sets the header for its type.
func (a *answer) body(header http.Header) []byte {
	switch v := a.value.(type) {
	case nil:
		return nil
	case string:
		header.Set("Content-Type", textType(v))
		return []byte(v)
	default:
		header.Set("Content-Type", "application/json")
		return encode(v)
	}
}

// textType returns the media type of a body that a [Fault] has.
func textType(body string) string {
	if strings.HasPrefix(body, "{") || strings.HasPrefix(body, "[") {
		return "application/json"
	}
	return http.DetectContentType([]byte(body))
}

// pieces is how many parts a body is sent in if there are pauses.
const pieces = 4

// writePaused sends body, with a pause before each of its pieces. It reports
// whether it came to the end.
func writePaused(w http.ResponseWriter, r *http.Request, body []byte, pause time.Duration) bool {
	if pause == 0 {
		w.Write(body)
		return true
	}
	for i := range pieces {
		_ = http.NewResponseController(w).Flush()
		if !wait(r, pause) {
			return false
		}
		w.Write(body[len(body)*i/pieces : len(body)*(i+1)/pieces])
	}
	return true
}

// pad sends n bytes of white space.
func pad(w http.ResponseWriter, n int64) {
	space := bytes.Repeat([]byte(" "), 64<<10)
	for ; n > 0; n -= int64(len(space)) {
		if _, err := w.Write(space[:min(n, int64(len(space)))]); err != nil {
			return
		}
	}
}

// drop closes the connection.
func drop(w http.ResponseWriter) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		conn.Close()
	}
}

// wait lets time pass, and reports whether it did: the client may leave, or the
// server be closed.
func wait(r *http.Request, d time.Duration) bool {
	if d == 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

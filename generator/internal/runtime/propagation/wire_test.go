package propagation

import (
	"bufio"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A wire is a server of HTTP/1.1 that deals with connections by itself. It counts the requests
// that it has received whole, each of which creates something.
type wire struct {
	created atomic.Int64
	url     string
}

// newWire returns a wire whose n-th connection, counted from 1, is dealt with by serve.
func newWire(t *testing.T, serve func(w *wire, c *net.TCPConn, n int)) *wire {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	w := &wire{url: "http://" + listener.Addr().String() + "/v1"}
	go func() {
		for n := 1; ; n++ {
			c, err := listener.Accept()
			if err != nil {
				return // closed
			}
			go func() {
				defer c.Close()
				serve(w, c.(*net.TCPConn), n)
			}()
		}
	}()
	return w
}

// take reads a request and carries it out.
func (w *wire) take(c net.Conn) bool {
	r, err := http.ReadRequest(bufio.NewReader(c))
	if err != nil {
		return false
	}
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		return false
	}
	w.created.Add(1)
	return true
}

// reset makes c end by a reset, and not in order.
func reset(c *net.TCPConn) {
	c.SetLinger(0)
	c.Close()
}

const created = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n"

// A create is carried out at most once, wherever a TCP connection breaks. Only if there was
// none is it known that nothing was created. The body is larger than what sockets hold.
func TestCreateOnWire(t *testing.T) {
	tests := []struct {
		name  string
		serve func(w *wire, c *net.TCPConn, n int)
	}{
		{"reset before it is read", func(_ *wire, c *net.TCPConn, _ int) {
			io.ReadFull(c, make([]byte, 1)) // there is a connection, for sure
			reset(c)
		}},
		{"reset while it is written", func(_ *wire, c *net.TCPConn, _ int) {
			io.ReadFull(c, make([]byte, 4<<10))
			reset(c)
		}},
		{"reset after it was written", func(w *wire, c *net.TCPConn, _ int) {
			w.take(c)
			reset(c)
		}},
		{"reset while the header of the answer is read", func(w *wire, c *net.TCPConn, _ int) {
			w.take(c)
			io.WriteString(c, created[:20])
			time.Sleep(10 * time.Millisecond) // or the reset would overtake it
			reset(c)
		}},
		{"reset while the body of the answer is read", func(w *wire, c *net.TCPConn, _ int) {
			w.take(c)
			io.WriteString(c, created+`{"id`)
			time.Sleep(10 * time.Millisecond)
			reset(c)
		}},
		{"closed in order before it is read", func(*wire, *net.TCPConn, int) {}},
		{"closed in order after it was written", func(w *wire, c *net.TCPConn, _ int) { w.take(c) }},
		{"half closed after it was written", func(w *wire, c *net.TCPConn, _ int) {
			w.take(c)
			c.CloseWrite()
			io.Copy(io.Discard, c)
		}},
		{"half closed while it is written", func(w *wire, c *net.TCPConn, _ int) {
			c.CloseWrite()
			w.take(c)
		}},
		{"something that is no HTTP", func(w *wire, c *net.TCPConn, _ int) {
			w.take(c)
			io.WriteString(c, "SSH-2.0-x\r\n")
		}},
	}
	body := store{Name: strings.Repeat("x", 8<<20)}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var connections atomic.Int64
			w := newWire(t, func(w *wire, c *net.TCPConn, n int) {
				connections.Add(1)
				tt.serve(w, c, n)
			})
			c := client(t, Config{BaseURL: w.url, HTTPClient: &http.Client{Transport: new(http.Transport)}, Timeout: 5 * time.Second})
			_, err := call[store](t.Context(), c.request("Create", http.MethodPost, "/x").send("application/json", body.members).once())
			if n := connections.Load(); n != 1 || w.created.Load() > 1 || !errors.Is(err, ErrOutcomeUnknown) {
				t.Errorf("%d connections, %d created: %v", n, w.created.Load(), err)
			}
		})
	}
}

// A connection that is used again may be closed by the server at any time. A create
// that was not written to it goes to the next, and one that was does not, also if the
// server did not see it any more.
func TestCreateOnUsedConnection(t *testing.T) {
	for _, tt := range []struct {
		name  string
		after bool // it is closed when the create has arrived
	}{{"closed while it is idle", false}, {"closed by the create", true}} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWire(t, func(w *wire, c *net.TCPConn, n int) {
				r := bufio.NewReader(c)
				for i := 1; ; i++ {
					sent, err := http.ReadRequest(r)
					if err != nil {
						return
					}
					io.Copy(io.Discard, sent.Body)
					if sent.Method == http.MethodPost {
						w.created.Add(1)
						if tt.after {
							return
						}
					}
					io.WriteString(c, created+`{"id":"1"}`)
					if n == 1 && !tt.after {
						return
					}
				}
			})
			c := client(t, Config{BaseURL: w.url, HTTPClient: &http.Client{Transport: new(http.Transport)}})
			if _, err := call[store](t.Context(), c.request("Read", http.MethodGet, "/x")); err != nil {
				t.Fatal(err)
			}
			_, err := call[store](t.Context(), c.request("Create", http.MethodPost, "/x").once())
			unknown := errors.Is(err, ErrOutcomeUnknown)
			if tt.after && (w.created.Load() != 1 || !unknown) || !tt.after && (w.created.Load() == 1) == unknown || err != nil && !unknown {
				t.Errorf("%d created: %v", w.created.Load(), err)
			}
		})
	}
}

// Nothing was created where nobody listens, so that the error does not say that it may have been.
func TestCreateWithoutConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	c := client(t, Config{BaseURL: "http://" + listener.Addr().String(), MaxAttempts: 2, HTTPClient: new(http.Client)})
	err = run(t.Context(), c.request("Create", http.MethodPost, "/x").once())
	if e, ok := errors.AsType[*Error](err); !ok || e.Attempts != 2 || errors.Is(err, ErrOutcomeUnknown) {
		t.Errorf("got %v", err)
	}
}

// Frames of HTTP/2 (RFC 9113, section 6).
const (
	frameData, frameHeaders, frameReset, frameSettings, frameGoAway = 0, 1, 3, 4, 7

	endStream, endHeaders = 1, 4
)

func writeFrame(w io.Writer, kind, flags byte, stream uint32, payload ...byte) {
	head := binary.BigEndian.AppendUint32(nil, uint32(len(payload)))[1:]
	head = binary.BigEndian.AppendUint32(append(head, kind, flags), stream)
	w.Write(append(head, payload...))
}

// newWire2 returns a server of HTTP/2 that receives a whole request, carries it out, and
// then calls react with its stream. It counts requests.
func newWire2(t *testing.T, react func(c io.Writer, stream uint32, n int64)) (*atomic.Int64, *http.Client, string) {
	t.Helper()
	created := new(atomic.Int64)
	certified := httptest.NewUnstartedServer(nil)
	certified.EnableHTTP2 = true
	certified.StartTLS() // for its certificate and a client that trusts it
	t.Cleanup(certified.Close)
	listener, err := tls.Listen("tcp", "127.0.0.1:0", certified.TLS)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				serveFrames(c, func(stream uint32) { react(c, stream, created.Add(1)) })
			}()
		}
	}()
	return created, certified.Client(), "https://" + listener.Addr().String()
}

// serveFrames calls requested with the stream of each request that has arrived whole.
func serveFrames(c io.ReadWriter, requested func(stream uint32)) {
	if _, err := io.ReadFull(c, make([]byte, len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))); err != nil {
		return
	}
	writeFrame(c, frameSettings, 0, 0)
	head := make([]byte, 9)
	for {
		if _, err := io.ReadFull(c, head); err != nil {
			return
		}
		length := int64(binary.BigEndian.Uint32(append([]byte{0}, head[:3]...)))
		if _, err := io.CopyN(io.Discard, c, length); err != nil {
			return
		}
		if kind := head[3]; (kind == frameData || kind == frameHeaders) && head[4]&endStream != 0 {
			requested(binary.BigEndian.Uint32(head[5:]))
		}
	}
}

// Over HTTP/2 a create is carried out at most once, with a body and without, whatever a
// server says after it has received it. By itself, net/http would repeat some of them.
func TestCreateOnHTTP2(t *testing.T) {
	const refused = 7 // the server has not looked at the request, so it may come again
	for code := range uint32(14) {
		for _, kind := range []byte{frameReset, frameGoAway} {
			if kind == frameReset && code == refused {
				continue
			}
			for _, body := range []string{"", "{}"} {
				created, h, address := newWire2(t, func(c io.Writer, stream uint32, n int64) {
					payload := binary.BigEndian.AppendUint32(nil, code)
					if kind == frameGoAway {
						payload = append(make([]byte, 4), payload...) // the last stream that was looked at is none
						stream = 0
					}
					writeFrame(c, kind, 0, stream, payload...)
				})
				c := client(t, Config{BaseURL: address, HTTPClient: h, Timeout: 2 * time.Second})
				r := c.request("Create", http.MethodPost, "/x").once()
				if body != "" {
					r.send("application/json", func(c *codec) { c.e.value("the body", connector.Value{}) })
				}
				err := run(t.Context(), r)
				if created.Load() != 1 || !errors.Is(err, ErrOutcomeUnknown) {
					t.Errorf("frame %d, code %d, body %q: %d created, %v", kind, code, body, created.Load(), err)
				}
			}
		}
	}
}

// A server that refuses a stream has not carried it out, so it is sent again.
func TestRefusedStream(t *testing.T) {
	seen, h, address := newWire2(t, func(c io.Writer, stream uint32, n int64) {
		if n == 1 {
			writeFrame(c, frameReset, 0, stream, 0, 0, 0, 7)
			return
		}
		writeFrame(c, frameHeaders, endHeaders|endStream, stream, 0x88) // :status 200, in HPACK
	})
	c := client(t, Config{BaseURL: address, HTTPClient: h})
	err := run(t.Context(), c.request("Create", http.MethodPost, "/x").send("application/json", func(c *codec) { c.e.buf = append(c.e.buf, "{}"...) }).once())
	if err != nil || seen.Load() != 2 {
		t.Errorf("%d requests: %v", seen.Load(), err)
	}
}

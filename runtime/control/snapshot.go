package control

// The side of the engine: a snapshot is held for who reads it, until the connection ends.

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/wflang/wf/runtime/store"
)

// maxBlock is the most bytes of a block that may be asked for; one pair more than that is always given.
const maxBlock = 4 << 20

// upgrade is what a connection becomes.
const upgrade = "wf-snapshot"

func (s *Server) snapshot(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Upgrade") != upgrade {
		http.Error(w, "a snapshot is read on a connection of its own: Upgrade: "+upgrade, http.StatusUpgradeRequired)
		return
	}
	conn, both, err := http.NewResponseController(w).Hijack()
	if err != nil {
		fail(w, err)
		return
	}
	defer conn.Close()
	if !s.enter(conn) {
		return
	}
	defer s.leave(conn)
	tx := s.look()
	defer tx.Discard()
	h := &holder{tx: tx, in: both.Reader, out: bufio.NewWriterSize(conn, 64<<10)}
	fmt.Fprintf(h.out, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: %s\r\n\r\n", upgrade)
	for err := h.out.Flush(); err == nil; err = h.answer() {
		if err := conn.SetDeadline(time.Now().Add(s.idle)); err != nil {
			return
		}
	}
}

// enter keeps a connection that is to be closed with the server.
func (s *Server) enter(conn net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended {
		s.readers[conn] = true
	}
	return !s.ended
}

func (s *Server) leave(conn net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.readers, conn)
}

// holder answers what is asked of one snapshot.
type holder struct {
	tx    store.Reader
	in    *bufio.Reader
	out   *bufio.Writer
	block []byte
}

// answer takes the next question. The error is that of the connection, or of a question that is none.
func (h *holder) answer() error {
	op, err := h.in.ReadByte()
	if err != nil {
		return err
	}
	switch op {
	case opGet:
		key, err := readText(h.in)
		if err != nil {
			return err
		}
		h.get(key)
	case opScan:
		q, err := h.question()
		if err != nil {
			return err
		}
		h.scan(q)
	default:
		return fmt.Errorf("the question %q", op)
	}
	return h.out.Flush()
}

func (h *holder) get(key []byte) {
	switch value, err := h.tx.Get(key); {
	case err == nil:
		h.out.WriteByte(isValue)
		writeText(h.out, value)
	case errors.Is(err, store.ErrNotFound):
		h.out.WriteByte(isNone)
	default:
		h.fail(err)
	}
}

func (h *holder) fail(err error) {
	h.out.WriteByte(isFailed)
	writeText(h.out, []byte(err.Error()))
}

// question is one that asks for a block.
type question struct {
	from, to []byte // to: nil for no end
	reverse  bool
	limit    int
}

func (h *holder) question() (q question, err error) {
	flags, err := h.in.ReadByte()
	if err != nil {
		return q, err
	}
	q.reverse = flags&flagReverse != 0
	if q.from, err = readText(h.in); err != nil {
		return q, err
	}
	if q.to, err = readText(h.in); err != nil {
		return q, err
	}
	if flags&flagTo == 0 {
		q.to = nil
	}
	q.limit, err = readSize(h.in)
	return q, err
}

func (h *holder) scan(q question) {
	h.block = h.block[:0]
	more := byte(0)
	for k, v := range h.tx.Scan(q.from, q.to, q.reverse) {
		if len(h.block) > 0 && len(h.block)+len(k)+len(v) > min(q.limit, maxBlock) {
			more = 1
			break
		}
		h.block = appendPair(h.block, k, v)
	}
	// A scan that ended may have met a fault, which the transaction then gives for every key.
	if _, err := h.tx.Get([]byte("!format")); err != nil && !errors.Is(err, store.ErrNotFound) {
		h.fail(err)
		return
	}
	h.out.WriteByte(isBlock)
	h.out.WriteByte(more)
	writeText(h.out, h.block)
}

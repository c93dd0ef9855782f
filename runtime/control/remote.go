package control

// The side of the reader: a store.Store that is elsewhere.

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"sort"
	"sync"

	"github.com/wflang/wf/runtime/store"
)

// remote is the store behind a socket, as it was committed at one moment: when it was first looked at, or after the last
// command of its client.
type remote struct {
	client *Client

	mu  sync.Mutex
	now *snapshot // nil until it is looked at
}

// Begin starts a transaction that only reads.
func (r *remote) Begin(write bool) store.Tx {
	r.mu.Lock()
	defer r.mu.Unlock()
	if write {
		return &remoteTx{fault: store.ErrReadOnly}
	}
	if r.now == nil {
		s, err := r.client.snapshot()
		if err != nil {
			return &remoteTx{fault: err}
		}
		r.now = s
	}
	r.now.hold()
	return &remoteTx{snapshot: r.now}
}

// renew lets the next transaction see what was committed meanwhile.
func (r *remote) renew() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.now != nil {
		r.now.drop()
		r.now = nil
	}
}

// Sync has nothing to do: the engine's commits are durable.
func (r *remote) Sync() error { return nil }

// Close gives the snapshot back.
func (r *remote) Close() error {
	r.renew()
	r.client.http.CloseIdleConnections()
	return nil
}

// snapshot is a connection on which one state of a store is read.
type snapshot struct {
	conn net.Conn
	ctx  context.Context // its end breaks the connection
	stop func() bool

	mu     sync.Mutex
	in     *bufio.Reader
	out    *bufio.Writer
	held   int // by transactions, and as the present one
	recent [4]block
	turn   int    // which of recent is the oldest
	last   []byte // where the last scan with an end ended
}

// block is a part of a store without gaps.
type block struct {
	from, to []byte // what lies in it: from (included) to to (not included; nil: no end)
	pairs    []pair
	more     bool // the range that was asked for goes on behind it
	read     bool // it is one, and no blank
}

// snapshot begins one.
func (c *Client) snapshot() (*snapshot, error) {
	conn, err := dial(c.ctx, c.folder)
	if err != nil {
		return nil, c.gone(err)
	}
	s := &snapshot{conn: conn, ctx: c.ctx, in: bufio.NewReaderSize(conn, 64<<10), out: bufio.NewWriter(conn), held: 1}
	s.stop = context.AfterFunc(c.ctx, func() { conn.Close() })
	if err := s.upgrade(); err != nil {
		s.drop()
		return nil, err
	}
	return s, nil
}

func (s *snapshot) upgrade() error {
	fmt.Fprintf(s.out, "GET /snapshot HTTP/1.1\r\nHost: engine\r\nConnection: Upgrade\r\nUpgrade: %s\r\n\r\n", upgrade)
	if err := s.out.Flush(); err != nil {
		return s.lost(err)
	}
	answer, err := http.ReadResponse(s.in, nil)
	if err != nil {
		return s.lost(err)
	}
	if answer.StatusCode != http.StatusSwitchingProtocols {
		return refusal(answer)
	}
	return nil
}

func (s *snapshot) hold() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held++
}

// drop closes the connection when nobody holds it any more.
func (s *snapshot) drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held--; s.held == 0 {
		s.stop()
		s.conn.Close()
	}
}

// lost says why nothing is answered any more.
func (s *snapshot) lost(err error) error {
	if s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	return fmt.Errorf("%w (%w)", ErrLost, err)
}

// get asks for one key, unless a block that was read shows it.
func (s *snapshot) get(key []byte) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.recent {
		if b := &s.recent[i]; b.holds(key) {
			return b.get(key)
		}
	}
	s.out.WriteByte(opGet)
	writeText(s.out, key)
	kind, err := s.ask()
	if err != nil {
		return nil, err
	}
	switch kind {
	case isNone:
		return nil, store.ErrNotFound
	case isValue:
		value, err := readText(s.in)
		if err != nil {
			return nil, s.lost(err)
		}
		return value, nil
	}
	return nil, s.lost(fmt.Errorf("the answer %q", kind))
}

// ask sends what was written and reads the kind of the answer; a fault of the store becomes an error.
func (s *snapshot) ask() (kind byte, err error) {
	if err := s.out.Flush(); err != nil {
		return 0, s.lost(err)
	}
	if kind, err = s.in.ReadByte(); err != nil {
		return 0, s.lost(err)
	}
	if kind != isFailed {
		return kind, nil
	}
	words, err := readText(s.in)
	if err != nil {
		return 0, s.lost(err)
	}
	return 0, errors.New(string(words))
}

// ahead is how many bytes are read at once where small ranges are asked for one after the other.
const ahead = 64 << 10

// scan gives the first block of a range, of about so many bytes. Who asks for one small range behind the other, such as the
// associations of each record, gets what lies between and behind them along with the second.
func (s *snapshot) scan(from, to []byte, reverse bool, limit int) (block, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if reverse || to == nil {
		return s.read(from, to, reverse, limit)
	}
	for i := range s.recent {
		if b := &s.recent[i]; b.holds(from) && (b.to == nil || bytes.Compare(to, b.to) <= 0) {
			s.last = to
			return b.part(from, to), nil
		}
	}
	until := to
	if sameKind(from, s.last) && bytes.Compare(from, s.last) >= 0 {
		if end := []byte{from[0] + 1}; bytes.Compare(to, end) < 0 {
			until, limit = end, ahead
		}
	}
	s.last = to
	b, err := s.read(from, until, false, limit)
	if err != nil {
		return b, err
	}
	return b.part(from, to), nil
}

// sameKind reports whether two keys begin with the same letter: what lies between them is then of one kind.
func sameKind(a, b []byte) bool { return len(a) > 0 && len(b) > 0 && a[0] == b[0] && a[0] < 0xff }

// read asks for a block.
func (s *snapshot) read(from, to []byte, reverse bool, limit int) (block, error) {
	flags := byte(0)
	if reverse {
		flags |= flagReverse
	}
	if to != nil {
		flags |= flagTo
	}
	s.out.WriteByte(opScan)
	s.out.WriteByte(flags)
	writeText(s.out, from)
	writeText(s.out, to)
	writeSize(s.out, limit)
	kind, err := s.ask()
	if err != nil {
		return block{}, err
	}
	if kind != isBlock {
		return block{}, s.lost(fmt.Errorf("the answer %q", kind))
	}
	more, err := s.in.ReadByte()
	if err != nil {
		return block{}, s.lost(err)
	}
	text, err := readText(s.in)
	if err != nil {
		return block{}, s.lost(err)
	}
	pairs, err := pairsOf(text)
	if err != nil || more != 0 && len(pairs) == 0 {
		return block{}, s.lost(fmt.Errorf("a block of %d bytes: %w", len(text), io.ErrUnexpectedEOF))
	}
	b := block{from: from, to: to, pairs: pairs, more: more != 0, read: true}
	if !reverse {
		if b.more {
			b.to = after(pairs[len(pairs)-1].key)
		}
		s.recent[s.turn] = b
		s.turn = (s.turn + 1) % len(s.recent)
	}
	return b, nil
}

// after is the first key behind another.
func after(key []byte) []byte { return append(bytes.Clone(key), 0) }

// holds reports whether a key would lie in a block.
func (b *block) holds(key []byte) bool {
	return b.read && bytes.Compare(key, b.from) >= 0 && (b.to == nil || bytes.Compare(key, b.to) < 0)
}

// index is where a key is among the pairs, or would be.
func (b *block) index(key []byte) int {
	return sort.Search(len(b.pairs), func(i int) bool { return bytes.Compare(b.pairs[i].key, key) >= 0 })
}

func (b *block) get(key []byte) ([]byte, error) {
	if i := b.index(key); i < len(b.pairs) && bytes.Equal(b.pairs[i].key, key) {
		return b.pairs[i].value, nil
	}
	return nil, store.ErrNotFound
}

// part is what of a block lies in a range that begins in it; the range goes on behind it where the block ends before.
func (b *block) part(from, to []byte) block {
	p := block{from: from, to: to, read: true, more: b.more && bytes.Compare(to, b.to) > 0}
	if first, end := b.index(from), b.index(to); first < end {
		p.pairs = b.pairs[first:end]
	}
	return p
}

// remoteTx is a transaction over a snapshot.
type remoteTx struct {
	snapshot *snapshot // nil when there is none
	fault    error
	ended    bool
}

func (t *remoteTx) Get(key []byte) ([]byte, error) {
	if t.fault != nil {
		return nil, t.fault
	}
	value, err := t.snapshot.get(key)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		t.fault = err
	}
	return value, err
}

// The first block of a scan is small, since many scans end soon; the next are larger and larger.
const (
	firstBlock = 4 << 10
	lastBlock  = 1 << 20
)

func (t *remoteTx) Scan(from, to []byte, reverse bool) iter.Seq2[[]byte, []byte] {
	return func(yield func([]byte, []byte) bool) {
		for limit := firstBlock; t.fault == nil; limit = min(limit*8, lastBlock) {
			b, err := t.snapshot.scan(from, to, reverse, limit)
			if err != nil {
				t.fault = err
				return
			}
			for _, p := range b.pairs {
				if !yield(p.key, p.value) {
					return
				}
			}
			if !b.more {
				return
			}
			last := b.pairs[len(b.pairs)-1].key
			if reverse {
				to = last
			} else {
				from = after(last)
			}
		}
	}
}

func (t *remoteTx) Set([]byte, []byte) error { return store.ErrReadOnly }

func (t *remoteTx) Delete([]byte) error { return store.ErrReadOnly }

func (t *remoteTx) Savepoint() (rewind func()) { return func() {} }

func (t *remoteTx) Commit() error {
	t.Discard()
	return t.fault
}

func (t *remoteTx) Discard() {
	if !t.ended && t.snapshot != nil {
		t.snapshot.drop()
	}
	t.ended = true
}

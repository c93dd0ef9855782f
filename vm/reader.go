package vm

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

var (
	errCutShort   = errors.New("it is cut short")
	errOutOfRange = errors.New("a number in it is out of range")
)

// reader reads stored bytes from the front; after the first fault it gives zeros only.
type reader struct {
	data []byte
	err  error
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
	r.data = nil
}

func (r *reader) byte() byte {
	if len(r.data) == 0 {
		r.fail(errCutShort)
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b
}

func (r *reader) bool() bool { return r.byte() != 0 }

func (r *reader) varint() int64 {
	n, size := binary.Varint(r.data)
	if size <= 0 {
		r.fail(errCutShort)
		return 0
	}
	r.data = r.data[size:]
	return n
}

// count reads a number from 0 to limit.
func (r *reader) count(limit int) int {
	n, size := binary.Uvarint(r.data)
	if size <= 0 {
		r.fail(errCutShort)
		return 0
	}
	r.data = r.data[size:]
	if n > uint64(limit) {
		r.fail(fmt.Errorf("it counts %d where %d is the most", n, limit))
		return 0
	}
	return int(n)
}

// length reads a number of things of at least one byte each.
func (r *reader) length() int { return r.count(len(r.data)) }

func (r *reader) text() string { return string(r.bytes()) }

// bytes is a text as it stands in what is read.
func (r *reader) bytes() []byte {
	n := r.length()
	if n > len(r.data) {
		r.fail(errCutShort)
	}
	if r.err != nil {
		return nil
	}
	s := r.data[:n]
	r.data = r.data[n:]
	return s
}

// likely is a text that needs no room of its own where it is the one that is expected.
func (r *reader) likely(expected string) string {
	if s := r.bytes(); string(s) != expected {
		return string(s)
	}
	return expected
}

func (r *reader) value(s *schema.Schema) schema.Value {
	if r.err != nil {
		return schema.Value{}
	}
	v, rest, err := schema.DecodeValue(r.data, s)
	if err != nil {
		r.fail(err)
		return schema.Value{}
	}
	r.data = rest
	return v
}

package backup

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"io"

	"github.com/wflang/wf/runtime/store"
)

// Write writes the state that a transaction shows to a stream. A fault of the store is returned by the transaction's
// Commit, as always: a stream is good only when both are.
func Write(w io.Writer, r store.Reader) (Info, error) {
	out := &writer{out: bufio.NewWriterSize(w, 1<<16), sum: sha256.New()}
	out.write([]byte(magic))
	for k, v := range r.Scan(nil, nil, false) {
		out.pair(k, v)
		if out.err != nil {
			return Info{}, out.err
		}
	}
	out.flush()
	var end [16]byte
	binary.LittleEndian.PutUint64(end[8:], uint64(out.info.Pairs))
	out.write(end[:])
	out.write(out.sum.Sum(nil))
	if out.err == nil {
		out.err = out.out.Flush()
	}
	return out.info, out.err
}

type writer struct {
	out   *bufio.Writer
	sum   hash.Hash
	block []byte
	info  Info
	err   error
}

func (w *writer) pair(k, v []byte) {
	w.block = append(binary.AppendUvarint(w.block, uint64(len(k))), k...)
	w.block = append(binary.AppendUvarint(w.block, uint64(len(v))), v...)
	w.info.Pairs++
	if len(w.block) >= blockMax {
		w.flush()
	}
}

// flush closes the block that is being filled.
func (w *writer) flush() {
	if len(w.block) == 0 {
		return
	}
	var head [8]byte
	binary.LittleEndian.PutUint32(head[:], uint32(len(w.block)))
	binary.LittleEndian.PutUint32(head[4:], crc32.Checksum(w.block, castagnoli))
	w.write(head[:])
	w.write(w.block)
	w.block = w.block[:0]
}

func (w *writer) write(p []byte) {
	if w.err != nil {
		return
	}
	w.sum.Write(p)
	n, err := w.out.Write(p)
	w.info.Bytes += int64(n)
	w.err = err
}

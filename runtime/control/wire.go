package control

// What is said on a connection on which a snapshot is read: the one side asks, the other answers, in turns. Texts are
// preceded by their length as a varint.
//
//	g key                     Get: answered by v value, or n
//	s flags from to limit     a block of Scan, of about so many bytes: answered by b more pairs
//	                          flags: 1 from the last to the first, 2 there is a `to`; more: 1 the range goes on behind it
//
// A fault of the store is answered by e with its words.

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

const (
	opGet  = 'g'
	opScan = 's'

	isValue  = 'v'
	isNone   = 'n'
	isBlock  = 'b'
	isFailed = 'e'

	flagReverse = 1
	flagTo      = 2
)

// maxText is the most bytes of one text: what claims more is no answer of ours.
const maxText = math.MaxInt32

// The first fault of a writer stays with it and is told by Flush.

func writeText(w *bufio.Writer, text []byte) {
	writeSize(w, len(text))
	_, _ = w.Write(text)
}

func writeSize(w *bufio.Writer, n int) {
	_, _ = w.Write(binary.AppendUvarint(w.AvailableBuffer(), uint64(n)))
}

func readText(r *bufio.Reader) ([]byte, error) {
	n, err := readSize(r)
	if err != nil {
		return nil, err
	}
	text := make([]byte, n)
	_, err = io.ReadFull(r, text)
	return text, err
}

func readSize(r *bufio.Reader) (int, error) {
	n, err := binary.ReadUvarint(r)
	if err == nil && n > maxText {
		err = fmt.Errorf("a text of %d bytes", n)
	}
	return int(n), err
}

// pair is a key with its value.
type pair struct{ key, value []byte }

// appendPair adds a pair to a block.
func appendPair(block, key, value []byte) []byte {
	block = append(binary.AppendUvarint(block, uint64(len(key))), key...)
	return append(binary.AppendUvarint(block, uint64(len(value))), value...)
}

// pairsOf takes a block apart.
func pairsOf(block []byte) (pairs []pair, err error) {
	next := func() []byte {
		n, size := binary.Uvarint(block)
		if size <= 0 || n > uint64(len(block)-size) {
			err, block = io.ErrUnexpectedEOF, nil
			return nil
		}
		text := block[size : size+int(n) : size+int(n)]
		block = block[size+int(n):]
		return text
	}
	for len(block) > 0 {
		pairs = append(pairs, pair{next(), next()})
	}
	return pairs, err
}

// Package backup copies a store into one stream and back: a consistent picture of a moment, taken while the engine goes
// on, and checked in every part before a restored store is used.
//
// A stream is the line `wf backup 1`, then blocks, then the end. A block is the length of its content and the CRC-32C of
// it, four bytes each, little-endian, then the content: keys and values in the order of the store, each preceded by its
// length as a varint. The end is a block of length 0, the number of pairs in eight bytes, and the SHA-256 of all that
// came before it.
package backup

import (
	"errors"
	"fmt"
	"hash/crc32"
)

const (
	magic    = "wf backup 1\n"
	blockMax = 1 << 20 // a block is closed when it is at least this long
	entryMax = 1 << 30 // a block that claims more is damaged
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Info tells what a backup holds.
type Info struct {
	Pairs int64 // keys with their values
	Bytes int64 // of the stream
}

// ErrDamaged is the cause of errors about streams that are not what was written: nothing of them can be relied on.
var ErrDamaged = errors.New("the backup is damaged")

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

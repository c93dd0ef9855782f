package store

// Copying a store.

import (
	"bytes"
	"errors"
)

// copied is how many entries are copied in one transaction.
const copied = 10_000

// Copy copies all that is in one store into another. The first is only read.
func Copy(from, to Store) error {
	read := from.Begin(false)
	defer read.Discard()
	write := to.Begin(true)
	defer func() { write.Discard() }()
	n := 0
	for k, v := range read.Scan(nil, nil, false) {
		if err := write.Set(bytes.Clone(k), bytes.Clone(v)); err != nil {
			return err
		}
		if n++; n%copied == 0 {
			if err := write.Commit(); err != nil {
				return err
			}
			write = to.Begin(true)
		}
	}
	return errors.Join(read.Commit(), write.Commit())
}

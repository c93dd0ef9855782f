package badger

import (
	"bytes"
	"errors"
	"fmt"
	"iter"

	"github.com/dgraph-io/badger/v4"

	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/ordered"
)

// tx is a reading transaction of Badger and, above it, what was written. Badger's own writing transactions allow one
// scan at a time and sort what was written anew for each; they have no savepoints either.
type tx struct {
	store  *Store
	read   *badger.Txn
	writes ordered.Map  // a nil value says that the key was deleted
	below  *ordered.Map // what the transaction before this one wrote, where it was not committed yet; nil without
	undo   ordered.Undo
	write  bool
	passed bool // another transaction writes after this one already
	ended  bool
	fault  error // that a scan met, or that the store has since an earlier commit

	rewindTo int // the last savepoint
	rewind   func()
}

func (t *tx) Get(key []byte) ([]byte, error) {
	v, ok := t.writes.Get(key)
	if !ok && t.below != nil {
		v, ok = t.below.Get(key)
	}
	if ok {
		if v == nil {
			return nil, store.ErrNotFound
		}
		return v, nil
	}
	if t.fault != nil {
		return nil, t.fault
	}
	item, err := t.read.Get(key)
	switch {
	case errors.Is(err, badger.ErrKeyNotFound):
		return nil, store.ErrNotFound
	case err != nil:
		return nil, t.store.words(err)
	}
	return t.store.value(item)
}

// value is a copy of what lies under a key. Badger keeps it to itself when it cannot read a large one.
func (s *Store) value(item *badger.Item) ([]byte, error) {
	v, err := item.ValueCopy(nil)
	switch {
	case err != nil:
		return nil, s.words(err)
	case len(v) == 0 && item.ValueSize() > 0:
		return nil, damaged(s.dir, errValue)
	}
	return v, nil
}

var errValue = errors.New("a value cannot be read")

func (t *tx) Set(key, value []byte) error {
	if !t.write {
		return store.ErrReadOnly
	}
	if value == nil {
		value = []byte{}
	}
	old, had := t.writes.Set(key, value)
	t.undo.Note(key, old, had)
	return nil
}

func (t *tx) Delete(key []byte) error {
	if !t.write {
		return store.ErrReadOnly
	}
	old, had := t.writes.Set(key, nil)
	t.undo.Note(key, old, had)
	return nil
}

func (t *tx) Savepoint() (rewind func()) {
	if mark := t.undo.Mark(); t.rewind == nil || t.rewindTo != mark {
		t.rewindTo, t.rewind = mark, func() { t.undo.Rewind(&t.writes, mark) }
	}
	return t.rewind
}

// Scan merges the keys of the store with what was written: where both have a key, the written one counts.
func (t *tx) Scan(from, to []byte, reverse bool) iter.Seq2[[]byte, []byte] {
	return func(yield func([]byte, []byte) bool) {
		if t.fault != nil {
			return
		}
		w := t.written(from, to, reverse)
		opts := badger.DefaultIteratorOptions
		opts.PrefetchValues = false // values this small lie beside their keys
		opts.Reverse = reverse
		it := t.read.NewIterator(opts)
		defer it.Close()
		seekTo(it, from, to, reverse)
		for ; it.Valid(); it.Next() {
			key := it.Item().KeyCopy(nil)
			if outside(key, from, to, reverse) {
				break
			}
			for w.before(key) {
				if !w.yield(yield) {
					return
				}
			}
			if w.at(key) {
				if !w.yield(yield) {
					return
				}
				continue
			}
			value, err := t.store.value(it.Item())
			if err != nil {
				t.fault = err
				return
			}
			if !yield(key, value) {
				return
			}
		}
		for w.before(nil) {
			if !w.yield(yield) {
				return
			}
		}
	}
}

func seekTo(it *badger.Iterator, from, to []byte, reverse bool) {
	switch {
	case !reverse:
		it.Seek(from)
	case to == nil:
		it.Rewind()
	default:
		it.Seek(to)
		if it.Valid() && bytes.Equal(it.Item().Key(), to) {
			it.Next()
		}
	}
}

func outside(key, from, to []byte, reverse bool) bool {
	if reverse {
		return bytes.Compare(key, from) < 0
	}
	return to != nil && bytes.Compare(key, to) >= 0
}

func (t *tx) Commit() error {
	if t.ended {
		return nil
	}
	defer t.end()
	if t.fault != nil || t.writes.Len() == 0 {
		return t.fault
	}
	if err := t.store.hasRoom(t.store.room); err != nil {
		if errors.Is(err, errVanished) {
			t.store.fault.Store(&err)
		}
		return err
	}
	txn := t.store.db.NewTransaction(true)
	defer txn.Discard()
	var err error
	entries := make([]badger.Entry, 0, t.writes.Len()) // made at once: Badger keeps pointers to them until it has written
	t.writes.Scan(nil, nil, false, func(key, value []byte) bool {
		if value == nil {
			err = txn.Delete(key)
		} else {
			entries = append(entries, badger.Entry{Key: key, Value: value})
			err = txn.SetEntry(&entries[len(entries)-1])
		}
		return err == nil
	})
	if err != nil {
		return t.store.words(err)
	}
	if err := txn.Commit(); err != nil {
		err = t.store.words(err)
		if !errors.Is(err, store.ErrTooBig) { // which is found before anything is written
			t.store.fault.Store(&err)
		}
		return err
	}
	return nil
}

func (t *tx) Discard() {
	if !t.ended {
		t.end()
	}
}

func (t *tx) end() {
	t.ended = true
	t.read.Discard()
	if t.write && !t.passed {
		t.store.writing.Unlock()
	}
}

// words puts a fault of a transaction into words.
func (s *Store) words(err error) error {
	switch {
	case errors.Is(err, badger.ErrTxnTooBig):
		return store.ErrTooBig
	case isFull(err):
		return noRoom(s.dir, err)
	case errors.Is(err, badger.ErrBlockedWrites), errors.Is(err, badger.ErrDBClosed):
		return fmt.Errorf("%s: the store is closed", s.dir)
	}
	return fmt.Errorf("%s: the store failed: %w", s.dir, err)
}

// Package memory keeps a store in memory: for tests, for simulation, and for trying a project without leaving anything
// behind.
package memory

import (
	"iter"
	"sync"

	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/ordered"
)

// Store is a store in memory. The zero Store is empty and ready.
type Store struct {
	writing sync.Mutex // held by the writing transaction

	mu        sync.Mutex // guards committed
	committed ordered.Map
}

// New returns an empty store.
func New() *Store { return &Store{} }

// Begin starts a transaction; a writing one waits for the one before it to end.
func (s *Store) Begin(write bool) store.Tx {
	if write {
		s.writing.Lock()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return &tx{store: s, state: s.committed.Clone(), write: write}
}

// Sync does nothing: nothing here outlives the process.
func (s *Store) Sync() error { return nil }

// Close does nothing.
func (s *Store) Close() error { return nil }

// tx is a copy of the store's state; a commit puts it in the place of the store's.
type tx struct {
	store *Store
	state *ordered.Map
	undo  ordered.Undo
	write bool
	ended bool

	latest   func() // the savepoint that was given last
	latestAt int    // how much had been changed then
}

func (t *tx) Get(key []byte) ([]byte, error) {
	if v, ok := t.state.Get(key); ok {
		return v, nil
	}
	return nil, store.ErrNotFound
}

func (t *tx) Set(key, value []byte) error {
	if !t.write {
		return store.ErrReadOnly
	}
	if value == nil {
		value = []byte{}
	}
	old, had := t.state.Set(key, value)
	t.undo.Note(key, old, had)
	return nil
}

func (t *tx) Delete(key []byte) error {
	if !t.write {
		return store.ErrReadOnly
	}
	if old, had := t.state.Delete(key); had {
		t.undo.Note(key, old, true)
	}
	return nil
}

func (t *tx) Scan(from, to []byte, reverse bool) iter.Seq2[[]byte, []byte] {
	return func(yield func([]byte, []byte) bool) { t.state.Scan(from, to, reverse, yield) }
}

func (t *tx) Savepoint() (rewind func()) {
	if mark := t.undo.Mark(); t.latest == nil || mark != t.latestAt {
		t.latest, t.latestAt = func() { t.undo.Rewind(t.state, mark) }, mark
	}
	return t.latest
}

func (t *tx) Commit() error {
	if t.ended {
		return nil
	}
	if t.write {
		t.store.mu.Lock()
		t.store.committed = *t.state
		t.store.mu.Unlock()
	}
	t.end()
	return nil
}

func (t *tx) Discard() {
	if !t.ended {
		t.end()
	}
}

func (t *tx) end() {
	t.ended = true
	if t.write {
		t.store.writing.Unlock()
	}
}

package storetest

import (
	"sync"
	"sync/atomic"

	"github.com/wflang/wf/runtime/store"
)

// Faulty is a store that fails when it is told to, and counts.
type Faulty struct {
	store.Store

	mu      sync.Mutex
	onWrite func(key []byte) error
	commits atomic.Int64
	fail    func() error
}

// NewFaulty wraps a store. It passes everything on until it is told to fail.
func NewFaulty(s store.Store) *Faulty { return &Faulty{Store: s} }

// FailSet makes Set return what f gives for the key, until f is nil.
func (s *Faulty) FailSet(f func(key []byte) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onWrite = f
}

// FailCommit makes the commits of writing transactions return what f gives, and change nothing, until f is nil.
func (s *Faulty) FailCommit(f func() error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = f
}

// Commits is the number of writing transactions that were committed.
func (s *Faulty) Commits() int64 { return s.commits.Load() }

// Begin starts a transaction that fails when it was told to.
func (s *Faulty) Begin(write bool) store.Tx {
	tx := s.Store.Begin(write)
	if !write {
		return tx
	}
	return &faultyTx{Tx: tx, store: s}
}

// Pipelined is the same over a store whose commits run beside the next transaction; ok is false where it has none.
func (s *Faulty) Pipelined() (p store.Pipelined, ok bool) {
	below, ok := s.Store.(store.Pipelined)
	return pipelinedFaulty{s, below}, ok
}

type pipelinedFaulty struct {
	*Faulty
	below store.Pipelined
}

func (s pipelinedFaulty) BeginAfter(before store.Tx) store.Tx {
	return &faultyTx{Tx: s.below.BeginAfter(before.(*faultyTx).Tx), store: s.Faulty}
}

type faultyTx struct {
	store.Tx
	store *Faulty
}

func (t *faultyTx) Set(key, value []byte) error {
	t.store.mu.Lock()
	f := t.store.onWrite
	t.store.mu.Unlock()
	if f != nil {
		if err := f(key); err != nil {
			return err
		}
	}
	return t.Tx.Set(key, value)
}

func (t *faultyTx) Commit() error {
	t.store.mu.Lock()
	f := t.store.fail
	t.store.mu.Unlock()
	if f != nil {
		if err := f(); err != nil {
			t.Discard()
			return err
		}
	}
	err := t.Tx.Commit()
	if err == nil {
		t.store.commits.Add(1)
	}
	return err
}

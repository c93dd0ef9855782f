package main

import (
	"context"
	"iter"

	"github.com/wflang/wf/runtime/store"
)

// interruptible is a store that is only read, until a context ends: whoever reads a million records wants to be able to
// stop.
type interruptible struct {
	store.Store
	ctx context.Context
}

func (s interruptible) Begin(write bool) store.Tx {
	return &interruptibleTx{Tx: s.Store.Begin(write), ctx: s.ctx}
}

type interruptibleTx struct {
	store.Tx
	ctx context.Context
}

func (t *interruptibleTx) Get(key []byte) ([]byte, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	return t.Tx.Get(key)
}

func (t *interruptibleTx) Scan(from, to []byte, reverse bool) iter.Seq2[[]byte, []byte] {
	return func(yield func([]byte, []byte) bool) {
		for k, v := range t.Tx.Scan(from, to, reverse) {
			if t.ctx.Err() != nil || !yield(k, v) {
				return
			}
		}
	}
}

func (t *interruptibleTx) Commit() error {
	if err := t.Tx.Commit(); err != nil {
		return err
	}
	return t.ctx.Err()
}

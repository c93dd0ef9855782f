package simtest

import (
	"errors"
	"sync"

	"github.com/wflang/wf/runtime/store"
)

// errCrash is what a commit gives at which the process ends, and all that follow.
var errCrash = errors.New("the process has crashed")

// crashing is a store whose process ends at a commit: what is behind it stays.
type crashing struct {
	store.Store

	mu      sync.Mutex
	left    int  // commits until the crash; -1: there is none
	keep    bool // the last commit reaches the disk, and nobody hears of it
	crashed bool
	commits int
}

func (c *crashing) Begin(write bool) store.Tx {
	tx := c.Store.Begin(write)
	if !write {
		return tx
	}
	return &crashingTx{Tx: tx, store: c}
}

// Close leaves the store behind it open.
func (c *crashing) Close() error { return nil }

func (c *crashing) dead() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.crashed
}

// fate says what becomes of a commit.
func (c *crashing) fate() (stored, told bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.crashed:
		return false, false
	case c.left == 0:
		c.crashed = true
		return c.keep, false
	}
	c.left--
	c.commits++
	return true, true
}

type crashingTx struct {
	store.Tx
	store *crashing
}

func (t *crashingTx) Commit() error {
	stored, told := t.store.fate()
	if !stored {
		t.Discard()
		return errCrash
	}
	if err := t.Tx.Commit(); err != nil || told {
		return err
	}
	return errCrash
}

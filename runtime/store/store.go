// Package store is the ordered key-value transaction that the runtime stands on, and nothing more. store/memory keeps
// it in memory; store/badger on disk.
package store

import (
	"errors"
	"iter"
)

// Store holds ordered keys. One writer at a time; readers see the last committed state.
type Store interface {
	// Begin starts a transaction. A store has at most one writing transaction at a time.
	Begin(write bool) Tx
	// Sync makes all that was committed durable, where commits do not do so by themselves.
	Sync() error
	Close() error
}

// Tx is one transaction. Keys and values given to it belong to it until it ends; what it returns is valid until then.
type Tx interface {
	// Get returns ErrNotFound for a key that is not there.
	Get(key []byte) ([]byte, error)
	Set(key, value []byte) error
	Delete(key []byte) error
	// Scan yields the keys from `from` (included) up to `to` (not included; nil: no end) in order, or from the last to the first.
	// A fault of the store ends it and is returned by Commit, so that nothing is written after half a scan.
	Scan(from, to []byte, reverse bool) iter.Seq2[[]byte, []byte]
	// Commit makes the changes durable and ends the transaction, or gives an error and changes nothing.
	Commit() error
	// Discard ends the transaction without changes; after Commit it does nothing.
	Discard()
}

// ErrNotFound is returned for a key that is not there.
var ErrNotFound = errors.New("key not found")

// ErrInUse is returned by opening a store that another process has open.
var ErrInUse = errors.New("the store is open in another process")

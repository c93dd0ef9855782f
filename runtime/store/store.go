// Package store is the ordered key-value transaction that the runtime stands on, and nothing more. store/memory keeps
// it in memory; store/badger on disk. store/storetest is the suite that both pass.
package store

import (
	"errors"
	"iter"
)

// Store holds ordered keys. One writer at a time; readers see the last committed state. It is safe for concurrent use.
type Store interface {
	// Begin starts a transaction. A store has at most one writing transaction at a time.
	Begin(write bool) Tx
	// Sync makes all that was committed durable, where commits do not do so by themselves.
	Sync() error
	// Close ends the use of the store. All transactions must have ended.
	Close() error
}

// Pipelined is a Store whose next writing transaction can be worked on while the one before it is on its way to the disk.
type Pipelined interface {
	Store
	// BeginAfter starts a writing transaction that sees what an earlier one wrote, before that one is committed. It is
	// called ahead of the earlier one's Commit, which may then run in another goroutine, and only when all transactions
	// before that one have ended. When the earlier one fails, the later one must be discarded.
	BeginAfter(before Tx) Tx
}

// Checked is a Store that knows without writing whether it would take a commit.
type Checked interface {
	Store
	// Writable returns why commits are refused now, such as ErrFull; nil when they are taken.
	Writable() error
}

// Reader reads one state of a store.
type Reader interface {
	// Get returns ErrNotFound for a key that is not there. After a scan that met a fault it returns that fault.
	Get(key []byte) ([]byte, error)
	// Scan yields the keys from `from` (included) up to `to` (not included; nil: no end) in order, or from the last to
	// the first. It sees the state at the moment it begins: what is written meanwhile changes nothing in it. Scans may be
	// nested. A fault of the store ends it and is returned by Commit, so that nothing is written after half a scan.
	Scan(from, to []byte, reverse bool) iter.Seq2[[]byte, []byte]
}

// Tx is one transaction; it reads what it wrote. Keys and values given to it belong to it until it ends; what it returns
// is valid until then and must not be changed. It is not safe for concurrent use.
type Tx interface {
	Reader
	Set(key, value []byte) error
	Delete(key []byte) error
	// Savepoint returns a function that takes back all that was written since, as often as it is called.
	Savepoint() (rewind func())
	// Commit makes the changes durable and ends the transaction, or gives an error and changes nothing. Of a reading
	// transaction it returns the fault that a scan met.
	Commit() error
	// Discard ends the transaction without changes; after Commit it does nothing.
	Discard()
}

// ErrNotFound is returned for a key that is not there.
var ErrNotFound = errors.New("key not found")

// ErrInUse is returned by opening a store that another process, or another part of this one, has open.
var ErrInUse = errors.New("the store is open in another process")

// ErrTooBig is returned when a transaction holds more than the store commits at once.
var ErrTooBig = errors.New("the transaction is too big")

// ErrFull is returned by a commit, or by opening a store, for which the disk has no room. Nothing was changed; once there
// is room again the store takes commits as before.
var ErrFull = errors.New("the disk is full")

// ErrReadOnly is returned for writing in a transaction that was begun for reading.
var ErrReadOnly = errors.New("the transaction only reads")

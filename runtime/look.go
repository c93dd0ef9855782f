// Looking: an engine that reads a store and leaves it as it is.

package runtime

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/wflang/wf/runtime/store"
)

// ErrEmpty is returned by OpenToRead for a store in which no engine ever worked.
var ErrEmpty = errors.New("the store is empty: nothing was run on it yet")

// OpenToRead gives an engine that only looks at a store: nothing is written, no timer fires, no message leaves, and what
// would change something gives store.ErrReadOnly. Of the configuration it needs what reading needs: the store, the
// catalog, people, zone and address. Close closes the store.
func OpenToRead(c Config) (*Engine, error) {
	if c.Store == nil || c.Catalog == nil {
		return nil, errors.New("an engine needs a store and a catalog")
	}
	e := newEngine(c.withDefaults())
	e.looks = true
	if err := e.findFormat(); err != nil {
		return nil, err
	}
	if err := e.load(); err != nil {
		return nil, err
	}
	return e, nil
}

// findFormat reads what settleFormat made.
func (e *Engine) findFormat() error {
	tx := e.config.Store.Begin(false)
	defer tx.Discard()
	found, err := tx.Get([]byte(keyFormat))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return ErrEmpty
	case err != nil:
		return err
	}
	if err := readable(found); err != nil {
		return err
	}
	id, err := tx.Get([]byte(keyID))
	if err != nil {
		return err
	}
	e.id = string(id)
	secret, err := tx.Get([]byte(keySecret))
	if errors.Is(err, store.ErrNotFound) { // no engine signed anything yet
		return nil
	}
	e.secret = bytes.Clone(secret)
	return err
}

// readable refuses a store of another format.
func readable(found []byte) error {
	if string(found) == format {
		return nil
	}
	return fmt.Errorf("the store has the format %q, and this version of wf reads %q: open it with the version that wrote it", found, format)
}

// Snapshot is the store as it was committed last, for who copies it or reads it from elsewhere. It only reads. The caller
// discards it; Close waits for that.
func (e *Engine) Snapshot() store.Tx { return e.look() }

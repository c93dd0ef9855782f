// The gate of those who read: a store is not closed under them.

package runtime

import (
	"iter"
	"sync"

	"github.com/wflang/wf/runtime/store"
)

// gate counts the looks that are under way. Badger's files leave the memory when it is closed, so that whoever reads on
// would end the process.
type gate struct {
	mu     sync.Mutex
	closed bool
	open   sync.WaitGroup
}

func (g *gate) enter() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.closed {
		g.open.Add(1)
	}
	return !g.closed
}

// shut lets nobody in any more; who is inside goes on.
func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed = true
}

// look begins a transaction that reads. On an engine that was closed it reads nothing but ErrClosed.
func (e *Engine) look() store.Tx {
	if !e.gate.enter() {
		return nothing{}
	}
	return &look{Tx: e.config.Store.Begin(false), e: e}
}

// look is a transaction for which Close waits. It does not make Close wait for long: its scans end then.
type look struct {
	store.Tx
	e     *Engine
	cut   bool
	ended bool
}

// Scan scans until the engine is closed.
func (l *look) Scan(from, to []byte, reverse bool) iter.Seq2[[]byte, []byte] {
	return func(yield func([]byte, []byte) bool) {
		for k, v := range l.Tx.Scan(from, to, reverse) {
			select {
			case <-l.e.stop:
				l.cut = true
				return
			default:
			}
			if !yield(k, v) {
				return
			}
		}
	}
}

// Get gives ErrClosed after a scan that was cut, as store.Reader has it of faults.
func (l *look) Get(key []byte) ([]byte, error) {
	if l.cut {
		return nil, ErrClosed
	}
	return l.Tx.Get(key)
}

func (l *look) Commit() error {
	if l.ended {
		return nil
	}
	defer l.leave()
	err := l.Tx.Commit()
	if l.cut {
		return ErrClosed
	}
	return err
}

func (l *look) Discard() {
	if !l.ended {
		defer l.leave()
		l.Tx.Discard()
	}
}

func (l *look) leave() {
	l.ended = true
	l.e.gate.open.Done()
}

// nothing is a look at an engine that was closed.
type nothing struct{}

func (nothing) Get([]byte) ([]byte, error) { return nil, ErrClosed }
func (nothing) Scan([]byte, []byte, bool) iter.Seq2[[]byte, []byte] {
	return func(func([]byte, []byte) bool) {}
}
func (nothing) Set([]byte, []byte) error   { return ErrClosed }
func (nothing) Delete([]byte) error        { return ErrClosed }
func (nothing) Savepoint() (rewind func()) { return func() {} }
func (nothing) Commit() error              { return ErrClosed }
func (nothing) Discard()                   {}

// The timers that are due next, in memory: what fires soon is neither searched for in the store nor read past the traces
// that a store keeps of deleted keys.

package runtime

import (
	"bytes"

	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/ordered"
)

// near holds the first timers of the store, as the batch at hand sees it: all that lie before end. A wake-up that a batch
// sets is held here alone until the batch ends: one that comes to pass while the batch is open never reaches the store,
// not even as a trace.
type near struct {
	keys  ordered.Map // the value of a wake-up that the store does not have yet is unwritten
	undo  ordered.Undo
	end   []byte   // nil: there are no others
	all   bool     // the store has none of them
	fresh [][]byte // keys that were unwritten; some are gone again, or written
}

// How many timers are read at once, and how many are kept.
const (
	nearRead = 8192
	nearMost = 32768
)

func newNear() *near { return &near{end: keyTimers()} }

func (n *near) holds(k []byte) bool { return n.end == nil || bytes.Compare(k, n.end) < 0 }

// set takes in a timer that was set, if it is among the first.
func (n *near) set(k, v []byte) {
	if n.holds(k) {
		old, had := n.keys.Set(k, v)
		n.undo.Note(k, old, had)
	}
}

// delete drops a timer, and reports whether it was held here alone.
func (n *near) delete(k []byte) (alone bool) {
	old, had := n.keys.Delete(k)
	if had {
		n.undo.Note(k, old, true)
	}
	return isUnwritten(k, old)
}

// unwritten is the value of a wake-up that the store does not have yet; written ones have none.
var unwritten = []byte{1}

// setFresh takes in a wake-up that is to be written when the batch ends, if it is among the first.
func (n *near) setFresh(k []byte) bool {
	if !n.holds(k) {
		return false
	}
	n.set(k, unwritten)
	n.fresh = append(n.fresh, k)
	return true
}

// isUnwritten tells a timer that is held here alone by its key and value.
func isUnwritten(k, v []byte) bool { return timerKind(k[9]) == timerWake && len(v) > 0 }

// write gives what is left of the fresh wake-ups to the store. It must not be called between a savepoint and its return.
func (n *near) write(set func(k, v []byte)) {
	for _, k := range n.fresh {
		if v, _ := n.keys.Get(k); isUnwritten(k, v) {
			set(k, nil)
		}
	}
	clear(n.fresh)
	n.fresh = n.fresh[:0]
}

// next is the first timer that is not below `from`; ok is false when there is none.
func (n *near) next(r store.Reader, from []byte) (k, v []byte, ok bool) {
	for {
		if k, v, ok = n.keys.Ceil(from); ok || n.end == nil {
			return k, v, ok
		}
		n.read(r)
	}
}

// read takes in the next timers of the store.
func (n *near) read(r store.Reader) {
	count := 0
	for k, v := range r.Scan(n.end, after(keyTimers()), false) {
		if count == nearRead {
			n.end = k
			return
		}
		count++
		n.keys.Set(k, v)
	}
	n.end = nil
}

// forget drops the last of too many. It must not be called between a savepoint and its return.
func (n *near) forget() {
	n.undo.Forget()
	if n.all || n.keys.Len() <= nearMost {
		return
	}
	var last [][]byte
	count := 0
	n.keys.Scan(nil, nil, false, func(k, _ []byte) bool {
		if count++; count > nearMost/2 {
			last = append(last, k)
		}
		return true
	})
	n.end = last[0]
	for _, k := range last {
		n.keys.Delete(k)
	}
}

// look finds when the next timers are due; quiet is the next without those of the engine's own housekeeping. 0 is none.
func (n *near) look(r store.Reader) (next, quiet int64) {
	k, _, ok := n.next(r, nil)
	for ok {
		due := timeAt(k[1:])
		if next == 0 {
			next = due
		}
		if !timerKind(k[9]).housekeeping() {
			return next, due
		}
		k, _, ok = n.next(r, append(bytes.Clone(k), 0))
	}
	return next, 0
}

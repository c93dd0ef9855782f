package ordered

// Undo remembers what changes of a map replaced, from the first savepoint on. Savepoints cost nothing, so that one may be
// taken before each of many small changes.
type Undo struct {
	on  bool
	log []change
}

// change is what a key had before it was set or deleted.
type change struct {
	key, old []byte
	had      bool
}

// Note remembers a change of the map.
func (u *Undo) Note(key, old []byte, had bool) {
	if u.on {
		u.log = append(u.log, change{key, old, had})
	}
}

// Mark returns a savepoint: what Rewind takes the map back to.
func (u *Undo) Mark() int {
	u.on = true
	return len(u.log)
}

// Rewind takes back all changes of m noted since a savepoint, as often as it is called.
func (u *Undo) Rewind(m *Map, mark int) {
	for i := len(u.log) - 1; i >= mark; i-- {
		if c := u.log[i]; c.had {
			m.Set(c.key, c.old)
		} else {
			m.Delete(c.key)
		}
	}
	u.log = u.log[:min(mark, len(u.log))]
}

// Next gives up all savepoints, and returns what remembers the changes of another map in the room that u had.
func (u *Undo) Next() Undo {
	u.Forget()
	next := Undo{log: u.log}
	u.log = nil
	return next
}

// Forget gives up all savepoints.
func (u *Undo) Forget() {
	clear(u.log)
	u.on, u.log = false, u.log[:0]
}

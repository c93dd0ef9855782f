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

// Savepoint returns a function that takes back all changes of m noted since, as often as it is called.
func (u *Undo) Savepoint(m *Map) (rewind func()) {
	u.on = true
	begin := len(u.log)
	return func() {
		for i := len(u.log) - 1; i >= begin; i-- {
			if c := u.log[i]; c.had {
				m.Set(c.key, c.old)
			} else {
				m.Delete(c.key)
			}
		}
		u.log = u.log[:min(begin, len(u.log))]
	}
}

// Memory for the keys and values of a transaction.

package runtime

// room gives out memory in pieces of a large one, which lives as long as any of its pieces.
type room struct {
	free []byte // empty; its capacity is what is left
}

const (
	roomSize  = 32 << 10
	roomLeast = 512 // most keys and values are smaller
)

// next is where the next piece begins: append to it, then use what came of it.
func (r *room) next() []byte {
	if cap(r.free) < roomLeast {
		r.free = make([]byte, 0, roomSize)
	}
	return r.free
}

// use makes a piece of what was appended to next.
func (r *room) use(piece []byte) []byte {
	if cap(piece) == cap(r.free) { // else it outgrew the room, and lies elsewhere
		r.free = r.free[len(piece):len(piece)]
	}
	return piece[:len(piece):len(piece)]
}

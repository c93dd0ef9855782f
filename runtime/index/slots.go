package index

// slots is a small map from keys that are hashes already, which it does not hash again. Keys stand at the place that some
// of their bits name, or at the next free one behind it.
type slots[V any] struct {
	keys   []uint64 // a power of two of them; 0 where the slot is free
	values []V
	count  int
}

func (s *slots[V]) len() int { return s.count }

// place is where a key is, or would be. There is a free slot always.
func (s *slots[V]) place(key uint64) (at int, there bool) {
	mask := len(s.keys) - 1
	for at = int(key>>32) & mask; s.keys[at] != 0; at = (at + 1) & mask {
		if s.keys[at] == key {
			return at, true
		}
	}
	return at, false
}

// get is the zero value for a key that is not there.
func (s *slots[V]) get(key uint64) (v V) {
	if s.count == 0 {
		return v
	}
	if at, there := s.place(key | 1); there {
		v = s.values[at]
	}
	return v
}

func (s *slots[V]) set(key uint64, v V) {
	if 4*s.count >= 3*len(s.keys) {
		s.resize(max(4, 2*len(s.keys)))
	}
	at, there := s.place(key | 1)
	if !there {
		s.count++
	}
	s.keys[at], s.values[at] = key|1, v
}

func (s *slots[V]) resize(size int) {
	old := *s
	s.keys, s.values = make([]uint64, size), make([]V, size)
	for i, key := range old.keys {
		if key != 0 {
			at, _ := s.place(key)
			s.keys[at], s.values[at] = key, old.values[i]
		}
	}
}

// delete moves those that stand behind the key nearer to their places, so that no search ends before them.
func (s *slots[V]) delete(key uint64) {
	if s.count == 0 {
		return
	}
	free, there := s.place(key | 1)
	if !there {
		return
	}
	s.count--
	mask := len(s.keys) - 1
	for at := (free + 1) & mask; s.keys[at] != 0; at = (at + 1) & mask {
		if home := int(s.keys[at]>>32) & mask; (at-home)&mask >= (at-free)&mask {
			s.keys[free], s.values[free] = s.keys[at], s.values[at]
			free = at
		}
	}
	var zero V
	s.keys[free], s.values[free] = 0, zero
}

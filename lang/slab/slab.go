// Package slab hands out values that lie beside each other in memory. A tree of many small nodes costs most where each
// is a piece of memory of its own, for the allocator and at every round of the garbage collector. What lies in one slab
// is freed together, so a slab belongs to things that live as long as each other: the nodes of one file, of one check.
package slab

// most is how many values one piece of memory holds at most; the first ones hold fewer, since many trees are small.
const most = 128

// Of hands out values of one type. The zero Of is ready. It is not for several goroutines at once.
type Of[T any] struct {
	rest []T
	size int // of the last piece
}

// New returns a zero value.
func (s *Of[T]) New() *T {
	if len(s.rest) == 0 {
		s.grow(1)
	}
	v := &s.rest[0]
	s.rest = s.rest[1:]
	return v
}

// Make returns n zero values beside each other, with no room behind them; nil for none.
func (s *Of[T]) Make(n int) []T {
	switch {
	case n == 0:
		return nil
	case n > most/2:
		return make([]T, n)
	}
	if len(s.rest) < n {
		s.grow(n)
	}
	list := s.rest[:n:n]
	s.rest = s.rest[n:]
	return list
}

// Copy returns a copy of a list, with no room behind it; nil of an empty one.
func (s *Of[T]) Copy(list []T) []T {
	if len(list) == 0 {
		return nil
	}
	out := s.Make(len(list))
	copy(out, list)
	return out
}

// grow takes new memory for at least n values. What was left of the last piece is given up.
func (s *Of[T]) grow(n int) {
	s.size = max(min(max(2*s.size, 8), most), n)
	s.rest = make([]T, s.size)
}

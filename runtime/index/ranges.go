package index

import (
	"math"
	"slices"
	"sort"
)

// ranges are the premises that bound a property, in the order of their thresholds, so that a value that moves meets those
// that it passed. Bounds include their ends.
type ranges[T any] struct {
	lower thresholds[T] // by the lower bound
	upper thresholds[T] // by the upper bound, in the mirror: ^x turns the order of all values around
}

// bound is one threshold with the other one beside it, which most often decides.
type bound[T any] struct {
	at, other int64
	ref[T]
	hint hint
}

func (l *ranges[T]) add(r ref[T]) {
	t, h := &r.e.tests[r.at], r.hint(nil)
	if t.low > math.MinInt64 {
		l.lower.add(bound[T]{t.low, t.high, r, h})
	}
	if t.high < math.MaxInt64 {
		l.upper.add(bound[T]{^t.high, ^t.low, r, h})
	}
}

func (l *ranges[T]) remove(r ref[T]) {
	t := &r.e.tests[r.at]
	if t.low > math.MinInt64 {
		l.lower.remove(t.low, r)
	}
	if t.high < math.MaxInt64 {
		l.upper.remove(^t.high, r)
	}
}

// find appends the premises whose bounds the value is inside now and was not before.
func (l *ranges[T]) find(found []T, c *change) []T {
	now, ok := ordinal(c.value)
	if !ok {
		return found
	}
	old, known := ordinal(c.old)
	switch {
	case c.appeared || !known:
		// The value comes from nowhere: whoever has a lower bound is looked at by it, the others by their upper one.
		found = l.lower.find(found, c, math.MinInt64, now, math.MinInt64)
		return l.upper.find(found, c, math.MinInt64, ^now, math.MaxInt64)
	case old < now:
		return l.lower.find(found, c, old, now, math.MinInt64)
	}
	return l.upper.find(found, c, ^old, ^now, math.MinInt64)
}

// thresholds are bounds in their order, cut into stretches, of which most are passed over at once.
type thresholds[T any] struct{ list []stretch[T] }

// stretch is some bounds that follow each other.
type stretch[T any] struct {
	first  int64 // the least threshold
	reach  int64 // the greatest of the other bounds: no value above it is inside of any
	bounds []bound[T]
}

// stretchMost is how many bounds a stretch has before it is cut in halves.
const stretchMost = 32

// at is the number of the stretch in which a threshold belongs: the first of those in which it may be.
func (l *thresholds[T]) at(threshold int64) int {
	i := sort.Search(len(l.list), func(i int) bool { return l.list[i].first >= threshold })
	return max(0, i-1)
}

func (l *thresholds[T]) add(b bound[T]) {
	if len(l.list) == 0 {
		l.list = []stretch[T]{{first: b.at, reach: b.other, bounds: []bound[T]{b}}}
		return
	}
	i := l.at(b.at)
	s := &l.list[i]
	s.bounds = slices.Insert(s.bounds, place(s.bounds, b.at), b)
	s.first, s.reach = s.bounds[0].at, max(s.reach, b.other)
	if half := len(s.bounds) / 2; len(s.bounds) > stretchMost {
		right := stretch[T]{bounds: slices.Clone(s.bounds[half:])}
		right.settle()
		clear(s.bounds[half:])
		s.bounds = s.bounds[:half]
		s.settle()
		l.list = slices.Insert(l.list, i+1, right)
	}
}

// settle finds what is known of the bounds as a whole.
func (s *stretch[T]) settle() {
	s.first, s.reach = s.bounds[0].at, math.MinInt64
	for i := range s.bounds {
		s.reach = max(s.reach, s.bounds[i].other)
	}
}

// place is where the first bound at or above a threshold stands.
func place[T any](list []bound[T], at int64) int {
	return sort.Search(len(list), func(i int) bool { return list[i].at >= at })
}

func (l *thresholds[T]) remove(at int64, r ref[T]) {
	for i := l.at(at); i < len(l.list) && l.list[i].first <= at; i++ {
		s := &l.list[i]
		for j := place(s.bounds, at); j < len(s.bounds) && s.bounds[j].at == at; j++ {
			if s.bounds[j].ref != r {
				continue
			}
			if s.bounds = slices.Delete(s.bounds, j, j+1); len(s.bounds) == 0 {
				l.list = slices.Delete(l.list, i, i+1)
			} else {
				s.settle()
			}
			return
		}
	}
}

// find appends the premises with a threshold above `from` that `now` has reached, whose other bound it has not passed.
// Those whose other bound is below least are left out.
func (l *thresholds[T]) find(found []T, c *change, from, now, least int64) []T {
	least = max(least, now)
	for i := l.at(from); i < len(l.list) && l.list[i].first <= now; i++ {
		s := &l.list[i]
		if s.reach < least {
			continue
		}
		for j := range s.bounds {
			b := &s.bounds[j]
			if b.at > now {
				break
			}
			if b.at <= from || b.other < least || !b.hint.passes(c) {
				continue
			}
			if b.hint.whole && !c.appeared || c.news(b.e.gated, b.ref.at) && b.e.met(c.now, b.ref.at) {
				found = append(found, b.e.item)
			}
		}
	}
	return found
}

package index

import (
	"math"
	"slices"
	"sort"
)

// ranges are the premises that bound a property, in the order of their thresholds, so that a value that moves meets those
// that it passed. Bounds include their ends.
type ranges[T any] struct {
	lower []bound[T] // by the lower bound
	upper []bound[T] // by the upper bound
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
		l.lower = insert(l.lower, bound[T]{t.low, t.high, r, h})
	}
	if t.high < math.MaxInt64 {
		l.upper = insert(l.upper, bound[T]{t.high, t.low, r, h})
	}
}

func (l *ranges[T]) remove(r ref[T]) {
	t := &r.e.tests[r.at]
	if t.low > math.MinInt64 {
		l.lower = cut(l.lower, t.low, r)
	}
	if t.high < math.MaxInt64 {
		l.upper = cut(l.upper, t.high, r)
	}
}

// from is the place of the first bound at or above a threshold.
func from[T any](list []bound[T], at int64) int {
	return sort.Search(len(list), func(i int) bool { return list[i].at >= at })
}

func insert[T any](list []bound[T], b bound[T]) []bound[T] {
	return slices.Insert(list, from(list, b.at), b)
}

func cut[T any](list []bound[T], at int64, r ref[T]) []bound[T] {
	for i := from(list, at); i < len(list); i++ {
		if list[i].ref == r {
			return slices.Delete(list, i, i+1)
		}
	}
	return list
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
		return l.entered(found, c, now)
	case old < now:
		for i := from(l.lower, old+1); i < len(l.lower) && l.lower[i].at <= now; i++ {
			if b := &l.lower[i]; b.other >= now && b.hint.passes(c.now) && b.e.met(c.now, b.ref.at) {
				found = append(found, b.e.item)
			}
		}
	default:
		for i := from(l.upper, now); i < len(l.upper) && l.upper[i].at < old; i++ {
			if b := &l.upper[i]; b.other <= now && b.hint.passes(c.now) && b.e.met(c.now, b.ref.at) {
				found = append(found, b.e.item)
			}
		}
	}
	return found
}

// entered is find for a value that comes from nowhere: whoever has a lower bound is looked at by it.
func (l *ranges[T]) entered(found []T, c *change, now int64) []T {
	for i := 0; i < len(l.lower) && l.lower[i].at <= now; i++ {
		if b := &l.lower[i]; b.other >= now && b.hint.passes(c.now) && c.news(b.ref.e.gated, b.ref.at) && b.e.met(c.now, b.ref.at) {
			found = append(found, b.e.item)
		}
	}
	for i := from(l.upper, now); i < len(l.upper); i++ {
		if b := &l.upper[i]; b.other == math.MinInt64 && b.hint.passes(c.now) && c.news(b.ref.e.gated, b.ref.at) && b.e.met(c.now, b.ref.at) {
			found = append(found, b.e.item)
		}
	}
	return found
}

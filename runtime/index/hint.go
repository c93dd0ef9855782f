package index

import (
	"math"
	"slices"
)

// hint is one more test of a premise, kept beside it where it is listed: most premises are passed over by it, without
// being fetched from elsewhere in memory. What it lets pass may still fail.
type hint struct {
	number int32 // of the property; untested for none
	within bool  // the key is two bounds: the upper halves of their ordinals
	whole  bool  // it and the way here are all that the premise tests: whoever passes need not be held against it
	key    uint64
}

// hint chooses a test that did not lead here: path are the properties that did.
func (r ref[T]) hint(path []int32) hint {
	h := r.choose(path)
	h.whole = r.decided(h, path)
	return h
}

// decided reports whether the way here and a hint leave no test to be done. They compare hashes, so another value may
// pass very rarely; what is found is evaluated in any case.
func (r ref[T]) decided(h hint, path []int32) bool {
	if r.at == untested && !r.e.gated {
		return true
	}
	for i := range r.e.tests {
		t := &r.e.tests[i]
		switch {
		case int32(i) == r.at && (t.op == opWithin || len(t.values) == 1):
		case int32(i) == r.at || t.op != opEqual:
			return false
		case t.number == h.number && !h.within:
		case !slices.Contains(path, t.number) || r.valuesOf(t.number) == nil:
			return false
		}
	}
	return true
}

// choose prefers an equality, which tells more than bounds.
func (r ref[T]) choose(path []int32) hint {
	if r.at == untested && !r.e.gated {
		return hint{number: untested}
	}
	for i := range r.e.tests {
		t := &r.e.tests[i]
		if t.op == opEqual && len(t.values) == 1 && !slices.Contains(path, t.number) {
			return hint{number: t.number, key: keyOf(t.number, t.values[0])}
		}
	}
	for i := range r.e.tests {
		t := &r.e.tests[i]
		if t.op == opWithin && int32(i) != r.at {
			low, high := uint32(t.low>>32), uint32(t.high>>32)
			return hint{number: t.number, within: true, key: uint64(low)<<32 | uint64(high)}
		}
	}
	return hint{number: untested}
}

// passes reports whether a record may meet the premise.
func (h *hint) passes(c *change) bool {
	if h.number == untested {
		return true
	}
	if !h.within {
		return h.key == c.keyOf(h.number)
	}
	n, ok := ordinal(c.now.Get(int(h.number)))
	half := int32(n >> 32)
	return ok && int32(h.key>>32) <= half && half <= int32(h.key&math.MaxUint32)
}

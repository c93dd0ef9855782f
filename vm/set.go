package vm

import "github.com/wflang/wf/lang/schema"

// valueSet is a list of constants, ready to be looked into: texts hashed, short lists of numbers and all else in order.
type valueSet struct {
	table  []string // open addressing, a power of two long, at most a quarter full; "" is free
	empty  bool     // the empty text belongs to the set
	many   map[string]struct{}
	number map[float64]struct{}
	few    []float64
	others []schema.Value
}

// hashedTexts is how many texts the small table takes; a longer list, whose texts may be chosen to collide, gets a map.
const hashedTexts = 64

// fewNumbers is how many numbers are searched one by one.
const fewNumbers = 16

func newSet(items []schema.Value) *valueSet {
	s := &valueSet{}
	var texts []string
	for _, v := range items {
		switch {
		case v.IsText():
			texts = append(texts, v.Text())
		case v.Kind() == schema.Number:
			s.few = append(s.few, v.Number())
		case !v.IsNil():
			s.others = append(s.others, v)
		}
	}
	if len(s.few) > fewNumbers {
		s.number = make(map[float64]struct{}, len(s.few))
		for _, n := range s.few {
			s.number[n] = struct{}{}
		}
	}
	s.addTexts(texts)
	return s
}

func (s *valueSet) addTexts(texts []string) {
	if len(texts) > hashedTexts {
		s.many = make(map[string]struct{}, len(texts))
		for _, t := range texts {
			s.many[t] = struct{}{}
		}
		return
	}
	size := 4
	for size < 4*len(texts) {
		size *= 2
	}
	s.table = make([]string, size)
	for _, t := range texts {
		if t == "" {
			s.empty = true
			continue
		}
		i := textHash(t) & uint(size-1)
		for s.table[i] != "" && s.table[i] != t {
			i = (i + 1) & uint(size-1)
		}
		s.table[i] = t
	}
}

// textHash looks at the length and three characters, which tells the options of one property apart.
func textHash(t string) uint {
	n := uint(len(t))
	h := n*31 + uint(t[0])
	h = h*31 + uint(t[n-1])
	return h*31 + uint(t[n/2])
}

// has reports whether the set holds v. The unknown is in no set.
func (s *valueSet) has(m *Machine, v *schema.Value) bool {
	switch {
	case v.IsText():
		return s.hasText(v.Text())
	case v.Kind() == schema.Number:
		return s.hasNumber(v.Number())
	case v.IsNil():
		return false
	}
	for i := range s.others {
		if m.equal(s.others[i], *v) {
			return true
		}
	}
	return false
}

func (s *valueSet) hasText(t string) bool {
	switch {
	case s.many != nil:
		_, ok := s.many[t]
		return ok
	case t == "":
		return s.empty
	}
	mask := uint(len(s.table) - 1)
	for i := textHash(t) & mask; s.table[i] != ""; i = (i + 1) & mask {
		if s.table[i] == t {
			return true
		}
	}
	return false
}

func (s *valueSet) hasNumber(n float64) bool {
	if s.number != nil {
		_, ok := s.number[n]
		return ok
	}
	for _, x := range s.few {
		if x == n {
			return true
		}
	}
	return false
}

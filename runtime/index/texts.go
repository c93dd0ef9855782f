package index

import "strings"

// texts are the premises that look for a text in a property, by a few bytes of what they look for: those that the fewest
// others have chosen.
type texts[T any] struct {
	grams   map[gram][]ref[T]
	lengths [gramSize + 1]int // how many premises are known by so many bytes
}

// gram is up to gramSize bytes, and in its last byte how many.
type gram uint64

const gramSize = 4

func gramAt(s string, i, size int) gram {
	var g gram
	for _, b := range []byte(s[i : i+size]) {
		g = g<<8 | gram(b)
	}
	return g<<8 | gram(size)
}

func (l *texts[T]) add(r ref[T]) {
	needle := r.e.tests[r.at].values[0].Text()
	size := min(len(needle), gramSize)
	best := gramAt(needle, 0, size)
	for i := 1; i+size <= len(needle); i++ {
		if g := gramAt(needle, i, size); len(l.grams[g]) < len(l.grams[best]) {
			best = g
		}
	}
	l.grams[best] = append(l.grams[best], r)
	l.lengths[size]++
}

func (l *texts[T]) remove(r ref[T]) {
	needle := r.e.tests[r.at].values[0].Text()
	size := min(len(needle), gramSize)
	for i := 0; i+size <= len(needle); i++ {
		g := gramAt(needle, i, size)
		for j, other := range l.grams[g] {
			if other != r {
				continue
			}
			refs := l.grams[g]
			last := len(refs) - 1
			refs[j], refs[last] = refs[last], ref[T]{}
			if l.grams[g] = refs[:last]; last == 0 {
				delete(l.grams, g)
			}
			l.lengths[size]--
			return
		}
	}
}

// find appends the premises whose text is in the value now and was not before.
func (l *texts[T]) find(found []T, c *change) []T {
	text := c.value.Text()
	for size := 1; size <= gramSize; size++ {
		if l.lengths[size] == 0 {
			continue
		}
		for i := 0; i+size <= len(text); i++ {
			refs := l.grams[gramAt(text, i, size)]
			if len(refs) == 0 || strings.Index(text, text[i:i+size]) < i {
				continue
			}
			for _, r := range refs {
				t := &r.e.tests[r.at]
				if t.holds(c.value) && c.news(r.e.gated, r.at) && (c.appeared || !t.holds(c.old)) && r.e.met(c.now, r.at) {
					found = append(found, r.e.item)
				}
			}
		}
	}
	return found
}

package index

import (
	"encoding/binary"
	"strings"
)

// texts are the premises that look for a text in a property, by a few bytes of what they look for: those that the fewest
// others have chosen.
type texts[T any] struct {
	grams   slots[[]ref[T]]   // by the hash of a gram
	lengths [gramSize + 1]int // how many premises are known by so many bytes
}

const gramSize = 4

// gramAt is the hash of the gram of so many bytes at a place of a text.
func gramAt(s string, i, size int) uint64 {
	if size == gramSize {
		return mix(uint64(binary.LittleEndian.Uint32([]byte(s[i:i+gramSize])))<<8 | gramSize)
	}
	var g uint64
	for k := size - 1; k >= 0; k-- {
		g = g<<8 | uint64(s[i+k])
	}
	return mix(g<<8 | uint64(size))
}

func (l *texts[T]) add(r ref[T]) {
	needle := r.e.tests[r.at].values[0].Text()
	size := min(len(needle), gramSize)
	best := gramAt(needle, 0, size)
	for i := 1; i+size <= len(needle); i++ {
		if g := gramAt(needle, i, size); len(l.grams.get(g)) < len(l.grams.get(best)) {
			best = g
		}
	}
	l.grams.set(best, append(l.grams.get(best), r))
	l.lengths[size]++
}

func (l *texts[T]) remove(r ref[T]) {
	needle := r.e.tests[r.at].values[0].Text()
	size := min(len(needle), gramSize)
	for i := 0; i+size <= len(needle); i++ {
		g := gramAt(needle, i, size)
		refs := l.grams.get(g)
		for j, other := range refs {
			if other != r {
				continue
			}
			last := len(refs) - 1
			refs[j], refs[last] = refs[last], ref[T]{}
			if last == 0 {
				l.grams.delete(g)
			} else {
				l.grams.set(g, refs[:last])
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
			refs := l.grams.get(gramAt(text, i, size))
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

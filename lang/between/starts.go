package between

// What the changes of a turn start, and whom the record may enter.

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// changed reports whether a cell differs from before the turn.
func (t *turn) changed(at int) bool {
	if t.change[at] == 0 {
		t.change[at] = 1
		if t.differs(at) {
			t.change[at] = 2
		}
	}
	return t.change[at] == 2
}

func (t *turn) differs(at int) bool {
	c := &t.cells[at]
	switch {
	case t.touch[at] == untouched:
		return false
	case c.values == nil || t.now.cells[at] == 0 || t.now.cells[at] != t.before[at]:
		return true
	case c.exact[t.now.cells[at]-1] || t.touch[at] == partly:
		return false
	}
	return t.touch[at] == surely || t.choose(2) == 0
}

// settle finds what the changes of a turn start.
func (t *turn) settle() {
	for at := range t.cells {
		c := &t.cells[at]
		if c.inputs != nil && t.touch[at] == perhaps && !slices.ContainsFunc(c.inputs, t.changed) {
			t.now.cells[at], t.touch[at] = t.before[at], untouched
		}
	}
	var found []start
	for i := range t.members {
		for _, e := range t.entries[i] {
			if w, fires := t.fires(i, e); fires {
				found = append(found, start{i, e.entry, w})
			}
		}
	}
	for len(found) > 0 {
		first := t.first(found)
		found = slices.DeleteFunc(found, func(s start) bool {
			if s.member == first {
				t.start(s)
			}
			return s.member == first
		})
	}
	t.exits()
}

// first is the member among those that start whose turn it is: the order is that in which their versions were deployed,
// which may be any, but is always the same.
func (t *turn) first(found []start) int {
	var free []int
	for _, s := range found {
		behind := slices.ContainsFunc(found, func(o start) bool { return t.now.ahead[o.member]&(1<<s.member) != 0 })
		if !behind && !slices.Contains(free, s.member) {
			free = append(free, s.member)
		}
	}
	first := free[t.choose(len(free))]
	for _, s := range found {
		if s.member != first {
			t.order(first, s.member)
		}
	}
	return first
}

// order notes that one member goes before another, and what follows from it.
func (t *turn) order(first, second int) {
	behind := t.now.ahead[second] | 1<<second
	for i := range t.members {
		if i == first || t.now.ahead[i]&(1<<first) != 0 {
			t.now.ahead[i] |= behind
		}
	}
}

// fires reports whether the turn fires a trigger, and by which write.
func (t *turn) fires(member int, e entry) (cause *write, fires bool) {
	made := t.made[t.members[member].Object]
	switch {
	case len(e.entry.Events) > 0:
		if made != nil && slices.ContainsFunc(e.entry.Events, func(e *schema.Event) bool { return e.Name == recordCreated }) {
			return made, t.holds(e.where, false)
		}
		for _, w := range t.told {
			if slices.Contains(e.entry.Events, w.event.of) && t.holds(e.filled[w], false) {
				return w, true
			}
		}
		return nil, false
	case e.entry.Change != nil:
		return t.cause(e), made == nil && slices.ContainsFunc(e.cells, t.changed) && t.holds(e.where, false)
	case made == nil && !slices.ContainsFunc(e.cells, t.changed):
		return nil, false
	}
	if !t.holds(e.when, false) || made == nil && t.holds(e.when, true) {
		return nil, false
	}
	if made != nil {
		return made, true
	}
	return t.cause(e), true
}

// cause is the last write that changed what a trigger reads.
func (t *turn) cause(e entry) *write {
	for _, d := range slices.Backward(t.did) {
		if slices.Contains(e.cells, d.cell) && t.changed(d.cell) {
			return d.write
		}
	}
	return nil
}

// mostTwice is how often a workflow may wait to be entered: what is beyond adds nothing.
const mostTwice = 2

func (t *turn) start(s start) {
	n := 0
	for _, m := range t.now.queue {
		if int(m) == s.member {
			n++
		}
	}
	if n < mostTwice {
		t.now.queue = append(t.now.queue, uint8(s.member))
		t.starts = append(t.starts, s)
	}
}

// exits takes the record out of workflows that it leaves by a condition.
func (t *turn) exits() {
	for i := range t.members {
		if t.now.sleep[i] != 0 && t.leaves(i) {
			t.now.sleep[i] = 0
		}
	}
}

func (t *turn) leaves(member int) bool {
	return slices.ContainsFunc(t.leaving[member], func(e typed.Expr) bool { return t.holds(e, false) })
}

// enters reports whether the record may enter a workflow now.
func (t *turn) enters(member int) bool {
	bit := uint16(1) << member
	if t.now.sleep[member] != 0 || t.now.been&bit != 0 || t.leaves(member) {
		return false
	}
	if t.members[member].Reenroll.Mode != typed.ReenrollAlways || t.members[member].Center != nil {
		t.now.been |= bit
	}
	return true
}

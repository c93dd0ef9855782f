package between

// Reactions: what workflows do to one record of each type, turn by turn, as the engine runs them. Every unknown is tried
// both ways, so that what is found can really happen, and what is not found cannot.

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// turn is one turn under way: what it changes, and what that starts.
type turn struct {
	*scene
	*chooser
	now    *state
	before []uint8
	touch  []uint8 // by cell
	change []uint8 // by cell, once asked for: 1 no, 2 yes
	member int     // that runs; noCell for someone from outside
	made   map[*schema.Object]*write
	told   []*write // that made events happen
	did    []effect
	starts []start
}

// The ways in which a cell is touched.
const (
	untouched    = iota
	partly       // by options of a set that its classes tell apart: it differs where the class does
	perhaps      // by a value that may be the one it had
	surely       // by one that differs
	beyondInputs // of a condition: by more than its inputs
)

// effect is a write that reached a cell.
type effect struct {
	write *write
	cell  int
}

// start is a workflow that a turn makes the record enter.
type start struct {
	member int
	entry  *typed.Entry // nil for `enroll in`
	write  *write       // nil for someone from outside
}

func (s *scene) newTurn(from *state, c *chooser, member int) *turn {
	t := &turn{scene: s, chooser: c, now: from.clone(), member: member, touch: make([]uint8, len(s.cells)), change: make([]uint8, len(s.cells))}
	t.before = slices.Clone(t.now.cells)
	return t
}

// class is the class of a cell now; an unknown one is chosen, for before the turn too as long as the turn left it alone.
func (t *turn) class(at int) int {
	if t.now.cells[at] == 0 {
		t.now.cells[at] = uint8(1 + t.choose(t.cells[at].classes))
		if t.touch[at] == untouched {
			t.before[at] = t.now.cells[at]
		}
	}
	return int(t.now.cells[at])
}

func (t *turn) classBefore(at int) int {
	if t.before[at] == 0 {
		if t.touch[at] == untouched {
			return t.class(at)
		}
		t.before[at] = uint8(1 + t.choose(t.cells[at].classes))
	}
	return int(t.before[at])
}

// holds reports whether a condition is true, now or before the turn.
func (t *turn) holds(e typed.Expr, before bool) bool {
	switch x := e.(type) {
	case nil:
		return true
	case *typed.Unary:
		if x.Op == "not" || x.Op == "!" {
			return !t.holds(x.X, before)
		}
	case *typed.Binary:
		switch x.Op {
		case "and", "&&":
			return t.holds(x.L, before) && t.holds(x.R, before)
		case "or", "||":
			return t.holds(x.L, before) || t.holds(x.R, before)
		}
	}
	a := t.atoms[e]
	switch {
	case a.cell == noCell && a.truth == nil:
		return t.choose(2) == 0
	case a.cell == noCell:
		return a.truth[0]
	}
	class := 0
	if before {
		class = t.classBefore(a.cell)
	} else {
		class = t.class(a.cell)
	}
	if a.truth == nil {
		return class == 1
	}
	return a.truth[class-1]
}

// run runs the member from a node to its end or to where it waits.
func (t *turn) run(at int) {
	p := &t.programs[t.member]
	for {
		n := &p.nodes[at]
		switch n.kind {
		case nodeEnd:
			return
		case nodeWait:
			if t.made[t.members[t.member].Object] == nil { // else it waits with the record that was followed before
				t.now.sleep[t.member] = uint16(at)
			}
			return
		case nodeJump:
			at = n.next[0]
		case nodeTest:
			if t.holds(n.cond, false) {
				at = n.next[0]
			} else {
				at = n.next[1]
			}
		case nodeDraw:
			at = n.next[t.class(n.cell)-1]
		case nodeFail:
			at = n.next[t.choose(2)]
		case nodeWrite:
			for _, w := range n.writes {
				t.write(w)
			}
			at = n.next[0]
		}
	}
}

// write does what a step writes.
func (t *turn) write(w *write) {
	switch {
	case w.workflow != "":
		for i, m := range t.members {
			if m.Name == w.workflow && (w.self || t.choose(2) == 0) {
				t.start(start{i, nil, w})
			}
		}
		return
	case w.object != nil:
		t.create(w)
		return
	}
	if !w.fixed && w.on.property != nil && t.choose(2) == 1 {
		return // none of the records that are written is the one that is followed
	}
	cells := t.cellsOf(w.on)
	if len(cells) > 1 {
		cells = cells[t.choose(len(cells)):][:1]
	}
	differs := len(cells) == 0
	for _, at := range cells {
		differs = t.set(w, at)
	}
	if w.event != nil && differs {
		t.told = append(t.told, w)
	}
}

// set gives a cell its new class, and reports whether it may be another one than before.
func (t *turn) set(w *write, at int) bool {
	c := &t.cells[at]
	if c.values == nil {
		t.join(w, at)
		return true
	}
	was := t.class(at)
	class, how := t.outcome(w, c, was)
	if w.into != 0 && c.mixed(w, was) == was {
		return false
	}
	if class == was && how != surely && c.exact[was-1] {
		return false
	}
	t.now.cells[at], t.change[at] = uint8(class), 0
	if how == perhaps && class != was {
		how = surely
	}
	t.touch[at] = max(t.touch[at], how)
	t.did = append(t.did, effect{w, at})
	for _, reader := range c.readers {
		t.doubt(reader, perhaps)
	}
	return true
}

// outcome is the class of a cell after a write.
func (t *turn) outcome(w *write, c *cell, was int) (class int, how uint8) {
	if w.value != nil {
		return c.classOf(*w.value), perhaps
	}
	if w.into != 0 {
		if class = c.mixed(w, was); class != 0 {
			return class, partly
		}
	}
	if w.way == 0 {
		return 1 + t.choose(c.classes), perhaps
	}
	if v := c.values[was-1]; c.exact[was-1] {
		return c.classOf(schema.NumberValue(v.Number() + w.by)), surely
	}
	// From inside of a stretch a number gets into any further one, or stays.
	var reach []int
	for i, v := range c.values {
		if i == was-1 || !v.IsNil() && (v.Number() > c.values[was-1].Number()) == (w.way > 0) {
			reach = append(reach, i+1)
		}
	}
	return reach[t.choose(len(reach))], surely
}

// classOf is the class of a value.
func (c *cell) classOf(v schema.Value) int {
	loose, best := 1, -1.0
	for i, x := range c.values {
		if x.Equal(v) {
			return i + 1
		}
		switch {
		case c.exact[i]:
		case x.Kind() == schema.Number && v.Kind() == schema.Number:
			if d := abs(x.Number() - v.Number()); !c.cut(x.Number(), v.Number()) && (best < 0 || d < best) {
				loose, best = i+1, d
			}
		case !v.IsNil() || x.IsNil():
			loose = i + 1
		}
	}
	return loose
}

// cut reports whether another class lies between two numbers.
func (c *cell) cut(a, b float64) bool {
	return slices.ContainsFunc(c.values, func(x schema.Value) bool {
		return x.Kind() == schema.Number && x.Number() > min(a, b) && x.Number() < max(a, b)
	})
}

func abs(x float64) float64 { return max(x, -x) }

// join lets conditions turn that depend on which records are associated.
func (t *turn) join(w *write, at int) {
	t.did = append(t.did, effect{w, at})
	t.touch[at] = surely
	for _, reader := range t.cells[at].readers {
		c := &t.cells[reader]
		settled := uint8(0) // the class that stays
		switch c.growth * w.way {
		case 1:
			settled = 1
		case -1:
			settled = 2
		}
		if settled == 0 || t.class(reader) != int(settled) {
			t.doubt(reader, beyondInputs)
		}
	}
}

// doubt makes a condition unknown.
func (t *turn) doubt(at int, how uint8) {
	if t.touch[at] == untouched && t.before[at] == 0 {
		t.class(at)
	}
	t.now.cells[at], t.change[at] = 0, 0
	t.touch[at] = max(t.touch[at], how)
}

// create puts a new record in the place of the one that is followed.
func (t *turn) create(w *write) {
	if t.made == nil {
		t.made = map[*schema.Object]*write{}
	}
	t.made[w.object] = w
	known := w.holds()
	for at := range t.cells {
		c := &t.cells[at]
		if p := c.subject.property; p != nil && p.Object == w.object {
			t.class(at)
			t.touch[at], t.now.cells[at], t.change[at] = perhaps, 0, 0
			if d, ok := known[c.subject]; ok {
				t.now.cells[at] = uint8(c.classOf(d.values[0]))
			}
			t.did = append(t.did, effect{w, at})
		}
	}
	for i, m := range t.members {
		if m.Object == w.object {
			t.now.been &^= 1 << i
			t.now.sleep[i] = 0
		}
	}
}

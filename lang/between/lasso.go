package between

// The search for reactions that never end: a walk through all states that can come after each other, until one comes
// again.

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// lasso is a way through states that leads back to one of them.
type lasso struct {
	circle  circle
	certain bool // nothing can stop it
	helpers []deed
}

// deed is a step of a workflow that is not on a circle and keeps it going.
type deed struct {
	workflow *typed.Workflow
	write    *write
}

// mostTurns is how many turns the search through one project takes: about a tenth of a second.
const mostTurns = 10000

// visit is one entry of a record into a member, with what made it happen; those from outside have no cause.
type visit struct {
	member int
	cause  *visit
	start  start
}

// frame is a state on the way, with the turn that leads on from it.
type frame struct {
	state   *state
	key     string
	chooser chooser
	begun   bool
	queue   []*visit
	sleep   [mostMembers]*visit
	ran     *visit
	did     []effect
	changed []bool // by number in did
}

// walk is one search.
type walk struct {
	*scene
	stack  []*frame
	on     map[string]int // where a state is in the stack
	done   map[string]bool
	turns  *int // that are left
	found  []lasso
	known  map[string]bool
	timed  []int
	waiver uint16 // members that take a record again after some time
}

// endless searches a scene for as many turns as are left. All is false when that was not to its end.
func (s *scene) endless(turns *int) (found []lasso, all bool) {
	w := &walk{scene: s, turns: turns, on: map[string]int{}, done: map[string]bool{}, known: map[string]bool{}, timed: s.times()}
	for i, m := range s.members {
		if m.Reenroll.Mode == typed.ReenrollAfter || m.Center != nil && m.Center.EveryYear {
			w.waiver |= 1 << i
		}
	}
	w.roots()
	return w.found, *turns > 0
}

// roots walks from all that can begin a reaction: someone from outside changes something, makes an event happen, or
// enrolls the record.
func (w *walk) roots() {
	start := &state{cells: make([]uint8, len(w.cells))}
	cells := w.outside()
	for i, at := range cells {
		w.from(start, func(t *turn) { t.intrude(at) })
		for _, too := range cells[:i] {
			w.from(start, func(t *turn) { t.intrude(at, too) })
		}
	}
	for _, e := range w.events() {
		w.from(start, func(t *turn) { t.happen(e) })
	}
	for i := range w.members {
		w.from(start, func(t *turn) { t.admit(i) })
	}
}

func (w *walk) from(s *state, begin func(*turn)) {
	for c := (chooser{}); *w.turns > 0; {
		*w.turns--
		t := w.newTurn(s, &c, noCell)
		begin(t)
		f := &frame{state: t.now}
		for _, s := range t.starts {
			f.queue = append(f.queue, &visit{member: s.member, start: s})
		}
		if len(f.queue) > 0 {
			w.walk(f)
		}
		if !c.again() {
			return
		}
	}
}

// intrude changes cells from outside.
func (t *turn) intrude(cells ...int) {
	for _, at := range cells {
		c := &t.cells[at]
		if c.subject == (subject{}) {
			t.doubt(at, beyondInputs)
			continue
		}
		t.class(at)
		t.touch[at] = perhaps
		t.now.cells[at] = uint8(1 + t.choose(c.classes))
		for _, reader := range c.readers {
			t.doubt(reader, perhaps)
		}
	}
	t.settle()
}

// happen starts the members that listen to an event.
func (t *turn) happen(e *schema.Event) {
	for i := range t.members {
		for _, x := range t.entries[i] {
			if slices.Contains(x.entry.Events, e) && t.choose(2) == 0 {
				t.start(start{i, x.entry, nil})
			}
		}
	}
}

// admit enters a member whose trigger holds.
func (t *turn) admit(member int) {
	for _, x := range t.entries[member] {
		if x.when == nil || t.holds(x.when, false) {
			t.start(start{member, x.entry, nil})
			return
		}
	}
}

// walk goes on from a state in all ways, depth first.
func (w *walk) walk(first *frame) {
	w.push(first)
	for len(w.stack) > 0 {
		f := w.stack[len(w.stack)-1]
		if *w.turns <= 0 || len(f.state.queue) == 0 && f.state.sleep == [mostMembers]uint16{} || f.begun && !f.chooser.again() {
			w.done[f.key] = true
			delete(w.on, f.key)
			w.stack = w.stack[:len(w.stack)-1]
			continue
		}
		f.begun = true
		w.push(w.step(f))
	}
}

// push goes to a state, unless it is known what follows there.
func (w *walk) push(f *frame) {
	f.key = f.state.key(len(w.members))
	if w.done[f.key] {
		return
	}
	if at, again := w.on[f.key]; again {
		w.close(at, f)
		return
	}
	w.on[f.key] = len(w.stack)
	w.stack = append(w.stack, f)
}

// step does the next turn: who waits longest enters; when nobody does, time passes and a run goes on.
func (w *walk) step(f *frame) *frame {
	*w.turns--
	next := &frame{sleep: f.sleep}
	var t *turn
	if len(f.state.queue) > 0 {
		f.ran, next.queue = f.queue[0], slices.Clone(f.queue[1:])
		t = w.newTurn(f.state, &f.chooser, f.ran.member)
		t.now.queue = slices.Delete(t.now.queue, 0, 1)
		if t.enters(f.ran.member) {
			t.run(w.programs[f.ran.member].start)
			t.settle()
		}
	} else {
		t = w.newTurn(f.state, &f.chooser, noCell)
		t.resume(w)
		f.ran = f.sleep[t.member]
	}
	f.did, f.changed = t.did, make([]bool, len(t.did))
	for i, d := range t.did {
		f.changed[i] = t.changed(d.cell)
	}
	if t.now.sleep[f.ran.member] != 0 && next.sleep[f.ran.member] == nil {
		next.sleep[f.ran.member] = f.ran
	}
	for i := range w.members {
		if t.now.sleep[i] == 0 {
			next.sleep[i] = nil
		}
	}
	for _, s := range t.starts {
		next.queue = append(next.queue, &visit{s.member, f.ran, s})
	}
	next.state = t.now
	return next
}

// resume lets time pass until some run goes on.
func (t *turn) resume(w *walk) {
	var asleep []int
	for i := range t.members {
		if t.now.sleep[i] != 0 {
			asleep = append(asleep, i)
		}
	}
	t.member = asleep[t.choose(len(asleep))]
	at := t.now.sleep[t.member]
	t.now.sleep[t.member] = 0
	for _, c := range w.timed {
		t.now.cells[c], t.before[c] = 0, 0
	}
	if t.now.been&w.waiver != 0 && t.choose(2) == 0 {
		t.now.been &^= w.waiver
	}
	t.run(t.programs[t.member].nodes[at].next[0])
	t.settle()
}

// close notes the circle of causes on a way that leads from the state at a place in the stack back to it.
func (w *walk) close(at int, end *frame) {
	begin, x := w.stack[at], w.stack[len(w.stack)-1].ran
	var back circle // from the last cause to the first
	seen := map[*visit]int{}
	for {
		if n, again := seen[x]; again {
			back = back[n:]
			break
		}
		carried := end.carried(begin, x)
		if carried == nil && x.cause == nil {
			return // it came from outside: nothing of this way is its own cause
		}
		if carried != nil {
			seen[x] = len(back)
			x = carried
			continue
		}
		back = append(back, w.edge(x))
		x = x.cause
	}
	slices.Reverse(back)
	if back = back.simple(); len(back) > 0 {
		w.note(back, w.stack[at:])
	}
}

// carried is the visit that stands, when the state has come again, where x stood when it came first; nil when x was not
// there then.
func (end *frame) carried(begin *frame, x *visit) *visit {
	if i := slices.Index(begin.queue, x); i >= 0 {
		return end.queue[i]
	}
	if begin.sleep[x.member] == x {
		return end.sleep[x.member]
	}
	return nil
}

// edge is the edge by which a visit came about.
func (w *walk) edge(v *visit) *Edge {
	from, to := w.members[v.cause.member], w.members[v.member]
	for _, e := range w.relations.Edges {
		if e.From == from && e.To == to && e.Entry == v.start.entry && e.write == v.start.write {
			return e
		}
	}
	return &Edge{From: from, To: to, Entry: v.start.entry, write: v.start.write}
}

// simple is a part of a circle that passes no workflow twice.
func (c circle) simple() circle {
	for n := 1; n < len(c); n++ {
		for i := range c {
			if part := append(slices.Clone(c[i:]), c[:i]...)[:n]; part[n-1].To == part[0].From {
				return part
			}
		}
	}
	return c
}

// note keeps a circle, with the others on the way without which its triggers would come to rest.
func (w *walk) note(c circle, way []*frame) {
	key := c.key()
	if w.known[key] {
		return
	}
	w.known[key] = true
	l := lasso{circle: c}
	if can, _ := c.turns(w.relations); !can || len(c) == 1 && c[0].rests {
		l.helpers = w.helpers(c, way)
	}
	w.found = append(w.found, l)
}

// helpers are the workflows that write on the way what the triggers of a circle read, each with its first such step.
func (w *walk) helpers(c circle, way []*frame) []deed {
	var out []deed
	seen := map[*typed.Workflow]bool{}
	for _, e := range c {
		seen[e.From] = true
	}
	for _, f := range way {
		m := w.members[f.ran.member]
		for i, d := range f.did {
			if f.changed[i] && !seen[m] && c.reads(w.relations, d.write) {
				seen[m] = true
				out = append(out, deed{m, d.write})
			}
		}
	}
	slices.SortFunc(out, func(a, b deed) int { return a.write.compare(b.write) })
	return out
}

// reads reports whether a trigger on a circle reads what is written.
func (c circle) reads(r *Relations, w *write) bool {
	return slices.ContainsFunc(c, func(e *Edge) bool { return e.Entry != nil && r.concerns(w.on, e.Entry) })
}

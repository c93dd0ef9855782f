package between

// Scenes: the workflows that take part in a circle, with those that write what they read, ready to be run.

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// scene is a set of workflows with the cells that their conditions read.
type scene struct {
	*layout
	relations *Relations
	members   []*typed.Workflow
	programs  []program
	entries   [][]entry      // by member
	leaving   [][]typed.Expr // by member: the conditions on which a record leaves
}

// entry is a trigger of a member.
type entry struct {
	entry       *typed.Entry
	when, where typed.Expr
	filled      map[*write]typed.Expr // where, with what the event of a write holds
	cells       []int                 // that it reads
}

// stage sets a scene for a group of workflows; nil when it would be too large.
func (r *Relations) stage(group []*typed.Workflow, out func(*typed.Workflow) []*Edge) *scene {
	s := &scene{relations: r}
	reach := reachable(group, out)
	members := map[*typed.Workflow]bool{}
	for _, w := range group {
		members[w] = true
	}
	relevant := map[subject]bool{}
	for grown := true; grown; {
		if len(members) > mostMembers {
			return nil
		}
		grown = s.gather(members, relevant)
		for w := range reach {
			if !members[w] && slices.ContainsFunc(r.writes[w], func(wr write) bool { return touches(&wr, relevant) }) {
				grown = true
				for _, on := range waysTo(w, group, reach, out) {
					members[on] = true
				}
			}
		}
	}
	for _, w := range r.Workflows {
		if members[w] {
			s.members = append(s.members, w)
		}
	}
	s.lay(members, relevant)
	if s.large || slices.ContainsFunc(s.cells, func(c cell) bool { return c.classes > mostClasses }) {
		return nil
	}
	return s
}

// touches reports whether a write changes one of the subjects.
func touches(w *write, subjects map[subject]bool) bool {
	if w.object != nil {
		for s := range subjects {
			if s.property != nil && s.property.Object == w.object {
				return true
			}
		}
	}
	return slices.ContainsFunc(w.on.asWritten(), func(s subject) bool { return subjects[s] })
}

// gather adds what the members read, and reports whether there was more.
func (s *scene) gather(members map[*typed.Workflow]bool, relevant map[subject]bool) bool {
	n := len(relevant)
	add := func(list []subject) {
		for _, read := range list {
			for _, k := range read.asRead() {
				relevant[k] = true
			}
		}
	}
	for more := -1; more != len(relevant); {
		more = len(relevant)
		for w := range members {
			for _, e := range w.Enroll {
				add(watched(w, e))
				if e.Where != nil {
					add(dependsOn(e.Where).on)
				}
			}
			for _, cond := range leavingOf(w) {
				add(dependsOn(cond).on)
			}
			for _, n := range s.build(w, members, relevant).nodes {
				if n.cond != nil {
					add(dependsOn(n.cond).on)
				}
			}
		}
	}
	return len(relevant) > n
}

// build makes the program of a member out of the writes that matter.
func (s *scene) build(w *typed.Workflow, members map[*typed.Workflow]bool, relevant map[subject]bool) program {
	writes := s.relations.writes[w]
	return build(w, func(a *typed.Act) []*write {
		var out []*write
		for i := range writes {
			if wr := &writes[i]; wr.act == a && s.matters(wr, members, relevant) {
				out = append(out, wr)
			}
		}
		return out
	})
}

func (s *scene) matters(w *write, members map[*typed.Workflow]bool, relevant map[subject]bool) bool {
	if touches(w, relevant) {
		return true
	}
	for m := range members {
		if w.workflow == m.Name || w.object == m.Object {
			return true
		}
		for _, e := range m.Enroll {
			if w.event != nil && slices.Contains(e.Events, w.event.of) {
				return true
			}
		}
	}
	return false
}

// leavingOf are the conditions on which a record leaves a workflow, and does not enter it.
func leavingOf(w *typed.Workflow) []typed.Expr {
	var out []typed.Expr
	for _, e := range slices.Concat(w.Suppress, w.Goal, w.Unenroll) {
		if e.When != nil {
			out = append(out, e.When)
		}
	}
	return out
}

// lay lays out the cells: first what is compared and written, then what follows from it.
func (s *scene) lay(members map[*typed.Workflow]bool, relevant map[subject]bool) {
	s.layout = newLayout()
	s.entries, s.leaving = make([][]entry, len(s.members)), make([][]typed.Expr, len(s.members))
	var conds []typed.Expr
	keep := func(e typed.Expr) typed.Expr {
		if e == nil {
			return nil
		}
		e = unbound(e, nil)
		conds = append(conds, e)
		return e
	}
	var told []*write
	for i, w := range s.members {
		p := s.build(w, members, relevant)
		s.programs = append(s.programs, p)
		for _, n := range p.nodes {
			if n.cond != nil {
				conds = append(conds, n.cond)
			}
			for _, wr := range n.writes {
				s.learnWrite(wr)
				if wr.event != nil {
					told = append(told, wr)
				}
			}
		}
		for _, e := range leavingOf(w) {
			s.leaving[i] = append(s.leaving[i], keep(e))
		}
	}
	for i, w := range s.members {
		for _, e := range w.Enroll {
			if e.Every == nil {
				x := entry{entry: e, when: keep(e.When), where: keep(e.Where), filled: map[*write]typed.Expr{}}
				for _, wr := range told {
					if e.Where != nil && slices.Contains(e.Events, wr.event.of) {
						x.filled[wr] = keep(wr.event.filled(e.Where))
					}
				}
				s.entries[i] = append(s.entries[i], x)
			}
		}
	}
	for _, e := range conds {
		s.learnCondition(e)
	}
	for _, e := range conds {
		s.prepare(e)
	}
	s.place()
}

// place finds the cells that the triggers and splits of the members need.
func (s *scene) place() {
	for i, w := range s.members {
		for n := range s.entries[i] {
			e := &s.entries[i][n]
			for _, read := range watched(w, e.entry) {
				if strange(read) {
					for at := range s.cells {
						if meets(s.cells[at].subject, read) || meets(read, s.cells[at].subject) {
							e.cells = append(e.cells, at)
						}
					}
					continue
				}
				e.cells = append(e.cells, s.cellOf(read))
			}
			leaves(e.when, func(leaf typed.Expr) {
				if a := s.atoms[leaf]; a.cell != noCell && !slices.Contains(e.cells, a.cell) {
					e.cells = append(e.cells, a.cell)
				}
			})
		}
		for n := range s.programs[i].nodes {
			x := &s.programs[i].nodes[n]
			if x.kind == nodeDraw {
				x.cell = s.draw(len(x.next))
			}
			for _, wr := range x.writes {
				if wr.event != nil && !strange(wr.on) {
					s.cellOf(wr.on) // it tells of what differs from before
				}
			}
		}
	}
}

// strange reports whether a subject is a name that is computed.
func strange(s subject) bool {
	o, member := s.member()
	return member && (s.name == o+computedName || s.name == o+anyName)
}

// cellsOf are the cells that a write may change.
func (s *scene) cellsOf(written subject) []int {
	if at, ok := s.subject[written]; ok && !strange(written) {
		return []int{at}
	}
	var out []int
	for at := range s.cells {
		if meets(written, s.cells[at].subject) {
			out = append(out, at)
		}
	}
	return out
}

// reachable are the workflows that those of a group can start, one after another.
func reachable(group []*typed.Workflow, out func(*typed.Workflow) []*Edge) map[*typed.Workflow]bool {
	reach := map[*typed.Workflow]bool{}
	queue := slices.Clone(group)
	for _, w := range group {
		reach[w] = true
	}
	for at := 0; at < len(queue); at++ {
		for _, e := range out(queue[at]) {
			if !reach[e.To] {
				reach[e.To] = true
				queue = append(queue, e.To)
			}
		}
	}
	return reach
}

// waysTo are the workflows on the ways from a group to one that it can start.
func waysTo(w *typed.Workflow, group []*typed.Workflow, reach map[*typed.Workflow]bool, out func(*typed.Workflow) []*Edge) []*typed.Workflow {
	on := map[*typed.Workflow]bool{w: true}
	for grown := true; grown; {
		grown = false
		for from := range reach {
			if on[from] || slices.Contains(group, from) {
				continue
			}
			for _, e := range out(from) {
				if on[e.To] {
					on[from], grown = true, true
					break
				}
			}
		}
	}
	var list []*typed.Workflow
	for w := range on {
		list = append(list, w)
	}
	return list
}

// times are the cells that turn as time passes.
func (s *scene) times() []int {
	var out []int
	for at := range s.cells {
		if s.cells[at].timed {
			out = append(out, at)
		}
	}
	return out
}

// outside are the cells that someone from outside can change so that a member starts.
func (s *scene) outside() []int {
	var out []int
	for i := range s.members {
		for _, e := range s.entries[i] {
			for _, at := range e.cells {
				if !slices.Contains(out, at) {
					out = append(out, at)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// events are the events that members listen to.
func (s *scene) events() []*schema.Event {
	var out []*schema.Event
	for i := range s.members {
		for _, e := range s.entries[i] {
			for _, ev := range e.entry.Events {
				if !slices.Contains(out, ev) {
					out = append(out, ev)
				}
			}
		}
	}
	return out
}

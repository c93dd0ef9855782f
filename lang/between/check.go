package between

import (
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// Check reports the circles between workflows and the writes against each other.
func Check(p *typed.Project) []diag.Diagnostic {
	r := Relate(p)
	var out []diag.Diagnostic
	for _, c := range r.circles() {
		out = append(out, triggerLoop(c))
	}
	return append(out, r.conflicts()...)
}

// conflicts finds workflows that one change can start together and that then write different values to one property.
func (r *Relations) conflicts() []diag.Diagnostic {
	byProperty := map[*schema.Property][]author{}
	var order []*schema.Property
	for n, w := range r.Workflows {
		for _, wr := range r.writes[w] {
			if wr.property == nil || wr.value == nil || wr.later || !wr.fixed {
				continue
			}
			if byProperty[wr.property] == nil {
				order = append(order, wr.property)
			}
			byProperty[wr.property] = append(byProperty[wr.property], author{n, wr})
		}
	}
	var out []diag.Diagnostic
	known := map[[2]int]bool{}
	for _, p := range order {
		out = append(out, r.conflictsOver(byProperty[p], known)...)
	}
	return out
}

// author is a write with the number of the workflow that does it.
type author struct {
	workflow int
	write    write
}

// conflictsOver compares the writes to one property, pair by pair; known keeps which workflows can start together.
func (r *Relations) conflictsOver(list []author, known map[[2]int]bool) []diag.Diagnostic {
	var out []diag.Diagnostic
	reported := map[[2]int]bool{}
	for i, x := range list {
		for _, y := range list[i+1:] {
			pair := [2]int{x.workflow, y.workflow}
			a, b := r.Workflows[x.workflow], r.Workflows[y.workflow]
			if x.workflow == y.workflow || a.Object != b.Object || reported[pair] || !conflict(x.write, y.write) {
				continue
			}
			can, seen := known[pair]
			if !seen {
				can = together(a, b)
				known[pair] = can
			}
			if can {
				reported[pair] = true
				out = append(out, writeConflict(a, b, x.write, y.write))
			}
		}
	}
	return out
}

// conflict reports whether two writes of known values to one property, in one turn, leave it to chance.
func conflict(a, b write) bool {
	if a.value.Equal(*b.value) {
		return false
	}
	for _, ga := range a.guards {
		for _, gb := range b.guards {
			if ga.want && gb.want && exclude(ga.cond, gb.cond) {
				return false
			}
		}
	}
	return true
}

// together reports whether one change can start both workflows.
func together(a, b *typed.Workflow) bool {
	for _, ea := range a.Enroll {
		for _, eb := range b.Enroll {
			if sameCause(ea, eb) && !exclude(condition(ea), condition(eb)) {
				return true
			}
		}
	}
	return false
}

func condition(e *typed.Entry) typed.Expr {
	if e.When != nil {
		return e.When
	}
	if e.Change != nil {
		return e.Where
	}
	return nil // the fields of an event are no properties
}

func sameCause(a, b *typed.Entry) bool {
	if a.Every != nil || b.Every != nil {
		return false
	}
	for _, x := range a.Events {
		for _, y := range b.Events {
			if x == y {
				return true
			}
		}
	}
	for _, p := range causes(a) {
		for _, q := range causes(b) {
			if p == q {
				return true
			}
		}
	}
	return false
}

// causes are the properties whose change can fire the trigger.
func causes(e *typed.Entry) []*schema.Property {
	if e.Change != nil {
		return []*schema.Property{e.Change.Property}
	}
	var out []*schema.Property
	for _, m := range e.Mentions {
		if m.Property != nil {
			out = append(out, m.Property)
		}
	}
	return out
}

// Loops returns the edges that lie on a circle, for drawings.
func (r *Relations) Loops() map[*Edge]bool {
	out := map[*Edge]bool{}
	for _, c := range r.circles() {
		for _, e := range c {
			out[e] = true
		}
	}
	return out
}

// rotated is the circle beginning with the step that stands first.
func (c circle) rotated() circle {
	least := 0
	for i, e := range c {
		if before(e, c[least]) {
			least = i
		}
	}
	return append(append(circle{}, c[least:]...), c[:least]...)
}

func before(a, b *Edge) bool {
	x, y := a.write.span, b.write.span
	if x.File != y.File && x.File != nil && y.File != nil {
		return x.File.Name < y.File.Name
	}
	return x.Start < y.Start
}

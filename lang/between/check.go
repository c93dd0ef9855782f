package between

import (
	"slices"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// Check reports the circles between workflows and the writes against each other.
func Check(p *typed.Project) []diag.Diagnostic {
	r := Relate(p)
	var out []diag.Diagnostic
	for _, l := range r.lassos() {
		out = append(out, triggerLoop(l))
	}
	return append(out, r.conflicts()...)
}

// conflicts finds writes of different values to one property in workflows that one change can start together. Each write
// is told once, beside the first that stands against it.
func (r *Relations) conflicts() []diag.Diagnostic {
	byProperty := map[*schema.Property][]author{}
	var order []*schema.Property
	for n, w := range r.Workflows {
		for i := range r.writes[w] {
			wr := &r.writes[w][i]
			if wr.on.property == nil || wr.value == nil || wr.later || !wr.fixed {
				continue
			}
			p := wr.on.property
			if byProperty[p] == nil {
				order = append(order, p)
			}
			byProperty[p] = append(byProperty[p], author{n, wr})
		}
	}
	t := starters{workflows: r.Workflows, entries: make([][]starter, len(r.Workflows))}
	var out []diag.Diagnostic
	for _, p := range order {
		out = append(out, r.conflictsOver(byProperty[p], &t)...)
	}
	return out
}

// author is a write with the number of the workflow that does it.
type author struct {
	workflow int
	write    *write
}

// conflictsOver compares the writes to one property.
func (r *Relations) conflictsOver(list []author, t *starters) []diag.Diagnostic {
	var out []diag.Diagnostic
	type verdict struct{ of, can bool }
	told := map[[2]int]bool{}
	var judged []verdict // by the workflow of x, for the workflow of y at hand
	for i, y := range list {
		if i == 0 || list[i-1].workflow != y.workflow {
			judged = make([]verdict, len(r.Workflows))
		}
		for _, x := range list[:i] {
			if x.workflow == y.workflow || x.write.value.Equal(*y.write.value) {
				continue
			}
			v := &judged[x.workflow]
			if !v.of {
				*v = verdict{true, t.together(x.workflow, y.workflow)}
			}
			if !v.can || apart(x.write, y.write) {
				continue
			}
			if pair := [2]int{x.workflow, y.workflow}; !told[pair] {
				told[pair] = true
				out = append(out, writeConflict(r.Workflows[x.workflow], r.Workflows[y.workflow], *x.write, *y.write))
			}
			break
		}
	}
	return out
}

// apart reports whether two writes stand in branches of which a record takes only one.
func apart(a, b *write) bool {
	for _, ga := range a.guards {
		for _, gb := range b.guards {
			if ga.want && gb.want && exclude(ga.cond, gb.cond) {
				return true
			}
		}
	}
	return false
}

// starters are what starts each workflow, looked up when it is first asked for.
type starters struct {
	workflows []*typed.Workflow
	entries   [][]starter
}

// starter is one trigger.
type starter struct {
	events []*schema.Event
	causes []*schema.Property
	cond   typed.Expr // nil: nothing is known of it
	known  facts      // what follows from it
}

func (s *starters) of(workflow int) []starter {
	if s.entries[workflow] == nil {
		list := []starter{}
		for _, e := range s.workflows[workflow].Enroll {
			if e.Every != nil {
				continue
			}
			one := starter{events: e.Events, causes: causes(e), cond: condition(e), known: facts{}}
			if one.cond != nil {
				one.known.learn(one.cond)
			}
			list = append(list, one)
		}
		s.entries[workflow] = list
	}
	return s.entries[workflow]
}

// together reports whether one change can start both workflows.
func (s *starters) together(a, b int) bool {
	if s.workflows[a].Object != s.workflows[b].Object {
		return false
	}
	for _, x := range s.of(a) {
		for _, y := range s.of(b) {
			if !shares(x.events, y.events) && !shares(x.causes, y.causes) {
				continue
			}
			if x.cond == nil || y.cond == nil || x.known.test(y.cond) != no && y.known.test(x.cond) != no {
				return true
			}
		}
	}
	return false
}

func shares[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
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

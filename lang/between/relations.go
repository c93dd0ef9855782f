// Package between looks at all workflows of a project at once: what one writes, creates or enrolls can make another
// react. It finds the circles among them, and the workflows that write against each other.
package between

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// Relations is the graph between workflows.
type Relations struct {
	Workflows []*typed.Workflow
	Edges     []*Edge // in the order of the steps

	writes  map[*typed.Workflow][]write
	watched map[*typed.Entry][]subject
}

// Edge says that a step of one workflow can make records enter another.
type Edge struct {
	From, To *typed.Workflow
	Entry    *typed.Entry // the trigger; nil for `enroll in`
	write    *write
	certain  bool // nothing that is not known can stop it
	rests    bool // only what another workflow writes in between can make it fire
	from, to int  // numbers of From and To in Relations.Workflows
}

// Action is the name of the action that makes records enter: set, create, enroll …
func (e *Edge) Action() string { return e.write.action }

// Rests reports whether the edge is from a workflow that leaves its own trigger holding, so that it starts itself only
// where another one gets in between.
func (e *Edge) Rests() bool { return e.rests }

// Relate builds the graph of a project.
func Relate(p *typed.Project) *Relations {
	r := &Relations{Workflows: p.Workflows, writes: map[*typed.Workflow][]write{}, watched: map[*typed.Entry][]subject{}}
	for _, w := range p.Workflows {
		r.writes[w] = writesOf(w, p.Schema)
		for _, e := range w.Enroll {
			r.watched[e] = watched(w, e)
		}
	}
	readers, listeners := r.readers(), listenersOf(p.Workflows)
	byObject, byName := map[*schema.Object][]*typed.Workflow{}, map[string][]*typed.Workflow{}
	for _, w := range p.Workflows {
		byObject[w.Object] = append(byObject[w.Object], w)
		byName[w.Name] = append(byName[w.Name], w)
	}
	for _, from := range p.Workflows {
		for i := range r.writes[from] {
			wr := &r.writes[from][i]
			at := moment{from: from, write: wr, others: r.writes[from]}
			switch {
			case wr.workflow != "":
				for _, to := range byName[wr.workflow] {
					r.Edges = append(r.Edges, &Edge{From: from, To: to, write: wr, certain: wr.sure && wr.self})
				}
				continue
			case wr.object != nil:
				r.relate(&at, byObject[wr.object])
				continue
			case wr.event != nil:
				r.relate(&at, listeners[wr.event.of])
			}
			for _, s := range wr.on.asWritten() {
				r.relate(&at, readers[s])
			}
		}
	}
	number := make(map[*typed.Workflow]int, len(p.Workflows))
	for i, w := range p.Workflows {
		number[w] = i
	}
	for _, e := range r.Edges {
		e.from, e.to = number[e.From], number[e.To]
	}
	return r
}

// readers are the workflows with a trigger that depends on a subject, by subject, in order.
func (r *Relations) readers() map[subject][]*typed.Workflow {
	out := map[subject][]*typed.Workflow{}
	for _, w := range r.Workflows {
		for _, e := range w.Enroll {
			for _, read := range r.watched[e] {
				for _, s := range read.asRead() {
					if list := out[s]; len(list) == 0 || list[len(list)-1] != w {
						out[s] = append(list, w)
					}
				}
			}
		}
	}
	return out
}

// relate adds the edges from a write to the triggers of workflows.
func (r *Relations) relate(at *moment, targets []*typed.Workflow) {
	for _, to := range targets {
		for _, entry := range to.Enroll {
			if can, certain := r.reaches(at, to, entry); can {
				r.Edges = append(r.Edges, &Edge{From: at.from, To: to, Entry: entry, write: at.write, certain: certain && at.write.sure,
					rests: at.from == to && r.heldAlready(to, entry)})
			}
		}
	}
}

// reaches reports whether a write can fire a trigger, and whether it surely does.
func (r *Relations) reaches(at *moment, to *typed.Workflow, entry *typed.Entry) (can, certain bool) {
	wr := at.write
	switch {
	case wr.object != nil:
		return created(to, wr, entry)
	case len(entry.Events) > 0:
		return wr.event != nil && wr.event.reaches(entry), false // the status may be that already
	case entry.Change != nil:
		if entry.Change.Property != wr.on.property || entry.Where != nil && at.known(to).test(entry.Where) == no {
			return false, false
		}
		return true, wr.self && entry.Where == nil && wr.way != 0
	case entry.When != nil && entry.Every == nil:
		if !r.concerns(wr.on, entry) || wr.into != 0 && !wr.asks(entry.When) {
			return false, false
		}
		switch at.known(to).test(entry.When) {
		case no:
			return false, false
		case yes:
			return true, wr.self && at.from.Object == to.Object && wr.event == nil
		}
		return true, false
	}
	return false, false
}

// concerns reports whether a trigger reads what is written.
func (r *Relations) concerns(written subject, entry *typed.Entry) bool {
	for _, read := range r.watched[entry] {
		if meets(written, read) {
			return true
		}
	}
	return false
}

// created asks the same of a new record.
func created(to *typed.Workflow, wr *write, entry *typed.Entry) (can, certain bool) {
	if wr.object != to.Object {
		return false, false // creating an associated record changes nothing in this one
	}
	for _, e := range entry.Events {
		if e.Name == recordCreated {
			return true, entry.Where == nil
		}
	}
	if entry.When == nil || entry.Every != nil {
		return false, false
	}
	answer := wr.holds().test(entry.When)
	return answer != no, answer == yes
}

// recordCreated is the event that every new record tells of.
const recordCreated = "record_created"

// moment is that right after a write.
type moment struct {
	from   *typed.Workflow
	write  *write
	others []write // of the same workflow
	same   facts   // for workflows on the same type of record; nil until asked for
	other  facts   // for those on others
}

// known is what is known when the steps around a write are done, seen from the workflow that may react: the value itself,
// and, for one record type, the branches that the write stands in as far as the workflow leaves them alone.
func (m *moment) known(to *typed.Workflow) facts {
	f := &m.other
	if m.from.Object == to.Object && m.write.fixed {
		f = &m.same
	}
	if *f != nil {
		return *f
	}
	*f = facts{}
	if f == &m.same {
		for _, g := range m.write.guards {
			if g.want {
				f.learn(g.cond)
			}
		}
	}
	if len(*f) > 0 {
		for i := range m.others {
			f.forget(m.others[i].on)
		}
	}
	if d, ok := m.write.after(facts{}); ok {
		(*f)[m.write.on] = d
	}
	return *f
}

// forget drops what is known of what is written.
func (f facts) forget(written subject) {
	for s := range f {
		if meets(written, s) {
			delete(f, s)
		}
	}
}

func orTrue(e typed.Expr) typed.Expr {
	if e == nil {
		return &typed.Const{Value: schema.BoolValue(true)}
	}
	return e
}

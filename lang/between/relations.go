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
	Edges     []*Edge

	writes map[*typed.Workflow][]write
}

// Edge says that a step of one workflow can make records enter another.
type Edge struct {
	From, To *typed.Workflow
	Entry    *typed.Entry // the trigger; nil for `enroll in`
	write    *write
	certain  bool // nothing that is not known can stop it
}

// Action is the name of the action that makes records enter: set, create, enroll …
func (e *Edge) Action() string { return e.write.action }

// Relate builds the graph of a project.
func Relate(p *typed.Project) *Relations {
	r := &Relations{Workflows: p.Workflows, writes: map[*typed.Workflow][]write{}}
	mail := subscriptions{}
	for _, w := range p.Workflows {
		r.writes[w] = writesOf(w, p.Schema, mail)
	}
	readers, listeners := readersOf(p.Workflows), listenersOf(p.Workflows)
	byObject, byName := map[*schema.Object][]*typed.Workflow{}, map[string][]*typed.Workflow{}
	for _, w := range p.Workflows {
		byObject[w.Object] = append(byObject[w.Object], w)
		byName[w.Name] = append(byName[w.Name], w)
	}
	for _, from := range p.Workflows {
		for i := range r.writes[from] {
			wr := &r.writes[from][i]
			at := moment{from: from, write: wr}
			switch {
			case wr.workflow != "":
				for _, to := range byName[wr.workflow] {
					r.Edges = append(r.Edges, &Edge{From: from, To: to, write: wr, certain: wr.sure && wr.self})
				}
			case wr.object != nil:
				r.relate(&at, byObject[wr.object])
			case wr.event != nil:
				r.relate(&at, listeners[wr.event.of])
			case wr.property != nil:
				r.relate(&at, readers[wr.property])
			}
		}
	}
	return r
}

// readersOf are the workflows with a trigger that depends on a property, by property, in order.
func readersOf(workflows []*typed.Workflow) map[*schema.Property][]*typed.Workflow {
	out := map[*schema.Property][]*typed.Workflow{}
	for _, w := range workflows {
		for _, e := range w.Enroll {
			for _, p := range causes(e) {
				if list := out[p]; len(list) == 0 || list[len(list)-1] != w {
					out[p] = append(list, w)
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
				r.Edges = append(r.Edges, &Edge{From: at.from, To: to, Entry: entry, write: at.write, certain: certain && at.write.sure})
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
	case wr.event != nil:
		return wr.event.reaches(entry), false // the status may be that already
	case entry.Change != nil:
		if entry.Change.Property != wr.property || entry.Where != nil && at.known(to).test(entry.Where) == no {
			return false, false
		}
		return true, wr.self && entry.Where == nil && (wr.action == "increase" || wr.action == "decrease")
	case entry.When != nil && entry.Every == nil:
		if !mentions(entry, wr.property) || heldAlready(at.from, to, entry, r.writes[at.from]) {
			return false, false
		}
		switch at.known(to).test(entry.When) {
		case no:
			return false, false
		case yes:
			return true, wr.self && at.from.Object == to.Object
		}
		return true, false
	}
	return false, false
}

// created asks the same of a new record.
func created(to *typed.Workflow, wr *write, entry *typed.Entry) (can, certain bool) {
	if wr.object != to.Object {
		return false, false // creating an associated record changes nothing in this one
	}
	for _, e := range entry.Events {
		if e.Name == "record_created" {
			return true, entry.Where == nil
		}
	}
	if entry.When == nil || entry.Every != nil {
		return false, false
	}
	answer := wr.holds().test(entry.When)
	return answer != no, answer == yes
}

// moment is that right after a write.
type moment struct {
	from  *typed.Workflow
	write *write
	same  facts // for workflows on the same type of record; nil until asked for
	other facts // for those on others
}

// known is what is known then, seen from the workflow that may react: the value itself, and, for one record type, the
// branches that the write stands in as far as the write leaves them true.
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
	delete(*f, m.write.property)
	if m.write.value != nil {
		(*f)[m.write.property] = exactly(*m.write.value)
	}
	return *f
}

func orTrue(e typed.Expr) typed.Expr {
	if e == nil {
		return &typed.Const{Value: schema.BoolValue(true)}
	}
	return e
}

func mentions(entry *typed.Entry, p *schema.Property) bool {
	for _, m := range entry.Mentions {
		if m.Property == p {
			return true
		}
	}
	return false
}

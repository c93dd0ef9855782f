// Package between looks at all workflows of a project at once: what one writes, creates or enrolls can make another
// react. It finds the circles among them, and the workflows that write against each other.
package between

import (
	"maps"

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
	write    write
	certain  bool // nothing that is not known can stop it
}

// Action is the name of the action that makes records enter: set, create, enroll …
func (e *Edge) Action() string { return e.write.action }

// Relate builds the graph of a project.
func Relate(p *typed.Project) *Relations {
	r := &Relations{Workflows: p.Workflows, writes: map[*typed.Workflow][]write{}}
	for _, w := range p.Workflows {
		r.writes[w] = writesOf(w, p.Schema)
	}
	readers := readersOf(p.Workflows)
	for _, from := range p.Workflows {
		for _, wr := range r.writes[from] {
			candidates := p.Workflows
			if wr.property != nil {
				candidates = readers[wr.property]
			}
			for _, to := range candidates {
				r.relate(from, to, wr)
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

func (r *Relations) relate(from, to *typed.Workflow, wr write) {
	if wr.workflow != "" {
		if wr.workflow == to.Name {
			r.Edges = append(r.Edges, &Edge{From: from, To: to, write: wr, certain: wr.sure && wr.self})
		}
		return
	}
	for _, entry := range to.Enroll {
		if can, certain := reaches(from, to, wr, entry, r.writes[from]); can {
			r.Edges = append(r.Edges, &Edge{From: from, To: to, Entry: entry, write: wr, certain: certain && wr.sure})
		}
	}
}

// reaches reports whether a write can fire a trigger, and whether it surely does.
func reaches(from, to *typed.Workflow, wr write, entry *typed.Entry, writes []write) (can, certain bool) {
	if wr.object != nil {
		return created(to, wr, entry)
	}
	switch {
	case wr.property == nil:
		return false, false
	case entry.Change != nil:
		if entry.Change.Property != wr.property || under(from, to, wr).test(orTrue(entry.Where)) == no {
			return false, false
		}
		return true, wr.self && entry.Where == nil && (wr.action == "increase" || wr.action == "decrease")
	case entry.When != nil && entry.Every == nil:
		if !mentions(entry, wr.property) || heldAlready(from, to, entry, writes) {
			return false, false
		}
		switch under(from, to, wr).test(entry.When) {
		case no:
			return false, false
		case yes:
			return true, wr.self && from.Object == to.Object
		}
		return true, false
	}
	return false, false
}

// heldAlready reports whether the trigger held when the record entered by it, and only one step writes what it reads: a
// condition that holds cannot turn true.
func heldAlready(from, to *typed.Workflow, entry *typed.Entry, writes []write) bool {
	if from != to || len(from.Enroll) > 1 {
		return false
	}
	n := 0
	for _, w := range writes {
		if w.property != nil && mentions(entry, w.property) {
			n++
		}
	}
	return n == 1
}

// created asks the same of a new record.
func created(to *typed.Workflow, wr write, entry *typed.Entry) (can, certain bool) {
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
	answer := wr.fields.test(entry.When)
	return answer != no, answer == yes
}

// under is what is known right after a write, seen from the workflow that may react: the value itself, and, for one
// record type, the branches that the write stands in as far as the write leaves them true.
func under(from, to *typed.Workflow, wr write) facts {
	f := facts{}
	if from.Object == to.Object && wr.fixed {
		for _, g := range wr.guards {
			if g.want {
				f.learn(g.cond)
			}
		}
	}
	delete(f, wr.property)
	if wr.value != nil {
		f[wr.property] = exactly(*wr.value)
	}
	return f
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

// circle is a way from a workflow back to itself.
type circle []*Edge

// circles returns the shortest circle through each edge that lies on one, each set of workflows once.
func (r *Relations) circles() []circle {
	out := map[*typed.Workflow][]*Edge{}
	for _, e := range r.Edges {
		if reenters(e) {
			out[e.From] = append(out[e.From], e)
		}
	}
	var found []circle
	seen := map[string]bool{}
	for _, e := range r.Edges {
		if !reenters(e) {
			continue
		}
		c := shortest(out, e)
		if c == nil || !c.turns(r) {
			continue
		}
		if key := c.key(); !seen[key] {
			seen[key] = true
			found = append(found, c)
		}
	}
	return found
}

// reenters reports whether the target takes a record again: a workflow without re-enrollment ends every circle, unless
// each lap makes a new record.
func reenters(e *Edge) bool {
	return e.To.Reenroll.Mode != typed.ReenrollNever || e.write.object != nil
}

// shortest closes a circle behind an edge with as few edges as can be.
func shortest(out map[*typed.Workflow][]*Edge, e *Edge) circle {
	if e.From == e.To {
		return circle{e}
	}
	came := map[*typed.Workflow]*Edge{e.To: e}
	for queue := []*typed.Workflow{e.To}; len(queue) > 0; queue = queue[1:] {
		for _, next := range out[queue[0]] {
			if _, ok := came[next.To]; ok {
				continue
			}
			came[next.To] = next
			if next.To != e.From {
				queue = append(queue, next.To)
				continue
			}
			c := circle{next}
			for c[0] != e {
				c = append(circle{came[c[0].From]}, c...)
			}
			return c
		}
	}
	return nil
}

func (c circle) key() string {
	least := 0
	for i := range c {
		if c[i].From.Name < c[least].From.Name {
			least = i
		}
	}
	key := ""
	for i := range c {
		key += c[(least+i)%len(c)].From.Name + " "
	}
	return key
}

// turns walks twice around and reports whether the second lap can still fire every trigger: a circle that writes what is
// there already comes to rest.
func (c circle) turns(r *Relations) bool {
	known := facts{}
	for lap := range 2 {
		for _, e := range c {
			if e.write.object != nil {
				known = maps.Clone(e.write.fields)
				continue
			}
			if !e.write.fixed || e.From.Object != e.To.Object {
				known = facts{}
				continue
			}
			before := e.fires(known)
			same := e.write.value != nil && known[e.write.property].all(func(v schema.Value) bool { return v.Equal(*e.write.value) }) == yes
			r.apply(e.From, known)
			after := e.fires(known)
			if lap == 1 && e.Entry != nil && (after == no || e.Entry.When != nil && before == yes || e.Entry.Change != nil && same) {
				return false
			}
		}
	}
	return true
}

func (e *Edge) fires(f facts) answer {
	switch {
	case e.Entry == nil:
		return yes
	case e.Entry.When != nil:
		return f.test(e.Entry.When)
	}
	return f.test(orTrue(e.Entry.Where))
}

// apply notes what a run of the workflow leaves behind.
func (r *Relations) apply(w *typed.Workflow, known facts) {
	for _, wr := range r.writes[w] {
		switch {
		case wr.property == nil:
		case wr.sure && wr.fixed && wr.value != nil:
			known[wr.property] = exactly(*wr.value)
		default:
			delete(known, wr.property)
		}
	}
}

// certain reports whether nothing can stop the circle: every edge is sure to fire, at once, and every workflow always
// takes records again.
func (c circle) certain() bool {
	for _, e := range c {
		if !e.certain || e.To.Reenroll.Mode != typed.ReenrollAlways || len(e.To.Suppress)+len(e.To.Goal)+len(e.To.Unenroll) > 0 {
			return false
		}
	}
	return true
}

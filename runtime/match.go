// Matching: what the changes of a turn start, end or wake.

package runtime

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// candidate is a record for which a watch has to be looked at. Occurrence is the event that reached it; nil for
// conditions and changes.
type candidate struct {
	watch      *watch
	record     place
	occurrence *schema.Occurrence
}

// candidates collects candidates, each once.
type candidates struct {
	t    *turn
	list []candidate
	seen map[candidate]bool

	found []path // room for what one change leads to
}

func (c *candidates) add(w *watch, p place, o *schema.Occurrence) {
	found := candidate{w, p, o}
	if !c.seen[found] {
		if c.seen == nil {
			c.seen = map[candidate]bool{}
		}
		c.seen[found] = true
		c.list = append(c.list, found)
	}
}

// addPath adds the records from which a path leads to p.
func (c *candidates) addPath(q path, p place) {
	for _, root := range c.t.back(p, q.via, q.root) {
		c.add(q.watch, root, nil)
	}
}

// back walks a path against its direction: from the record at its end to those at its root.
func (t *turn) back(p place, via []string, root string) []place {
	if len(via) == 0 {
		if t.model.byNo[p.object].object.Name != root {
			return nil
		}
		return []place{p}
	}
	reached := []place{p}
	for i := len(via) - 2; i >= -1; i-- {
		object := root
		if i >= 0 {
			object = via[i]
		}
		om := t.model.objects[object]
		if om == nil {
			return nil
		}
		seen := map[place]bool{}
		var nearer []place
		for _, q := range reached {
			for _, l := range t.now.links(q, om.no) {
				if !seen[l.to] {
					seen[l.to] = true
					nearer = append(nearer, l.to)
				}
			}
		}
		reached = nearer
	}
	return reached
}

// match looks at all watches that the turn's changes may concern.
func (t *turn) match() {
	c := &candidates{t: t}
	for i := range t.touched {
		c.ofRecord(&t.touched[i])
	}
	for _, j := range t.joins {
		c.ofJoin(j.a, j.b)
		c.ofJoin(j.b, j.a)
	}
	for _, s := range t.sets {
		c.ofSet(s)
	}
	for _, h := range t.evented {
		c.ofEvent(h)
	}
	slices.SortStableFunc(c.list, func(a, b candidate) int { return a.watch.compare(b.watch) })
	for _, found := range c.list {
		t.judgeSafely(found)
		if t.fault != nil {
			return
		}
	}
}

func (c *candidates) ofRecord(changed *touch) {
	p, before := changed.at, changed.before
	x, now := c.t.e.index, c.t.record(p)
	object := now.record.Object
	switch {
	case before == nil:
		if e := c.t.model.schema.Event(recordCreated); e != nil && len(x.onEvent[recordCreated]) > 0 {
			o := created(now.record, e)
			for _, w := range x.onEvent[recordCreated] {
				if w.program.Object == object.Name {
					c.add(w, p, o)
				}
			}
		}
		c.ofNew(p, now.record)
		return
	case before.record.Gone && !now.record.Gone:
		c.ofNew(p, now.record)
		c.ofJoins(p)
		return
	case now.record.Gone && !before.record.Gone:
		c.ofDeleted(p, now)
		return
	}
	for number := range changed.changed(now) {
		c.found = x.conditions.Changed(c.found[:0], now.record, number, before.record.Get(number))
		for _, q := range c.found {
			c.addPath(q, p)
		}
		for _, w := range x.onChange[propertyKey{object.Name, object.Properties[number].Name}] {
			c.addPath(path{w, w.program.Object, w.trigger.Change.Via}, p)
		}
	}
}

// ofNew looks at the conditions on a record that is new, or is there again.
func (c *candidates) ofNew(p place, r *schema.Record) {
	c.found = c.t.e.index.conditions.Appeared(c.found[:0], r)
	for _, q := range c.found {
		if len(q.via) == 0 {
			c.add(q.watch, p, nil)
		}
	}
}

// ofDeleted takes a deleted record out of every workflow; whoever was associated with it has one record less.
func (c *candidates) ofDeleted(p place, now *stored) {
	for _, l := range now.live {
		c.t.jobs = append(c.t.jobs, job{kind: jobLeave, enrollment: l.id, text: "the record was deleted"})
	}
	c.ofJoins(p)
}

// ofJoins looks at those who are associated with a record that is gone, or is there again.
func (c *candidates) ofJoins(p place) {
	for _, om := range c.t.model.byNo {
		if om == nil {
			continue
		}
		for _, l := range c.t.now.links(p, om.no) {
			c.ofJoin(l.to, p)
		}
	}
}

// ofJoin looks at paths that lead from near to far.
func (c *candidates) ofJoin(near, far place) {
	k := joinKey{c.t.model.byNo[near.object].object.Name, c.t.model.byNo[far.object].object.Name}
	for _, h := range c.t.e.index.joins[k] {
		for _, root := range c.t.back(near, h.before, h.root) {
			c.add(h.watch, root, nil)
		}
	}
}

func (c *candidates) ofSet(s setChange) {
	object, id, ok := strings.Cut(s.member, " ")
	p, known := c.t.model.place(schema.Ref{Object: object, ID: id})
	if !ok || !known {
		return
	}
	for _, name := range [...]string{s.set, "*"} {
		for _, q := range c.t.e.index.sets[name] {
			end := q.root
			if len(q.via) > 0 {
				end = q.via[len(q.via)-1]
			}
			if end == object {
				c.addPath(q, p)
			}
		}
	}
}

func (c *candidates) ofEvent(h happened) {
	name := h.occurrence.Event.Name
	for _, p := range h.reached {
		object := c.t.model.byNo[p.object].object.Name
		for _, q := range c.t.e.index.events[name] {
			if len(q.via) == 0 && q.root == object || len(q.via) > 0 && q.via[len(q.via)-1] == object {
				c.addPath(q, p)
			}
		}
		for _, w := range c.t.e.index.onEvent[name] {
			if w.program.Object == object {
				c.add(w, p, h.occurrence)
			}
		}
	}
}

// judgeSafely keeps a fault in one condition from the others.
func (t *turn) judgeSafely(c candidate) {
	defer func() {
		if p := recover(); p != nil {
			t.e.log.Error("a condition failed", "workflow", c.watch.program.Name, "trigger", c.watch.trigger.Text,
				"record", t.ref(c.record), "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
		}
	}()
	t.judge(c)
}

func (t *turn) judge(c candidate) {
	s := t.record(c.record)
	if s == nil || s.record.Gone {
		return
	}
	if c.watch.list == listEnroll {
		t.judgeEntry(c, s)
		return
	}
	for _, l := range s.live {
		if l.workflow != c.watch.program.workflow {
			continue
		}
		en := t.enrollment(l.id)
		if en == nil || en.program != c.watch.program.no {
			continue
		}
		switch c.watch.list {
		case listWait:
			t.judgeWait(c, en)
		case listCenter:
			if en.state == asleep {
				t.jobs = append(t.jobs, job{kind: jobCenter, enrollment: en.id})
			}
		default:
			t.judgeExit(c, en, 0)
		}
	}
}

// judgeEntry enrolls a record when a condition turned true for it, or when the event or change is the one meant.
func (t *turn) judgeEntry(c candidate, s *stored) {
	p, trigger := c.watch.program, &c.watch.trigger
	if t.workflow(p.workflow).off {
		return
	}
	env := t.env(p, t.now)
	p.judge.Forget()
	switch trigger.Kind {
	case vm.When:
		t.setMoments(c.watch, s.record)
		if !p.judge.Holds(trigger.Cond, env, s.record, nil) || t.heldBefore(c.watch, c.record) && !t.overdue(c.watch, c.record, s) {
			return
		}
		t.dropOverdue(c.watch, c.record, s)
	case vm.OnEvent:
		if !meets(p, trigger.Cond, env, s.record, c.occurrence) {
			return
		}
	case vm.OnChange:
		if !t.isPrimary(c, s.record) || !meets(p, trigger.Cond, env, s.record, nil) {
			return
		}
	}
	t.jobs = append(t.jobs, job{kind: jobEnter, workflow: p.workflow, record: c.record, text: trigger.Text,
		occurrence: c.occurrence, depth: t.depth + 1})
}

func meets(p *program, cond vm.Code, env *schema.Env, r *schema.Record, o *schema.Occurrence) bool {
	return cond == vm.NoCode || p.judge.Holds(cond, env, r, o)
}

// heldBefore reports whether a condition held before the turn.
func (t *turn) heldBefore(w *watch, p place) bool {
	past := t.past()
	before := past.stored(p)
	if before == nil || before.record.Gone {
		return false
	}
	return w.program.judge.Holds(w.trigger.Cond, t.env(w.program, past), before.record, nil)
}

// isPrimary reports whether the property that changed is one that the record sees: its own, or that of its primary
// associated record.
func (t *turn) isPrimary(c candidate, r *schema.Record) bool {
	change := c.watch.trigger.Change
	for _, object := range change.Via {
		o := t.model.schema.Object(object)
		if o == nil {
			return false
		}
		all := t.now.Associated(r, o)
		if len(all) == 0 {
			return false
		}
		r = all[0]
	}
	p, ok := t.model.place(r.Ref())
	prop := r.Object.Property(change.Property)
	if !ok || prop == nil {
		return false
	}
	before, touched := t.before(p)
	return touched && before != nil && !before.record.Get(prop.Number).Equal(r.Get(prop.Number))
}

// judgeExit takes an enrollment out when its unenroll, goal or suppress condition holds: now, or just after the moment
// that is due.
func (t *turn) judgeExit(c candidate, en *enrollment, due int64) {
	p, trigger := c.watch.program, &c.watch.trigger
	s := t.record(c.record)
	if err := p.judge.Restore(en.machine); err != nil {
		t.fail(err)
		return
	}
	env := t.env(p, t.now)
	if due != 0 {
		env.Now = due + 1
	}
	switch trigger.Kind {
	case vm.When:
		t.setMomentsFrom(c.watch, s.record, max(due+1, t.batch.now))
		if !p.judge.Holds(trigger.Cond, env, s.record, nil) {
			return
		}
	case vm.OnEvent:
		if !meets(p, trigger.Cond, env, s.record, c.occurrence) {
			return
		}
	case vm.OnChange:
		if !t.isPrimary(c, s.record) || !meets(p, trigger.Cond, env, s.record, nil) {
			return
		}
	}
	t.jobs = append(t.jobs, job{kind: jobLeave, enrollment: en.id, text: exitReason(c.watch.list, trigger.Text), goal: c.watch.list == listGoal})
}

// exitReason says by which setting a record left.
func exitReason(list listKind, text string) string {
	word := [...]string{listUnenroll: "unenroll", listGoal: "goal", listSuppress: "suppress"}[list]
	if strings.HasPrefix(text, word) {
		return text
	}
	return word + " " + text
}

// env is what a program sees through a view.
func (b *batch) env(p *program, v *view) *schema.Env {
	env := b.envOf(p, v)
	return &env
}

func (b *batch) envOf(p *program, v *view) schema.Env {
	return schema.Env{Now: b.now, Zone: p.zone, Hours: &p.Working, View: v}
}

// Changes of records, as actions and callers make them: schema.Records and schema.Sets of a turn.

package runtime

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// maxGeneration is how many workflows may each create a record for the next before creating is refused.
const maxGeneration = 10

// world is what an action may do to the world. It fits schema.Records, schema.Flow, schema.Sets and
// schema.Events.
type world struct {
	t   *turn
	run *running // whose action acts; nil for a caller's change
}

// Set changes one property and reports whether the value differed.
func (w *world) Set(r *schema.Record, p *schema.Property, v schema.Value) (changed bool, err error) {
	if r == nil {
		return false, fmt.Errorf("there is no such record")
	}
	at, ok := w.t.model.place(r.Ref())
	if !ok {
		return false, fmt.Errorf("`%s` is not declared", r.Object.Name)
	}
	prop := p
	if o := w.t.model.byNo[at.object].object; p.Object != o {
		if prop = o.Property(p.Name); prop == nil {
			return false, fmt.Errorf("`%s` is no property of `%s`", p.Name, r.Object.Name)
		}
	}
	return w.t.setProperty(at, prop, v)
}

func (t *turn) setProperty(at place, p *schema.Property, v schema.Value) (changed bool, err error) {
	s := t.record(at)
	switch {
	case s == nil:
		return false, fmt.Errorf("there is no %s `%s`", p.Object.Name, at.id)
	case s.record.Gone:
		return false, fmt.Errorf("the record was deleted")
	case p.Number <= schema.PropUpdatedAt:
		return false, fmt.Errorf("`%s` is readonly", p.Name)
	}
	old := s.record.Get(p.Number)
	if old.Equal(v) {
		return false, nil
	}
	if p.Required && v.IsNil() {
		return false, fmt.Errorf("a %s needs it", p.Object.Name)
	}
	if p == p.Object.Key {
		if err := t.moveKey(at, p, old, v); err != nil {
			return false, err
		}
	}
	s = s.clone()
	s.record.Props[p.Number] = v
	s.changed[p.Number] = t.batch.now
	t.put(at, s)
	t.noteSet(at, p.Number)
	return true, nil
}

// moveKey keeps the index of the object's key.
func (t *turn) moveKey(at place, p *schema.Property, old, v schema.Value) error {
	if text := keyText(p, v); text != "" {
		if id, taken := t.owner(at.object, text); taken && id != at.id {
			return fmt.Errorf("another %s has the %s `%s`", p.Object.Name, p.Name, schema.Plain(v, nil))
		}
		t.setOwner(at.object, text, at.id)
	}
	if text := keyText(p, old); text != "" {
		t.dropOwner(at.object, text)
	}
	return nil
}

func (b *batch) setOwner(object int, text, id string) {
	if b.transient != nil {
		b.transient.owners.set(ownerKey{object, text}, id)
		return
	}
	b.set(keyUnique(object, text), []byte(id))
}

func (b *batch) dropOwner(object int, text string) {
	if b.transient != nil {
		b.transient.owners.delete(ownerKey{object, text})
		return
	}
	b.delete(keyUnique(object, text))
}

// keyText is the value of a key property as the index has it; "" when it is unknown.
func keyText(p *schema.Property, v schema.Value) string {
	if v.IsNil() {
		return ""
	}
	return foldKey(p, schema.Plain(v, nil))
}

// foldKey drops what two spellings of one key may differ in: e-mail addresses are compared without case.
func foldKey(p *schema.Property, text string) string {
	if p.Type.Kind == schema.Email {
		return strings.ToLower(text)
	}
	return text
}

// Create makes a record. One that would enroll in the workflow that creates it, or that is the last of a long chain of
// workflows creating records for each other, is refused.
func (w *world) Create(o *schema.Object, props []schema.Value, with []*schema.Record) (*schema.Record, error) {
	om := w.t.model.objects[o.Name]
	if om == nil {
		return nil, fmt.Errorf("there is no object `%s`", o.Name)
	}
	generation := 0
	if w.run != nil {
		generation = w.run.generation() + 1
		if generation > maxGeneration {
			return nil, &schema.Refused{Reason: skippedLoop}
		}
	}
	before := w.t.batch.mark()
	journal := w.t.journal()
	at, err := w.createWith(om, props, with, generation)
	if err == nil && w.run != nil && w.run.wouldEnroll(at) {
		err = &schema.Refused{Reason: skippedLoop}
	}
	if err != nil {
		w.t.batch.back(before)
		w.t.restore(journal)
		return nil, err
	}
	return w.t.record(at).record, nil
}

func (w *world) createWith(om *objectModel, props []schema.Value, with []*schema.Record, generation int) (place, error) {
	own := make([]schema.Value, len(om.object.Properties))
	copy(own, props)
	at, err := w.t.create(om, "", own, generation)
	if err != nil {
		return place{}, err
	}
	for _, r := range with {
		if r == nil {
			continue
		}
		other, ok := w.t.model.place(r.Ref())
		if !ok {
			return place{}, fmt.Errorf("`%s` is not declared", r.Object.Name)
		}
		if _, err := w.t.associate(at, other); err != nil {
			return place{}, err
		}
	}
	return at, nil
}

// skippedLoop is the history line of a record that was not created.
const skippedLoop = "skipped to prevent an infinite loop"

// journal is what the turn changed so far; restore takes back what came later.
type journal struct{ touched, joins, sets, events int }

func (t *turn) journal() journal {
	return journal{len(t.touched), len(t.joins), len(t.sets), len(t.evented)}
}

// restore goes with back, which takes the records themselves back.
func (t *turn) restore(j journal) {
	t.untouch(j.touched)
	t.joins, t.sets, t.evented = t.joins[:j.joins], t.sets[:j.sets], t.evented[:j.events]
}

// create makes a record of props, which belong to it from then on; without an id it gets the next number that is free.
func (t *turn) create(om *objectModel, id string, props []schema.Value, generation int) (place, error) {
	at := place{om.no, id}
	for id == "" {
		n := t.counter("id:"+om.object.Name) + 1
		t.setCounter("id:"+om.object.Name, n)
		at.id = strconv.FormatInt(n, 10)
		if t.record(at) == nil {
			break
		}
	}
	s := newStored(schema.Record{Object: om.object, ID: at.id, Props: props})
	s.generation, s.changed = generation, make([]int64, len(om.object.Properties))
	for i, v := range props {
		switch {
		case v.IsNil():
		case i <= schema.PropUpdatedAt && i != schema.PropCreatedAt:
			props[i] = schema.Value{}
		default:
			s.changed[i] = t.batch.now
		}
	}
	s.record.Props[schema.PropID] = schema.TextValue(at.id)
	if s.record.Props[schema.PropCreatedAt].IsNil() {
		s.record.Props[schema.PropCreatedAt] = schema.MomentValue(t.batch.now)
	}
	s.record.Props[schema.PropUpdatedAt] = schema.MomentValue(t.batch.now)
	if k := om.object.Key; k.Number != schema.PropID {
		if err := t.moveKey(at, k, schema.Value{}, s.record.Props[k.Number]); err != nil {
			return place{}, err
		}
	}
	t.put(at, s)
	return at, nil
}

// Associate joins two records, in both directions.
func (w *world) Associate(a, b *schema.Record) (changed bool, err error) {
	return w.pair(a, b, w.t.associate)
}

// Dissociate ends an association, in both directions.
func (w *world) Dissociate(a, b *schema.Record) (changed bool, err error) {
	return w.pair(a, b, w.t.dissociate)
}

func (w *world) pair(a, b *schema.Record, do func(a, b place) (bool, error)) (bool, error) {
	if a == nil || b == nil {
		return false, fmt.Errorf("there is no such record")
	}
	p, ok := w.t.model.place(a.Ref())
	q, okToo := w.t.model.place(b.Ref())
	if !ok || !okToo {
		return false, fmt.Errorf("the records are not of declared objects")
	}
	return do(p, q)
}

func (t *turn) associate(a, b place) (changed bool, err error) {
	for _, p := range [...]place{a, b} {
		if s := t.record(p); s == nil || s.record.Gone {
			return false, fmt.Errorf("there is no %s `%s`", t.model.byNo[p.object].object.Name, p.id)
		}
	}
	if a == b {
		return false, fmt.Errorf("a record is not associated with itself")
	}
	if _, there := t.get(keyAssociated(a, b)); there {
		return false, nil
	}
	j := joinChange{a: a, b: b, seqA: t.next(), seqB: t.next(), added: true}
	t.join(a, b, j.seqA)
	t.join(b, a, j.seqB)
	t.edits++
	t.joins = append(t.joins, j)
	return true, nil
}

func (t *turn) join(a, b place, seq uint64) {
	list := linkList{a, b.object}
	if known, ok := t.linked[list]; ok {
		t.linked[list] = append(slices.Clone(known), link{b, seq})
	}
	t.set(keyAssociation(a, b.object, seq), []byte(b.id))
	t.set(keyAssociated(a, b), append64(nil, seq))
}

func (t *turn) dissociate(a, b place) (changed bool, err error) {
	seqA, there := t.get(keyAssociated(a, b))
	if !there {
		return false, nil
	}
	seqB, _ := t.get(keyAssociated(b, a))
	j := joinChange{a: a, b: b, seqA: seqOf(seqA), seqB: seqOf(seqB)}
	t.part(a, b, j.seqA)
	t.part(b, a, j.seqB)
	t.edits++
	t.joins = append(t.joins, j)
	return true, nil
}

func (t *turn) part(a, b place, seq uint64) {
	delete(t.linked, linkList{a, b.object})
	t.delete(keyAssociation(a, b.object, seq))
	t.delete(keyAssociated(a, b))
}

// Add puts a member into a set.
func (w *world) Add(set, member string) (changed bool) { return w.t.setMember(set, member, true) }

// Remove takes a member out of a set.
func (w *world) Remove(set, member string) (changed bool) { return w.t.setMember(set, member, false) }

// Has reports whether a set has a member.
func (w *world) Has(set, member string) bool { return w.t.member(set, member) }

// Counter is a number kept by name, 0 at first.
func (w *world) Counter(name string) int64 { return w.t.counter("action:" + name) }

// SetCounter changes a number kept by name.
func (w *world) SetCounter(name string, n int64) { w.t.setCounter("action:"+name, n) }

func (t *turn) setMember(set, member string, in bool) (changed bool) {
	had := t.member(set, member)
	if had == in {
		return false
	}
	if in {
		t.set(keyMember(set, member), nil)
	} else {
		t.delete(keyMember(set, member))
	}
	t.edits++
	t.sets = append(t.sets, setChange{set, member, had})
	return true
}

// The world as programs see it: now, or as it was before the turn.

package runtime

import (
	"math"
	"slices"

	"github.com/wflang/wf/lang/schema"
)

// view is the schema.View over a state. With a turn and past set it shows what was before the turn, so that a condition
// that turned true can be told from one that was true already.
type view struct {
	s    *state
	turn *turn
	past bool
	keep int64 // events from this moment on are seen
}

// recordCreated is the event whose past is not kept: a record knows when it was created.
const recordCreated = "record_created"

func (v *view) stored(p place) *stored {
	if v.past {
		if before, touched := v.turn.before(p); touched {
			return before
		}
	}
	return v.s.record(p)
}

// Record returns a record; of a deleted one nothing but its id.
func (v *view) Record(ref schema.Ref) *schema.Record {
	p, ok := v.s.model.place(ref)
	if !ok {
		return nil
	}
	st := v.stored(p)
	switch {
	case st == nil && ref.Object == "user":
		return v.s.user(ref.ID)
	case st == nil:
		return nil
	case st.record.Gone:
		return &schema.Record{Object: st.record.Object, ID: ref.ID, Gone: true}
	}
	return st.record
}

// Associated returns the associated records that are not deleted.
func (v *view) Associated(r *schema.Record, o *schema.Object) []*schema.Record {
	if r == nil || o == nil {
		return nil
	}
	p, ok := v.s.model.place(r.Ref())
	om := v.s.model.objects[o.Name]
	if !ok || om == nil {
		return nil
	}
	var found []*schema.Record
	for _, l := range v.links(p, om.no) {
		if st := v.stored(l.to); st != nil && !st.record.Gone {
			found = append(found, st.record)
		}
	}
	return found
}

// links are the associations; those of the past are the present ones with the turn's own taken back.
func (v *view) links(p place, object int) []link {
	now := v.s.links(p, object)
	if !v.past {
		return now
	}
	changed := false
	for i := len(v.turn.joins) - 1; i >= 0; i-- {
		j := v.turn.joins[i]
		var other place
		var seq uint64
		switch {
		case j.a == p && j.b.object == object:
			other, seq = j.b, j.seqA
		case j.b == p && j.a.object == object:
			other, seq = j.a, j.seqB
		default:
			continue
		}
		if !changed {
			now, changed = slices.Clone(now), true
		}
		if j.added {
			now = slices.DeleteFunc(now, func(l link) bool { return l.to == other })
		} else {
			now = append(now, link{other, seq})
		}
	}
	if changed {
		slices.SortFunc(now, func(a, b link) int { return compare(a.seq, b.seq) })
	}
	return now
}

func compare(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Events returns the kept occurrences that reached a record.
func (v *view) Events(r *schema.Record, e *schema.Event) []*schema.Occurrence {
	if r == nil || e == nil {
		return nil
	}
	p, ok := v.s.model.place(r.Ref())
	if !ok {
		return nil
	}
	if e.Name == recordCreated {
		return []*schema.Occurrence{created(r, e)}
	}
	until := uint64(math.MaxUint64)
	if v.past {
		until = v.turn.firstSeq
	}
	var found []*schema.Occurrence
	for _, st := range v.s.events(p, e.Name, v.keep) {
		if st.seq <= until {
			found = append(found, st.occurrence)
		}
	}
	return found
}

// created is the event that r came into being.
func created(r *schema.Record, e *schema.Event) *schema.Occurrence {
	o := &schema.Occurrence{Event: e, On: r.Ref(), Fields: make([]schema.Value, len(e.Fields))}
	o.Fields[0] = r.Get(schema.PropCreatedAt)
	return o
}

// ChangedAt is when a property last changed.
func (v *view) ChangedAt(r *schema.Record, p *schema.Property) schema.Value {
	if r == nil || p == nil {
		return schema.Value{}
	}
	at, ok := v.s.model.place(r.Ref())
	if !ok {
		return schema.Value{}
	}
	st := v.stored(at)
	if st == nil || st.changedAt(p.Number) == 0 {
		return schema.Value{}
	}
	return schema.MomentValue(st.changedAt(p.Number))
}

// Member reports whether a record is in a set.
func (v *view) Member(set string, r *schema.Record) bool {
	if r == nil {
		return false
	}
	member := r.Ref().String()
	if v.past {
		for _, c := range v.turn.sets {
			if c.set == set && c.member == member {
				return c.had // the first change of the turn knows how it was
			}
		}
	}
	return v.s.member(set, member)
}

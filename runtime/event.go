// Events that happen to records.

package runtime

import (
	"fmt"
	"time"

	"github.com/wflang/wf/lang/schema"
)

const microsPerDay = 24 * 3600 * 1_000_000

// happen keeps an event for the record it happens to and for those associated with it.
func (t *turn) happen(o *schema.Occurrence, at place) {
	reached := []place{at}
	for _, om := range t.model.byNo {
		if om == nil {
			continue
		}
		for _, l := range t.now.links(at, om.no) {
			if s := t.record(l.to); s != nil && !s.record.Gone && l.to != at {
				reached = append(reached, l.to)
			}
		}
	}
	data := schema.AppendOccurrence(nil, o)
	when := o.Get(0).Micros()
	seq := t.next()
	for _, p := range reached {
		t.set(keyEvent(p, o.Event.Name, when, seq), data)
		t.set(keyExpiry(int(when/microsPerDay), p, o.Event.Name), nil)
	}
	t.edits++
	t.evented = append(t.evented, happened{o, reached})
}

// Happen makes an event happen to a record.
func (w *world) Happen(event string, r *schema.Record, fields map[string]schema.Value) {
	if at, ok := w.t.model.place(r.Ref()); ok {
		w.t.tell(event, at, fields)
	}
}

// tell makes an event happen that the engine itself or an action tells of, unless the project declares it otherwise.
func (t *turn) tell(event string, at place, fields map[string]schema.Value) {
	if o, err := t.occurrence(event, at, fields); err == nil {
		t.happen(o, at)
	}
}

// occurrence makes an event out of what a caller gave.
func (t *turn) occurrence(name string, on place, fields map[string]schema.Value) (*schema.Occurrence, error) {
	e := t.model.schema.Event(name)
	if e == nil {
		return nil, &UnknownError{"event", name}
	}
	object := t.model.byNo[on.object].object
	if e.Object != nil && e.Object.Name != object.Name {
		return nil, fmt.Errorf("`%s` happens to a %s, not to a %s", name, e.Object.Name, object.Name)
	}
	o := &schema.Occurrence{Event: e, On: t.ref(on), Fields: make([]schema.Value, len(e.Fields))}
	o.Fields[0] = schema.MomentValue(t.batch.now)
	for _, k := range sortedKeys(fields) {
		f := e.Field(k)
		if f == nil {
			return nil, fmt.Errorf("`%s` is no field of `%s`", k, name)
		}
		v, err := schema.Fit(fields[k], f.Type, t.e.config.Zone)
		if err != nil {
			return nil, fmt.Errorf("`%s`: %w", k, err)
		}
		if !v.IsNil() {
			o.Fields[f.Number] = v
		}
	}
	return o, nil
}

// setExpiry lets old events be dropped once a day.
func (b *batch) setExpiry() {
	day := b.now/microsPerDay + 1
	b.setTimer(keyTimer(day*microsPerDay, timerExpire), nil)
}

// expireKeys is how many records lose their old events in one turn.
const expireKeys = 1000

// expire drops events that are older than they are kept, some at a time.
func (b *batch) expire() {
	oldest := max(b.oldest(), 0)
	until := append32(key('x'), int(time.UnixMicro(oldest).Unix()/86400))
	n := 0
	for k := range b.r.Scan(key('x'), until, false) {
		if n == expireKeys {
			b.setTimer(keyTimer(b.now, timerExpire), nil)
			return
		}
		n++
		at, event := cutPlace(k[5:])
		prefix := keyEvents(at, string(event))
		for old := range b.r.Scan(prefix, appendTime(prefix, oldest), false) {
			b.delete(old)
		}
		b.delete(k)
	}
	b.startTrimming()
	b.setExpiry()
}

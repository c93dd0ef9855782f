// What the store holds, decoded, as one transaction sees it. Readers and the writer share this code.

package runtime

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/store"
)

// state reads through one transaction. After the first fault of the store it gives nothing but zeros; whoever uses it
// looks at fault before believing what was read.
type state struct {
	r      store.Reader
	model  *model
	people schema.People

	records map[place]*stored // nil: there is none
	linked  map[linkList][]link
	fault   error

	latest      place       // where record was asked last
	latestThere *stored     // what is there; nil when it is not known
	latestCell  *recordCell // of a transient world: the same; nil when it is not known

	lookedUp []byte // room for a key

	enrollments map[uint64]*enrollment // of the writer, not to be changed; nil for readers

	earlierRecords     map[place]*stored // of the writer; see workingSet
	earlierEnrollments map[uint64]*enrollment
	recent             *recordCache

	transient *transient // what an engine holds in memory alone; nil over a store
}

// linkList names the associated records of one object.
type linkList struct {
	of     place
	object int
}

// link is one associated record; seq gives the order of association.
type link struct {
	to  place
	seq uint64
}

func newState(r store.Reader, m *model, people schema.People) *state {
	return &state{r: r, model: m, people: people, records: map[place]*stored{}, linked: map[linkList][]link{}}
}

func (s *state) fail(err error) {
	if s.fault == nil {
		s.fault = err
	}
}

func (s *state) get(k []byte) (v []byte, ok bool) {
	v, err := s.r.Get(k)
	switch {
	case err == nil:
		return v, true
	case !errors.Is(err, store.ErrNotFound):
		s.fail(err)
	}
	return nil, false
}

// under scans the keys with a prefix.
func (s *state) under(prefix []byte) iter.Seq2[[]byte, []byte] {
	return s.r.Scan(prefix, after(prefix), false)
}

// record is the record at a place, nil when there never was one.
func (s *state) record(p place) *stored {
	if s.latestThere != nil && s.latest == p {
		return s.latestThere
	}
	if s.transient != nil {
		return s.inMemory(p)
	}
	if r, ok := s.records[p]; ok {
		s.latest, s.latestThere = p, r
		return r
	}
	if p.object >= len(s.model.byNo) || s.model.byNo[p.object] == nil {
		return nil
	}
	r, ok := s.earlierRecords[p]
	if !ok {
		r = s.readRecord(p)
	}
	s.records[p] = r
	return r
}

func (s *state) inMemory(p place) *stored {
	h := s.transient.records.now[p]
	if h == nil {
		return nil
	}
	s.latest, s.latestThere, s.latestCell = p, h.value, h
	return h.value
}

// forgetLatest is for what may have become another record than the one that was asked for last.
func (s *state) forgetLatest() { s.latestThere, s.latestCell = nil, nil }

func (s *state) readRecord(p place) *stored {
	if s.recent != nil {
		if data, ok := s.recent.get(p); ok {
			return s.decodeRecord(p, data)
		}
	}
	s.lookedUp = p.append(append(s.lookedUp[:0], 'r'))
	data, ok := s.get(s.lookedUp)
	if !ok {
		return nil
	}
	if s.recent != nil {
		s.recent.put(p, data)
	}
	return s.decodeRecord(p, data)
}

func (s *state) decodeRecord(p place, data []byte) *stored {
	r, err := decodeRecord(data, s.model, s.model.byNo[p.object], p.id)
	if err != nil {
		s.fail(fmt.Errorf("%s %s: %w", s.model.byNo[p.object].object.Name, p.id, err))
		return nil
	}
	return r
}

// chosen is the seq of an association that was chosen as the primary one: it comes before all others.
const chosen = 0

// links are the records of an object associated with one, in order of association, deleted ones too; a chosen one first.
func (s *state) links(p place, object int) []link {
	list := linkList{p, object}
	if found, ok := s.linked[list]; ok {
		return found
	}
	prefix := keyAssociations(p, object)
	found := []link{}
	for k, v := range s.under(prefix) {
		found = append(found, link{place{object, string(v)}, numberAt(k[len(prefix):])})
	}
	s.linked[list] = found
	return found
}

// lookUp finds a record by its id, else by the value of its key property.
func (s *state) lookUp(om *objectModel, idOrKey string) (p place, ok bool) {
	p = place{om.no, idOrKey}
	if len(idOrKey) <= maxID && s.record(p) != nil {
		return p, true
	}
	return s.byKey(om, idOrKey)
}

func (s *state) byKey(om *objectModel, text string) (p place, ok bool) {
	if om.object.Key.Number == schema.PropID {
		return place{}, false
	}
	id, ok := s.owner(om.no, foldKey(om.object.Key, text))
	return place{om.no, id}, ok
}

// owner is the id of the record whose key property has a value.
func (s *state) owner(object int, text string) (id string, ok bool) {
	if s.transient != nil {
		id, ok = s.transient.owners.now[ownerKey{object, text}]
		return id, ok
	}
	data, ok := s.get(keyUnique(object, text))
	return string(data), ok
}

// use makes a state one of what the writer holds.
func (s *state) use(h *workingSet) {
	h.age()
	s.records, s.enrollments = h.records.now, h.enrollments.now
	s.earlierRecords, s.earlierEnrollments, s.recent = h.earlierRecords, h.earlierEnrollments, h.recent
}

// each yields the records of an object in order of their ids, shorter ids first. A fault of the store ends it.
func (s *state) each(om *objectModel) iter.Seq2[place, *stored] {
	return func(yield func(place, *stored) bool) {
		if s.transient != nil {
			for p := range s.transient.places(om.no, "") {
				if !yield(p, s.record(p)) {
					return
				}
			}
			return
		}
		for k, v := range s.under(append16(key('r'), om.no)) {
			at, _ := cutPlace(k[1:])
			r := s.decodeRecord(at, v)
			if r == nil || !yield(at, r) {
				return
			}
		}
	}
}

// placesFrom yields where the records of an object are, in the same order, from the one with an id on.
func (s *state) placesFrom(om *objectModel, from string) iter.Seq[place] {
	if s.transient != nil {
		return s.transient.places(om.no, from)
	}
	return func(yield func(place) bool) {
		for k := range s.r.Scan(keyRecord(place{om.no, from}), after(append16(key('r'), om.no)), false) {
			if at, _ := cutPlace(k[1:]); !yield(at) {
				return
			}
		}
	}
}

func (s *state) member(set, member string) bool {
	_, ok := s.get(keyMember(set, member))
	return ok
}

func (s *state) counter(name string) int64 {
	v, ok := s.get(keyCounter(name))
	if !ok {
		return 0
	}
	n, _ := binary.Varint(v)
	return n
}

// storedEvent is an event that reached a record, as the store has it.
type storedEvent struct {
	seq        uint64
	occurrence *schema.Occurrence
}

// events are the occurrences of an event that reached a record, oldest first, from a moment on.
func (s *state) events(p place, event string, from int64) []storedEvent {
	prefix := keyEvents(p, event)
	var found []storedEvent
	for k, v := range s.r.Scan(appendTime(prefix, from), after(prefix), false) {
		d := &decoder{data: v}
		o := d.occurrence(s.model.schema)
		if d.err != nil {
			s.fail(d.err)
			return nil
		}
		found = append(found, storedEvent{numberAt(k[len(prefix)+8:]), o})
	}
	return found
}

// user is a person of the directory as a record of the object `user`.
func (s *state) user(email string) *schema.Record {
	o := s.model.schema.Object("user")
	if o == nil || s.people == nil {
		return nil
	}
	p, ok := s.people.User(email)
	if !ok {
		return nil
	}
	r := &schema.Record{Object: o, ID: p.Email, Props: make([]schema.Value, len(o.Properties))}
	set := func(name string, v schema.Value) {
		if prop := o.Property(name); prop != nil {
			r.Props[prop.Number] = v
		}
	}
	set("id", schema.TextValue(p.Email))
	set("email", textOrNil(p.Email))
	set("name", textOrNil(p.Name))
	set("phone", textOrNil(p.Phone))
	if p.Manager != "" {
		set("manager", schema.UserValue(p.Manager))
	}
	set("active", schema.BoolValue(p.Active))
	set("paid_seat", schema.BoolValue(p.PaidSeat))
	set("away", schema.BoolValue(p.Away))
	if prop := o.Property("teams"); prop != nil && len(p.Teams) > 0 {
		r.Props[prop.Number] = teams(prop, p.Teams)
	}
	return r
}

func textOrNil(s string) schema.Value {
	if s == "" {
		return schema.Value{}
	}
	return schema.TextValue(s)
}

// teams is the property `teams` of a user: a set, or a text with the names joined where it is declared as one.
func teams(prop *schema.Property, list []string) schema.Value {
	items := make([]schema.Value, len(list))
	joined := ""
	for i, t := range list {
		items[i] = schema.TextValue(t)
		if i > 0 {
			joined += ", "
		}
		joined += t
	}
	if prop.Type.Kind == schema.Set {
		return schema.SetValue(items)
	}
	return schema.TextValue(joined)
}

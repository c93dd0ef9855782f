package records

// The first pass of an import: does every row fit, is every record there once, does every link lead somewhere?

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// place is where a record stands in the files.
type place struct {
	source, row int32
}

// pendingLink is a link to a record that may still come.
type pendingLink struct {
	object *schema.Object
	name   string
	fault  Fault // when it does not
}

// identityOf folds what two spellings of one key may differ in, as the runtime does: the case of e-mail addresses.
func (im *importer) identityOf(o *schema.Object, kind, text string) identity {
	if kind == "key" && o.Key.Type.Kind == schema.Email {
		text = strings.ToLower(text)
	}
	im.text = append(append(append(append(append(im.text[:0], o.Name...), 0), kind...), 0), text...)
	return im.identities.of(im.text)
}

func (im *importer) check(i int) error {
	s := &im.sources[i]
	report := func(f Fault) {
		im.tell(i, f)
		if f.Row > 0 {
			im.bad[i][f.Row] = true
		}
	}
	rows := 0
	var nameless []int
	out := batch{to: im.to}
	r, err := im.each(i, report, func(e *entry, clean bool) error {
		rows++
		if !clean {
			return nil
		}
		if e.ID == "" && e.Key() == "" {
			nameless = append(nameless, e.Row)
			return nil
		}
		if fault := im.checkEntry(i, e); fault != nil {
			fault.File, fault.Row = s.Name, e.Row
			report(*fault)
			return nil
		}
		if im.once[i] && !im.refused() {
			return im.give(i, e, &out)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := out.flush(); err != nil {
		return err
	}
	switch {
	case r.binder.identifies():
		for _, row := range nameless {
			report(Fault{File: s.Name, Row: row, Message: fmt.Sprintf("nothing identifies the %s: it has no %s", s.Object.Name, identifiers(s.Object))})
		}
	case (rows == 0 || len(nameless) > 0) && !im.misread[i]:
		im.tell(i, Fault{File: s.Name, Message: "no column identifies a " + s.Object.Name,
			Help: "it needs a column for its " + identifiers(s.Object) + ", as in columns: { \"Record ID\": id }"})
	}
	if im.once[i] {
		im.reports[i].Skipped = len(im.bad[i])
	}
	r.binder.unusedColumns(r.rows.columns())
	im.reports[i].Fingerprint = fingerprint(s, r.sum(), im.opts.Zone)
	return nil
}

func identifiers(o *schema.Object) string {
	if o.Key.Number == schema.PropID {
		return "id"
	}
	return o.Key.Name + " or id"
}

func (im *importer) checkEntry(i int, e *entry) *Fault {
	key := e.Key()
	var byID, byKey identity
	if e.ID != "" {
		byID = im.identityOf(e.Object, "id", e.ID)
		if first, ok := im.seen[byID]; ok {
			return &Fault{Message: fmt.Sprintf("the id `%s` is there already, in %s", shortened(e.ID), im.placeName(first, i))}
		}
	}
	if key != "" {
		byKey = im.identityOf(e.Object, "key", key)
		if first, ok := im.seen[byKey]; ok {
			return &Fault{Message: fmt.Sprintf("the %s `%s` is there already, in %s", e.Object.Key.Name, shortened(key), im.placeName(first, i))}
		}
	}
	_, known := im.find(e)
	if e.ID != "" && key != "" {
		if other, ok := im.lookUp(e.Object, key); ok && other != e.ID {
			return &Fault{Message: fmt.Sprintf("the %s `%s` is that of another %s, with the id `%s`", e.Object.Key.Name, shortened(key), e.Object.Name, other)}
		}
	}
	if fault := missingRequired(e, known); fault != nil && !im.misread[i] { // else a column that is not known may hold it
		return fault
	}
	at := place{int32(i), int32(e.Row)}
	if e.ID != "" {
		im.seen[byID] = at
	}
	if key != "" {
		im.seen[byKey] = at
	}
	im.checkLinks(i, e)
	return nil
}

func (im *importer) placeName(at place, current int) string {
	if int(at.source) == current {
		return fmt.Sprintf("row %d", at.row)
	}
	return fmt.Sprintf("row %d of %s", at.row, im.sources[at.source].Name)
}

// missingRequired: a new record has all that its object demands, a known one loses none of it.
func missingRequired(e *entry, known bool) *Fault {
	for _, p := range e.Object.Properties {
		if !p.Required {
			continue
		}
		given, filled := false, false
		for _, f := range e.Fields {
			if f.Property == p {
				given, filled = true, !f.Value.IsNil()
			}
		}
		if given && !filled || !given && !known && p.Default.IsNil() {
			return &Fault{Message: fmt.Sprintf("`%s` is required and has no value", p.Name)}
		}
	}
	return nil
}

func (im *importer) checkLinks(i int, e *entry) {
	for _, l := range e.links {
		if im.exists(l.object, l.name) {
			continue
		}
		im.pending = append(im.pending, pendingLink{object: l.object, name: l.name, fault: Fault{
			File: im.sources[i].Name, Row: e.Row, Column: l.column,
			Message: fmt.Sprintf("there is no %s with the %s `%s`", l.object.Name, identifiers(l.object), shortened(l.name)),
		}})
	}
}

// exists: in the store, or in a row read before.
func (im *importer) exists(o *schema.Object, name string) bool {
	for _, kind := range [...]string{"id", "key"} {
		if _, ok := im.seen[im.identityOf(o, kind, name)]; ok {
			return true
		}
	}
	_, ok := im.lookUp(o, name)
	return ok
}

// tell notes a fault of a source.
func (im *importer) tell(i int, f Fault) {
	im.faults.add(f)
	im.faulty[im.sources[i].Object] = true
	im.misread[i] = im.misread[i] || f.Row == 0
}

// settle decides the links that waited for the end of the check. A record that is missing where the files of its object
// have faults may be there once they are mended, so it is no fault of its own.
func (im *importer) settle() {
	refused := im.refused()
	for _, l := range im.pending {
		if !im.exists(l.object, l.name) && !(refused && im.faulty[l.object]) {
			im.faults.add(l.fault)
		}
	}
	im.pending = nil
}

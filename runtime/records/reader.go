package records

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// link is a record that a row wants to be associated with, by id or key.
type link struct {
	object  *schema.Object
	name    string
	primary bool
	column  string
}

// entry is one row, compared with the object.
type entry struct {
	Record
	links []link
}

// reader gives the records of a file, one by one.
type reader struct {
	source *Source
	binder *binder
	rows   rows
	row    row
	zone   *time.Location
	fault  func(Fault)
	closer io.Closer
	read   int64 // bytes
	hash   hash.Hash
}

// newReader opens a source. Everything that does not fit goes to fault; the error is for what cannot be read at all.
func newReader(s *Source, sc *schema.Schema, zone *time.Location, fault func(Fault)) (*reader, error) {
	file, err := s.Open()
	if err != nil {
		return nil, err
	}
	r := &reader{source: s, zone: zone, fault: fault, closer: file, hash: sha256.New()}
	r.rows, err = open(io.TeeReader(file, r), s.Name)
	if err != nil {
		file.Close()
		return nil, err
	}
	r.binder = newBinder(s, sc, fault)
	r.binder.bind(r.rows.columns())
	return r, nil
}

func (r *reader) Close() error { return r.closer.Close() }

// next fills e. clean is false for a row with a fault, which was reported.
func (r *reader) next(e *entry) (more, clean bool, err error) {
	more, err = r.rows.next(&r.row)
	if fault, ok := err.(Fault); ok && fault.Row > 0 {
		r.fault(fault)
		*e = entry{Record: Record{Object: r.source.Object, Row: r.row.number}}
		return true, false, nil
	}
	if err != nil || !more {
		return false, false, err
	}
	r.binder.bind(r.rows.columns())
	*e = entry{Record: Record{Object: r.source.Object, Row: r.row.number, Fields: make([]runtime.Field, 0, len(r.row.cells))}, links: e.links[:0]}
	clean = true
	for i := range r.row.cells {
		if message := r.cell(e, &r.row.cells[i]); message != nil {
			message.File, message.Row, message.Column = r.source.Name, r.row.number, r.rows.columns()[r.row.cells[i].column]
			r.fault(*message)
			clean = false
		}
	}
	return true, clean, nil
}

// cell puts one cell where it belongs.
func (r *reader) cell(e *entry, c *cell) *Fault {
	at := r.binder.bound[c.column]
	switch {
	case at.skip:
		return nil
	case at.object != nil:
		return r.link(e, at, c)
	}
	if c.kind == plain {
		c.text = unguarded(c.text)
	}
	v, err := parseCell(at.property.Type, *c, r.zone)
	if err != nil {
		f := faultOf(err)
		return &f
	}
	if at.property.Number == schema.PropID {
		e.ID = v.Text()
		return badID(e.ID)
	}
	if v.IsNil() && c.kind != null {
		return nil // an empty cell says nothing
	}
	e.Fields = append(e.Fields, runtime.Field{Property: at.property, Value: v})
	return nil
}

func (r *reader) link(e *entry, at binding, c *cell) *Fault {
	names := c.items
	switch {
	case c.kind == null:
	case c.kind == list && !at.plural:
		return &Fault{Message: fmt.Sprintf("expects one %s, found a list", at.object.Name), Help: fmt.Sprintf("name the column `%s` for several", at.object.Plural)}
	case c.kind == list:
	case at.plural:
		names = splitItems(unguarded(c.text))
	default:
		if text := trimmed(c.text); text != "" {
			names = []string{text}
		}
	}
	for _, name := range names {
		e.links = append(e.links, link{object: at.object, name: name, primary: at.primary, column: r.rows.columns()[c.column]})
	}
	return nil
}

const maxID = 200 // bytes

func badID(id string) *Fault {
	if len(id) > maxID {
		return &Fault{Message: fmt.Sprintf("the id has %d bytes, more than %d", len(id), maxID)}
	}
	for _, r := range id {
		if r < ' ' || r == 0x7F {
			return &Fault{Message: "the id holds a control character"}
		}
	}
	return nil
}

// Write takes what was read from the file: its length, for progress, and its checksum.
func (r *reader) Write(p []byte) (int, error) {
	r.read += int64(len(p))
	return r.hash.Write(p)
}

// sum is the checksum of what was read.
func (r *reader) sum() string { return hex.EncodeToString(r.hash.Sum(nil)) }

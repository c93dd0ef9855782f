package records

// The import of record files: first everything is checked, then everything is stored.

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// Options are how an import is done.
type Options struct {
	Schema    *schema.Schema
	Zone      *time.Location // of moments written without one; nil is UTC
	SkipBad   bool           // leave rows with faults out, instead of refusing everything
	MaxFaults int            // how many faults are listed; the others are counted. 0 is 20
	Progress  func(read, total int64)
	// Once says that the target drops what it was given when the import fails. A table without a column for associated
	// records is then read once, and given to the target while it is checked.
	Once bool
}

// Report is what an import did.
type Report struct {
	Files  []FileReport // in the order of the sources
	Faults *Faults      // rows that were left out under SkipBad; nil when none
}

// FileReport is what came of one file.
type FileReport struct {
	Name        string
	Object      string
	New         int
	Known       int    // records that were there already
	Skipped     int    // rows left out
	Fingerprint string // of the content and how it was read
}

// batchRecords and batchBytes bound what one Put has to hold in memory.
const (
	batchRecords = 400
	batchBytes   = 1 << 20
)

// Import checks the files and stores what they hold. Either all of them are clean and stored, or nothing is and the error
// is a *Faults; an interruption while storing leaves whole batches behind, and importing again completes them.
func Import(ctx context.Context, sources []Source, to Target, opts Options) (*Report, error) {
	if opts.MaxFaults == 0 {
		opts.MaxFaults = 20
	}
	im := &importer{ctx: ctx, sources: sources, to: to, opts: opts, faults: &Faults{limit: opts.MaxFaults}, seen: map[identity]place{},
		identities: newIdentities()}
	if err := im.run(); err != nil {
		return nil, err
	}
	report := &Report{Files: im.reports}
	if im.faults.Count > 0 {
		report.Faults = im.faults
	}
	return report, nil
}

type importer struct {
	ctx     context.Context
	sources []Source
	to      Target
	opts    Options
	faults  *Faults
	reports []FileReport

	seen    map[identity]place // the records of the files, by id and by key
	pending []pendingLink      // to records that were not met yet
	bad     []map[int]bool     // rows with faults, by source
	faulty  map[*schema.Object]bool
	misread []bool // sources with faults of the file as a whole
	later   []bool // sources with links that have to be made when all records are there
	once    []bool // sources that are stored while they are checked
	text    []byte // room for what an identity is the hash of
	identities

	done, total int64 // bytes, for progress
	fault       error // of the target
}

func (im *importer) run() error {
	im.reports = make([]FileReport, len(im.sources))
	im.bad = make([]map[int]bool, len(im.sources))
	im.faulty, im.misread = map[*schema.Object]bool{}, make([]bool, len(im.sources))
	im.later = make([]bool, len(im.sources))
	im.once = make([]bool, len(im.sources))
	for i := range im.sources {
		s := &im.sources[i]
		im.reports[i] = FileReport{Name: s.Name, Object: s.Object.Name}
		im.bad[i] = map[int]bool{}
		if im.opts.Once {
			linked, err := Linked(*s, im.opts.Schema)
			if _, told := err.(Fault); err != nil && !told { // the check tells it, with all else
				return err
			}
			im.once[i] = err == nil && !linked
		}
		im.total += s.Size
		if !im.once[i] {
			im.total += s.Size
		}
	}
	order, err := im.order()
	if err != nil {
		return err
	}
	for _, i := range order {
		if err := im.check(i); err != nil {
			fault, ok := err.(Fault) // one that ends the reading of a file
			if !ok {
				return err
			}
			im.tell(i, fault)
			im.faults.file = true
		}
	}
	im.settle()
	if im.fault != nil {
		return im.fault
	}
	if im.refused() {
		return im.faults
	}
	for _, pass := range []func(int) error{im.store, im.connect} {
		for _, i := range order {
			if err := pass(i); err != nil {
				return err
			}
		}
	}
	return nil
}

// refused: a fault of a file as a whole cannot be skipped.
func (im *importer) refused() bool {
	return im.faults.Count > 0 && (!im.opts.SkipBad || im.faults.file)
}

// each reads a source from its begin to its end. clean says that the row has no fault of its own.
func (im *importer) each(i int, faults func(Fault), do func(e *entry, clean bool) error) (*reader, error) {
	s := &im.sources[i]
	r, err := newReader(s, im.opts.Schema, im.opts.Zone, faults)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var e entry
	begun := im.done
	for n := 0; ; n++ {
		if n%256 == 0 {
			if err := im.ctx.Err(); err != nil {
				return nil, err
			}
			im.done = begun + r.read
			if im.opts.Progress != nil {
				im.opts.Progress(im.done, im.total)
			}
		}
		more, clean, err := r.next(&e)
		if err != nil {
			return nil, err
		}
		if !more {
			im.done = begun + r.read
			return r, nil
		}
		if err := errors.Join(do(&e, clean), im.fault); err != nil {
			return nil, err
		}
	}
}

// store is the second pass: what was checked goes to the target.
func (im *importer) store(i int) error {
	if im.once[i] {
		return nil
	}
	s, report := &im.sources[i], &im.reports[i]
	out := batch{to: im.to}
	r, err := im.each(i, silent, func(e *entry, _ bool) error {
		if im.bad[i][e.Row] {
			report.Skipped++
			return nil
		}
		return im.give(i, e, &out)
	})
	if err != nil {
		return err
	}
	if err := out.flush(); err != nil {
		return err
	}
	if print := fingerprint(s, r.sum(), im.opts.Zone); print != report.Fingerprint {
		return fmt.Errorf("%s changed while it was read", s.Name)
	}
	return nil
}

// give hands a record on, with those of its links that lead somewhere already.
func (im *importer) give(i int, e *entry, out *batch) error {
	record := e.Record
	if _, known := im.find(e); known {
		im.reports[i].Known++
		// When it was created is decided already.
		record.Fields = slices.DeleteFunc(record.Fields, func(f runtime.Field) bool { return f.Property.Number == schema.PropCreatedAt })
	} else {
		im.reports[i].New++
	}
	if !im.link(e, &record) {
		im.later[i] = true
	}
	return out.add(record)
}

// connect is the third pass: links to records that came later than their row.
func (im *importer) connect(i int) error {
	if !im.later[i] {
		return nil
	}
	out := batch{to: im.to}
	_, err := im.each(i, silent, func(e *entry, _ bool) error {
		if im.bad[i][e.Row] || len(e.links) == 0 {
			return nil
		}
		record := Record{Object: e.Object, ID: e.ID, Row: e.Row}
		for _, f := range e.Fields {
			if f.Property == e.Object.Key {
				record.Fields = append(record.Fields, f)
			}
		}
		im.link(e, &record)
		return out.add(record)
	})
	if err != nil {
		return err
	}
	return out.flush()
}

// link adds the links of a row to its record, in their order: what comes behind one that leads nowhere yet waits with it.
// It reports whether all lead somewhere.
func (im *importer) link(e *entry, record *Record) bool {
	var waiting []*schema.Object
	for _, l := range e.links {
		id, ok := im.lookUp(l.object, l.name)
		if !ok || slices.Contains(waiting, l.object) {
			waiting = append(waiting, l.object)
			continue
		}
		ref := schema.Ref{Object: l.object.Name, ID: id}
		record.With = append(record.With, ref)
		if l.primary {
			record.Primary = append(record.Primary, ref)
		}
	}
	return len(waiting) == 0
}

func silent(Fault) {}

// find looks for the record in the target.
func (im *importer) find(e *entry) (id string, ok bool) {
	if e.ID != "" {
		return im.lookUp(e.Object, e.ID)
	}
	return im.lookUp(e.Object, e.Key())
}

// lookUp asks the target. Its fault ends the import.
func (im *importer) lookUp(o *schema.Object, idOrKey string) (id string, ok bool) {
	id, ok, err := im.to.Find(o, idOrKey)
	if err != nil && im.fault == nil {
		im.fault = err
	}
	return id, ok
}

// batch collects records for one Put.
type batch struct {
	to    Target
	list  []Record
	bytes int
}

func (b *batch) add(r Record) error {
	b.list = append(b.list, r)
	for _, f := range r.Fields {
		b.bytes += 64 + len(f.Value.Text())
	}
	if len(b.list) < batchRecords && b.bytes < batchBytes {
		return nil
	}
	return b.flush()
}

func (b *batch) flush() error {
	if len(b.list) == 0 {
		return nil
	}
	err := b.to.Put(b.list)
	clear(b.list)
	b.list, b.bytes = b.list[:0], 0
	return err
}

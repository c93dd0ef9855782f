// Package records brings records in from files and out to files: CSV and JSON Lines. Files are read as a stream, checked
// whole before anything of them is stored, and refused with file, row and column where they do not fit the declared objects.
// It also guesses the declaration of an object from a file.
package records

import (
	"io"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// Source is one file of records. It is opened more than once: to be checked, then to be stored.
type Source struct {
	Name    string // as people see it, in messages
	Object  *schema.Object
	Columns map[string]string // column as the file names it → property or object; Ignore leaves it out
	Open    func() (io.ReadCloser, error)
	Size    int64 // in bytes, for progress; 0 when unknown
}

// Ignore stands in Source.Columns for a column that is left out.
const Ignore = "-"

// Record is one record as a file gives it.
type Record struct {
	Object *schema.Object
	ID     string          // "" where the file identifies its records by key
	Fields []runtime.Field // what the file says; a property that it does not speak of keeps its value
	With   []schema.Ref
	// Primary are those of With that are the primary one of their object.
	Primary []schema.Ref
	Row     int
}

// Key is the value of the object's key property, as text; "" when the file does not give it.
func (r *Record) Key() string {
	for _, f := range r.Fields {
		if f.Property == r.Object.Key {
			return FormatValue(f.Value)
		}
	}
	return ""
}

// Target is where records are kept.
type Target interface {
	// Find returns the id of the record with that id, else of the one with that key.
	Find(o *schema.Object, idOrKey string) (id string, ok bool, err error)
	// Put creates the records that are not there yet, by id, else by key, and changes the others: all of the batch or none.
	// It must not keep the batch.
	Put(batch []Record) error
}

// The caps on what one row may hold.
const (
	maxCell    = 64 << 10 // bytes
	maxRow     = 1 << 20  // bytes
	maxColumns = 2000
)

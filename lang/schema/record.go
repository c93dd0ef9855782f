package schema

// Record is one record of an object: a slot per property number, never a map. A record that the
// runtime hands out is read-only; it stays valid and unchanged for the turn.
type Record struct {
	Object *Object
	ID     string
	Props  []Value // by property number; may be shorter than Object.Properties: the rest is Nil
	Gone   bool    // deleted
}

// Get returns a property's value; Nil when it was never filled. It works on a nil record.
func (r *Record) Get(number int) Value {
	if r == nil || number >= len(r.Props) {
		return Value{}
	}
	return r.Props[number]
}

// At is Get without a copy: where the value is kept, which must not be changed.
func (r *Record) At(number int) *Value {
	if r == nil || uint(number) >= uint(len(r.Props)) {
		return &unknown
	}
	return &r.Props[number]
}

// unknown is what At points to where nothing is kept. Nobody writes to it.
var unknown Value

// Ref names the record.
func (r *Record) Ref() Ref { return Ref{Object: r.Object.Name, ID: r.ID} }

// Ref names a record by object and id.
type Ref struct {
	Object, ID string
}

func (r Ref) String() string { return r.Object + " " + r.ID }

// Occurrence is an event that happened.
type Occurrence struct {
	Event  *Event
	On     Ref
	Fields []Value // by field number; 0 is `at`
}

// Get returns a field's value; Nil when it was not sent. It works on a nil occurrence.
func (o *Occurrence) Get(number int) Value {
	if o == nil || number >= len(o.Fields) {
		return Value{}
	}
	return o.Fields[number]
}

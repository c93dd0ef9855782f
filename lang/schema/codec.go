package schema

// The compact binary form of values, for the store and for snapshots. A value is one byte of kind and its content:
// lengths and counts as unsigned varints, signed numbers as zigzag varints, floats as their eight bytes. What belongs to
// the declarations is written by name (records as object and id, events and properties by name), so that the bytes
// outlive a schema whose numbers move.

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// maxNesting bounds lists in lists on decoding, so that hostile bytes cannot exhaust the stack.
const maxNesting = 64

// AppendValue appends the binary form of v to buf. Records are written as references, without their properties.
func AppendValue(buf []byte, v Value) []byte {
	kind := v.kind
	if kind == Bool && v.n != 0 {
		return append(buf, byte(boolTrue))
	}
	if kind == Number {
		return appendNumber(buf, v.Number())
	}
	buf = append(buf, byte(kind))
	switch kind {
	case Text, User, Team, Secret:
		buf = appendText(buf, v.Text())
	case Date, DateTime, Range:
		buf = binary.AppendVarint(buf, v.n)
	case Duration:
		buf = appendFlag(buf, v.working)
		buf = binary.AppendVarint(buf, int64(v.months))
		buf = binary.AppendVarint(buf, int64(v.days))
		buf = binary.AppendVarint(buf, v.n)
	case List, Set:
		buf = appendItems(buf, v.Items())
	case Map:
		m := v.Pairs()
		buf = binary.AppendUvarint(buf, uint64(len(m.Keys)))
		for i, k := range m.Keys {
			buf = AppendValue(appendText(buf, k), m.Values[i])
		}
	case RecordRef:
		buf = appendRef(buf, v.Record().Ref())
	case EventRef:
		buf = AppendOccurrence(buf, v.Occurrence())
	case Path:
		buf = appendTarget(buf, v.Target())
	}
	return buf
}

// Codes beside the kinds: the two bools and whole numbers have one of their own, to save bytes.
const (
	boolTrue    = 0x40
	wholeNumber = 0x41
)

func appendNumber(buf []byte, f float64) []byte {
	if n := int64(f); f >= -1<<53 && f <= 1<<53 && float64(n) == f && !(n == 0 && math.Signbit(f)) {
		return binary.AppendVarint(append(buf, wholeNumber), n)
	}
	return binary.LittleEndian.AppendUint64(append(buf, byte(Number)), math.Float64bits(f))
}

func appendText(buf []byte, s string) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(s))), s...)
}

func appendFlag(buf []byte, on bool) []byte {
	if on {
		return append(buf, 1)
	}
	return append(buf, 0)
}

func appendRef(buf []byte, r Ref) []byte { return appendText(appendText(buf, r.Object), r.ID) }

func appendItems(buf []byte, items []Value) []byte {
	buf = binary.AppendUvarint(buf, uint64(len(items)))
	for _, item := range items {
		buf = AppendValue(buf, item)
	}
	return buf
}

// AppendOccurrence appends the binary form of an event that happened: its name, its record, and the fields that are
// known, by name.
func AppendOccurrence(buf []byte, o *Occurrence) []byte {
	buf = appendRef(appendText(buf, o.Event.Name), o.On)
	known := 0
	for i := range min(len(o.Fields), len(o.Event.Fields)) {
		if !o.Fields[i].IsNil() {
			known++
		}
	}
	buf = binary.AppendUvarint(buf, uint64(known))
	for i := range min(len(o.Fields), len(o.Event.Fields)) {
		if !o.Fields[i].IsNil() {
			buf = AppendValue(appendText(buf, o.Event.Fields[i].Name), o.Fields[i])
		}
	}
	return buf
}

func appendTarget(buf []byte, t *Target) []byte {
	object, property := "", ""
	if t.Property != nil {
		object, property = t.Property.Object.Name, t.Property.Name
	}
	buf = appendText(appendText(buf, object), property)
	buf = binary.AppendUvarint(appendFlag(buf, t.Plural), uint64(len(t.Records)))
	for _, r := range t.Records {
		buf = appendRef(buf, r.Ref())
	}
	return buf
}

// DecodeValue reads one value from the front of data and returns what follows it. Records come back as their reference
// only (object and id, no properties): read them anew through a View. What the schema no longer declares is kept under
// its name. Damaged bytes give an error.
func DecodeValue(data []byte, s *Schema) (v Value, rest []byte, err error) {
	d := decoder{data: data, schema: s}
	v = d.value(0)
	if d.err != nil {
		return Value{}, nil, d.err
	}
	return v, d.data, nil
}

// DecodeOccurrence reads what AppendOccurrence wrote. Fields that the event no longer declares are dropped.
func DecodeOccurrence(data []byte, s *Schema) (o *Occurrence, rest []byte, err error) {
	d := decoder{data: data, schema: s}
	o = d.occurrence(0)
	if d.err != nil {
		return nil, nil, d.err
	}
	return o, d.data, nil
}

var errCutShort = errors.New("the stored value is cut short")

// decoder reads from the front of data; after the first fault it reads nothing but zeros.
type decoder struct {
	data   []byte
	schema *Schema
	err    error
}

func (d *decoder) fail(err error) {
	if d.err == nil {
		d.err = err
	}
	d.data = nil
}

func (d *decoder) byte() byte {
	if len(d.data) == 0 {
		d.fail(errCutShort)
		return 0
	}
	b := d.data[0]
	d.data = d.data[1:]
	return b
}

func (d *decoder) varint() int64 {
	n, size := binary.Varint(d.data)
	if size <= 0 {
		d.fail(errCutShort)
		return 0
	}
	d.data = d.data[size:]
	return n
}

// count reads a number of things that take at least one byte each, so that it cannot exceed what is left.
func (d *decoder) count() int {
	n, size := binary.Uvarint(d.data)
	if size <= 0 || n > uint64(len(d.data)-size) {
		d.fail(errCutShort)
		return 0
	}
	d.data = d.data[size:]
	return int(n)
}

func (d *decoder) text() string {
	n := d.count()
	if d.err != nil {
		return ""
	}
	s := string(d.data[:n])
	d.data = d.data[n:]
	return s
}

func (d *decoder) value(depth int) Value {
	if depth > maxNesting {
		d.fail(fmt.Errorf("the stored value is nested more than %d deep", maxNesting))
	}
	switch kind := Kind(d.byte()); kind {
	case Nil:
		return Value{}
	case Bool:
		return BoolValue(false)
	case boolTrue:
		return BoolValue(true)
	case wholeNumber:
		return NumberValue(float64(d.varint()))
	case Number:
		if len(d.data) < 8 {
			d.fail(errCutShort)
			return Value{}
		}
		bits := binary.LittleEndian.Uint64(d.data)
		d.data = d.data[8:]
		return NumberValue(math.Float64frombits(bits))
	case Text, User, Team, Secret:
		return textual(kind, d.text())
	case Date, DateTime, Range:
		return Value{tag: tag{kind: kind}, n: d.varint()}
	case Duration:
		working, months, days, nanos := d.byte() != 0, d.varint(), d.varint(), d.varint()
		if int64(int16(months)) != months || int64(int32(days)) != days {
			d.fail(errors.New("the stored duration is out of range"))
		}
		return DurationValue(Span{Months: int16(months), Days: int32(days), Nanos: nanos, Working: working})
	case List:
		return ListValue(d.items(depth))
	case Set:
		return SetValue(d.items(depth))
	case Map:
		return d.pairs(depth)
	case RecordRef:
		return RecordValue(d.record())
	case EventRef:
		return EventValue(d.occurrence(depth))
	case Path:
		return PathValue(d.target())
	default:
		d.fail(fmt.Errorf("the stored value has the unknown kind %d", kind))
		return Value{}
	}
}

func (d *decoder) items(depth int) []Value {
	n := d.count()
	var items []Value
	for range n {
		items = append(items, d.value(depth+1))
		if d.err != nil {
			return nil
		}
	}
	return items
}

func (d *decoder) pairs(depth int) Value {
	m := &Pairs{}
	for range d.count() {
		m.Keys = append(m.Keys, d.text())
		m.Values = append(m.Values, d.value(depth+1))
		if d.err != nil {
			return Value{}
		}
	}
	return MapValue(m)
}

func (d *decoder) record() *Record {
	name := d.text()
	return &Record{Object: d.object(name), ID: d.text()}
}

// object finds the object of that name; one that is no longer declared lives on without properties of its own.
func (d *decoder) object(name string) *Object {
	if d.schema != nil {
		if o := d.schema.Object(name); o != nil {
			return o
		}
	}
	return NewObject(name, name)
}

func (d *decoder) occurrence(depth int) *Occurrence {
	name := d.text()
	var event *Event
	if d.schema != nil {
		event = d.schema.Event(name)
	}
	if event == nil {
		event = NewEvent(name, nil)
	}
	o := &Occurrence{Event: event, Fields: make([]Value, len(event.Fields))}
	o.On.Object = d.text()
	o.On.ID = d.text()
	for range d.count() {
		field := d.text()
		v := d.value(depth + 1)
		if d.err != nil {
			return o
		}
		if f := event.Field(field); f != nil {
			o.Fields[f.Number] = v
		}
	}
	return o
}

func (d *decoder) target() *Target {
	object, property := d.text(), d.text()
	t := &Target{Plural: d.byte() != 0}
	if property != "" {
		t.Property = d.object(object).Property(property)
	}
	for range d.count() {
		t.Records = append(t.Records, d.record())
		if d.err != nil {
			return t
		}
	}
	return t
}

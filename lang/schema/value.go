package schema

import (
	"math"
	"strings"
	"time"
	"unsafe"
)

// Value is a compact, immutable value: 24 bytes, no allocation for numbers, texts, dates, durations and references.
// The zero Value is Nil, the unknown.
//
// Layout by kind: texts keep their bytes in p and their length in n; numbers their bits in n; dates days since
// 1970-01-01 in n; datetimes microseconds since 1970-01-01 UTC in n; durations nanoseconds in n, the rest
// beside; everything else points to its content with p.
type Value struct {
	p unsafe.Pointer
	n int64
	tag
}

// tag is a part of its own because the compiler keeps structs in registers only up to four fields: the machine runs
// twice as fast for it.
type tag struct {
	kind    Kind
	working bool
	months  int16
	days    int32
}

// Kind of the value: Nil, Bool, Number, Text, Date, DateTime, Duration, Set, User, Team, RecordRef, EventRef, List,
// Map, Range, Path or Secret. Enums, e-mail addresses, phone numbers and URLs are Text here: the type says which. User and
// Team keep their kind, because recipients mix them.
func (v Value) Kind() Kind { return v.kind }

// IsNil reports whether the value is unknown.
func (v Value) IsNil() bool { return v.kind == Nil }

// NumberValue returns a number. NaN and infinities are unknown: arithmetic is total.
func NumberValue(f float64) Value {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return Value{}
	}
	return Value{tag: tag{kind: Number}, n: int64(math.Float64bits(f))}
}

// BoolValue returns a yes or no.
func BoolValue(b bool) Value {
	if b {
		return Value{tag: tag{kind: Bool}, n: 1}
	}
	return Value{tag: tag{kind: Bool}}
}

// TextValue returns a text.
func TextValue(s string) Value { return textual(Text, s) }

// UserValue returns the reference to the user with that e-mail address.
func UserValue(email string) Value { return textual(User, email) }

// TeamValue returns the reference to the team of that name.
func TeamValue(name string) Value { return textual(Team, name) }

// SecretValue returns a secret by its name. The content never enters a value.
func SecretValue(name string) Value { return textual(Secret, name) }

func textual(k Kind, s string) Value {
	return Value{tag: tag{kind: k}, p: unsafe.Pointer(unsafe.StringData(s)), n: int64(len(s))}
}

// DateValue returns a day, as days since 1970-01-01.
func DateValue(days int64) Value { return Value{tag: tag{kind: Date}, n: days} }

// DayValue returns the day of t in its own location.
func DayValue(t time.Time) Value {
	y, m, d := t.Date()
	return DateValue(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// MomentValue returns a moment, as microseconds since 1970-01-01 UTC.
func MomentValue(micros int64) Value { return Value{tag: tag{kind: DateTime}, n: micros} }

// TimeValue returns the moment t, to the microsecond.
func TimeValue(t time.Time) Value { return MomentValue(t.UnixMicro()) }

// DurationValue returns a length of time.
func DurationValue(s Span) Value {
	return Value{n: s.Nanos, tag: tag{kind: Duration, working: s.Working, months: s.Months, days: s.Days}}
}

// ListValue returns a list. The slice belongs to the value from then on.
func ListValue(items []Value) Value { return Value{tag: tag{kind: List}, p: unsafe.Pointer(&items)} }

// SetValue returns the value of a set property. The slice belongs to the value from then on.
func SetValue(items []Value) Value { return Value{tag: tag{kind: Set}, p: unsafe.Pointer(&items)} }

// Pairs is the content of a map, in the order it was written.
type Pairs struct {
	Keys   []string
	Values []Value
}

// MapValue returns a map by text.
func MapValue(m *Pairs) Value { return Value{tag: tag{kind: Map}, p: unsafe.Pointer(m)} }

// RangeValue returns the whole numbers from lo to hi, both included.
func RangeValue(lo, hi int32) Value {
	return Value{tag: tag{kind: Range}, n: int64(lo)<<32 | int64(uint32(hi))}
}

// RecordValue returns a record as a value; Nil for a nil record.
func RecordValue(r *Record) Value {
	if r == nil {
		return Value{}
	}
	return Value{tag: tag{kind: RecordRef}, p: unsafe.Pointer(r)}
}

// EventValue returns an occurrence as a value; Nil for nil.
func EventValue(o *Occurrence) Value {
	if o == nil {
		return Value{}
	}
	return Value{tag: tag{kind: EventRef}, p: unsafe.Pointer(o)}
}

// Target is a property of zero or more records, as an action that changes it receives it.
type Target struct {
	Records  []*Record
	Property *Property
	Plural   bool // written in the plural: no record at all is no fault
}

// PathValue returns a target as a value.
func PathValue(t *Target) Value { return Value{tag: tag{kind: Path}, p: unsafe.Pointer(t)} }

// Number is the float of a Number; 0 for anything else.
func (v Value) Number() float64 {
	if v.kind != Number {
		return 0
	}
	return math.Float64frombits(uint64(v.n))
}

// Bool is true for the Bool true only, so that an unknown condition is false.
func (v Value) Bool() bool { return v.kind == Bool && v.n != 0 }

// Text is the content of a text, the address of a user, the name of a team or secret; "" for anything else.
func (v Value) Text() string {
	if v.n == 0 || (v.kind != Text && v.kind != User && v.kind != Team && v.kind != Secret) {
		return ""
	}
	return unsafe.String((*byte)(v.p), int(v.n))
}

// IsText reports whether the value is a text, user or team.
func (v Value) IsText() bool { return v.kind == Text || v.kind == User || v.kind == Team }

// Days since 1970-01-01 of a Date.
func (v Value) Days() int64 { return v.n }

// Micros since 1970-01-01 UTC of a DateTime.
func (v Value) Micros() int64 { return v.n }

// Time is the moment of a DateTime, in UTC.
func (v Value) Time() time.Time { return time.UnixMicro(v.n).UTC() }

// Span is the length of a Duration.
func (v Value) Span() Span {
	return Span{Months: v.months, Days: v.days, Nanos: v.n, Working: v.working}
}

// Items of a List or Set; nil for anything else. The slice must not be changed.
func (v Value) Items() []Value {
	if v.kind != List && v.kind != Set {
		return nil
	}
	return *(*[]Value)(v.p)
}

// Pairs of a Map; nil for anything else.
func (v Value) Pairs() *Pairs {
	if v.kind != Map {
		return nil
	}
	return (*Pairs)(v.p)
}

// Get looks a key up in a Map; Nil when it is not there.
func (v Value) Get(key string) Value {
	if m := v.Pairs(); m != nil {
		for i, k := range m.Keys {
			if k == key {
				return m.Values[i]
			}
		}
	}
	return Value{}
}

// Range bounds of a Range, both included.
func (v Value) Range() (lo, hi int32) { return int32(v.n >> 32), int32(uint32(v.n)) }

// Record of a RecordRef; nil for anything else.
func (v Value) Record() *Record {
	if v.kind != RecordRef {
		return nil
	}
	return (*Record)(v.p)
}

// Occurrence of an EventRef; nil for anything else.
func (v Value) Occurrence() *Occurrence {
	if v.kind != EventRef {
		return nil
	}
	return (*Occurrence)(v.p)
}

// Target of a Path; nil for anything else.
func (v Value) Target() *Target {
	if v.kind != Path {
		return nil
	}
	return (*Target)(v.p)
}

// Equal compares by content: texts, users and teams by their characters, records by object and id, sets without
// order, dates with dates and moments with moments. Unknown equals unknown only.
func (v Value) Equal(w Value) bool {
	if v.IsText() && w.IsText() {
		return v.n == w.n && (v.p == w.p || v.Text() == w.Text())
	}
	if v.kind != w.kind {
		return false
	}
	switch v.kind {
	case Nil:
		return true
	case Number:
		return v.Number() == w.Number()
	case Duration:
		return v.Span() == w.Span()
	case List:
		return equalItems(v.Items(), w.Items())
	case Set:
		return sameMembers(v.Items(), w.Items())
	case Map:
		return equalPairs(v, w)
	case RecordRef:
		a, b := v.Record(), w.Record()
		return a == b || a.ID == b.ID && a.Object.Name == b.Object.Name
	case Secret:
		return v.Text() == w.Text()
	case EventRef, Path:
		return v.p == w.p
	}
	return v.n == w.n
}

func equalItems(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !a[i].Equal(b[i]) {
			return false
		}
	}
	return true
}

func sameMembers(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !contains(b, a[i]) {
			return false
		}
	}
	return true
}

func contains(items []Value, v Value) bool {
	for i := range items {
		if items[i].Equal(v) {
			return true
		}
	}
	return false
}

func equalPairs(v, w Value) bool {
	a, b := v.Pairs(), w.Pairs()
	if len(a.Keys) != len(b.Keys) {
		return false
	}
	for i, k := range a.Keys {
		if !a.Values[i].Equal(w.Get(k)) {
			return false
		}
	}
	return true
}

// Compare orders two values of one kind: numbers, texts (by bytes), dates, moments, lengths of time (Span.Compare). ok is false when a side is
// unknown or the kinds have no common order; a condition is then false. Enums are ordered by their options, which
// only the program knows.
func (v Value) Compare(w Value) (order int, ok bool) {
	switch {
	case v.IsText() && w.IsText():
		return strings.Compare(v.Text(), w.Text()), true
	case v.kind != w.kind:
		return 0, false
	}
	switch v.kind {
	case Number:
		a, b := v.Number(), w.Number()
		switch {
		case a < b:
			return -1, true
		case a > b:
			return 1, true
		}
		return 0, true
	case Duration:
		return v.Span().Compare(w.Span()), true
	case Bool, Date, DateTime:
		switch {
		case v.n < w.n:
			return -1, true
		case v.n > w.n:
			return 1, true
		}
		return 0, true
	}
	return 0, false
}

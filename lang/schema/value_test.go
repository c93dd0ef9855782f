package schema

import (
	"math"
	"testing"
	"time"
	"unsafe"
)

func TestValueIsSmall(t *testing.T) {
	if size := unsafe.Sizeof(Value{}); size != 24 {
		t.Errorf("a value has %d bytes, want 24", size)
	}
	allocs := testing.AllocsPerRun(100, func() {
		_ = NumberValue(12).Number() + float64(len(TextValue("Paris").Text())) + float64(DurationValue(Span{Days: 2}).Span().Days)
	})
	if allocs != 0 {
		t.Errorf("%v allocations, want none", allocs)
	}
}

func TestValuesHoldWhatTheyWereMadeOf(t *testing.T) {
	if NumberValue(-0.5).Number() != -0.5 || !NumberValue(math.NaN()).IsNil() || !NumberValue(math.Inf(-1)).IsNil() {
		t.Error("numbers: NaN and infinities are unknown, all others stay")
	}
	if TextValue("").Text() != "" || TextValue("é").Text() != "é" || UserValue("a@b.c").Kind() != User || TeamValue("Sales").Text() != "Sales" {
		t.Error("texts, users and teams")
	}
	if lo, hi := RangeValue(-5, 7).Range(); lo != -5 || hi != 7 {
		t.Errorf("range %d..%d", lo, hi)
	}
	if s := DurationValue(Span{Months: -3, Days: 40, Nanos: -7, Working: true}).Span(); s != (Span{Months: -3, Days: 40, Nanos: -7, Working: true}) {
		t.Errorf("span %+v", s)
	}
	at := time.Date(2026, 3, 2, 9, 0, 0, 1234, time.UTC)
	if got := TimeValue(at).Time(); !got.Equal(at.Truncate(time.Microsecond)) {
		t.Errorf("moment %s", got)
	}
	if got := DayValue(time.Date(2026, 3, 2, 0, 30, 0, 0, paris(t))); got.Days() != 20514 {
		t.Errorf("day %d", got.Days())
	}
	var r *Record
	if !RecordValue(r).IsNil() || !EventValue(nil).IsNil() || !r.Get(3).IsNil() {
		t.Error("what is not there is unknown")
	}
	if m := MapValue(&Pairs{Keys: []string{"a"}, Values: []Value{BoolValue(true)}}); !m.Get("a").Bool() || !m.Get("b").IsNil() {
		t.Error("map")
	}
}

// A value asked for what it does not hold gives nothing, and never fails.
func TestValuesAreTotal(t *testing.T) {
	for _, v := range []Value{{}, BoolValue(true), NumberValue(3), TextValue("x"), DateValue(1), MomentValue(1), DurationValue(Span{Days: 1}), options("new"),
		ListValue(nil), MapValue(&Pairs{}), RangeValue(1, 2), SecretValue("KEY"), RecordValue(person())} {
		if v.kind != Number && v.Number() != 0 || v.kind != Bool && v.Bool() || v.kind != List && v.kind != Set && v.Items() != nil ||
			v.kind != Map && v.Pairs() != nil || v.kind != RecordRef && v.Record() != nil || v.Occurrence() != nil || v.Target() != nil ||
			!v.IsText() && v.kind != Secret && v.Text() != "" {
			t.Errorf("%s answers for another kind", v.kind)
		}
		if !v.Equal(v) {
			t.Errorf("%s does not equal itself", v.kind)
		}
	}
}

func TestEqual(t *testing.T) {
	other := person()
	for name, c := range map[string]struct {
		a, b Value
		want bool
	}{
		"text and user":      {TextValue("a@b.c"), UserValue("a@b.c"), true},
		"number and text":    {NumberValue(1), TextValue("1"), false},
		"nil and empty":      {Value{}, TextValue(""), false},
		"false and nil":      {BoolValue(false), Value{}, false},
		"sets in any order":  {options("new", "lost"), options("lost", "new"), true},
		"sets of other size": {options("new"), options("lost", "new"), false},
		"lists in order":     {ListValue([]Value{NumberValue(1), NumberValue(2)}), ListValue([]Value{NumberValue(2), NumberValue(1)}), false},
		"records by id":      {RecordValue(person()), RecordValue(other), true},
		"date and moment":    {DateValue(0), MomentValue(0), false},
		"lengths":            {DurationValue(Span{Days: 1}), DurationValue(Span{Nanos: int64(24 * time.Hour)}), false},
		"working lengths":    {DurationValue(Span{Days: 1}), DurationValue(Span{Days: 1, Working: true}), false},
		"secrets by name":    {SecretValue("A"), SecretValue("A"), true},
		"maps by key": {MapValue(&Pairs{Keys: []string{"a", "b"}, Values: []Value{NumberValue(1), NumberValue(2)}}),
			MapValue(&Pairs{Keys: []string{"b", "a"}, Values: []Value{NumberValue(2), NumberValue(1)}}), true},
	} {
		if c.a.Equal(c.b) != c.want || c.b.Equal(c.a) != c.want {
			t.Errorf("%s: want equal %v", name, c.want)
		}
	}
}

func TestCompare(t *testing.T) {
	for name, c := range map[string]struct {
		a, b Value
		want int
		ok   bool
	}{
		"numbers":           {NumberValue(-1), NumberValue(0.5), -1, true},
		"texts":             {TextValue("b"), TextValue("a"), 1, true},
		"dates":             {DateValue(1), DateValue(1), 0, true},
		"moments":           {MomentValue(1), MomentValue(2), -1, true},
		"days and hours":    {DurationValue(Span{Days: 2}), DurationValue(Span{Nanos: int64(47 * time.Hour)}), 1, true},
		"months and days":   {DurationValue(Span{Months: 12}), DurationValue(Span{Days: 366}), -1, true},
		"unknown":           {Value{}, NumberValue(1), 0, false},
		"both unknown":      {Value{}, Value{}, 0, false},
		"text and number":   {TextValue("1"), NumberValue(1), 0, false},
		"lists":             {ListValue(nil), ListValue(nil), 0, false},
		"date and a moment": {DateValue(1), MomentValue(1), 0, false},
	} {
		if got, ok := c.a.Compare(c.b); got != c.want || ok != c.ok {
			t.Errorf("%s: got %d %v, want %d %v", name, got, ok, c.want, c.ok)
		}
	}
}

func TestTypeText(t *testing.T) {
	o := NewObject("deal", "deals")
	for want, typ := range map[string]Type{
		"number":                         Of(Number),
		"list of deal":                   ListOf(RecordOf(o)),
		"map of text":                    MapOf(Of(Text)),
		"enum { new, closed_won, lost }": stages,
		"record":                         Of(RecordRef),
		"event paid":                     {Kind: EventRef, Event: NewEvent("paid", o)},
	} {
		if got := typ.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestObjectReplacesProperties(t *testing.T) {
	o := NewObject("deal", "deals")
	first := o.Add(&Property{Name: "amount", Type: Of(Number)})
	o.Add(&Property{Name: "name", Type: Of(Text)})
	again := o.Add(&Property{Name: "amount", Type: Of(Text)})
	if again.Number != first.Number || o.Property("amount") != again || len(o.Properties) != 5 || again.Object != o {
		t.Errorf("a property that is declared again keeps its number: %+v", again)
	}
	id := o.Add(&Property{Name: "id", Type: Of(Text)})
	if o.Key != id || id.Number != PropID {
		t.Error("the key follows the property that replaces it")
	}
	e := NewEvent("paid", o)
	e.Add(&Field{Name: "amount", Type: Of(Number)})
	e.Add(&Field{Name: "amount", Type: Of(Text)})
	if len(e.Fields) != 2 || e.Field("amount").Number != 1 || e.Field("at").Number != 0 {
		t.Errorf("fields %v", e.Fields)
	}
}

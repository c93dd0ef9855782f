package schema

import (
	"math"
	"testing"
)

func TestRender(t *testing.T) {
	r := person()
	email := r.Object.Property("email")
	zone := paris(t)
	at, err := Parse(Of(DateTime), "2026-03-02 09:05", zone)
	if err != nil {
		t.Fatal(err)
	}
	event := NewEvent("paid", r.Object)
	for _, c := range []struct {
		v    Value
		t    Type
		want string
	}{
		{Value{}, stages, ""},
		{BoolValue(true), Of(Bool), "true"},
		{NumberValue(1200), Of(Number), "1200"},
		{NumberValue(0.1), Of(Number), "0.1"},
		{NumberValue(math.Copysign(0, -1)), Of(Number), "0"},
		{NumberValue(0.1 + float64(len("ab"))/10), Of(Number), "0.3"},
		{NumberValue(1440.0000000000002), Of(Number), "1440"},
		{NumberValue(9007199254740993), Of(Number), "9007199254740992"},
		{NumberValue(1e20), Of(Number), "100000000000000000000"},
		{NumberValue(1e22), Of(Number), "1e+22"},
		{TextValue("closed_won"), stages, "Closed won"},
		{TextValue("lost"), stages, "lost"},
		{TextValue("gone"), stages, "gone"},
		{TextValue("closed_won"), Of(Any), "closed_won"},
		{options("new", "lost"), flags, "New, lost"},
		{DateValue(20514), Of(Date), "2026-03-02"},
		{at, Of(DateTime), "2026-03-02 09:05"},
		{DurationValue(Span{Days: 2}), Of(Duration), "2 days"},
		{ListValue([]Value{NumberValue(1), Value{}, TextValue("a")}), ListOf(Of(Any)), "1, , a"},
		{ListValue([]Value{TextValue("new")}), ListOf(stages), "New"},
		{MapValue(&Pairs{Keys: []string{"a", "b"}, Values: []Value{NumberValue(1), TextValue("x")}}), MapOf(Of(Any)), "a: 1, b: x"},
		{RangeValue(1, 5), Of(Range), "1..5"},
		{RecordValue(r), RecordOf(r.Object), "Ann Lee"},
		{EventValue(&Occurrence{Event: event}), Type{Kind: EventRef, Event: event}, "paid"},
		{SecretValue("HOOK_KEY"), Of(Secret), `secret("HOOK_KEY")`},
		{UserValue("ana@acme.example"), Of(User), "ana@acme.example"},
		{PathValue(&Target{Property: email}), Of(Path), "contact.email"},
		{PathValue(&Target{Property: email, Plural: true}), Of(Path), "contacts.email"},
	} {
		if got := Render(c.v, c.t, zone); got != c.want {
			t.Errorf("%s: got %q, want %q", c.v.Kind(), got, c.want)
		}
	}
	if got := Render(at, Of(DateTime), nil); got != "2026-03-02 08:05" {
		t.Errorf("without a zone: %q", got)
	}
}

func TestRecordName(t *testing.T) {
	r := person()
	r.Props[r.Object.Property("firstname").Number] = Value{}
	r.Props[r.Object.Property("lastname").Number] = Value{}
	if got := r.Name(); got != "ann@ledger.example" {
		t.Errorf("without a name the key, got %q", got)
	}
	r.Props = nil
	if got := r.Name(); got != "12" {
		t.Errorf("without a key the id, got %q", got)
	}
	deal := NewObject("deal", "deals")
	name := deal.Add(&Property{Name: "name", Type: Of(Text)})
	d := &Record{Object: deal, ID: "7", Props: make([]Value, name.Number+1)}
	d.Props[name.Number] = TextValue("Renewal")
	if got := d.Name(); got != "Renewal" {
		t.Errorf("the name, got %q", got)
	}
	if got := (*Record)(nil).Name(); got != "" {
		t.Errorf("no record, got %q", got)
	}
}

package schema

import "testing"

func TestFreeze(t *testing.T) {
	r := person()
	event := NewEvent("paid", r.Object)
	event.Add(&Field{Name: "by", Type: RecordOf(r.Object)})
	v := MapValue(&Pairs{Keys: []string{"who", "when", "what", "key"}, Values: []Value{
		RecordValue(r), EventValue(&Occurrence{Event: event, Fields: []Value{MomentValue(0), RecordValue(r)}}), PathValue(&Target{}), SecretValue("KEY")}})
	frozen := Freeze(ListValue([]Value{v}))
	if got, want := string(ToJSON(frozen)), string(ToJSON(ListValue([]Value{v}))); got != want {
		t.Errorf("frozen it says %s\nbefore it said %s", got, want)
	}
	r.Props[r.Object.Key.Number] = TextValue("other@x.example")
	in := frozen.Items()[0]
	if in.Get("who").Get("email").Text() != "ann@ledger.example" || in.Get("when").Get("by").Get("email").Text() != "ann@ledger.example" {
		t.Errorf("it changed with the record: %s", ToJSON(frozen))
	}
	if in.Get("key").Kind() != Secret || !in.Get("what").IsNil() {
		t.Errorf("a secret stays one and a target is dropped: %s", ToJSON(frozen))
	}
}

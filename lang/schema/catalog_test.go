package schema

import "testing"

func TestSchemaFindsWhatWasAdded(t *testing.T) {
	standard := &Action{Name: "notify", Title: "standard", Params: []*Param{{Name: "to"}, {Name: "body", Hidden: true}}}
	s := NewSchema(&Catalog{Actions: []*Action{standard}, Funcs: []*Func{{Name: "len"}}})
	own := &Action{Name: "notify", Title: "own"}
	if s.Action("notify") != standard || s.Func("len") == nil || s.Func("nothing") != nil || s.Action("nothing") != nil {
		t.Error("actions and functions by name")
	}
	s.AddAction(own)
	if s.Action("notify") != own || len(s.Actions) != 2 {
		t.Error("a later action of the same name wins")
	}
	o := NewObject("company", "companies")
	s.AddObject(o)
	e := NewEvent("paid", o)
	s.AddEvent(e)
	if s.Object("company") != o || s.Plural("companies") != o || s.Object("companies") != nil || s.Event("paid") != e {
		t.Error("objects and events by name")
	}
	if p, i := standard.Param("to"); p == nil || i != 0 {
		t.Error("an argument by name")
	}
	if p, i := standard.Param("body"); p != nil || i != -1 {
		t.Error("a hidden argument cannot be written")
	}
	c := &Call{Action: standard, Args: []Value{TextValue("a")}}
	if c.Arg("to").Text() != "a" || !c.Arg("body").IsNil() || !c.Arg("cc").IsNil() {
		t.Error("arguments of a call by name; the unknown for those not given")
	}
}

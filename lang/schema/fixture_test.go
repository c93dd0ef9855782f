package schema

import (
	"testing"
	"time"
	_ "time/tzdata"
)

// stages are the options that the tests choose from.
var stages = Type{Kind: Enum, Options: NewOptions([]Option{{Value: "new", Label: "New"}, {Value: "closed_won", Label: "Closed won"}, {Value: "lost"}})}

// flags are the same options, several at once.
var flags = Type{Kind: Set, Options: stages.Options}

func paris(t testing.TB) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// options is the value of a set.
func options(values ...string) Value {
	items := make([]Value, len(values))
	for i, v := range values {
		items[i] = TextValue(v)
	}
	return SetValue(items)
}

// person is a contact with a few properties.
func person() *Record {
	o := NewObject("contact", "contacts")
	o.Key = o.Add(&Property{Name: "email", Type: Of(Email)})
	first := o.Add(&Property{Name: "firstname", Type: Of(Text)})
	last := o.Add(&Property{Name: "lastname", Type: Of(Text)})
	stage := o.Add(&Property{Name: "stage", Type: stages})
	r := &Record{Object: o, ID: "12", Props: make([]Value, len(o.Properties))}
	r.Props[o.Key.Number] = TextValue("ann@ledger.example")
	r.Props[first.Number] = TextValue("Ann")
	r.Props[last.Number] = TextValue("Lee")
	r.Props[stage.Number] = TextValue("closed_won")
	return r
}

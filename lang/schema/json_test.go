package schema

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestToJSON(t *testing.T) {
	r := person()
	event := NewEvent("paid", r.Object)
	event.Add(&Field{Name: "amount", Type: Of(Number)})
	for _, c := range []struct {
		v    Value
		want string
	}{
		{Value{}, "null"},
		{BoolValue(false), "false"},
		{NumberValue(1e6), "1000000"},
		{NumberValue(-0.25), "-0.25"},
		{NumberValue(1e300), "1e+300"},
		{TextValue("a \"b\"\n<é>"), `"a \"b\"\n<é>"`},
		{DateValue(20514), `"2026-03-02"`},
		{MomentValue(1772442000250000), `"2026-03-02T09:00:00.25Z"`},
		{DurationValue(Span{Days: 2}), `"2 days"`},
		{options("new", "lost"), `["new","lost"]`},
		{ListValue([]Value{{}, NumberValue(1)}), "[null,1]"},
		{MapValue(&Pairs{Keys: []string{"b", "a"}, Values: []Value{NumberValue(1), {}}}), `{"b":1,"a":null}`},
		{RangeValue(1, 3), "[1,3]"},
		{SecretValue("KEY"), `"secret(\"KEY\")"`},
		{RecordValue(r), `{"id":"12","created_at":null,"updated_at":null,"email":"ann@ledger.example","firstname":"Ann","lastname":"Lee","stage":"closed_won"}`},
		{EventValue(&Occurrence{Event: event, Fields: []Value{MomentValue(0), NumberValue(3)}}), `{"at":"1970-01-01T00:00:00Z","amount":3}`},
		{PathValue(&Target{}), "null"},
	} {
		got := ToJSON(c.v)
		if string(got) != c.want || !json.Valid(got) {
			t.Errorf("%s: got %s, want %s", c.v.Kind(), got, c.want)
		}
	}
}

func TestFromJSON(t *testing.T) {
	for _, c := range []struct {
		text string
		t    Type
		want string
	}{
		{`{"b":[1,{"c":null}],"a":"x"}`, Of(Any), `{"b":[1,{"c":null}],"a":"x"}`},
		{`"12"`, Of(Number), "12"},
		{`75001`, Of(Text), `"75001"`},
		{`007`, Of(Text), "error"},
		{`true`, Of(Text), `"true"`},
		{`"yes"`, Of(Bool), "true"},
		{`["new","lost"]`, flags, `["new","lost"]`},
		{`"new"`, flags, `["new"]`},
		{`"Closed won"`, stages, `"closed_won"`},
		{`"2026-03-02"`, Of(Date), `"2026-03-02"`},
		{`null`, Of(Number), "null"},
		{`[1,2]`, ListOf(Of(Number)), "[1,2]"},
		{`12345678901234567890`, Of(Text), `"12345678901234567890"`},
	} {
		v, err := FromJSON([]byte(c.text), c.t, nil)
		switch {
		case c.want == "error":
			if err == nil {
				t.Errorf("%s: got %s, want an error", c.text, ToJSON(v))
			}
		case err != nil || string(ToJSON(v)) != c.want:
			t.Errorf("%s as %s: got %s %v, want %s", c.text, c.t.Kind, ToJSON(v), err, c.want)
		}
	}
	for _, c := range []struct {
		text string
		t    Type
		want string
	}{
		{`1`, Of(Bool), "expected true or false, found the number 1"},
		{`[1]`, Of(Number), "expected number, found a list"},
		{`{}`, Of(Text), "expected text, found an object"},
		{`1 2`, Of(Number), "more than one JSON value"},
		{`"x"`, stages, "`x` is not an option: expected new, closed_won or lost"},
		{`{"a":`, Of(Any), "no JSON value: the text ends too early"},
		{strings.Repeat("[", 100) + strings.Repeat("]", 100), Of(Any), "JSON nested deeper than 64"},
	} {
		if _, err := FromJSON([]byte(c.text), c.t, nil); err == nil || err.Error() != c.want {
			t.Errorf("%.20s as %s: got %v, want %s", c.text, c.t.Kind, err, c.want)
		}
	}
}

func FuzzFromJSON(f *testing.F) {
	for _, text := range []string{`{"a":[1,null,"x"]}`, `[[[]]]`, `1e5`, `"2026-03-02"`, `{"a":1,"a":2}`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := FromJSON([]byte(text), Of(Any), nil)
		if err != nil {
			return
		}
		if out := ToJSON(v); !json.Valid(out) {
			t.Errorf("%q became %s, which is no JSON", text, out)
		}
	})
}

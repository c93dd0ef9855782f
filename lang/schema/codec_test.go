package schema

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// codecSchema declares what the values of the tests point to.
func codecSchema() *Schema {
	s := NewSchema(nil)
	company := NewObject("company", "companies")
	company.Add(&Property{Name: "name", Type: Of(Text)})
	s.AddObject(company)
	viewed := NewEvent("page_viewed", company)
	viewed.Add(&Field{Name: "url", Type: Of(URL)})
	s.AddEvent(viewed)
	return s
}

func valueGen(s *Schema, depth int) *rapid.Generator[Value] {
	plain := []*rapid.Generator[Value]{
		rapid.Just(Value{}),
		rapid.Map(rapid.Bool(), BoolValue),
		rapid.Map(rapid.Float64(), NumberValue),
		rapid.Map(rapid.Int32(), func(n int32) Value { return NumberValue(float64(n)) }),
		rapid.Map(rapid.String(), TextValue),
		rapid.Map(rapid.String(), UserValue),
		rapid.Map(rapid.String(), TeamValue),
		rapid.Map(rapid.String(), SecretValue),
		rapid.Map(rapid.Int64(), DateValue),
		rapid.Map(rapid.Int64(), MomentValue),
		rapid.Custom(func(t *rapid.T) Value {
			return DurationValue(Span{Months: rapid.Int16().Draw(t, "months"), Days: rapid.Int32().Draw(t, "days"), Nanos: rapid.Int64().Draw(t, "nanos"),
				Working: rapid.Bool().Draw(t, "working")})
		}),
		rapid.Custom(func(t *rapid.T) Value { return RangeValue(rapid.Int32().Draw(t, "lo"), rapid.Int32().Draw(t, "hi")) }),
		rapid.Map(rapid.String(), func(id string) Value { return RecordValue(&Record{Object: s.Object("company"), ID: id}) }),
	}
	if depth > 0 {
		inner := rapid.SliceOfN(valueGen(s, depth-1), 0, 4)
		plain = append(plain,
			rapid.Map(inner, ListValue), rapid.Map(inner, SetValue),
			rapid.Map(rapid.MapOfN(rapid.String(), valueGen(s, depth-1), 0, 4), func(m map[string]Value) Value {
				p := &Pairs{}
				for k, v := range m {
					p.Keys, p.Values = append(p.Keys, k), append(p.Values, v)
				}
				return MapValue(p)
			}))
	}
	return rapid.OneOf(plain...)
}

func TestCodecKeepsEveryValue(t *testing.T) {
	s := codecSchema()
	rapid.Check(t, func(t *rapid.T) {
		v := valueGen(s, 3).Draw(t, "value")
		buf := AppendValue(nil, v)
		got, rest, err := DecodeValue(append(buf, 7), s)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(rest, []byte{7}) {
			t.Fatalf("%d bytes are left, want the one that follows the value", len(rest))
		}
		if again := AppendValue(nil, got); !got.Equal(v) || !bytes.Equal(again, buf) {
			t.Fatalf("the value came back changed: % x, then % x", buf, again)
		}
		for n := range buf {
			if _, _, err := DecodeValue(buf[:n], s); err == nil {
				t.Fatalf("%d of %d bytes were read as a value", n, len(buf))
			}
		}
	})
}

func TestCodecKeepsWhatNamesMoveAround(t *testing.T) {
	s := codecSchema()
	viewed := s.Event("page_viewed")
	o := &Occurrence{Event: viewed, On: Ref{"company", "c1"}, Fields: []Value{MomentValue(5), TextValue("/pricing")}}
	buf := AppendValue(nil, EventValue(o))

	moved := NewSchema(nil)
	event := NewEvent("page_viewed", nil)
	event.Add(&Field{Name: "title", Type: Of(Text)})
	event.Add(&Field{Name: "url", Type: Of(URL)})
	moved.AddEvent(event)
	v, _, err := DecodeValue(buf, moved)
	if err != nil {
		t.Fatal(err)
	}
	got := v.Occurrence()
	if got.On != o.On || !got.Get(2).Equal(TextValue("/pricing")) || !got.Get(1).IsNil() || got.Get(0).Micros() != 5 {
		t.Errorf("occurrence came back as %+v", got)
	}

	name := s.Object("company").Property("name")
	path := PathValue(&Target{Records: []*Record{{Object: name.Object, ID: "c1"}}, Property: name, Plural: true})
	v, _, err = DecodeValue(AppendValue(nil, path), s)
	if err != nil {
		t.Fatal(err)
	}
	if target := v.Target(); target.Property != name || !target.Plural || len(target.Records) != 1 || target.Records[0].ID != "c1" {
		t.Errorf("target came back as %+v", target)
	}
}

func TestDecodeRefusesDamage(t *testing.T) {
	for _, c := range []struct {
		data []byte
		want string
	}{
		{nil, "the stored value is cut short"},
		{[]byte{0x7f}, "the stored value has the unknown kind 127"},
		{[]byte{byte(Text), 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}, "the stored value is cut short"},
		{bytes.Repeat([]byte{byte(List), 1}, 10), "the stored value is cut short"},
		{append(bytes.Repeat([]byte{byte(List), 1}, 100), 0), "the stored value is nested more than 64 deep"},
		{[]byte{byte(Duration), 0, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0}, "the stored duration is out of range"},
	} {
		_, _, err := DecodeValue(c.data, nil)
		if err == nil || err.Error() != c.want {
			t.Errorf("% x gives %v, want %s", c.data, err, c.want)
		}
	}
}

func FuzzDecodeValue(f *testing.F) {
	s := codecSchema()
	f.Add(AppendValue(nil, ListValue([]Value{TextValue("a"), NumberValue(1.5), BoolValue(true)})))
	f.Add(AppendValue(nil, EventValue(&Occurrence{Event: s.Event("page_viewed"), Fields: []Value{MomentValue(1)}})))
	f.Add(bytes.Repeat([]byte{byte(List), 1}, 100))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, _, err := DecodeValue(data, s)
		if err != nil {
			return
		}
		again, rest, err := DecodeValue(AppendValue(nil, v), s)
		if err != nil || len(rest) > 0 {
			t.Fatalf("what was read cannot be written: %v, %d bytes left", err, len(rest))
		}
		if v.Kind() != EventRef && v.Kind() != Path && v.Kind() != List && v.Kind() != Map && !again.Equal(v) {
			t.Fatalf("came back changed")
		}
	})
}

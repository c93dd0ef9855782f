package schema

import (
	"testing"
	"time"
)

type price struct {
	Net    float64  `wf:",required" doc:"without tax"`
	Rate   float64  `default:"0.2"`
	Off    *float64 // unknown: nothing off
	Labels []string
}

func TestFuncOf(t *testing.T) {
	f, err := FuncOf("gross", "The price with tax.", func(p price) *float64 {
		if p.Net < 0 {
			return nil
		}
		gross := p.Net * (1 + p.Rate)
		if p.Off != nil {
			gross -= *p.Off
		}
		gross += float64(len(p.Labels))
		return &gross
	})
	if err != nil {
		t.Fatal(err)
	}
	if f.Result.Kind != Number || f.Params[3].Type.String() != "list of text" || !f.Params[0].Required || f.Params[0].Doc != "without tax" {
		t.Errorf("declared as %+v", f)
	}
	none := ListValue(nil)
	for want, args := range map[string][]Value{
		"12": {NumberValue(10), {}, {}, none},
		"11": {NumberValue(10), NumberValue(0.1), {}, none},
		"9":  {NumberValue(10), {}, NumberValue(3), none},
		"14": {NumberValue(10), {}, {}, ListValue([]Value{TextValue("a"), TextValue("b")})},
		"13": {NumberValue(10), {}, NumberValue(-1), {}},
		"":   {{}, {}, {}, none},
	} {
		if got := Plain(f.Call(nil, args), time.UTC); got != want {
			t.Errorf("gross%v is %q, want %q", args, got, want)
		}
	}
	if v := f.Call(nil, []Value{NumberValue(-1), {}, {}, none}); !v.IsNil() {
		t.Errorf("no price is %s", Plain(v, nil))
	}
	if v := f.Call(nil, []Value{TextValue("ten"), {}, {}, none}); !v.IsNil() {
		t.Errorf("of a text: %s", Plain(v, nil))
	}
}

func TestFuncOfRefuses(t *testing.T) {
	type late struct {
		A string
		B string `wf:",required"`
	}
	type target struct{ T *Target }
	type channel struct{ C chan int }
	_, noStruct := FuncOf("f", "", func(string) string { return "" })
	_, order := FuncOf("f", "", func(late) string { return "" })
	_, path := FuncOf("f", "", func(target) string { return "" })
	_, field := FuncOf("f", "", func(channel) string { return "" })
	_, result := FuncOf("f", "", func(struct{}) chan int { return nil })
	_, record := FuncOf("f", "", func(struct{}) *Record { return nil })
	for want, err := range map[string]error{
		"function f: arguments are a struct, found string":                     noStruct,
		"function f: `b` is required, and stands behind `a`, which is not":     order,
		"function f: field T: a function changes nothing, and takes no target": path,
		"function f: field C: a Go chan int has no type in the language":       field,
		"function f: result: a Go chan int has no type in the language":        result,
		"function f: result: a record cannot be made by a function":            record,
	} {
		if err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

package schema

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

type everything struct {
	Name     string
	Yes      bool
	Count    int8
	Share    float32
	Big      uint64
	At       time.Time
	Day      time.Time `wf:",date"`
	Length   time.Duration
	To       []string `wf:"to,user,required" doc:"who"`
	Headers  map[string]string
	Optional *float64
	Any      Value
	Record   *Record
}

func TestActionOfDeclares(t *testing.T) {
	a, err := ActionOf("x.y", "Does it.", func(*Turn, everything) (everything, error) { return everything{}, nil })
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range a.Params {
		got = append(got, fmt.Sprintf("%s %s many=%v required=%v", p.Name, p.Type, p.Many, p.Required))
	}
	want := []string{"name text many=false required=false", "yes bool many=false required=false", "count number many=false required=false",
		"share number many=false required=false", "big number many=false required=false", "at datetime many=false required=false",
		"day date many=false required=false", "length duration many=false required=false", "to user many=true required=true",
		"headers map of text many=false required=false", "optional number many=false required=false", "any any many=false required=false",
		"record record many=false required=false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if a.Outputs[8].Type.String() != "list of user" {
		t.Errorf("a list comes out as %s", a.Outputs[8].Type)
	}
}

func TestActionOfPassesValues(t *testing.T) {
	r := person()
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	var in everything
	a, err := ActionOf("x", "", func(_ *Turn, args everything) (everything, error) { in = args; return args, nil })
	if err != nil {
		t.Fatal(err)
	}
	args := []Value{TextValue("Ann"), BoolValue(true), NumberValue(-3), NumberValue(0.5), NumberValue(7), TimeValue(at), DateValue(20514),
		DurationValue(Span{Days: 1, Nanos: int64(time.Hour)}), ListValue([]Value{UserValue("a@b.cd"), ListValue([]Value{UserValue("e@f.gh")}), {}}),
		MapValue(&Pairs{Keys: []string{"k"}, Values: []Value{TextValue("v")}}), NumberValue(2), options("new"), RecordValue(r)}
	result := a.Run(&Turn{}, &Call{Action: a, Args: args})
	if result.Status != Done {
		t.Fatal(result.Reason)
	}
	if in.Name != "Ann" || !in.Yes || in.Count != -3 || in.Share != 0.5 || in.Big != 7 || !in.At.Equal(at) || !in.Day.Equal(at.Truncate(24*time.Hour)) ||
		in.Length != 25*time.Hour || len(in.To) != 2 || in.To[1] != "e@f.gh" || in.Headers["k"] != "v" || *in.Optional != 2 || in.Record != r {
		t.Errorf("arrived as %+v", in)
	}
	for i, out := range result.Outputs {
		if i == 6 || i == 7 || i == 8 {
			continue // a day comes back as a moment, a length in hours, a list flattened
		}
		if !out.Equal(args[i]) {
			t.Errorf("%s: %s came back as %s", a.Params[i].Name, ToJSON(args[i]), ToJSON(out))
		}
	}
}

func TestActionOfRefusesValues(t *testing.T) {
	a, err := ActionOf("x", "", func(*Turn, everything) (struct{}, error) { return struct{}{}, nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		number int
		v      Value
		want   string
	}{
		{8, Value{}, "`to` is required, and unknown"},
		{1, TextValue("yes"), "`yes`: expected bool, found the text `yes`"},
		{2, NumberValue(300), "`count`: 300 is out of range"},
		{2, NumberValue(0.5), "`count`: expected a whole number, found 0.5"},
		{4, NumberValue(-1), "`big`: -1 is out of range"},
		{5, TextValue("now"), "`at`: expected a moment, found the text `now`"},
		{7, DurationValue(Span{Months: 1}), "`length`: expected a length in days or hours, found the duration `1 month`"},
		{9, NumberValue(1), "`headers`: expected a map, found the number `1`"},
	} {
		args := make([]Value, len(a.Params))
		args[8] = UserValue("a@b.cd")
		args[c.number] = c.v
		if r := a.Run(&Turn{}, &Call{Action: a, Args: args}); r.Status != Failed || r.Reason != c.want {
			t.Errorf("got %s %q, want %q", r.Status, r.Reason, c.want)
		}
	}
}

func TestActionOfSkips(t *testing.T) {
	a, err := ActionOf("x", "", func(*Turn, struct{}) (struct{}, error) {
		return struct{}{}, fmt.Errorf("wrapped: %w", &Refused{Reason: "not on Sundays"})
	})
	if err != nil {
		t.Fatal(err)
	}
	if r := a.Run(&Turn{}, &Call{Action: a}); r.Status != Skipped || r.Reason != "not on Sundays" {
		t.Errorf("got %s %q", r.Status, r.Reason)
	}
}

func TestActionOfRefusesStructs(t *testing.T) {
	check := func(want string, err error) {
		t.Helper()
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	_, err := ActionOf("x", "", func(*Turn, int) (struct{}, error) { return struct{}{}, nil })
	check("action x: arguments and outputs are structs, found int and struct {}", err)
	_, err = ActionOf("x", "", func(*Turn, struct{ C chan int }) (struct{}, error) { return struct{}{}, nil })
	check("action x: field C: a Go chan int has no type in the language", err)
	_, err = ActionOf("x", "", func(*Turn, struct{ hidden int }) (struct{}, error) { return struct{}{}, nil })
	check("action x: field hidden is not exported", err)
	_, err = ActionOf("x", "", func(*Turn, struct {
		A string `wf:",mandatory"`
	}) (struct{}, error) {
		return struct{}{}, nil
	})
	check("action x: field A: `mandatory` is no part of a wf tag", err)
	_, err = ActionOf("x", "", func(*Turn, struct {
		A int `wf:",email"`
	}) (struct{}, error) {
		return struct{}{}, nil
	})
	check("action x: field A: number cannot become email", err)
	_, err = ActionOf("x", "", func(*Turn, struct {
		A int `default:"many"`
	}) (struct{}, error) {
		return struct{}{}, nil
	})
	check("action x: field A: default `many` is no number: expected digits with at most a point, such as 1200.5", err)
	_, _, err = MessageActionOf("x", "", func(context.Context, struct{ R *Record }) (struct{}, error) { return struct{}{}, nil })
	check("action x: argument r is a record, which no message can carry", err)
}

func TestMessageActionOfFails(t *testing.T) {
	later := &RetryLater{Err: errors.New("busy"), After: time.Minute}
	a, sender, err := MessageActionOf("x", "", func(context.Context, struct{ N int }) (struct{}, error) { return struct{}{}, later })
	if err != nil {
		t.Fatal(err)
	}
	r := a.Run(&Turn{}, &Call{Action: a, Args: []Value{NumberValue(1)}})
	if _, err := sender.Send(context.Background(), &r.Messages[0]); !errors.Is(err, later) {
		t.Errorf("got %v", err)
	}
	if a.Kind != MessageAction || a.Retry == nil || r.Messages[0].Channel != "x" {
		t.Errorf("declared as %+v", a)
	}
}

func TestSnake(t *testing.T) {
	for name, want := range map[string]string{"CloseDate": "close_date", "URL": "url", "WebURL": "web_url", "URLPath": "url_path", "A": "a", "N1": "n1"} {
		if got := snake(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

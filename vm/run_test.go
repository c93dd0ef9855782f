package vm_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// workflow builds typed workflows by hand. Each step is written on a line of its own.
type workflow struct {
	*world
	w     *typed.Workflow
	text  strings.Builder
	marks []func(*source.File)
}

func newWorkflow(name string) *workflow {
	w := newWorld()
	return &workflow{world: w, w: &typed.Workflow{Name: name, Object: w.contact, Labels: map[string]*typed.Step{}}}
}

// at gives a span a text of its own.
func (b *workflow) at(span *source.Span, text string) {
	start := b.text.Len()
	b.text.WriteString(text)
	end := b.text.Len()
	b.text.WriteString("\n")
	b.marks = append(b.marks, func(f *source.File) { *span = f.Span(start, end) })
}

// cond gives an expression and all in it their places, on a line of its own.
func (b *workflow) cond(e typed.Expr) typed.Expr {
	w := &writer{}
	w.expr(e)
	start := b.text.Len()
	b.text.WriteString(w.text.String() + "\n")
	b.marks = append(b.marks, func(f *source.File) {
		for _, set := range w.spans {
			set(f)
		}
		shift(e, f, start)
	})
	return e
}

func shift(e typed.Expr, f *source.File, by int) {
	typed.Walk(e, func(e typed.Expr) bool {
		p := place(e)
		*p = f.Span(p.Start+by, p.End+by)
		return true
	})
}

func (b *workflow) step(text string, stmt typed.Stmt) *typed.Step {
	s := &typed.Step{Number: -1, Stmt: stmt}
	b.at(&s.Span, text)
	return s
}

func (b *workflow) labeled(label, text string, stmt typed.Stmt) *typed.Step {
	s := b.step(text, stmt)
	s.Label = label
	return s
}

func (b *workflow) branch(cond typed.Expr, body ...*typed.Step) typed.Branch {
	b.cond(cond)
	return typed.Branch{Cond: cond, Body: body}
}

// notify is an action that puts a text into the history.
func (b *workflow) notify(parts ...typed.Expr) *typed.Act {
	a := b.schema.Action("notify")
	args := make([]typed.Expr, len(a.Params))
	_, n := a.Param("text")
	args[n] = &typed.Concat{Base: base(textT), Parts: parts}
	return &typed.Act{Action: a, Args: args}
}

func (b *workflow) say(text2 string) *typed.Step {
	return b.step("notify "+text2, b.notify(text(text2)))
}

func (b *workflow) variable(name string, t schema.Type) *typed.Var {
	v := &typed.Var{Name: name, Type: t, Slot: len(b.w.Vars)}
	b.w.Vars = append(b.w.Vars, v)
	return v
}

func (b *workflow) ref(v *typed.Var) typed.Expr { return &typed.VarRef{Base: base(v.Type), Var: v} }

// compile numbers the steps in the order of the source and compiles them.
func (b *workflow) compile(t *testing.T, body ...*typed.Step) *vm.Program {
	t.Helper()
	b.w.Body = body
	n := 0
	var number func(steps []*typed.Step)
	number = func(steps []*typed.Step) {
		for _, s := range steps {
			s.Number = n
			n++
			switch stmt := s.Stmt.(type) {
			case *typed.If:
				for _, br := range stmt.Branches {
					number(br.Body)
				}
				number(stmt.Else)
			case *typed.Match:
				for _, a := range stmt.Arms {
					number(a.Body)
				}
				number(stmt.Default)
			case *typed.Split:
				for _, a := range stmt.Arms {
					number(a.Body)
				}
			}
		}
	}
	number(body)
	f := source.NewFile("test.wf", b.text.String())
	for _, mark := range b.marks {
		mark(f)
	}
	for _, s := range allSteps(body) {
		if stmt, ok := s.Stmt.(*typed.If); ok {
			for i := range stmt.Branches {
				stmt.Branches[i].Span = stmt.Branches[i].Cond.Span()
			}
		}
	}
	bundle, err := compiler.Compile(&typed.Project{Schema: b.schema, Workflows: []*typed.Workflow{b.w}}, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return bundle.Programs[0]
}

func allSteps(steps []*typed.Step) []*typed.Step {
	var out []*typed.Step
	for _, s := range steps {
		out = append(out, s)
		switch stmt := s.Stmt.(type) {
		case *typed.If:
			for _, br := range stmt.Branches {
				out = append(out, allSteps(br.Body)...)
			}
			out = append(out, allSteps(stmt.Else)...)
		case *typed.Match:
			for _, a := range stmt.Arms {
				out = append(out, allSteps(a.Body)...)
			}
			out = append(out, allSteps(stmt.Default)...)
		case *typed.Split:
			for _, a := range stmt.Arms {
				out = append(out, allSteps(a.Body)...)
			}
		}
	}
	return out
}

// answer is what the world gives for an effect; nil lets time pass and answers Nil.
type answer func(e vm.Effect) (failed bool, v schema.Value)

// drive runs a program to its end and returns what happened, a line each. At every pause the machine is saved and
// restored into a new one, three times over: before the answer, after it, and after the effect was undone and given again.
func drive(t *testing.T, w *world, p *vm.Program, record *schema.Record, give answer) []string {
	t.Helper()
	var log []string
	m := vm.NewMachine(p)
	m.Start(vm.Start{Enrollment: "e1", Record: record.Ref(), At: w.env.Now})
	for range 100 {
		e := m.Run(&w.env)
		for _, line := range m.Lines() {
			log = append(log, line.Text)
		}
		if e.Kind == vm.Done {
			if e.Fault != "" {
				log = append(log, "fault: "+e.Fault)
			}
			return append(log, "done")
		}
		said := describe(e)
		m = reloaded(t, m, p)
		m.Back()
		m = reloaded(t, m, p)
		if again := describe(m.Run(&w.env)); again != said {
			t.Errorf("after Back the effect is %q, it was %q", again, said)
		}
		m.Lines()
		log = append(log, said)
		failed, v := false, schema.Value{}
		if give != nil {
			failed, v = give(e)
		}
		if e.Until > w.env.Now && v.IsNil() {
			w.env.Now = e.Until
		}
		m.Resume(failed, v)
		m = reloaded(t, m, p)
	}
	t.Fatal("the run does not end")
	return nil
}

func reloaded(t *testing.T, m *vm.Machine, p *vm.Program) *vm.Machine {
	t.Helper()
	saved := m.Snapshot(nil)
	fresh := vm.NewMachine(p)
	if err := fresh.Restore(saved); err != nil {
		t.Fatal(err)
	}
	if again := fresh.Snapshot(nil); string(again) != string(saved) {
		t.Fatalf("the state came back changed: % x, then % x", saved, again)
	}
	return fresh
}

func describe(e vm.Effect) string {
	switch e.Kind {
	case vm.Act:
		var args []string
		for i, v := range e.Call.Args {
			switch {
			case v.Kind() == schema.Path:
				var ids []string
				for _, r := range v.Target().Records {
					ids = append(ids, r.ID)
				}
				args = append(args, fmt.Sprintf("%s of [%s]", v.Target(), strings.Join(ids, " ")))
			case !v.IsNil():
				args = append(args, e.Call.Action.Params[i].Name+": "+schema.Plain(v, nil))
			}
		}
		return fmt.Sprintf("%s(%s)", e.Call.Action.Name, strings.Join(args, ", "))
	case vm.Sleep:
		return "sleep " + e.Note
	}
	return "wait " + strings.Join(e.Events, ", ") + " " + e.Note
}

func wants(t *testing.T, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the run went differently (-want +got):\n%s", diff)
	}
}

func (b *workflow) score() typed.Expr { return of(b.enrolled(), b.contact, "score") }

func TestBranchesTakeTheFirstThatHolds(t *testing.T) {
	for _, c := range []struct {
		score schema.Value
		want  []string
	}{
		{schema.NumberValue(95), []string{"(contact.score > 90.0): yes", "notify(text: high)", "notify(text: after)", "done"}},
		{schema.NumberValue(50), []string{"(contact.score > 90.0): no", "(contact.score > 30.0): yes", "notify(text: middle)", "→ end", "done"}},
		{schema.Value{}, []string{"(contact.score > 90.0): no", "(contact.score > 30.0): no", "stop", "done"}},
	} {
		b := newWorkflow("branches")
		end := b.labeled("end", "if", &typed.If{})
		p := b.compile(t,
			b.step("if", &typed.If{HasElse: true, Branches: []typed.Branch{
				b.branch(binary(boolT, ">", b.score(), number(90)), b.say("high")),
				b.branch(binary(boolT, ">", b.score(), number(30)), b.say("middle"), b.step("goto end", &typed.Goto{To: end}))},
				Else: []*typed.Step{b.step("stop", &typed.Stop{})}}),
			b.say("after"), end)
		r := b.put(b.contact, "1", map[string]schema.Value{"score": c.score})
		wants(t, drive(t, b.world, p, r, nil), c.want...)
	}
}

func TestMatch(t *testing.T) {
	country := func(b *workflow) typed.Expr { return b.cond(of(b.enrolled(), b.contact, "country")) }
	score := func(b *workflow) typed.Expr { return b.cond(b.score()) }
	span := func(lo, hi float64) typed.Expr {
		return &typed.RangeLit{Base: base(schema.Of(schema.Range)), Lo: number(lo), Hi: number(hi)}
	}
	none := &typed.Const{Base: base(schema.Of(schema.Nil))}
	for _, c := range []struct {
		subject func(*workflow) typed.Expr
		value   schema.Value
		arms    [][]typed.Expr
		want    string
	}{
		{country, schema.TextValue("France"), [][]typed.Expr{{text("France"), text("Belgium")}, {text("Italy")}}, "0"},
		{country, schema.TextValue("Belgium"), [][]typed.Expr{{text("France"), text("Belgium")}, {text("Italy")}}, "0"},
		{country, schema.TextValue("Italy"), [][]typed.Expr{{text("France")}, {text("Italy")}, {text("Italy")}}, "1"},
		{country, schema.TextValue("Spain"), [][]typed.Expr{{text("France")}, {text("Italy")}}, "default"},
		{country, schema.Value{}, [][]typed.Expr{{text("France")}, {none}}, "1"},
		{country, schema.Value{}, [][]typed.Expr{{text("France")}}, "default"},
		{score, schema.NumberValue(6), [][]typed.Expr{{none}, {span(0, 6)}, {span(7, 8)}}, "1"},
		{score, schema.NumberValue(7), [][]typed.Expr{{span(0, 6)}, {span(7, 8)}}, "1"},
		{score, schema.NumberValue(7), [][]typed.Expr{{span(0, 9)}, {number(7)}}, "0"},
		{score, schema.NumberValue(7), [][]typed.Expr{{number(7)}, {span(0, 9)}}, "0"},
		{score, schema.NumberValue(-2), [][]typed.Expr{{span(0, 9)}, {number(-2)}}, "1"},
		{score, schema.NumberValue(6.5), [][]typed.Expr{{span(0, 9)}}, "default"},
	} {
		b := newWorkflow("match")
		m := &typed.Match{Subject: c.subject(b), Default: []*typed.Step{b.say("default")}}
		for i, values := range c.arms {
			m.Arms = append(m.Arms, typed.MatchArm{Values: values, Body: []*typed.Step{b.say(fmt.Sprint(i))}})
		}
		p := b.compile(t, b.step("match", m))
		r := b.put(b.contact, "1", map[string]schema.Value{"country": c.value, "score": c.value})
		got := drive(t, b.world, p, r, nil)
		if want := "notify(text: " + c.want + ")"; len(got) != 3 || got[1] != want {
			t.Errorf("%v goes to %v, want %s", schema.Plain(c.value, nil), got, want)
		}
	}
}

func TestSplitIsEvenAndStays(t *testing.T) {
	drawn := func(extra bool) map[string]string {
		b := newWorkflow("split")
		var body []*typed.Step
		if extra {
			body = append(body, b.step("stop", &typed.If{}))
		}
		body = append(body, b.step("split", &typed.Split{Arms: []typed.SplitArm{{Share: 5000, Body: []*typed.Step{b.say("a")}},
			{Share: 3000, Body: []*typed.Step{b.say("b")}}, {Share: 2000}}}))
		p := b.compile(t, body...)
		out := map[string]string{}
		for i := range 5000 {
			r := b.put(b.contact, fmt.Sprint(i), nil)
			m := vm.NewMachine(p)
			m.Start(vm.Start{Enrollment: fmt.Sprint(i, extra), Record: r.Ref()})
			m.Run(&b.env)
			out[r.ID] = m.Lines()[0].Text
		}
		return out
	}
	first, second := drawn(false), drawn(true)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("a step added before it and another enrollment change what records draw:\n%s", diff)
	}
	counts := map[string]int{}
	for _, arm := range first {
		counts[arm]++
	}
	for arm, share := range map[string]int{"split: 50%": 2500, "split: 30%": 1500, "split: 20%": 1000} {
		if n := counts[arm]; n < share-200 || n > share+200 {
			t.Errorf("%s is drawn %d of 5000 times", arm, n)
		}
	}
}

func TestDelays(t *testing.T) {
	b := newWorkflow("delays")
	b.env.Hours = &calendar.Hours{Windows: []calendar.Window{{Days: calendar.Through(time.Monday, time.Friday), From: 9 * 60, To: 18 * 60}}}
	late := &typed.Const{Base: base(schema.Of(schema.Date)), Value: schema.DateValue(20000)}
	unknown := of(b.enrolled(), b.contact, "birthday")
	soon := &typed.Const{Base: base(schema.Of(schema.Date)), Value: schema.DayValue(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC))}
	week := calendar.Delay{Days: 7}
	moment := func(e typed.Expr, m typed.Moment) *typed.Step {
		b.cond(e)
		m.Expr = e
		return b.step("delay until", &typed.Delay{Moment: &m})
	}
	p := b.compile(t,
		b.step("delay", &typed.Delay{For: &calendar.Delay{Days: 2, Nanos: 3 * time.Hour}}),
		b.step("delay", &typed.Delay{For: &calendar.Delay{Nanos: 8 * time.Hour, Working: true}}),
		b.step("delay until tuesday at 11:00", &typed.Delay{Days: &typed.DayGoal{Days: calendar.On(time.Tuesday), Time: 11 * 60}}),
		b.step("delay until tuesday", &typed.Delay{Days: &typed.DayGoal{Days: calendar.On(time.Tuesday), Time: calendar.NoClock}}),
		moment(late, typed.Moment{Time: calendar.NoClock}),
		moment(unknown, typed.Moment{Time: calendar.NoClock, Offset: &week}),
		moment(soon, typed.Moment{Time: 9 * 60, Offset: &week}),
		moment(soon, typed.Moment{Time: calendar.NoClock, Offset: &week, After: true}))
	r := b.put(b.contact, "1", nil)
	wants(t, drive(t, b.world, p, r, nil),
		"sleep until wed 2026-03-04 12:00",
		"sleep until thu 2026-03-05 11:00",
		"sleep until tue 2026-03-10 11:00",
		"no delay: the time is now",
		`no delay: date("2024-10-04") has passed (fri 2024-10-04 00:00)`,
		"no delay: 1 week before contact.birthday is unknown",
		"sleep until wed 2026-03-25 09:00",
		"sleep until wed 2026-04-08 00:00",
		"done")
}

func TestWaits(t *testing.T) {
	day := calendar.Delay{Days: 1}
	for _, c := range []struct {
		score schema.Value
		end   answer
		want  []string
	}{
		{schema.NumberValue(95), nil, []string{"(contact.score > 90.0): yes, no delay", "notify(text: true)", "wait page_viewed until tue 2026-03-03 09:00 at most", "notify(text: )", "done"}},
		{schema.NumberValue(5), nil, []string{"wait  until tue 2026-03-03 09:00 at most", "notify(text: )", "wait page_viewed until wed 2026-03-04 09:00 at most", "notify(text: )", "done"}},
		{schema.NumberValue(5), func(e vm.Effect) (bool, schema.Value) {
			if e.Kind == vm.Wait && len(e.Events) == 0 {
				return false, schema.BoolValue(true)
			}
			return false, schema.Value{}
		}, []string{"wait  until tue 2026-03-03 09:00 at most", "notify(text: true)", "wait page_viewed until tue 2026-03-03 09:00 at most", "notify(text: )", "done"}},
	} {
		b := newWorkflow("waits")
		paid := b.variable("paid", boolT)
		seen := b.variable("seen", schema.Type{Kind: schema.EventRef, Event: b.viewed})
		cond := b.cond(binary(boolT, ">", b.score(), number(90)))
		url := &typed.Field{Base: base(textT), Of: b.ref(seen), Field: b.viewed.Field("url")}
		p := b.compile(t,
			b.step("let paid = delay until …", &typed.Let{Var: paid, Delay: &typed.Delay{Cond: cond, UpTo: &day}}),
			b.step("notify", b.notify(b.ref(paid))),
			b.step("let seen = delay until event …", &typed.Let{Var: seen, Delay: &typed.Delay{Events: []*schema.Event{b.viewed}, UpTo: &day,
				Where: b.cond(binary(boolT, "contains", &typed.Field{Base: base(textT), Of: &typed.Happening{Base: base(seen.Type)}, Field: b.viewed.Field("url")}, text("/pricing")))}}),
			b.step("notify", b.notify(url)))
		r := b.put(b.contact, "1", map[string]schema.Value{"score": c.score})
		wants(t, drive(t, b.world, p, r, c.end), c.want...)
	}
}

func TestEventOfAWaitIsKept(t *testing.T) {
	b := newWorkflow("event")
	seen := b.variable("seen", schema.Type{Kind: schema.EventRef, Event: b.viewed})
	url := &typed.Field{Base: base(textT), Of: b.ref(seen), Field: b.viewed.Field("url")}
	where := b.cond(binary(boolT, "contains", &typed.Field{Base: base(textT), Of: &typed.Happening{Base: base(seen.Type)}, Field: b.viewed.Field("url")}, text("/pricing")))
	p := b.compile(t,
		b.step("let seen = delay until event …", &typed.Let{Var: seen, Delay: &typed.Delay{Events: []*schema.Event{b.viewed}, Where: where}}),
		b.step("notify", b.notify(url)))
	r := b.put(b.contact, "1", nil)
	event := func(url string) *schema.Occurrence {
		return &schema.Occurrence{Event: b.viewed, On: r.Ref(), Fields: []schema.Value{schema.MomentValue(1), schema.TextValue(url)}}
	}
	m := vm.NewMachine(p)
	m.Start(vm.Start{Record: r.Ref()})
	e := m.Run(&b.env)
	for url, want := range map[string]bool{"/pricing": true, "/": false} {
		if got := m.Eval(e.Match, &b.env, event(url)); !got.Equal(schema.BoolValue(want)) {
			t.Errorf("an event with the url %q matches: %v", url, got.Bool())
		}
	}
	wants(t, drive(t, b.world, p, r, func(e vm.Effect) (bool, schema.Value) {
		if e.Kind == vm.Wait {
			return false, schema.EventValue(event("/pricing"))
		}
		return false, schema.Value{}
	}), "wait page_viewed with no limit", "notify(text: /pricing)", "done")
}

func TestFailureIsABranch(t *testing.T) {
	for _, fails := range []bool{true, false} {
		b := newWorkflow("failure")
		end := b.labeled("end", "notify", b.notify(text("end")))
		act := b.notify(text("try"))
		act.OnFailure = &typed.OnFailure{To: end}
		stop := b.notify(text("once more"))
		stop.OnFailure = &typed.OnFailure{}
		p := b.compile(t, b.step("notify", act), b.say("went well"), end, b.step("notify", stop), b.say("never after a failure"))
		r := b.put(b.contact, "1", nil)
		got := drive(t, b.world, p, r, func(vm.Effect) (bool, schema.Value) { return fails, schema.Value{} })
		if fails {
			wants(t, got, "notify(text: try)", "on failure → end", "notify(text: end)", "notify(text: once more)", "on failure: stop", "done")
		} else {
			wants(t, got, "notify(text: try)", "notify(text: went well)", "notify(text: end)", "notify(text: once more)", "notify(text: never after a failure)", "done")
		}
	}
}

func TestVariablesHoldRecordsThatLive(t *testing.T) {
	b := newWorkflow("records")
	d := b.variable("d", schema.RecordOf(b.deal))
	all := b.variable("all", schema.ListOf(schema.RecordOf(b.deal)))
	set := b.schema.Action("set")
	args := make([]typed.Expr, len(set.Params))
	_, target := set.Param("target")
	_, value := set.Param("value")
	item := element(schema.RecordOf(b.deal), 0)
	args[target] = &typed.PathArg{Of: b.deals(), Plural: true, Property: b.deal.Property("stage"),
		Where: binary(boolT, "<", of(item, b.deal, "amount"), number(10))}
	args[value] = text("lost")
	p := b.compile(t,
		b.step("let d = first(deals)", &typed.Let{Var: d, Value: &typed.Predicate{Base: base(d.Type), Name: "first", Over: b.deals()}}),
		b.step("let all = deals", &typed.Let{Var: all, Value: b.deals()}),
		b.step("set deals.stage = …", &typed.Act{Action: set, Args: args}),
		b.step("notify", b.notify(of(b.ref(d), b.deal, "stage"), text(" "), &typed.Predicate{Base: base(numberT), Name: "sum",
			Over: &typed.Each{Base: base(schema.ListOf(numberT)), Of: b.ref(all), Property: b.deal.Property("amount")}})))
	r := b.put(b.contact, "1", nil)
	first := b.put(b.deal, "7", map[string]schema.Value{"stage": schema.TextValue("open"), "amount": schema.NumberValue(5)}, r)
	b.put(b.deal, "8", map[string]schema.Value{"stage": schema.TextValue("open"), "amount": schema.NumberValue(20)}, r)
	b.put(b.deal, "9", map[string]schema.Value{"stage": schema.TextValue("open")}, r)
	wants(t, drive(t, b.world, p, r, func(e vm.Effect) (bool, schema.Value) {
		if e.Call.Action == set {
			b.world.set(first.Ref(), "stage", schema.TextValue("won"))
			b.world.set(first.Ref(), "amount", schema.NumberValue(2))
		}
		return false, schema.Value{}
	}), "set(deals.stage of [7], value: lost, op: =)", "notify(text: Closed won 22)", "done")
}

package vm_test

import (
	"hash/crc32"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

// sample is a program with something of everything in it.
func sample(t *testing.T) (*workflow, *vm.Program) {
	t.Helper()
	b := newWorkflow("sample")
	b.w.Title = "A sample"
	day := calendar.Delay{Days: 1}
	cond := func() typed.Expr {
		return binary(boolT, "and", binary(boolT, ">", b.score(), number(3)), binary(boolT, "in", of(b.primary(), b.company, "industry"),
			&typed.ListLit{Base: base(schema.ListOf(textT)), Items: []typed.Expr{text("Accounting"), text("Software")}}))
	}
	anyDeal := &typed.Predicate{Base: base(boolT), Name: "any", Over: b.deals(),
		Body: binary(boolT, ">", of(element(schema.RecordOf(b.deal), 0), b.deal, "amount"), number(10))}
	recent := binary(boolT, ">", of(b.enrolled(), b.contact, "created_at"), b.call("ago", b.call("days", number(30))))
	b.w.Enroll = []*typed.Entry{{When: b.cond(cond()), Mentions: []typed.Mention{{Object: b.contact, Property: b.contact.Property("score")}},
		Moments: []typed.Expr{b.cond(binary(schema.Of(schema.DateTime), "+", of(b.enrolled(), b.contact, "created_at"), b.call("days", number(3))))}}}
	b.w.Unenroll = []*typed.Entry{{Events: []*schema.Event{b.viewed}, Where: b.cond(binary(boolT, "==", &typed.Field{Base: base(textT),
		Of: &typed.Happening{Base: base(schema.Type{Kind: schema.EventRef, Event: b.viewed})}, Field: b.viewed.Field("url")}, text("/bye")))}}
	b.w.Suppress = []*typed.Entry{{When: b.cond(&typed.Member{Base: base(boolT), Of: b.enrolled(), Set: text("list:VIP")})}}
	b.w.Rate = &typed.Rate{Count: 10, Unit: "minute"}
	b.w.Reenroll = typed.Reenroll{Mode: typed.ReenrollAfter, After: calendar.Delay{Days: 30}}
	b.w.Per = b.cond(of(b.enrolled(), b.contact, "country"))
	b.w.Center = &typed.Center{On: b.cond(of(b.enrolled(), b.contact, "created_at")), EveryYear: true}
	deal := b.variable("deal", schema.RecordOf(b.deal))
	paid := b.variable("paid", boolT)
	create := b.schema.Action("create")
	args := make([]typed.Expr, len(create.Params))
	_, object := create.Param("object")
	_, fields := create.Param("fields")
	args[object] = text("deal")
	args[fields] = &typed.MapLit{Base: base(schema.MapOf(schema.Of(schema.Any))), Keys: []string{"name", "amount"},
		Values: []typed.Expr{&typed.Concat{Base: base(textT), Parts: []typed.Expr{text("Onboard "), of(b.primary(), b.company, "name")}}, number(1200)}}
	end := b.labeled("end", "notify end", b.notify(text("end"), of(b.ref(deal), b.deal, "stage")))
	subject := b.cond(of(b.enrolled(), b.contact, "country"))
	return b, b.compile(t,
		b.step("if", &typed.If{HasElse: true, Branches: []typed.Branch{b.branch(cond(), b.say("yes")), b.branch(anyDeal, b.step("goto end", &typed.Goto{To: end}))},
			Else: []*typed.Step{b.step("stop", &typed.Stop{})}}),
		b.step("let deal = create", &typed.Let{Var: deal, Act: &typed.Act{Action: create, Args: args, Wait: true}}),
		b.step("match", &typed.Match{Subject: subject, Arms: []typed.MatchArm{{Values: []typed.Expr{text("France"), text("Belgium")}, Body: []*typed.Step{b.say("near")}}}}),
		b.step("split", &typed.Split{Arms: []typed.SplitArm{{Share: 2500, Body: []*typed.Step{b.say("a quarter")}}, {Share: 7500}}}),
		b.step("delay 1 day", &typed.Delay{For: &day}),
		b.step("delay until tuesday at 11:00", &typed.Delay{Days: &typed.DayGoal{Days: calendar.On(time.Tuesday), Time: 660}}),
		b.step("let paid = delay until", &typed.Let{Var: paid, Delay: &typed.Delay{Cond: b.cond(recent), UpTo: &day}}),
		b.step("delay until 1 day after center", &typed.Delay{Moment: &typed.Moment{Offset: &day, After: true, Time: calendar.NoClock}}),
		b.step("delay until event", &typed.Delay{Events: []*schema.Event{b.viewed}, UpTo: &day}),
		end)
}

func TestBundleComesBack(t *testing.T) {
	b, p := sample(t)
	data := vm.Encode(&vm.Bundle{Schema: b.schema, Programs: []*vm.Program{p}})
	bundle, err := vm.Decode(data, stdlib.Catalog())
	if err != nil {
		t.Fatal(err)
	}
	if again := vm.Encode(bundle); string(again) != string(data) {
		t.Errorf("a bundle that was read is written differently: %d bytes, then %d", len(data), len(again))
	}
	if got, want := listing(bundle.Programs[0]), listing(p); got != want {
		t.Errorf("the program came back as\n%s\nit was\n%s", got, want)
	}
	amount := bundle.Schema.Object("deal").Property("amount")
	if amount == nil || amount.Type.Kind != schema.Number || bundle.Schema.Event("page_viewed").Field("url") == nil {
		t.Errorf("declarations are missing")
	}
	r := b.put(b.contact, "1", map[string]schema.Value{"score": schema.NumberValue(9)}, b.put(b.company, "1", map[string]schema.Value{
		"name": schema.TextValue("Ledger LLP"), "industry": schema.TextValue("Software")}))
	give := func(vm.Effect) (bool, schema.Value) { return false, schema.Value{} }
	now := b.env.Now
	before := drive(t, b.world, p, r, give)
	b.env.Now = now
	linked, err := vm.DecodeProgram(p.Encode(), b.schema)
	if err != nil {
		t.Fatal(err)
	}
	wants(t, drive(t, b.world, linked, r, give), before...)
}

func TestDamagedBundlesAreRefused(t *testing.T) {
	b, p := sample(t)
	data := vm.Encode(&vm.Bundle{Schema: b.schema, Programs: []*vm.Program{p}})
	for n := range data {
		if _, err := vm.Decode(data[:n], stdlib.Catalog()); err == nil {
			t.Fatalf("a file cut to %d of %d bytes is read", n, len(data))
		}
	}
	for i := range data {
		hurt := append([]byte(nil), data...)
		hurt[i] ^= 0xff
		if _, err := vm.Decode(hurt, stdlib.Catalog()); err == nil {
			t.Fatalf("a file with byte %d of %d changed is read", i, len(data))
		}
	}
	for _, c := range []struct {
		data, want string
	}{
		{"", "this is not a compiled project"},
		{"hello, world", "this is not a compiled project"},
		{string(data[:8]), "the compiled project is cut short"},
		{string(data[:4]) + "\x07" + string(data[5:]), "the compiled project has version 7, this program reads version 3"},
		{string(data[:len(data)-1]), "the compiled project is damaged or cut short: its checksum does not fit"},
		{string(p.Encode()), "this is not a compiled project"},
	} {
		if _, err := vm.Decode([]byte(c.data), stdlib.Catalog()); err == nil || err.Error() != c.want {
			t.Errorf("%.12q gives %v, want %s", c.data, err, c.want)
		}
	}
}

// resealed gives a damaged program a checksum that fits, so that what lies behind it is reached.
func resealed(data []byte) []byte {
	if len(data) < 12 {
		return data
	}
	out := append([]byte(nil), data...)
	sum := crc32.ChecksumIEEE(out[12:])
	out[8], out[9], out[10], out[11] = byte(sum), byte(sum>>8), byte(sum>>16), byte(sum>>24)
	return out
}

// TestHostilePrograms changes every byte of a program and makes the checksum fit: it is refused in words, or it is a
// program that runs and ends.
func TestHostilePrograms(t *testing.T) {
	b, p := sample(t)
	r := b.put(b.contact, "1", map[string]schema.Value{"score": schema.NumberValue(9)})
	b.put(b.deal, "1", map[string]schema.Value{"amount": schema.NumberValue(90)}, r)
	data := p.Encode()
	refused := 0
	for i := 12; i < len(data); i++ {
		hurt := append([]byte(nil), data...)
		hurt[i] ^= [...]byte{0x01, 0x02, 0x04, 0x10, 0x40, 0x80, 0xff}[i%7]
		if !survives(t, b, r, resealed(hurt)) {
			refused++
		}
	}
	if refused < len(data)/4 {
		t.Errorf("only %d of %d damaged programs are refused", refused, len(data))
	}
}

// survives runs whatever can be decoded, and reports whether it could be.
func survives(t failer, b *workflow, r *schema.Record, data []byte) bool {
	p, err := vm.DecodeProgram(data, b.schema)
	if err != nil {
		if err.Error() == "" || strings.Contains(err.Error(), "runtime error") {
			t.Fatalf("refused without words: %v", err)
		}
		return false
	}
	listing(p)
	m := vm.NewMachine(p)
	m.Start(vm.Start{Enrollment: "e", Record: r.Ref(), At: b.env.Now})
	for range 50 {
		e := m.Run(&b.env)
		m.Lines()
		if e.Kind == vm.Done {
			break
		}
		saved := m.Snapshot(nil)
		if err := m.Restore(saved); err != nil {
			t.Fatalf("a machine cannot read its own state: %v", err)
		}
		m.Resume(false, schema.Value{})
	}
	for c := vm.Code(0); c < 20; c++ {
		m.EvalOn(c, &b.env, r, nil)
		m.Trace(c, &b.env, r, nil)
	}
	return true
}

func FuzzDecodeProgram(f *testing.F) {
	t := &testing.T{}
	b, p := sample(t)
	r := b.put(b.contact, "1", map[string]schema.Value{"score": schema.NumberValue(9)})
	b.put(b.deal, "1", map[string]schema.Value{"amount": schema.NumberValue(90)}, r)
	f.Add(p.Encode())
	f.Fuzz(func(t *testing.T, data []byte) { survives(t, b, r, resealed(data)) })
}

func FuzzRestore(f *testing.F) {
	t := &testing.T{}
	b, p := sample(t)
	r := b.put(b.contact, "1", map[string]schema.Value{"score": schema.NumberValue(9)})
	m := vm.NewMachine(p)
	m.Start(vm.Start{Enrollment: "e", Record: r.Ref(), Trigger: &schema.Occurrence{Event: b.viewed, On: r.Ref(), Fields: []schema.Value{schema.MomentValue(1)}}})
	f.Add(m.Snapshot(nil))
	m.Run(&b.env)
	f.Add(m.Snapshot(nil))
	m.Resume(true, schema.TextValue("x"))
	f.Add(m.Snapshot(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		m := vm.NewMachine(p)
		if err := m.Restore(data); err != nil {
			if !strings.HasPrefix(err.Error(), "the stored state of a run of `sample` cannot be read: ") {
				t.Fatalf("refused without words: %v", err)
			}
			return
		}
		for range 50 {
			if e := m.Run(&b.env); e.Kind == vm.Done {
				return
			}
			m.Resume(false, schema.Value{})
		}
		t.Fatal("the run does not end")
	})
}

// TestProgramsOutliveDeclarations links a stored program to a schema whose numbers moved, and to one that lacks things.
func TestProgramsOutliveDeclarations(t *testing.T) {
	b, p := sample(t)
	data := p.Encode()
	moved := newWorld()
	contact := schema.NewObject("contact", "contacts")
	contact.Add(&schema.Property{Name: "nickname", Type: textT})
	for i := len(b.contact.Properties) - 1; i >= 0; i-- {
		q := *b.contact.Properties[i]
		contact.Add(&q)
	}
	moved.schema = schema.NewSchema(stdlib.Catalog())
	for _, o := range b.schema.Objects {
		if o == b.contact {
			o = contact
		}
		moved.schema.AddObject(o)
	}
	moved.schema.AddEvent(b.viewed)
	linked, err := vm.DecodeProgram(data, moved.schema)
	if err != nil {
		t.Fatal(err)
	}
	if len(linked.Missing) > 0 {
		t.Errorf("missing: %v", linked.Missing)
	}
	if linked.Hash != p.Hash {
		t.Errorf("linking changes the version: %s, then %s", p.Hash, linked.Hash)
	}
	r := moved.put(contact, "1", map[string]schema.Value{"score": schema.NumberValue(9), "country": schema.TextValue("France")})
	if got := vm.NewMachine(linked).EvalOn(linked.Per, &moved.env, r, nil); got.Text() != "France" {
		t.Errorf("the country is read as %s", show(got))
	}

	bare := schema.NewSchema(nil)
	bare.AddObject(schema.NewObject("contact", "contacts"))
	linked, err = vm.DecodeProgram(data, bare)
	if err != nil {
		t.Fatal(err)
	}
	want := "the property `contact.country`"
	if !strings.Contains(strings.Join(linked.Missing, ", "), want) {
		t.Errorf("missing: %v, want %s among it", linked.Missing, want)
	}
	lone := &schema.Record{Object: bare.Object("contact"), ID: "1"}
	if got := vm.NewMachine(linked).EvalOn(linked.Per, &schema.Env{}, lone, nil); !got.IsNil() {
		t.Errorf("what is not declared any more is %s", show(got))
	}
	m := vm.NewMachine(linked)
	m.Start(vm.Start{Record: lone.Ref()})
	for e := m.Run(&schema.Env{View: moved}); e.Kind != vm.Done; e = m.Run(&schema.Env{View: moved}) {
		if e.Kind == vm.Act {
			if got := e.Call.Action.Run(nil, e.Call); got.Status != schema.Failed || !strings.HasSuffix(got.Reason, "is not declared any more") {
				t.Errorf("%s: %v, %s", e.Call.Action.Name, got.Status, got.Reason)
			}
		}
		m.Resume(true, schema.Value{})
	}
}

func TestCenterWithoutADateIsRefused(t *testing.T) {
	p := &vm.Program{Name: "lost", Object: "contact", Zone: "UTC", Per: vm.NoCode, Steps: []vm.StepInfo{{}}}
	b := vm.NewBuilder(p)
	b.Emit(vm.Instr{Op: vm.OpDone})
	b.Pause(0, vm.Instr{Op: vm.OpSleepMoment, B: b.CenterGoal(calendar.Delay{}, true, calendar.NoClock, "center")})
	b.Emit(vm.Instr{Op: vm.OpPush, Src: vm.SrcEnrolledAt})
	b.Step(0)
	_, err := b.Finish(schema.NewSchema(nil))
	want := "the code of the workflow `lost` is damaged: instruction 2 (sleep.moment) counts from a center, and there is none"
	if err == nil || err.Error() != want {
		t.Errorf("the fault is %v, want %s", err, want)
	}
}

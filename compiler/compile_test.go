package compiler_test

import (
	"strings"
	"testing"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// project is workflows on contacts, each on a line of its own.
func project(names ...string) *typed.Project {
	s := schema.NewSchema(nil)
	contact := schema.NewObject("contact", "contacts")
	s.AddObject(contact)
	f := source.NewFile("a.wf", strings.Join(names, "\n"))
	p := &typed.Project{Schema: s}
	for _, name := range names {
		at := strings.Index(f.Text, name)
		p.Workflows = append(p.Workflows, &typed.Workflow{Name: name, Object: contact, Span: f.Span(at, at+len(name))})
	}
	return p
}

func TestCompileKeepsWhatItCan(t *testing.T) {
	p := project("zeta", "birthday", "alpha")
	uncentered := &typed.Step{Span: p.Workflows[1].Span, Stmt: &typed.Delay{Moment: &typed.Moment{Time: calendar.NoClock}}}
	p.Workflows[1].Body = []*typed.Step{uncentered}
	bundle, err := compiler.Compile(p, compiler.Options{})
	want := "a.wf:2:1: a.wf:2:1: a delay counts from the center of a workflow that has none"
	if err == nil || err.Error() != want {
		t.Errorf("the fault is %v, want %s", err, want)
	}
	var names []string
	for _, p := range bundle.Programs {
		names = append(names, p.Name)
	}
	if got := strings.Join(names, " "); got != "alpha zeta" {
		t.Errorf("the bundle holds %s", got)
	}
}

func TestSettingsOfThePrograms(t *testing.T) {
	p := project("plain", "own")
	own := p.Workflows[1]
	own.Zone, own.Title = "Europe/Paris", "Own"
	own.Hours = calendar.Hours{Windows: []calendar.Window{{From: 540, To: 600}}}
	own.Rate = &typed.Rate{Count: 10, Unit: "minute"}
	own.Reenroll = typed.Reenroll{Mode: typed.ReenrollAfter, After: calendar.Delay{Days: 30}}
	bundle, err := compiler.Compile(p, compiler.Options{Zone: "Asia/Tokyo", Working: calendar.Office()})
	if err != nil {
		t.Fatal(err)
	}
	mine, plain := bundle.Programs[0], bundle.Programs[1]
	if plain.Zone != "Asia/Tokyo" || mine.Zone != "Europe/Paris" {
		t.Errorf("the zones are %s and %s", plain.Zone, mine.Zone)
	}
	if plain.Working.Windows[0] != calendar.Office().Windows[0] || mine.Working.Windows[0] != own.Hours.Windows[0] {
		t.Errorf("working hours are %v and %v", plain.Working, mine.Working)
	}
	if plain.Reenroll.Mode != "never" || mine.Reenroll.Mode != "after" || mine.Reenroll.After.Days != 30 || mine.Rate.Count != 10 {
		t.Errorf("re-enrollment is %v and %v, rate %v", plain.Reenroll, mine.Reenroll, mine.Rate)
	}
	if plain.Per != vm.NoCode {
		t.Error("a workflow without `per` has a key")
	}
}

func TestVersionIsWhatAWorkflowDoes(t *testing.T) {
	hash := func(change func(w *typed.Workflow)) string {
		p := project("w")
		change(p.Workflows[0])
		bundle, err := compiler.Compile(p, compiler.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return bundle.Programs[0].Hash
	}
	plain := hash(func(*typed.Workflow) {})
	if titled := hash(func(w *typed.Workflow) { w.Title = "Another title" }); titled != plain {
		t.Error("a title makes another version")
	}
	if zoned := hash(func(w *typed.Workflow) { w.Zone = "Europe/Paris" }); zoned == plain {
		t.Error("another zone makes no other version")
	}
}

func TestNestingOfPredicatesIsBounded(t *testing.T) {
	p := project("w")
	contact := p.Schema.Object("contact")
	records := schema.ListOf(schema.RecordOf(contact))
	var e typed.Expr = &typed.Const{Base: typed.Base{T: schema.Of(schema.Bool)}, Value: schema.BoolValue(true)}
	for range vm.MaxLevels + 1 {
		over := &typed.Associated{Base: typed.Base{T: records}, Of: &typed.Enrolled{Base: typed.Base{T: schema.RecordOf(contact)}}, Object: contact, Plural: true}
		e = &typed.Predicate{Base: typed.Base{T: schema.Of(schema.Bool)}, Name: "any", Over: over, Body: e}
	}
	_, err := compiler.CompileExpr(e, p.Schema, compiler.Options{})
	if want := "-: predicates and segments are nested more than 8 deep"; err == nil || err.Error() != want {
		t.Errorf("the fault is %v, want %s", err, want)
	}
}

package stdlib_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

// analyze checks a program beside a template that examples name.
func analyze(t *testing.T, text string) *lang.Analysis {
	t.Helper()
	a := lang.Analyze(lang.Input{
		Files:     []*source.File{source.NewFile("example.wf", text)},
		Templates: []*source.File{source.NewFile("emails/welcome.md", "---\nsubject: Welcome\nsubscription: Newsletter\n---\nHello\n")},
	}, stdlib.Catalog())
	for _, d := range a.Diagnostics {
		t.Errorf("%s: %s [%s]\n%s", d.Span, d.Message, d.Code, text)
	}
	return a
}

// Every function does what its example says.
func TestFunctionExamples(t *testing.T) {
	var text strings.Builder
	for _, f := range stdlib.Catalog().Funcs {
		fmt.Fprintf(&text, "workflow example_%s on contact {\n  enroll when known(contact.email)\n\n  set contact.city = \"{{%s}}\"\n}\n\n", f.Name, f.Example)
	}
	a := analyze(t, text.String())
	if t.Failed() {
		return
	}
	office := calendar.Office()
	bundle, err := compiler.Compile(a.Project, compiler.Options{Working: office})
	if err != nil {
		t.Fatal(err)
	}
	programs := map[string]*vm.Program{}
	for _, p := range bundle.Programs {
		programs[p.Name] = p
	}
	for _, f := range stdlib.Catalog().Funcs {
		v := firstValue(t, programs["example_"+f.Name], bundle.Schema, &office)
		if got := v.Text(); got != f.Shows {
			t.Errorf("%s shows %q, and %q is said", f.Example, got, f.Shows)
		}
	}
}

// firstValue is the value that the first action of a program gets, on Monday, 2 March 2026, at nine.
func firstValue(t *testing.T, p *vm.Program, s *schema.Schema, office *calendar.Hours) schema.Value {
	t.Helper()
	ann := &schema.Record{Object: s.Object("contact"), ID: "1"}
	m := vm.NewMachine(p)
	m.Start(vm.Start{Enrollment: "e1", Record: ann.Ref()})
	env := &schema.Env{Now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixMicro(), Zone: time.UTC, Hours: office, View: lonely{ann}}
	e := m.Run(env)
	if e.Kind != vm.Act {
		t.Fatalf("%s: %s instead of an action", p.Name, e.Kind)
	}
	return e.Call.Arg("value")
}

// lonely is a world of one record.
type lonely struct{ record *schema.Record }

func (w lonely) Record(schema.Ref) *schema.Record                           { return w.record }
func (w lonely) Associated(*schema.Record, *schema.Object) []*schema.Record { return nil }
func (w lonely) Events(*schema.Record, *schema.Event) []*schema.Occurrence  { return nil }
func (w lonely) ChangedAt(*schema.Record, *schema.Property) schema.Value    { return schema.Value{} }
func (w lonely) Member(string, *schema.Record) bool                         { return false }

// The words of expressions are documented with examples that compile.
func TestWordExamples(t *testing.T) {
	s := prelude(t)
	for _, name := range stdlib.Names(s) {
		page, _ := stdlib.Doc(s, name)
		if s.Object(name) != nil || s.Event(name) != nil || s.Action(name) != nil || s.Func(name) != nil || stdlib.IsSetting(name) {
			continue
		}
		_, example, ok := strings.Cut(page, "\nExample\n  ")
		if !ok {
			t.Errorf("%s has no example", name)
			continue
		}
		use := "if " + strings.TrimSpace(example) + " then stop\n  increase contact.score"
		enroll := "enroll when known(contact.email)"
		switch name {
		case "secret":
			use = "webhook(url: \"https://example.com/hook\", secret: " + strings.TrimSpace(example) + ")"
		case "trigger":
			enroll = "enroll on event page_viewed\n  enroll when known(contact.email)\n  reenroll always"
		}
		t.Run(name, func(t *testing.T) {
			analyze(t, fmt.Sprintf("workflow example on contact {\n  %s\n\n  %s\n}\n", enroll, use))
		})
	}
}

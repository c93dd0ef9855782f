package lang_test

import (
	"context"
	"errors"
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/stdlib"
)

func TestCondition(t *testing.T) {
	s := lang.Schema(stdlib.Catalog())
	cond, faults := lang.Condition(`contact.score > 30 and contact.country in ["France", "Belgium"]`, "contact", s)
	if len(faults) > 0 {
		t.Fatal(faults[0].Message)
	}
	and, ok := cond.(*typed.Binary)
	if !ok || and.Op != "and" || cond.Type().Kind != schema.Bool {
		t.Errorf("got %T of type %s, want an `and`", cond, cond.Type())
	}
	if got := and.L.Span().Text(); got != "contact.score > 30" {
		t.Errorf("left side is %q", got)
	}
}

func TestConditionFaults(t *testing.T) {
	s := lang.Schema(stdlib.Catalog())
	for _, test := range []struct{ text, object, want, under string }{
		{"contact.scroe > 30", "contact", "`contact` has no property `scroe`", "scroe"},
		{"contact.score", "contact", "", ""},
		{"contact.score >", "contact", "", ""},
		{"contact.score > 30", "contcat", "there is no object `contcat`", ""},
		{"", "contact", "", ""},
	} {
		cond, faults := lang.Condition(test.text, test.object, s)
		if cond != nil || len(faults) == 0 {
			t.Errorf("%q: got %v and %d faults, want none and a fault", test.text, cond, len(faults))
			continue
		}
		if test.want != "" && faults[0].Message != test.want {
			t.Errorf("%q: got %q, want %q", test.text, faults[0].Message, test.want)
		}
		if test.under != "" && faults[0].Span.Text() != test.under {
			t.Errorf("%q: the fault lies under %q, want %q", test.text, faults[0].Span.Text(), test.under)
		}
	}
}

func TestExpression(t *testing.T) {
	s := lang.Schema(stdlib.Catalog())
	e, faults := lang.Expression(`sum(map(deals, .amount))`, "contact", s)
	if len(faults) > 0 || e == nil || e.Type().Kind != schema.Number {
		t.Errorf("got %v with %d faults, want a number", e, len(faults))
	}
}

// A caller that keeps what it read gets the same analysis as one that reads everything anew.
func TestParsedOnce(t *testing.T) {
	catalog := stdlib.Catalog()
	one := source.NewFile("one.wf", "segment warm on contact when contact.score > 10\n")
	two := source.NewFile("two.wf", "workflow w on contact {\n  enroll when contact in warm\n\n  clear contact.phon\n}\n")
	mended := source.NewFile("two.wf", "workflow w on contact {\n  enroll when contact in warm\n\n  clear contact.phone\n}\n")
	kept := []lang.Parsed{lang.Parse(catalog.Prelude[0]), lang.Parse(one)}
	for _, f := range []*source.File{two, mended, two} {
		a := lang.Check(append(kept, lang.Parse(f)), catalog, nil)
		b := lang.Analyze(lang.Input{Files: []*source.File{one, f}}, catalog)
		if len(a.Diagnostics) != len(b.Diagnostics) || (f == mended) != (len(a.Diagnostics) == 0) {
			t.Errorf("%d diagnostics from kept files, %d from new ones", len(a.Diagnostics), len(b.Diagnostics))
		}
		for i := range a.Diagnostics {
			if a.Diagnostics[i].Message != b.Diagnostics[i].Message || a.Diagnostics[i].Span != b.Diagnostics[i].Span {
				t.Errorf("%q from kept files, %q from new ones", a.Diagnostics[i].Message, b.Diagnostics[i].Message)
			}
		}
	}
}

// A fault in a template is told once, in the template, however many workflows send it; those do not compile.
func TestTemplates(t *testing.T) {
	mail := source.NewFile("emails/offer.md", "---\nsubject: \"For {{contact.frstname}}\"\n---\nHello {{company.name}}, {{contact.firstname}}\n")
	text := "workflow a on contact {\n  enroll when contact.score > 10\n\n  email(template: \"offer\")\n}\n" +
		"workflow b on company {\n  enroll when company.employees > 10\n\n  email(template: \"offer\")\n}\n" +
		"workflow c on contact {\n  enroll when contact.score > 20\n\n  clear contact.phone\n}\n"
	a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("a.wf", text)}, Templates: []*source.File{mail}}, stdlib.Catalog())
	if len(a.Diagnostics) != 1 || a.Diagnostics[0].Message != "`contact` has no property `frstname`" || a.Diagnostics[0].Span.String() != "emails/offer.md:2:25" {
		t.Errorf("got %d diagnostics, the first at %s", len(a.Diagnostics), a.Diagnostics[0].Span)
	}
	if len(a.Project.Workflows) != 1 || a.Project.Workflows[0].Name != "c" {
		t.Errorf("%d workflows came out, want c alone", len(a.Project.Workflows))
	}
}

// A check of which nobody waits for the end is given up between two workflows.
func TestCheckCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	one := lang.Parse(source.NewFile("one.wf", "workflow w on contact {\n  clear contact.phone\n}\n"))
	a, err := lang.CheckContext(ctx, []lang.Parsed{lang.Parse(stdlib.Prelude()), one}, stdlib.Catalog(), nil)
	if a != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v and the error %v, want none and that of the context", a, err)
	}
}

// What comes out of a correct program: the facts that compiler and runtime build on.

package lang_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// checked is the only workflow of a program without faults.
func checked(t *testing.T, text string) *typed.Workflow {
	t.Helper()
	a := analyzeText(t, "example.wf", text)
	for _, d := range a.Diagnostics {
		t.Fatalf("%s: %s", d.Span, d.Message)
	}
	return a.Project.Workflows[0]
}

func TestSettings(t *testing.T) {
	w := checked(t, `workflow w on contact {
  title "A title"
  enroll when contact.score > 1 and contact.created_at < ago(days(30))
  enroll on event cart_updated where event.amount > 50
  enroll on change of company.industry
  enroll every monday at 08:00 when known(contact.email)
  reenroll after 2 weeks 3 hours
  per trigger.cart
  goal on event order_placed, email_clicked
  unenroll when contact.bounced
  suppress when contact in list("Staff")
  timezone "Europe/Paris"
  during monday..friday 09:00..18:00
  pause on 12-25
  rate 10 per hour

  clear contact.phone
}
`)
	if w.Title != "A title" || w.Zone != "Europe/Paris" || w.Per == nil || len(w.Suppress) != 1 || len(w.Unenroll) != 1 {
		t.Errorf("settings got lost: %+v", w)
	}
	if w.Reenroll.Mode != typed.ReenrollAfter || w.Reenroll.After.Days != 14 || w.Reenroll.After.Nanos.Hours() != 3 {
		t.Errorf("reenroll is %+v", w.Reenroll)
	}
	if len(w.Hours.Windows) != 1 || len(w.Hours.Off) != 1 || *w.Rate != (typed.Rate{Count: 10, Unit: "hour"}) {
		t.Errorf("hours %+v, rate %+v", w.Hours, w.Rate)
	}
	when := w.Enroll[0]
	if len(when.Moments) != 1 || len(when.Mentions) != 2 {
		t.Errorf("the condition has %d moments and %d mentions, want 1 and 2", len(when.Moments), len(when.Mentions))
	}
	if e := w.Enroll[1]; len(e.Events) != 1 || e.Events[0].Name != "cart_updated" || e.Where == nil {
		t.Errorf("the event is %+v", e)
	}
	change := w.Enroll[2].Change
	if of, ok := change.Of.(*typed.Associated); !ok || of.Object.Name != "company" || change.Property.Name != "industry" {
		t.Errorf("the change is %+v", change)
	}
	if e := w.Enroll[3]; e.Every == nil || e.Every.At != 8*60 || e.When == nil {
		t.Errorf("every is %+v", e)
	}
	if len(w.Goal) != 1 || len(w.Goal[0].Events) != 2 {
		t.Errorf("the goal is %+v", w.Goal)
	}
}

// Numbers count steps in the order of the source, without gaps; an `else if` belongs to its `if`.
func TestStepNumbers(t *testing.T) {
	w := checked(t, `workflow w on contact {
  enroll when contact.score > 1

  if contact.score > 5 then clear contact.phone
  else if contact.score > 3 then {
    clear contact.mobile
    goto end
  } else clear contact.website
  match contact.city {
    "Rome" => stop
  }
end:
  clear contact.city
}
`)
	var got []string
	var walk func(steps []*typed.Step)
	walk = func(steps []*typed.Step) {
		for _, s := range steps {
			if s.Number != len(got) {
				t.Errorf("step %d has the number %d", len(got), s.Number)
			}
			switch stmt := s.Stmt.(type) {
			case *typed.If:
				got = append(got, "if")
				for _, b := range stmt.Branches {
					walk(b.Body)
				}
				walk(stmt.Else)
			case *typed.Match:
				got = append(got, "match")
				for _, a := range stmt.Arms {
					walk(a.Body)
				}
			case *typed.Goto:
				got = append(got, "goto "+stmt.To.Label)
			case *typed.Stop:
				got = append(got, "stop")
			case *typed.Act:
				got = append(got, stmt.Action.Name)
			}
		}
	}
	walk(w.Body)
	want := []string{"if", "clear", "clear", "goto end", "clear", "match", "stop", "clear"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// argument is what a step of the workflow gives for a parameter.
func argument(t *testing.T, w *typed.Workflow, step int, name string) typed.Expr {
	t.Helper()
	act, ok := w.Body[step].Stmt.(*typed.Act)
	if !ok {
		t.Fatalf("step %d is a %T", step, w.Body[step].Stmt)
	}
	for i, p := range act.Action.Params {
		if p.Name == name {
			return act.Args[i]
		}
	}
	t.Fatalf("%s has no parameter %s", act.Action.Name, name)
	return nil
}

func TestForms(t *testing.T) {
	w := checked(t, `workflow w on contact {
  enroll when contact.score > 1

  set deals.priority = "high" where .amount > 1000
  set contact { city: "Rome", state: "Lazio" }
  create deal { name: "Offer", amount: 5 } with company, contacts
  email(template: "welcome")
  email(template: "welcome", to: ["boss@acme.example", contact.email])
  rotate(among: team("Sales"), property: company.owner) on failure stop
  enroll deals in v
}
workflow v on deal {
  enroll when deal.amount > 5

  email(template: "welcome")
}
`)
	target, ok := argument(t, w, 0, "target").(*typed.PathArg)
	if !ok || !target.Plural || target.Where == nil || target.Property.Name != "priority" {
		t.Errorf("the target of `set … where` is %+v", target)
	}
	if op, ok := argument(t, w, 0, "op").(*typed.Const); !ok || op.Value.Text() != "=" {
		t.Errorf("the operator is %+v", op)
	}
	fields, ok := argument(t, w, 1, "fields").(*typed.MapLit)
	if !ok || !cmp.Equal(fields.Keys, []string{"city", "state"}) || argument(t, w, 1, "value") != nil {
		t.Errorf("the fields of `set RECORD` are %+v", fields)
	}
	if with, ok := argument(t, w, 2, "with").(*typed.ListLit); !ok || len(with.Items) != 2 {
		t.Errorf("created with %+v", with)
	}
	subject, ok := argument(t, w, 3, "subject").(*typed.Predicate)
	if !ok || subject.Name != "map" || subject.Over != argument(t, w, 3, "to") {
		t.Errorf("the subject is %+v, want one for each recipient", subject)
	}
	if body, ok := argument(t, w, 4, "body").(*typed.ListLit); !ok || len(body.Items) != 1 {
		t.Errorf("the body of an e-mail to addresses is %+v, want one", body)
	}
	if kind := argument(t, w, 4, "to").Type(); kind.Kind != schema.List {
		t.Errorf("the addresses are %s, want a list", kind)
	}
	act := w.Body[5].Stmt.(*typed.Act)
	if path, ok := argument(t, w, 5, "property").(*typed.PathArg); !ok || path.Property.Name != "owner" || !act.Wait || act.OnFailure == nil || act.OnFailure.To != nil {
		t.Errorf("rotate is %+v, its path %+v", act, path)
	}
}

func TestTests(t *testing.T) {
	a := analyzeText(t, "example.wf", `workflow w on contact {
  enroll when contact.score > 1

wait:
  delay 2 days
  notify(to: contact.owner, text: "Hello")
}
test "a score" of w {
  at 2026-03-02 09:00
  given company c { name: "Acme" }
  given contact p { score: 0 } of c
  stub notify fails "no network"

  set p.score = 5
  expect p at wait
  advance 2 days
  expect notify where text contains "Hell"
  expect p.score == 5 and c.name == "Acme"
}
`)
	for _, d := range a.Diagnostics {
		t.Fatalf("%s: %s", d.Span, d.Message)
	}
	test := a.Project.Tests[0]
	if len(test.Givens) != 2 || test.Givens[1].Name != "p" || test.Givens[1].Number != 1 || len(test.Workflows) != 1 {
		t.Errorf("the test is %+v", test)
	}
	var got []string
	for _, s := range test.Steps {
		switch s := s.Stmt.(type) {
		case *typed.SetClock:
			got = append(got, "at "+s.Time.String())
		case *typed.Given:
			got = append(got, "given "+s.Record.Name)
		case *typed.Stub:
			got = append(got, "stub "+s.Action.Name+" "+s.Fails)
		case *typed.Perform:
			got = append(got, s.Act.Action.Name)
		case *typed.Advance:
			got = append(got, "advance "+s.By.String())
		case *typed.Expect:
			switch {
			case s.Label != "":
				got = append(got, "expect at "+s.Label)
			case s.Action != nil:
				got = append(got, "expect "+s.Action.Name)
			default:
				got = append(got, "expect "+s.Cond.Span().Text())
			}
		}
	}
	want := []string{"at 09:00", "given c", "given p", "stub notify no network", "set", "expect at wait", "advance 2 days", "expect notify", `expect p.score == 5 and c.name == "Acme"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

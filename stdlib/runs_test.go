// Every example of an action, and every row of the list, runs on the engine.

package stdlib

import (
	"context"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/wftest"
)

func TestExamplesRun(t *testing.T) {
	for _, a := range Catalog().Actions {
		t.Run(a.Name, func(t *testing.T) {
			object := ""
			if len(a.On) > 0 {
				object = a.On[0]
			}
			runs(t, a.Example, "", object, a.Name)
		})
	}
}

func TestRowsRun(t *testing.T) {
	for _, r := range rows() {
		t.Run(r.title, func(t *testing.T) {
			entry := r.entry
			if entry == "" {
				entry = "crm.score"
			}
			runs(t, r.wf, "", r.object, entry)
		})
	}
	for _, r := range rules() {
		if r.setting != "" {
			t.Run(r.title, func(t *testing.T) { runs(t, "increase contact.score", r.setting, "", "increase") })
		}
	}
}

// around is what examples name: people, a template, another workflow, an action of another system, records.
var around = fstest.MapFS{
	"wf.yaml": {Data: []byte(`users:
  - { email: ana@acme.example, phone: "+33600000001", teams: [Sales], paid_seat: true }
`)},
	"emails/welcome.md": {Data: []byte("---\nsubject: Welcome\nsubscription: Newsletter\n---\nHello\n")},
	"around.wf": {Data: []byte(`
workflow nurture on contact {
  enroll when contact.city == "Nowhere"

  delay 90 days
}

action crm.score(model: text) -> { score: number }
  at "https://scores.example/run"
`)},
}

// runs lets a record go through steps, from a Monday on for 90 days, and expects that the action is done and nothing fails.
func runs(t *testing.T, steps, setting, object, action string) {
	t.Helper()
	if object == "" {
		object = "contact"
	}
	folder := fstest.MapFS{}
	for name, f := range around {
		folder[name] = f
	}
	folder["example.wf"] = &fstest.MapFile{Data: fmt.Appendf(nil, "workflow example on %s {\n%s\n\n%s\n}\n", object, setting, steps)}
	subject := subjects[object]
	before := ""
	if action == "unenroll" {
		before = "enroll " + subject + " in nurture"
	}
	folder["example_test.wf"] = &fstest.MapFile{Data: fmt.Appendf(nil, `
test "example" of example, nurture {
  at 2026-03-02 09:00
  given company ledger { name: "Ledger", phone: "+33100000000", owner: user("ana@acme.example") }
  given deal one { id: "1", name: "One", amount: 500, owner: user("ana@acme.example") } of ledger
  given contact ann { email: "ann@ledger.example", firstname: "Ann", lastname: "Lee", phone: "+33612345678", country: "France", score: 60,
    birthday: date("2026-03-02"), owner: user("ana@acme.example"), lead_status: "new", lifecycle_stage: "customer" } of ledger, one

  %s
  enroll %s in example
  advance 90 days
  expect finished %[2]s
}`, before, subject)}

	p, faults, err := project.LoadFS(folder)
	if err != nil {
		t.Fatal(err)
	}
	analysis := lang.Analyze(p.Input(), Catalog())
	for _, d := range append(faults, analysis.Diagnostics...) {
		if !harmless[d.Code] {
			t.Errorf("%s: %s [%s]\n%s", d.Span, d.Message, d.Code, steps)
		}
	}
	if t.Failed() {
		return
	}
	suite, err := wftest.NewSuite(analysis, p.Config)
	if err != nil {
		t.Fatal(err)
	}
	suite.Outbox = sent{}
	done := false
	suite.Ended = func(_ *typed.Test, e *runtime.Engine) error {
		for entry, err := range e.History(runtime.Filter{Workflow: "example"}) {
			if err != nil {
				return err
			}
			done = done || entry.Action == action && entry.Status != schema.Failed && entry.Status != schema.Skipped
			if entry.Status == schema.Failed || entry.Status == schema.Skipped {
				t.Errorf("%s", entry.Words())
			}
		}
		return nil
	}
	for _, r := range suite.Run(t.Context(), nil) {
		if !r.Passed() {
			t.Error(r.Text())
		}
	}
	if !done && action != "let" { // a value that is kept leaves no line in the history
		t.Errorf("`%s` was not done", action)
	}
}

// subjects are the records that go through an example, by object.
var subjects = map[string]string{"contact": "ann", "company": "ledger", "deal": "one"}

// harmless are warnings about what an example leaves out.
var harmless = map[string]bool{"no-enroll": true, "enrolls-once": true, "unused-let": true, "unused-action": true}

// sent is a world that takes everything.
type sent struct{}

func (sent) Send(context.Context, *schema.Message) (schema.Sent, error) { return schema.Sent{}, nil }

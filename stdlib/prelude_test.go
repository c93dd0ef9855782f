package stdlib_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib"
)

// prelude is the schema that a project without a line of its own has.
func prelude(t *testing.T) *schema.Schema {
	t.Helper()
	a := lang.Analyze(lang.Input{}, stdlib.Catalog())
	for _, d := range a.Diagnostics {
		t.Errorf("%s: %s [%s]", d.Span, d.Message, d.Code)
	}
	return a.Project.Schema
}

func TestPreludeObjects(t *testing.T) {
	s := prelude(t)
	got := map[string]string{}
	for _, o := range s.Objects {
		var props []string
		for _, p := range o.Properties[schema.PropUpdatedAt+1:] {
			text := p.Name + " " + p.Type.Kind.String()
			if p.Required {
				text += " required"
			}
			if p == o.Key {
				text += " key"
			}
			if !p.Default.IsNil() {
				text += " = " + p.Default.Text()
			}
			props = append(props, text)
			if p.Doc == "" {
				t.Errorf("%s.%s has no documentation", o.Name, p.Name)
			}
			if o := p.Type.Options; o != nil {
				for _, option := range o.List {
					if option.Label == "" && p.Name != "industry" {
						t.Errorf("%s: option %s has no label", p.Name, option.Value)
					}
				}
			}
		}
		got[o.Name+", "+o.Plural] = strings.Join(props, ", ")
		if o.Doc == "" {
			t.Errorf("%s has no documentation", o.Name)
		}
	}
	want := map[string]string{
		"contact, contacts": "owner user, email email key, firstname text, lastname text, phone phone, mobile phone, job_title text, website url, city text, state text, country text, " +
			"language text, timezone text, birthday date, source text, lifecycle_stage enum, lead_status enum, score number, last_engaged_at datetime, unsubscribed bool, bounced bool",
		"company, companies": "owner user, name text required, domain text key, website url, phone phone, industry enum, type enum, employees number, annual_revenue number, founded number, " +
			"lifecycle_stage enum, lead_status enum, city text, state text, country text, zip text, description text",
		"deal, deals": "owner user, name text required, amount number, currency text, stage enum = appointment_scheduled, pipeline text, close_date date, contract_end date, type enum, priority enum, " +
			"lost_reason text, description text",
		"ticket, tickets": "owner user, subject text required, content text, status enum = new, priority enum, category text, source text, first_response_at datetime, closed_at datetime",
		"quote, quotes":   "owner user, title text required, amount number, discount number, status enum = draft, expires date, approver user",
		"task, tasks":     "owner user, title text required, body text, type enum, status enum = open, priority enum, due datetime, reminder datetime, completed_at datetime, queue text",
		"user, users":     "email email key, name text, phone phone, teams text, manager user, active bool, paid_seat bool, away bool",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPreludeOptions(t *testing.T) {
	s := prelude(t)
	for path, want := range map[string]string{
		"contact.lifecycle_stage": "subscriber lead marketing_qualified sales_qualified opportunity customer evangelist other",
		"company.lifecycle_stage": "subscriber lead marketing_qualified sales_qualified opportunity customer evangelist other",
		"contact.lead_status":     "new open in_progress unqualified attempted connected bad_timing",
		"company.type":            "prospect partner reseller vendor other",
		"deal.stage":              "appointment_scheduled qualified presentation_scheduled decision_maker contract_sent closed_won closed_lost",
		"deal.type":               "new_business existing_business",
		"deal.priority":           "low medium high",
		"ticket.priority":         "low medium high urgent",
		"ticket.status":           "new waiting_on_contact waiting_on_us closed",
		"quote.status":            "draft pending approved rejected signed",
		"task.type":               "todo call email",
		"task.status":             "open done",
	} {
		object, property, _ := strings.Cut(path, ".")
		var values []string
		for _, o := range s.Object(object).Property(property).Type.Options.List {
			values = append(values, o.Value)
		}
		if got := strings.Join(values, " "); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
	industries := s.Object("company").Property("industry").Type.Options
	for _, name := range []string{"Accounting", "Banking", "Computer Software", "Hospital & Health Care", "Writing and Editing"} {
		if _, ok := industries.Index(name); !ok {
			t.Errorf("%s is no industry", name)
		}
	}
	if n := len(industries.List); n != 147 {
		t.Errorf("%d industries, want the 147 that networks share", n)
	}
	seen := map[string]bool{}
	for _, o := range industries.List {
		if seen[o.Value] {
			t.Errorf("%s is there twice", o.Value)
		}
		seen[o.Value] = true
	}
}

func TestPreludeEvents(t *testing.T) {
	got := map[string]string{}
	for _, e := range prelude(t).Events {
		var fields []string
		for _, f := range e.Fields {
			fields = append(fields, f.Name+" "+f.Type.String())
			if f.Doc == "" {
				t.Errorf("%s.%s has no documentation", e.Name, f.Name)
			}
		}
		on := "any"
		if e.Object != nil {
			on = e.Object.Name
		}
		got[e.Name+" on "+on] = strings.Join(fields, ", ")
		if e.Doc == "" {
			t.Errorf("%s has no documentation", e.Name)
		}
	}
	want := map[string]string{
		"form_submitted on contact":       "at datetime, form text, page url, values map of text",
		"page_viewed on contact":          "at datetime, url url, title text",
		"email_opened on contact":         "at datetime, template text",
		"email_bounced on contact":        "at datetime, template text",
		"email_clicked on contact":        "at datetime, template text, link url",
		"email_replied on contact":        "at datetime, template text, text text",
		"call_logged on contact":          "at datetime, outcome text, duration number",
		"meeting_booked on contact":       "at datetime, type text, outcome text",
		"meeting_ended on contact":        "at datetime, type text, outcome text",
		"order_placed on contact":         "at datetime, amount number, order text",
		"cart_updated on contact":         "at datetime, cart text, amount number",
		"survey_answered on contact":      "at datetime, survey text, score number, comment text",
		"subscription_changed on contact": "at datetime, type text, status text",
		"task_completed on task":          "at datetime, task text, outcome text",
		"record_created on any":           "at datetime",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// All that the index lists has a page of its own.
func TestPreludeDocs(t *testing.T) {
	s := prelude(t)
	for _, name := range stdlib.Names(s) {
		if text, ok := stdlib.Doc(s, name); !ok || strings.TrimSpace(text) == "" {
			t.Errorf("%s: no documentation", name)
		}
	}
	if text, _ := stdlib.Doc(s, "contact"); !strings.Contains(text, "\n  email            email key          the address that mails go to\n") {
		t.Errorf("contact:\n%s", text)
	}
	if text, _ := stdlib.Doc(s, "company.industry"); !strings.Contains(text, "\n  Accounting\n") {
		t.Errorf("company.industry:\n%s", text)
	}
}

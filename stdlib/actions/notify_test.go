package actions

import (
	"strings"
	"testing"

	"github.com/wflang/wf/lang/schema"
)

func TestNotify(t *testing.T) {
	w := newWorld(t)
	r := w.run(Notify(), "to", []any{user("ben"), schema.TeamValue("Sales"), []any{user("ben")}, nil}, "text", "Call Ann")
	w.want(r, "done: to ben@acme.example, ana@acme.example, cleo@acme.example")
	m := r.Messages[0]
	if m.Channel != "notification" || m.Subject != "onboarding" || m.Body != "Call Ann" || m.Fields["record"].Text() != "contact 1" {
		t.Errorf("message %+v", m)
	}
	r = w.run(Notify(), "to", user("ana"), "text", "x", "title", "New lead")
	if r.Messages[0].Subject != "New lead" {
		t.Errorf("title %q", r.Messages[0].Subject)
	}
}

func TestNotifyNobody(t *testing.T) {
	w := newWorld(t)
	w.person(schema.Person{Email: "dan@acme.example", Teams: []string{"Old"}})
	w.teams["Empty"] = nil
	for want, to := range map[string]schema.Value{
		"failed: nobody to send it to: the recipient is unknown": {},
		"failed: there is no user `eve@acme.example`":            user("eve"),
		"failed: `dan@acme.example` is not active":               user("dan"),
		"failed: there is no team `Sails`":                       schema.TeamValue("Sails"),
		"failed: the team `Empty` has no active members":         schema.TeamValue("Empty"),
		"failed: the team `Old` has no active members":           schema.TeamValue("Old"),
	} {
		r := w.run(Notify(), "to", to, "text", "x")
		w.want(r, want)
		if r.Messages != nil {
			t.Errorf("%s, and yet a message leaves", want)
		}
	}
	w.want(w.run(Notify(), "to", []any{user("ana"), user("eve")}, "text", "x"), "done: to ana@acme.example; left out: there is no user `eve@acme.example`")
}

func TestNotifyEmail(t *testing.T) {
	w := newWorld(t)
	r := w.run(NotifyEmail(), "to", schema.TeamValue("Sales"), "subject", "Hello", "body", "**now**")
	w.want(r, "done: to ana@acme.example, ben@acme.example, cleo@acme.example")
	if m := r.Messages[0]; len(r.Messages) != 1 || m.Channel != "email" || len(m.To) != 3 || m.Subject != "Hello" || m.Body != "**now**" {
		t.Errorf("messages %+v", r.Messages)
	}
	w.want(w.run(NotifyEmail(), "to", nil, "subject", "x", "body", "y"), "failed: nobody to send it to: the recipient is unknown")
}

func TestNotifySMS(t *testing.T) {
	w := newWorld(t)
	w.person(schema.Person{Email: "dan@acme.example", Active: true})
	w.person(schema.Person{Email: "eve@acme.example", Active: true, Phone: "01 23 45 67 89"})
	r := w.run(NotifySMS(), "to", []any{user("ana"), "+33 100000000", "+33 1 11 11 11 11"}, "text", "Call")
	w.want(r, "done: to +33100000000, +33111111111")
	if len(r.Messages) != 2 || r.Messages[0].Channel != "sms" || r.Messages[0].Body != "Call" {
		t.Errorf("messages %+v", r.Messages)
	}
	w.want(w.run(NotifySMS(), "to", user("dan"), "text", "x"), "failed: `dan@acme.example` has no phone number")
	w.want(w.run(NotifySMS(), "to", user("eve"), "text", "x"), "failed: `01 23 45 67 89`, the number of `eve@acme.example`, is not in international form")
	w.want(w.run(NotifySMS(), "to", "555", "text", "x"), "failed: `555` is no phone number in international form")
}

func TestSMSLimit(t *testing.T) {
	w := newWorld(t)
	w.counts["sms:2026-03"] = 999
	w.want(w.run(NotifySMS(), "to", []any{user("ana"), user("ben")}, "text", "x"),
		"failed: 999 SMS were sent this month, and 1000 is the most: no more until 2026-04-01")
	w.want(w.run(NotifySMS(), "to", user("ana"), "text", "x"), "done: to +33100000000")
	w.want(w.run(NotifySMS(), "to", user("ana"), "text", "x"), "failed: 1000 SMS were sent this month, and 1000 is the most: no more until 2026-04-01")
	w.turn.Now = w.turn.Now.AddDate(0, 1, 0)
	w.want(w.run(NotifySMS(), "to", user("ana"), "text", "x"), "done: to +33100000000")
}

func TestManyRecipientsAreCounted(t *testing.T) {
	if got := few(strings.Split("abcdefghijklm", "")); got != "a, b, c, d, e, f, g, h, i, j and 3 more" {
		t.Errorf("got %q", got)
	}
}

// The actions whose messages go to other systems: what they ask the connector to do.

package actions

import (
	"strings"
	"testing"

	"github.com/wflang/wf/lang/schema"
)

func TestWebhook(t *testing.T) {
	w := newWorld(t)
	r := w.run(Webhook(), "url", "https://example.com/hook")
	w.want(r, "done: POST https://example.com/hook")
	m := r.Messages[0]
	if m.Channel != "webhook" || m.Fields["url"].Text() != "https://example.com/hook" || m.Fields["body"].Get("email").Text() != "ann@ledger.example" ||
		m.Fields["body"].Get("id").Text() != "1" || !strings.Contains(m.Body, `"email":"ann@ledger.example"`) {
		t.Errorf("message %+v", m)
	}
	r = w.run(Webhook(), "url", "https://example.com/hook", "method", "GET")
	if m := r.Messages[0]; !m.Fields["body"].IsNil() {
		t.Errorf("a GET carries %s", schema.ToJSON(m.Fields["body"]))
	}
	body := fields("who", w.turn.Enrolled, "deals", []any{w.records[schema.Ref{Object: "deal", ID: "3"}]}, "key", schema.SecretValue("HOOK_KEY"))
	r = w.run(Webhook(), "url", "https://example.com/hook", "body", body, "include", "record", "secret", schema.SecretValue("HOOK_KEY"),
		"headers", fields("X-Key", schema.SecretValue("HOOK_KEY")))
	m = r.Messages[0]
	got := m.Fields["body"]
	if got.Get("contact").Get("firstname").Text() != "Ann" || got.Get("who").Get("firstname").Text() != "Ann" || got.Get("deals").Items()[0].Get("name").Text() != "First" {
		t.Errorf("body %s", schema.ToJSON(got))
	}
	if got.Get("key").Kind() != schema.Secret || m.Fields["headers"].Get("X-Key").Kind() != schema.Secret || m.Fields["secret"].Kind() != schema.Secret {
		t.Error("secrets stay names until the sender looks them up")
	}
}

func TestWebhookRefuses(t *testing.T) {
	w := newWorld(t)
	w.want(w.run(Webhook(), "url", "example.com"), "failed: `example.com` is no web address: expected https://…")
	w.want(w.run(Webhook(), "url", "ftp://example.com"), "failed: `ftp://example.com` is no web address: expected https://…")
	w.want(w.run(Webhook(), "url", nil), "failed: `` is no web address: expected https://…")
	w.want(w.run(Webhook(), "url", "https://example.com", "method", "fetch"), "failed: `FETCH` is no method: expected GET, POST, PUT, PATCH or DELETE")
}

func TestSlack(t *testing.T) {
	w := newWorld(t)
	r := w.run(SlackMessage(), "channel", "#deals", "text", "Won")
	w.want(r, "done: to #deals")
	if m := r.Messages[0]; m.Channel != "slack" || m.To[0] != "#deals" || m.Fields["method"].Text() != "message" || m.Body != "Won" {
		t.Errorf("message %+v", m)
	}
	r = w.run(SlackMessage(), "to", schema.TeamValue("Sales"), "text", "Won")
	w.want(r, "done: to ana@acme.example, ben@acme.example, cleo@acme.example")
	if len(r.Messages) != 3 || r.Messages[2].Fields["method"].Text() != "direct" {
		t.Errorf("messages %+v", r.Messages)
	}
	w.want(w.run(SlackMessage(), "text", "Won"), "failed: nobody to send it to: the recipient is unknown")
	w.want(w.run(SlackMessage(), "channel", "#deals", "to", user("ana"), "text", "x"), "failed: both a channel and people are named: one message goes to one of them")
}

func TestSlackChannel(t *testing.T) {
	w := newWorld(t)
	w.turn.Enrolled = w.records[schema.Ref{Object: "deal", ID: "3"}]
	w.want(w.run(SlackChannel(), "name", "deal-3"), "failed: the deal has no owner, and a channel without one is not created")
	w.want(w.run(SlackChannel(), "name", "Deal 3"), "failed: `Deal 3` is no channel name: expected 1 to 80 characters out of a-z 0-9 - _")
	w.want(w.run(SlackChannel(), "name", strings.Repeat("a", 81)), "failed: `"+strings.Repeat("a", 81)+"` is no channel name: expected 1 to 80 characters out of a-z 0-9 - _")
	w.run(Set(), "target", w.target("owner", w.turn.Enrolled), "value", user("ana"))
	w.turn.Enrolled = w.Record(w.turn.Enrolled.Ref())
	r := w.run(SlackChannel(), "name", "deal-3_x", "private", true)
	w.want(r, "done: #deal-3_x")
	if m := r.Messages[0]; m.To[0] != "ana@acme.example" || !m.Fields["private"].Bool() || m.Fields["method"].Text() != "channel" {
		t.Errorf("message %+v", m)
	}
}

func TestAsanaTask(t *testing.T) {
	w := newWorld(t)
	r := w.run(AsanaTask(), "project", "12", "name", "Welcome Ann", "notes", "soon", "assignee", user("ana"), "due", schema.TimeValue(w.turn.Now))
	w.want(r, "done: `Welcome Ann` in the project 12")
	if m := r.Messages[0]; m.Channel != "asana" || m.Fields["assignee"].Text() != "ana@acme.example" || schema.Plain(m.Fields["due"], nil) != "2026-03-02" || m.Body != "soon" {
		t.Errorf("message %+v", m)
	}
	w.want(w.run(AsanaTask(), "project", "12", "name", ""), "failed: the task has no name")
}

func TestSalesforce(t *testing.T) {
	w := newWorld(t)
	r := w.run(SalesforceTask(), "subject", "Call Ann")
	w.want(r, "done: `Call Ann` for the integration user")
	if m := r.Messages[0]; m.Channel != "salesforce" || m.To[0] != "ann@ledger.example" || m.Fields["priority"].Text() != "Normal" || !m.Fields["owner"].IsNil() {
		t.Errorf("message %+v", m)
	}
	w.want(w.run(SalesforceTask(), "subject", "x", "priority", "urgent"), "failed: `urgent` is no priority: expected High, Normal or Low")
	r = w.run(SalesforceCampaign(), "id", "701000000000001AAA", "status", "Responded")
	w.want(r, "done: to the campaign 701000000000001AAA")
	if m := r.Messages[0]; m.Fields["status"].Text() != "Responded" || m.Fields["method"].Text() != "campaign" {
		t.Errorf("message %+v", m)
	}
	w.want(w.run(SalesforceCampaign(), "id", "701"), "failed: `701` is no id of Salesforce: expected 15 or 18 letters and digits")
	w.turn.Enrolled = w.record("contact", "30")
	w.want(w.run(SalesforceTask(), "subject", "x"), "failed: the contact has no address, by which Salesforce knows it")
	w.want(w.run(SalesforceCampaign(), "id", "701000000000001AAA"), "failed: the contact has no address, by which Salesforce knows it")
}

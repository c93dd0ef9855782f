package project

// The limits of wf.yaml that the checker holds against each workflow.

import (
	"github.com/goccy/go-yaml/ast"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

// Limit is the most there may be of something, with its place; 0 means no limit.
type Limit struct {
	Most Count
	Span source.Span
}

func (l *Limit) read(d *decoder, name string, n ast.Node) {
	l.Most.read(d, name, n)
	l.Span = d.span(n)
}

func (l *Limit) describe() map[string]any { return l.Most.describe() }

// set are the limits that are set, with what counts towards each.
func (l *Limits) set() []schema.Limit {
	var out []schema.Limit
	add := func(limit Limit, of schema.Limit) {
		if limit.Most > 0 {
			of.Most, of.Span = int(limit.Most), limit.Span
			out = append(out, of)
		}
	}
	add(l.MaxEmails, schema.Limit{Setting: "max_emails_per_record", Noun: "e-mail", Actions: []string{"email"}})
	add(l.MaxNotifications, schema.Limit{Setting: "max_notifications_per_record", Noun: "notification", Actions: []string{"notify", "notify.*"}})
	add(l.MaxSMS, schema.Limit{Setting: "max_sms_per_record", Noun: "text message", Actions: []string{"notify.sms"}})
	add(l.MaxWebhooks, schema.Limit{Setting: "max_webhooks_per_record", Noun: "webhook", Actions: []string{"webhook"}})
	add(l.MaxMessages, schema.Limit{Setting: "max_messages_per_record", Noun: "message"})
	add(l.MaxDays, schema.Limit{Setting: "max_days_in_workflow", Noun: "day", Days: true})
	return out
}

// TextMessages is how many text messages may leave in a month, as the engine takes it: less than 0 for none.
func (l Limits) TextMessages() int {
	if l.SMSPerMonth == 0 {
		return -1
	}
	return int(l.SMSPerMonth)
}

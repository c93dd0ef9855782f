package bounds_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

func TestLimits(t *testing.T) {
	mail := "email(template: \"hello\")\n"
	notify := "notify(to: contact.owner, text: \"x\")\n"
	emails := func(most int) schema.Limit {
		return schema.Limit{Setting: "max_emails_per_record", Noun: "e-mail", Actions: []string{"email"}, Most: most}
	}
	days := func(most int) schema.Limit {
		return schema.Limit{Setting: "max_days_in_workflow", Days: true, Most: most}
	}
	for _, c := range []struct {
		name, steps string
		limit       schema.Limit
		want        []string
	}{
		{"as many as allowed", mail + mail, emails(2), nil},
		{"one more", mail + mail + mail, emails(2),
			[]string{"error[too-many-messages] one run of `w` can send 3 e-mails, and wf.yaml allows 2", "4: 1.", "5: 2.", "6: 3."}},
		{"only one branch is taken", "if contact.score > 2 then {\n" + mail + mail + "} else {\n" + mail + notify + "}", emails(2), nil},
		{"the dearest way is shown", "if contact.score > 2 then " + mail + "else {\n" + mail + mail + "}\n" + mail, emails(2),
			[]string{"error[too-many-messages] one run of `w` can send 3 e-mails, and wf.yaml allows 2", "6: 1.", "7: 2.", "9: 3."}},
		{"other messages do not count", mail + notify + notify, emails(1), nil},
		{"a family counts as one", "notify.email(to: contact.owner, subject: \"s\", body: \"b\")\n" + notify,
			schema.Limit{Setting: "max_notifications_per_record", Noun: "notification", Actions: []string{"notify", "notify.*"}, Most: 1},
			[]string{"error[too-many-messages] one run of `w` can send 2 notifications, and wf.yaml allows 1", "4: 1.", "5: 2."}},
		{"all kinds, each way by itself", "if contact.score > 2 then {\n" + mail + mail + "} else {\n" + notify + notify + "}",
			schema.Limit{Setting: "max_messages_per_record", Noun: "message", Most: 2}, nil},
		{"nine steps are not all listed", strings.Repeat(mail, 9), emails(2),
			[]string{"error[too-many-messages] one run of `w` can send 9 e-mails, and wf.yaml allows 2", "4: 1.", "5: 2.", "6: 3.", "7: 4.", "8: 5.", "9: 6.", "10: 7.", "11: 8.", "and 1 more on the same way"}},
		{"a loop is a fault of its own, and counted once", "if contact.score > 2 then stop\nback:\n" + mail + "if contact.score > 3 then goto back", emails(1), []string{"error[goto-loop] this goto closes a loop"}},
		{"time as allowed", "delay 30 days", days(31), nil},
		{"time", "delay 30 days\ndelay 2 days", days(31), []string{"error[takes-too-long] one run of `w` can take 32 days, and wf.yaml allows 31"}},
		{"a weekend that is waited for", "during monday..friday 09:00..18:00\n" + notify, days(2), []string{"error[takes-too-long] one run of `w` can take 3 days, and wf.yaml allows 2"}},
		{"weekends that never meet", "during monday..friday 09:00..18:00\n" + strings.Repeat(notify+"delay 1 week\n", 4), days(31), nil},
		{"an outcome that is waited for", "let r = webhook(url: \"https://x.example/\")\nif r.ok then stop", days(2), []string{"error[takes-too-long] one run of `w` can take 3 days, and wf.yaml allows 2"}},
		{"no limit of time", "delay until event page_viewed", days(31), []string{"error[takes-too-long] one run of `w` has no limit of time, and wf.yaml allows 31 days", "4: waits as long as it takes"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "workflow w on contact {\n  enroll when contact.score > 1\n\n" + c.steps + "\n}\n"
			c.limit.Span = source.NewFile("wf.yaml", "limits").Span(0, 6)
			a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("a.wf", text)},
				Templates: []*source.File{source.NewFile("emails/hello.md", "---\nsubject: Hello\nkind: transactional\n---\nHello\n")},
				Directory: &schema.Directory{Hours: calendar.Office(), Limits: []schema.Limit{c.limit}}}, stdlib.Catalog())
			var got []string
			for _, d := range a.Diagnostics {
				got = append(got, fmt.Sprintf("%s[%s] %s", d.Level, d.Code, d.Message))
				if d.Code == "goto-loop" {
					continue
				}
				if d.Span.Text() != "w" || d.Related[0].Span != c.limit.Span {
					t.Errorf("the places are %s and %s", d.Span, d.Related[0].Span)
				}
				for _, r := range d.Related[1:] {
					got = append(got, fmt.Sprintf("%d: %s", r.Span.Position().Line, r.Label))
				}
				got = append(got, d.Notes...)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

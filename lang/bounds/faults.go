package bounds

// The faults of this package, one constructor each, and their codes.

import (
	"fmt"
	"strconv"
	"time"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// mostShown is how many steps of a way are listed.
const mostShown = 8

func tooManyMessages(w *typed.Workflow, limit schema.Limit, steps []*typed.Step) diag.Diagnostic {
	d := diag.Diagnostic{Code: "too-many-messages", Span: w.Span,
		Message: fmt.Sprintf("one run of `%s` can send %s, and wf.yaml allows %d", w.Name, number(len(steps), limit.Noun), limit.Most),
		Related: []diag.Related{{Span: limit.Span, Label: "the limit"}},
		Help:    []string{"let a branch end with `stop` before the last of them, or raise `" + limit.Setting + "`"}}
	for i, s := range steps[:min(len(steps), mostShown)] {
		d.Related = append(d.Related, diag.Related{Span: s.Span, Label: strconv.Itoa(i+1) + "."})
	}
	if more := len(steps) - mostShown; more > 0 {
		d.Notes = []string{fmt.Sprintf("and %d more on the same way", more)}
	}
	return d
}

func takesTooLong(w *typed.Workflow, limit schema.Limit, longest time.Duration) diag.Diagnostic {
	return diag.Diagnostic{Code: "takes-too-long", Span: w.Span,
		Message: fmt.Sprintf("one run of `%s` can take %s, and wf.yaml allows %d", w.Name, number(days(longest), "day"), limit.Most),
		Related: []diag.Related{{Span: limit.Span, Label: "the limit"}},
		Help:    []string{"shorten its delays, or raise `" + limit.Setting + "`"}}
}

func waitsForever(w *typed.Workflow, limit schema.Limit, steps []source.Span) diag.Diagnostic {
	d := diag.Diagnostic{Code: "takes-too-long", Span: w.Span,
		Message: fmt.Sprintf("one run of `%s` has no limit of time, and wf.yaml allows %s", w.Name, number(limit.Most, "day")),
		Related: []diag.Related{{Span: limit.Span, Label: "the limit"}},
		Help:    []string{"write `up to` with a length of time behind what is awaited"}}
	for _, at := range steps[:min(len(steps), mostShown)] {
		d.Related = append(d.Related, diag.Related{Span: at, Label: "waits as long as it takes"})
	}
	return d
}

// days rounds up, so that what exceeds a limit also shows more than it.
func days(d time.Duration) int {
	const day = 24 * time.Hour
	return int((d + day - 1) / day)
}

func number(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

// Codes are the rows of the codes of this package.
func Codes() []diag.CodeInfo {
	return []diag.CodeInfo{
		{Code: "too-many-messages", Title: "one run of a workflow can send more than wf.yaml allows",
			Why: "Every run ends, so the most messages that it can send are known before it starts: those on the way through the steps that has most of them. The settings under `limits` in wf.yaml say what is too many: `max_emails_per_record`, `max_notifications_per_record`, `max_sms_per_record`, `max_webhooks_per_record` and `max_messages_per_record`, which counts all. Every enrollment counts by itself.",
			Avoid: `-- wf.yaml --
limits: { max_notifications_per_record: 1 }
-- example.wf --
workflow welcome on contact {
  enroll when contact.lifecycle_stage == "customer"

  notify(to: contact.owner, text: "{{contact.firstname}} is a customer")
  delay 2 days
  notify(to: contact.owner, text: "Call {{contact.firstname}}")
}
`,
			Prefer: `-- wf.yaml --
limits: { max_notifications_per_record: 1 }
-- example.wf --
workflow welcome on contact {
  enroll when contact.lifecycle_stage == "customer"

  if contact.score > 50 then {
    delay 2 days
    notify(to: contact.owner, text: "Call {{contact.firstname}}")
  } else notify(to: contact.owner, text: "{{contact.firstname}} is a customer")
}
`},
		{Code: "takes-too-long", Title: "one run of a workflow can last longer than wf.yaml allows",
			Why: "A record inside cannot enter again, and what it waits for may long be over. `max_days_in_workflow` under `limits` in wf.yaml says how long is too long. A wait without `up to` has no limit at all. What `during` and `pause on` hold an action back is counted, and the wait for the outcome of an action: as long as its messages are tried again, three days unless it says otherwise, and as long as an outcome that is told later may take. What `rate` holds back is not: it depends on how many others there are.",
			Avoid: `-- wf.yaml --
limits: { max_days_in_workflow: 30 }
-- example.wf --
workflow remind on contact {
  enroll when contact.lifecycle_stage == "customer"

  delay 6 weeks
  notify(to: contact.owner, text: "Call {{contact.firstname}}")
}
`,
			Prefer: `-- wf.yaml --
limits: { max_days_in_workflow: 30 }
-- example.wf --
workflow remind on contact {
  enroll when contact.lifecycle_stage == "customer"

  delay 4 weeks
  notify(to: contact.owner, text: "Call {{contact.firstname}}")
}
`},
	}
}

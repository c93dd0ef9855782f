package between

// The faults of this package, one constructor each, and their codes.

import (
	"strconv"
	"time"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

func triggerLoop(l lasso) diag.Diagnostic {
	c := l.circle.rotated()
	d := diag.Diagnostic{Code: "trigger-loop", Level: diag.Warning, Span: c[0].write.span, Label: "this step starts it",
		Help: []string{"stop one of the triggers from holding again, or let records come back only `reenroll after` some time"}}
	if l.certain {
		d.Level = diag.Error
		d.Message = "the workflows " + names(c) + " start each other without end"
		d.Notes = []string{"every step on the way always runs, at once, and makes the next trigger true"}
	} else {
		d.Message = "the workflows " + names(c) + " may start each other again and again"
		d.Notes = []string{"whether it goes on depends on a condition, a delay or what the record holds"}
	}
	if len(c) == 1 {
		d.Message = "the workflow " + diag.Quote(c[0].From.Name) + " starts itself without end"
		if d.Level == diag.Warning {
			d.Message = "the workflow " + diag.Quote(c[0].From.Name) + " may start itself again and again"
		}
	}
	n := 0
	add := func(r diag.Related) {
		n++
		r.Label = strconv.Itoa(n) + ". " + r.Label
		d.Related = append(d.Related, r)
	}
	for i, e := range c {
		if i > 0 {
			add(diag.Related{Span: e.write.span, Label: diag.Quote(e.From.Name) + " does this"})
		}
		if e.Entry != nil {
			add(diag.Related{Span: e.Entry.Span, Label: "which makes a record enter " + diag.Quote(e.To.Name)})
		} else {
			add(diag.Related{Span: e.To.Span, Label: "which enrolls it in " + diag.Quote(e.To.Name)})
		}
	}
	for _, h := range l.helpers {
		add(diag.Related{Span: h.write.span, Label: diag.Quote(h.workflow.Name) + " does this in between"})
	}
	if len(l.helpers) > 0 {
		d.Notes = []string{"without what happens in " + listed(l.helpers, func(h deed) string { return h.workflow.Name }) + " it would come to rest"}
	}
	return d
}

func writeConflict(a, b *typed.Workflow, wa, wb write) diag.Diagnostic {
	p := wa.on.property
	return diag.Diagnostic{Code: "write-conflict", Level: diag.Warning, Span: wb.span, Label: "sets " + shown(*wb.value, p.Type),
		Message: diag.Quote(a.Name) + " and " + diag.Quote(b.Name) + " may set `" + p.Object.Name + "." + p.Name + "` to different values at the same moment",
		Related: []diag.Related{{Span: wa.span, Label: "sets " + shown(*wa.value, p.Type)}},
		Notes:   []string{"one change can start both, and the one that runs last wins"},
		Help:    []string{"write the property in one workflow only, or let the conditions exclude each other"}}
}

func shown(v schema.Value, t schema.Type) string {
	if v.IsNil() {
		return "nothing"
	}
	if v.IsText() {
		return strconv.Quote(v.Text())
	}
	return schema.Render(v, t, time.UTC)
}

func names(c circle) string { return listed(c, func(e *Edge) string { return e.From.Name }) }

// listed are names in a sentence: `a`, `b` and `c`.
func listed[T any](list []T, name func(T) string) string {
	out := ""
	for i, x := range list {
		switch {
		case i == len(list)-1 && i > 0:
			out += " and "
		case i > 0:
			out += ", "
		}
		out += diag.Quote(name(x))
	}
	return out
}

// Codes are the rows of the codes of this package.
func Codes() []diag.CodeInfo {
	return []diag.CodeInfo{
		{Code: "trigger-loop", Level: diag.Error, Title: "workflows start each other in a circle",
			Why: "What a workflow writes, creates or enrolls can make others react, and in a circle that never ends. It is an error when nothing can stop it: every step on the way runs always and at once, and every workflow on it takes records again. It is a warning when it depends on a condition, on a delay or on what the record holds, also where the circle would come to rest without what a workflow beside it writes in between.",
			Avoid: `workflow to_open on contact {
  enroll   when contact.lead_status == "new"
  reenroll always

  set contact.lead_status = "open"
}

workflow to_new on contact {
  enroll   when contact.lead_status == "open"
  reenroll always

  set contact.lead_status = "new"
}
`,
			Prefer: `workflow to_open on contact {
  enroll   when contact.lead_status == "new"
  reenroll always

  set contact.lead_status = "open"
}
`},
		{Code: "write-conflict", Level: diag.Warning, Title: "two workflows set one property to different values at the same moment",
			Why: "When one change starts both workflows, the value that stays is that of the one that happens to run last.",
			Avoid: `workflow french on contact {
  enroll when contact.country == "France"

  set contact.language = "fr"
}

workflow belgian on contact {
  enroll when contact.country in ["Belgium", "France"]

  set contact.language = "nl"
}
`,
			Prefer: `workflow french on contact {
  enroll when contact.country == "France"

  set contact.language = "fr"
}

workflow belgian on contact {
  enroll when contact.country == "Belgium"

  set contact.language = "nl"
}
`},
	}
}

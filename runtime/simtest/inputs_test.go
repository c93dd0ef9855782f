package simtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/vm"
)

// input is one thing that happens to an engine from outside. Of two runs both get the same.
type input struct {
	text string
	once func(e *runtime.Engine) error // one input, one commit
	many func(e *runtime.Engine) error // several commits, and done again after a crash
	pass time.Duration                 // time that passes
	jump time.Duration                 // of the clock, while no engine runs
	late int                           // from 1 on: which of the outcomes that are awaited is told now
}

// start is the morning on which the worlds begin.
var start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// most is how long a world lasts: less than history is kept, so that all of it can be looked at.
const most = 60 * 24 * time.Hour

var ctx = context.Background()

// inputs are a random life. The other bundle holds other versions of the workflows.
func inputs(r *rand.Rand, n int, other *vm.Bundle) (list []input) {
	var passed time.Duration
	for range n {
		in := randomInput(r, other)
		if d := in.pass + max(in.jump, 0); passed+d > most {
			continue
		} else {
			passed += d
		}
		list = append(list, in)
	}
	return list
}

func randomInput(r *rand.Rand, other *vm.Bundle) input {
	contact := schema.Ref{Object: "contact", ID: fmt.Sprint(r.IntN(25))}
	company := schema.Ref{Object: "company", ID: fmt.Sprint(r.IntN(5))}
	deal := schema.Ref{Object: "deal", ID: fmt.Sprint(r.IntN(10))}
	workflow := fmt.Sprintf("w%d", r.IntN(4))
	switch r.IntN(32) {
	case 24:
		return put(company, "city", option(r, "Rome", "Paris", ""))
	case 25:
		return input{text: fmt.Sprintf("primary %v %v", contact, company), once: func(e *runtime.Engine) error {
			_, err := e.SetPrimary(ctx, contact, company)
			return err
		}}
	case 26:
		return put(deal, "contract_end", schema.DayValue(start.AddDate(0, 0, r.IntN(40))))
	case 27:
		return put(deal, "stage", option(r, "closed_won", "closed_lost"))
	case 28:
		tags := []schema.Value{schema.TextValue("vip"), schema.TextValue("partner")}
		return put(contact, "tags", schema.SetValue(tags[r.IntN(2):1+r.IntN(2)]))
	case 29:
		return input{text: fmt.Sprintf("delete %v", deal), once: func(e *runtime.Engine) error { return e.Delete(ctx, deal) }}
	case 30, 31:
		return input{text: "an outcome is told", late: 1 + r.IntN(3)}
	case 0, 1, 2, 3:
		return put(contact, "score", number(r, 100))
	case 4:
		return put(contact, "country", option(r, "France", "Italy", "Belgium", ""))
	case 5:
		return put(contact, "lead_status", option(r, "new", "open", "unqualified"))
	case 6:
		return put(contact, "lifecycle_stage", option(r, "lead", "customer", "subscriber"))
	case 7:
		return put(contact, "birthday", schema.DayValue(start.AddDate(0, 0, r.IntN(40))))
	case 8:
		return put(contact, "last_engaged_at", schema.TimeValue(start.Add(time.Duration(r.IntN(900))*time.Hour)))
	case 9:
		return put(contact, "email", schema.TextValue("c"+contact.ID+"@ledger.example"))
	case 10:
		return put(contact, "owner", schema.UserValue("ana@acme.example"))
	case 11:
		return put(contact, "unsubscribed", schema.BoolValue(r.IntN(4) == 0))
	case 12:
		return put(company, "name", schema.TextValue("Company "+company.ID))
	case 13:
		return put(deal, "amount", number(r, 100))
	case 14, 15:
		a, b := contact, []schema.Ref{company, deal}[r.IntN(2)]
		off := r.IntN(4) == 0
		return input{text: fmt.Sprintf("associate %v %v (off: %v)", a, b, off), once: func(e *runtime.Engine) error {
			if off {
				_, err := e.Dissociate(ctx, a, b)
				return err
			}
			_, err := e.Associate(ctx, a, b)
			return err
		}}
	case 16, 17:
		fields := map[string]schema.Value{"place": option(r, "paris", "rome"), "minutes": number(r, 12)}
		return input{text: fmt.Sprintf("visited %v", contact), once: func(e *runtime.Engine) error { return e.Send(ctx, "visited", contact, fields) }}
	case 18:
		event := []string{"email_opened", "email_bounced", "email_replied"}[r.IntN(3)]
		return input{text: fmt.Sprintf("%s %v", event, contact), once: func(e *runtime.Engine) error { return e.Send(ctx, event, contact, nil) }}
	case 19:
		return input{text: fmt.Sprintf("delete %v", contact), once: func(e *runtime.Engine) error { return e.Delete(ctx, contact) }}
	case 20:
		return rare(r, workflow, contact, other)
	}
	return input{text: "time", pass: []time.Duration{time.Minute, time.Hour, 7 * time.Hour, 26 * time.Hour, 80 * time.Hour}[r.IntN(5)]}
}

// rare is what operators do.
func rare(r *rand.Rand, workflow string, contact schema.Ref, other *vm.Bundle) input {
	switch r.IntN(8) {
	case 7:
		return input{text: "migrate", many: func(e *runtime.Engine) error {
			_, _, err := e.Migrate(ctx)
			return err
		}}
	case 0:
		return input{text: "off " + workflow, once: func(e *runtime.Engine) error { return e.Off(ctx, workflow) }}
	case 1:
		return input{text: "on " + workflow, once: func(e *runtime.Engine) error { return e.On(ctx, workflow) }}
	case 2:
		return input{text: fmt.Sprintf("enroll %v in %s", contact, workflow), once: func(e *runtime.Engine) error {
			_, err := e.Enroll(ctx, workflow, contact)
			return err
		}}
	case 3:
		return input{text: fmt.Sprintf("unenroll %v from %s", contact, workflow), once: func(e *runtime.Engine) error {
			_, err := e.Unenroll(ctx, workflow, contact)
			return err
		}}
	case 4:
		existing := r.IntN(2) == 0
		return input{text: fmt.Sprintf("deploy (existing: %v)", existing), once: func(e *runtime.Engine) error {
			_, err := e.Deploy(ctx, other, runtime.DeployOptions{Existing: existing})
			return err
		}}
	case 5:
		return input{text: "the clock is set forward while nothing runs", jump: time.Duration(1+r.IntN(50)) * time.Hour}
	}
	return input{text: "the clock is set back while nothing runs", jump: -time.Duration(1+r.IntN(5)) * time.Hour}
}

func put(ref schema.Ref, property string, v schema.Value) input {
	props := map[string]schema.Value{property: v}
	if ref.Object != "contact" {
		props["name"] = schema.TextValue(ref.String()) // required
	}
	return input{text: fmt.Sprintf("%v.%s = %s", ref, property, schema.Plain(v, time.UTC)), once: func(e *runtime.Engine) error {
		_, err := e.Put(ctx, ref.Object, ref.ID, props)
		return err
	}}
}

func number(r *rand.Rand, below int) schema.Value { return schema.NumberValue(float64(r.IntN(below))) }

// option is one of some texts; the empty one clears.
func option(r *rand.Rand, list ...string) schema.Value {
	if text := list[r.IntN(len(list))]; text != "" {
		return schema.TextValue(text)
	}
	return schema.Value{}
}

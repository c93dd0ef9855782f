// Actions: record actions run inside the turn, message actions leave through the outbox.

package runtime

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// act does an action and reports whether the machine can go on.
func (r *running) act(effect vm.Effect) bool {
	call := effect.Call
	if r.heldBack(call) {
		return false
	}
	key := make([]byte, 0, 64)
	key = strconv.AppendUint(append(append(key, r.t.e.id...), "-e"...), r.en.id, 10)
	key = strconv.AppendInt(append(key, '-'), int64(r.en.turns), 10)
	key = strconv.AppendInt(append(key, '-'), int64(len(r.lines)), 10)
	call.Key = string(key)
	result := r.do(call)
	if result.Status == schema.Done && len(result.Messages) > 0 {
		return r.send(call, effect.Step, result)
	}
	r.en.paid = false
	r.say(line{kind: lineActed, step: effect.Step, text: result.Text, status: result.Status, reason: result.Reason, outputs: result.Outputs})
	r.p.runner.Resume(result.Status == schema.Failed, outcome(call.Action, result))
	return true
}

// do runs an action. A record action that failed changed nothing.
func (r *running) do(call *schema.Call) schema.Result {
	if r.t.workflow(r.en.workflow).off {
		return schema.Skip("the workflow is off")
	}
	s := r.t.record(r.en.record)
	switch {
	case call.Action.Run == nil && call.Action.URL != "":
		return request(call)
	case call.Action.Run == nil:
		return schema.Fail(fmt.Sprintf("the action `%s` cannot be run here", call.Action.Name))
	case s == nil || s.record.Gone:
		return schema.Fail("the record was deleted")
	}
	w := &r.world
	r.action = schema.Turn{
		Now: time.UnixMicro(r.t.batch.now).UTC(), Zone: r.env.Zone, Project: r.t.e.config.Zone, SMSPerMonth: r.t.e.config.SMSPerMonth,
		Workflow: r.p.Name, Step: r.p.stepKeys[r.en.step], Enrollment: r.en.name(), Enrolled: s.record, Schema: r.t.model.schema,
		View: r.t.now, Records: w, Flow: w, Sets: w, Events: w, People: r.t.e.config.People, Unsubscribing: r.t.e.unsubscriber,
	}
	if call.Action.Kind != schema.RecordAction {
		return call.Action.Run(&r.action, call)
	}
	before, journal := r.t.batch.mark(), r.t.journal()
	result := call.Action.Run(&r.action, call)
	if result.Status == schema.Failed {
		r.t.batch.back(before)
		r.t.restore(journal)
	}
	return result
}

// request is the message of an action that another system answers over HTTP: its arguments as JSON.
func request(call *schema.Call) schema.Result {
	args := &schema.Pairs{}
	for i, p := range call.Action.Params {
		if i < len(call.Args) {
			args.Keys = append(args.Keys, p.Name)
			args.Values = append(args.Values, schema.Freeze(call.Args[i]))
		}
	}
	body := schema.MapValue(args)
	fields := map[string]schema.Value{"url": schema.TextValue(call.Action.URL), "method": schema.TextValue("POST"),
		"body": body, "action": schema.TextValue(call.Action.Name)}
	if call.Action.Secret != "" {
		fields["secret"] = schema.SecretValue(call.Action.Secret)
	}
	return schema.Result{
		Text:     "POST " + call.Action.URL,
		Messages: []schema.Message{{Channel: "webhook", To: []string{call.Action.URL}, Body: string(schema.ToJSON(body)), Fields: fields}},
	}
}

// outcome is what the machine gets for an action: the value of a statement with a form of its own, and of a call a map
// with ok, error and the outputs.
func outcome(a *schema.Action, result schema.Result) schema.Value {
	if a.Form != "" {
		return result.Value
	}
	m := &schema.Pairs{Keys: []string{"ok", "error"}, Values: []schema.Value{schema.BoolValue(result.Status == schema.Done), {}}}
	if result.Reason != "" {
		m.Values[1] = schema.TextValue(result.Reason)
	}
	for i, f := range a.Outputs {
		v := schema.Value{}
		if i < len(result.Outputs) {
			v = result.Outputs[i]
		}
		m.Keys, m.Values = append(m.Keys, f.Name), append(m.Values, v)
	}
	return schema.MapValue(m)
}

// spread is over how long a window's first minutes the actions that waited for it are spread.
const spread = 15 * time.Minute

// heldBack puts an action off that comes outside of the workflow's hours, or beyond its rate.
func (r *running) heldBack(call *schema.Call) bool {
	now := time.UnixMicro(r.t.batch.now).In(r.p.zone)
	open, ok := r.p.Hours.NextOpen(now)
	switch {
	case !ok:
		r.breakOff("its hours never come: every day of them is paused")
		return true
	case r.p.Rate != nil && call.Action.Kind == schema.MessageAction && !r.t.workflow(r.en.workflow).off:
		return r.heldByRate(now, open)
	case !open.After(now):
		return false
	}
	if later := open.Add(r.spread()); r.p.Hours.IsOpen(later) {
		open = later
	}
	r.hold(open.UnixMicro(), outside(open))
	return true
}

// outside is what the history says of an action that comes outside of the hours.
func outside(until time.Time) string { return "outside of its hours, until " + shown(until, "15:04") }

func (r *running) hold(due int64, note string) {
	r.p.runner.Back()
	r.say(line{kind: lineWaited, step: r.en.step, text: note, status: schema.Waiting})
	r.pause(held, due, note)
}

// spread is this enrollment's share of the spread, the same each time.
func (r *running) spread() time.Duration {
	h := fnv.New64a()
	h.Write(append64(nil, r.en.id))
	return time.Duration(h.Sum64() % uint64(spread))
}

// shown is a moment as the history tells it: mon 2026-03-02 09:00.
func shown(t time.Time, clock string) string {
	return strings.ToLower(t.Format("Mon")) + t.Format(" 2006-01-02 "+clock)
}

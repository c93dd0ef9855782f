package vm_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

// versionOf compiles the steps of a workflow on contacts.
func versionOf(t *testing.T, text string) *vm.Program {
	t.Helper()
	return bundleOf(t, text).Programs[0]
}

func bundleOf(t *testing.T, text string) *vm.Bundle {
	t.Helper()
	if !strings.Contains(text, "workflow ") {
		text = "workflow w on contact {\n  enroll when contact.score > 1\n" + text + "\n}\n"
	}
	text = `event reply on contact { subject: text }
event call on contact { subject: text }
` + text
	analysis := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("w.wf", text)}}, stdlib.Catalog())
	if diag.HasErrors(analysis.Diagnostics) {
		var b strings.Builder
		_ = diag.WriteText(&b, analysis.Diagnostics, diag.Style{})
		t.Fatal(b.String())
	}
	bundle, err := compiler.Compile(analysis.Project, compiler.Options{Working: calendar.Office()})
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := vm.Decode(vm.Encode(bundle), stdlib.Catalog())
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func TestMoves(t *testing.T) {
	const mails = "  delay 1 day\n  set contact.firstname = \"a\"\n  delay 2 days"
	for _, c := range []struct{ name, old, now, want string }{
		{"the same", mails, mails, "0→0 1→1 2→2"},
		{"a step before", mails, "  set contact.score = 1\n" + mails, "0→1 1→2 2→3"},
		{"a step is gone", mails, "  delay 2 days", "0: there is no such step any more; 1: there is no such step any more; 2→0"},
		{"a label holds what changed", "wait: delay 1 day", "  set contact.score = 1\nwait: delay 3 days", "0→1"},
		{"a label that does another thing", "wait: delay 1 day", "wait: set contact.score = 1",
			"0: the step does something else now: `set contact.score = 1`"},
		{"a label that went", "wait: delay 1 day", "  delay 1 day", "0→0"},
		{"twins keep their order", "  delay 1 day\n  delay 1 day", "  delay 1 day\n  set contact.score = 1\n  delay 1 day", "0→0 1→2"},
		{"a twin more", "  delay 1 day\n  set contact.firstname = \"a\"\n  delay 1 day", "  delay 1 day\n  set contact.firstname = \"a\"\n  delay 1 day\n  delay 1 day", "0→0 1→1 2→2"},
		{"twins in other places", "  if contact.score > 3 then delay 1 day", "  delay 1 day\n  if contact.score > 3 then {\n    set contact.firstname = \"x\"\n    delay 1 day\n  }",
			"0: there is no such step any more; 1: there are several such steps; a label tells them apart"},
		{"a variable is carried", "  let x = contact.score\n  delay 1 day\n  set contact.score = x", "  let y = 1\n  let x = contact.score\n  delay 1 day\n  set contact.score = x + y",
			"0: the steps from there on read `y`, which it never got; 1: the steps from there on read `y`, which it never got; 2: there is no such step any more"},
		{"a variable set later", "  delay 1 day\n  set contact.firstname = \"a\"", "  delay 1 day\n  let x = contact.score\n  set contact.score = x\n  set contact.firstname = \"a\"", "0→0 1→3"},
		{"a variable of another type", "  let x = contact.score\n  delay 1 day\n  set contact.score = x", "  let x = contact.firstname\n  delay 1 day\n  set contact.firstname = x",
			"0: there is no such step any more; 1: the steps from there on read `x`, which it never got; 2: there is no such step any more"},
		{"another event to wait for", "wait: delay until event reply up to 3 days", "wait: delay until event call up to 3 days",
			"0: the step does something else now: `delay until event call up to 3 days`"},
		{"a longer wait", "wait: delay until event reply up to 3 days", "wait: delay until event reply up to 5 days", "0→0"},
		{"another object", "workflow w on contact {\n  enroll when contact.score > 1\n  delay 1 day\n}\n", "workflow w on deal {\n  enroll when deal.amount > 1\n  delay 1 day\n}\n",
			"0: the workflow was for a contact and is for a deal now"},
		{"another per", "workflow w on contact {\n  enroll when contact.score > 1\n  per contact.firstname\n  delay 1 day\n}\n", "workflow w on contact {\n  enroll when contact.score > 1\n  delay 1 day\n}\n",
			"0: what tells the runs of one record apart (`per`) is another"},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, now := versionOf(t, c.old), versionOf(t, c.now)
			moves := vm.NewMoves(old, now)
			var list []string
			for step := range old.Steps {
				if m := moves.At(step); m.Reason != "" {
					list = append(list, fmt.Sprintf("%d: %s;", step, m.Reason))
				} else {
					list = append(list, fmt.Sprintf("%d→%d", step, m.Step))
				}
			}
			got := strings.TrimSuffix(strings.Join(list, " "), ";")
			if diff := cmp.Diff(strings.ReplaceAll(c.want, "; ", " "), strings.ReplaceAll(got, "; ", " ")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// A run that is adopted by the version it comes from is the same in every part.
func TestAdoptedWhole(t *testing.T) {
	b := bundleOf(t, "workflow w on contact {\n  enroll on event reply\n  let x = contact.score\n  let s = trigger.subject\n  delay 1 day\n  set contact.firstname = s\n}\n")
	p := b.Programs[0]
	w := worldOf(b.Schema)
	o := w.schema.Object("contact")
	r := w.put(o, "1", map[string]schema.Value{"score": schema.NumberValue(7)})
	reply := w.schema.Event("reply")
	occurrence := &schema.Occurrence{Event: reply, Fields: make([]schema.Value, len(reply.Fields))}
	occurrence.Fields[reply.Field("subject").Number] = schema.TextValue("hello")
	m := vm.NewMachine(p)
	m.Start(vm.Start{Enrollment: "e1", Record: r.Ref(), At: 12, Trigger: occurrence})
	if e := m.Run(&w.env); e.Kind != vm.Sleep {
		t.Fatalf("%v, want a delay", e.Kind)
	}
	other := vm.NewMachine(p)
	if err := other.Adopt(m, vm.NewMoves(p, p)); err != nil {
		t.Fatal(err)
	}
	if a, b := m.Snapshot(nil), other.Snapshot(nil); !bytes.Equal(a, b) {
		t.Errorf("%x, adopted %x", a, b)
	}
	other.Resume(false, schema.Value{})
	if e := other.Run(&w.env); e.Kind != vm.Act {
		t.Errorf("%v, want the step behind the delay", e.Kind)
	}
}

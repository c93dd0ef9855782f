package runtime_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store/memory"
)

func TestDeployReport(t *testing.T) {
	w := openWorld(t)
	report := w.deploy(`workflow a on contact { enroll when contact.score > 1 stop }
workflow b on contact { enroll when contact.score > 2 stop }`)
	if want := (runtime.DeployReport{New: []string{"a", "b"}}); !reflect.DeepEqual(report, want) {
		t.Errorf("%+v", report)
	}
	report = w.deploy(`// moved, and the same
workflow b on contact {
  enroll when contact.score > 2
  stop
}
workflow c on contact { enroll when contact.score > 3 stop }`)
	if want := (runtime.DeployReport{New: []string{"c"}, Same: []string{"b"}, Removed: []string{"a"}}); !reflect.DeepEqual(report, want) {
		t.Errorf("%+v", report)
	}
	report = w.deploy(`workflow b on contact { enroll when contact.score > 20 stop }`)
	if want := (runtime.DeployReport{Changed: []string{"b"}, Removed: []string{"c"}}); !reflect.DeepEqual(report, want) {
		t.Errorf("%+v", report)
	}
}

const slow = `workflow slow on contact {
  enroll when contact.score > 1
  delay 1 day
  set contact.city = "first version"
}`

func TestRecordsFinishOnTheirVersion(t *testing.T) {
	w := newWorld(t, slow)
	w.put("contact", "1", "score", 2)
	w.deploy(strings.Replace(slow, "first version", "second version", 1))
	w.put("contact", "2", "score", 2)
	w.advance(day)
	w.expect(ref("contact", "1"), "city", "first version")
	w.expect(ref("contact", "2"), "city", "second version")
	w.expectStatus("slow", 2, 2, 0, 0, 0)
	versions := map[string]bool{}
	for en, err := range w.e.Enrollments(runtime.Filter{Workflow: "slow"}) {
		if err != nil {
			t.Fatal(err)
		}
		versions[en.Version] = true
	}
	if len(versions) != 2 {
		t.Errorf("versions: %v", versions)
	}
}

func TestRemovedWorkflowStopsEnrolling(t *testing.T) {
	w := newWorld(t, slow)
	w.put("contact", "1", "score", 2)
	w.deploy("")
	w.put("contact", "2", "score", 2)
	w.expectStatus("slow", 1, 0, 1, 0, 0)
	if w.status("slow").On {
		t.Error("the removed workflow is on")
	}
	w.advance(day)
	w.expect(ref("contact", "1"), "city", "first version")
	w.expect(ref("contact", "2"), "city", "")
	w.expectHistory(runtime.Filter{Workflow: "slow"},
		"enrolled | enroll when contact.score > 1",
		"waited | delay | until tue 2026-03-03 09:00 | waiting",
		"acted | set | city: unknown → first version",
		"finished",
	)
}

// Everything that waits goes on after the engine was closed and another one opened on the store.
func TestReopened(t *testing.T) {
	const text = slow + `
workflow event on contact {
  enroll when contact.score > 1
  let e = delay until event email_opened up to 9 days
  if e != nil then set contact.country = "opened"
}
workflow cond on contact {
  enroll when contact.score > 1
  let ok = delay until any(deals, .amount > 5) up to 9 days
  if ok then set contact.state = "deal"
}`
	kept := memory.New()
	adapt := func(c *runtime.Config) { c.Store = kept }
	w := newWorld(t, text, adapt)
	w.put("contact", "1", "score", 2)
	w.put("deal", "d", "name", "Deal", "amount", 1)
	w.associate(ref("contact", "1"), ref("deal", "d"))
	if err := w.e.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := w.e.Put(ctx, "contact", "1", nil); !errors.Is(err, runtime.ErrClosed) {
		t.Errorf("put after close: %v", err)
	}
	again := openWorld(t, adapt)
	again.clock.Set(monday.Add(2 * time.Hour))
	again.send("email_opened", ref("contact", "1"))
	again.put("deal", "d", "amount", 6)
	again.advance(day)
	again.expect(ref("contact", "1"), "country", "opened")
	again.expect(ref("contact", "1"), "state", "deal")
	again.expect(ref("contact", "1"), "city", "first version")
	for _, name := range []string{"slow", "event", "cond"} {
		again.expectStatus(name, 1, 1, 0, 0, 0)
	}
}

func TestWhereEnrollmentsStand(t *testing.T) {
	w := newWorld(t, `workflow place on contact {
  enroll when contact.score > 1
  delay 1 day
call:
  delay until event email_opened up to 5 days
}`)
	w.put("contact", "1", "score", 2)
	w.advance(day)
	for en, err := range w.e.Enrollments(runtime.Filter{Record: ref("contact", "1")}) {
		want := runtime.Enrollment{ID: "e1", Workflow: "place", Record: ref("contact", "1"), Version: en.Version, At: monday, State: runtime.StateWaiting,
			Step: "call", Label: "call", Note: "until sun 2026-03-08 09:00 at most", Until: monday.Add(6 * day)}
		if err != nil || en != want {
			t.Errorf("%+v, %v\nwant %+v", en, err, want)
		}
	}
	next, err := w.e.Drain(ctx)
	if err != nil || !next.Equal(monday.Add(6*day)) || !w.status("place").Next.Equal(next) {
		t.Errorf("next: %v, %v, %v", next, w.status("place").Next, err)
	}
}

func TestForeignAndOtherFormats(t *testing.T) {
	open := func(key, value string) error {
		kept := memory.New()
		tx := kept.Begin(true)
		if err := tx.Set([]byte(key), []byte(value)); err != nil {
			t.Fatal(err)
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		_, err := runtime.Open(runtime.Config{Store: kept, Catalog: &schema.Catalog{}})
		return err
	}
	if err := open("!format", "wf store 9"); err == nil || err.Error() != `the store has the format "wf store 9", and this version of wf reads "wf store 3": open it with the version that wrote it` {
		t.Errorf("newer: %v", err)
	}
	if err := open("users/1", "x"); err == nil || err.Error() != "the store holds something else than workflows: give an empty folder" {
		t.Errorf("foreign: %v", err)
	}
	if _, err := runtime.Open(runtime.Config{}); err == nil || err.Error() != "an engine needs a store and a catalog" {
		t.Errorf("nothing: %v", err)
	}
}

func TestScheduleSurvivesDowntime(t *testing.T) {
	const text = `workflow digest on contact {
  enroll every day at 08:00
  increase contact.score
}`
	kept := memory.New()
	adapt := func(c *runtime.Config) { c.Store = kept }
	w := newWorld(t, text, adapt)
	w.put("contact", "1")
	w.e.Close()
	again := openWorld(t, adapt)
	again.clock.Set(monday.Add(10 * day))
	again.drain() // ten mornings were missed: made up for once
	again.expect(ref("contact", "1"), "score", "1")
	again.advance(day)
	again.expect(ref("contact", "1"), "score", "2")
}

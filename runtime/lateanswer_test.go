package runtime_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// An answer that comes when its run is over changes nothing, and the history tells of it; a second answer is refused as
// ever.
func TestAnswerAfterTheRunEnded(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(w *world) error
		last string
	}{
		"unenrolled": {func(w *world) error { _, err := w.e.Unenroll(ctx, "scoring", ref("contact", "1")); return err }, "left | by hand"},
		"deleted":    {func(w *world) error { return w.e.Delete(ctx, ref("contact", "1")) }, "left | the record was deleted"},
		"brought back": {func(w *world) error {
			if err := w.e.Delete(ctx, ref("contact", "1")); err != nil {
				return err
			}
			w.put("contact", "1", "city", "Rome", "score", nil)
			return nil
		}, "left | the record was deleted"},
	} {
		t.Run(name, func(t *testing.T) {
			w, _, token := scored(t)
			if err := c.end(w); err != nil {
				t.Fatal(err)
			}
			if err := w.answer(token, `{"score": 7}`); err != nil {
				t.Fatal(err)
			}
			w.refuses(token, `{"score": 8}`, "this was answered already, on 2026-03-02 09:00:00 UTC")
			w.advance(72 * time.Hour)
			w.expectHistory(runtime.Filter{}, "enrolled | enroll when contact.score > 1",
				"acted | crm.score | POST https://scores.example/run: answered", c.last)
			w.expectStatus("scoring", 1, 0, 0, 1, 0)
			if name != "deleted" {
				if got := w.get(ref("contact", "1"), "city"); strings.Contains(got, "7") {
					t.Errorf("the late answer set city to %s", got)
				}
			}
		})
	}
}

// A record that is deleted and comes back is the same record to a workflow that takes everyone once, and nothing of its
// former life goes on.
func TestRecordThatComesBack(t *testing.T) {
	w := newWorld(t, `workflow greet on contact {
  enroll when contact.score > 1
  set contact.city = "began"
  delay 5 days
  set contact.city = "ended"
}
workflow again on contact {
  enroll when contact.score > 1
  reenroll always
  notify(to: user("ana@acme.example"), text: "again")
  delay 5 days
  increase contact.visits
}
object contact { visits: number }`)
	w.put("contact", "1", "email", "a@x.example", "score", 2)
	w.advance(2 * 24 * time.Hour)
	if err := w.e.Delete(ctx, ref("contact", "1")); err != nil {
		t.Fatal(err)
	}
	w.put("contact", "2", "email", "a@x.example") // its key was free
	if _, err := w.e.Put(ctx, "contact", "1", map[string]schema.Value{"score": schema.NumberValue(3)}); err == nil {
		t.Error("the record came back with a key that another one has")
	}
	if deleted, err := w.e.Get(ref("contact", "1")); err != nil || deleted != nil {
		t.Errorf("what was refused left %v %v", deleted, err)
	}
	w.put("contact", "1", "email", "b@x.example", "score", 3)
	w.advance(30 * 24 * time.Hour)
	w.expect(ref("contact", "1"), "city", "began")
	w.expectStatus("greet", 1, 0, 0, 1, 0)
	w.expectStatus("again", 2, 1, 0, 1, 0)
	w.expect(ref("contact", "1"), "visits", "1")
	w.expect(ref("contact", "a@x.example"), "id", "2")
	w.expect(ref("contact", "b@x.example"), "id", "1")
	keys := map[string]bool{}
	for m, err := range w.e.Messages() {
		if err != nil || keys[m.Message.Key] {
			t.Errorf("%v %s", err, m.Message.Key)
		}
		keys[m.Message.Key] = true
	}
}

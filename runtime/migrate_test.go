package runtime_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/runtime"
)

// migrate moves what can be moved and tells what came of it.
func (w *world) migrate() (moved int, stays []string) {
	w.t.Helper()
	moved, list, err := w.e.Migrate(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, s := range list {
		stays = append(stays, s.Enrollment.Record.String()+" at "+s.Enrollment.Step+": "+s.Reason)
	}
	return moved, stays
}

const visits = `workflow visits on contact {
  enroll when contact.score > 1
  set contact.state = "old"
sleeping:
  delay 2 days
  let e = delay until event email_opened up to 9 days
  if e != nil then set contact.country = "old"
}`

const visitsNow = `workflow visits on contact {
  enroll when contact.score > 1
  set contact.state = "new"
  set contact.city = "new"
sleeping:
  delay 5 days
  let e = delay until event email_opened up to 9 days
  if e != nil then set contact.country = "new"
}`

func TestMigrate(t *testing.T) {
	w := newWorld(t, visits)
	w.put("contact", "1", "score", 2)
	w.advance(3 * day)
	w.put("contact", "2", "score", 2)
	w.deploy(visitsNow)
	moved, stays := w.migrate()
	if moved != 2 || stays != nil {
		t.Fatalf("moved %d, stays %v", moved, stays)
	}
	if moved, stays := w.migrate(); moved != 0 || stays != nil {
		t.Errorf("again: moved %d, stays %v", moved, stays)
	}
	w.advance(2 * day) // the second sleeps as long as it was to
	w.send("email_opened", ref("contact", "1"))
	w.send("email_opened", ref("contact", "2"))
	w.drain()
	for _, id := range []string{"1", "2"} {
		w.expect(ref("contact", id), "country", "new")
		w.expect(ref("contact", id), "city", "")
		w.expect(ref("contact", id), "state", "old")
	}
	w.expectStatus("visits", 2, 2, 0, 0, 0)
	w.expectHistory(runtime.Filter{Record: ref("contact", "2")},
		"enrolled | enroll when contact.score > 1",
		"acted | set | state: unknown → old",
		"waited | delay | until sat 2026-03-07 09:00 | waiting",
		"moved | to the current version of the workflow, at sleeping",
		"waited | delay | until mon 2026-03-16 09:00 at most | waiting",
		"resumed | delay | event email_opened",
		"branched | if | e != nil: yes",
		"acted | set | country: unknown → new",
		"finished",
	)
}

func TestStays(t *testing.T) {
	w := newWorld(t, visits)
	w.put("contact", "1", "score", 2)
	w.deploy(`workflow visits on contact {
  enroll when contact.score > 1
  delay 1 hour
}`)
	moved, stays := w.migrate()
	if diff := cmp.Diff([]string{"contact 1 at sleeping: there is no such step any more"}, stays); moved != 0 || diff != "" {
		t.Fatalf("moved %d, %s", moved, diff)
	}
	w.send("email_opened", ref("contact", "1"))
	w.advance(2 * day)
	w.send("email_opened", ref("contact", "1"))
	w.drain()
	w.expect(ref("contact", "1"), "country", "old")
}

// A record that the new version would let out leaves when it is moved.
func TestLeavesByTheNewVersion(t *testing.T) {
	w := newWorld(t, slow)
	w.put("contact", "1", "score", 9)
	w.deploy(`workflow slow on contact {
  enroll when contact.score > 1
  unenroll when contact.score > 5
  delay 1 day
  set contact.city = "second version"
}`)
	if moved, stays := w.migrate(); moved != 1 || stays != nil {
		t.Fatalf("moved %d, stays %v", moved, stays)
	}
	w.advance(2 * day)
	w.expect(ref("contact", "1"), "city", "")
	w.expectStatus("slow", 1, 0, 0, 1, 0)
}

// Exits of the new version hold for those that were moved, those that depend on time alone among them.
func TestExitsOfTheNewVersion(t *testing.T) {
	w := newWorld(t, slow)
	w.put("contact", "1", "score", 2)
	w.put("contact", "2", "score", 2)
	w.deploy(`workflow slow on contact {
  enroll when contact.score > 1
  unenroll when contact.created_at < ago(hours(6)) or contact.score > 5
  delay 1 day
  set contact.city = "second version"
}`)
	if moved, stays := w.migrate(); moved != 2 || stays != nil {
		t.Fatalf("moved %d, stays %v", moved, stays)
	}
	w.put("contact", "1", "score", 6)
	w.drain()
	w.expectStatus("slow", 2, 0, 1, 1, 0)
	w.advance(7 * time.Hour)
	w.expectStatus("slow", 2, 0, 0, 2, 0)
}

// More than one input moves, counted right, and a second engine goes on where the first was.
func TestMigrateMany(t *testing.T) {
	w := newWorld(t, slow)
	for i := range 1100 {
		w.put("contact", fmt.Sprint(i), "score", 2)
	}
	w.deploy(visits + "\n" + `workflow slow on contact {
  enroll when contact.score > 1
  set contact.state = "x"
  delay 1 day
  set contact.city = "second version"
}`)
	if moved, stays := w.migrate(); moved != 1100 || stays != nil {
		t.Fatalf("moved %d, stays %v", moved, stays)
	}
	w.advance(2 * day)
	w.expectStatus("slow", 1100, 1100, 0, 0, 0)
	w.expect(ref("contact", "1099"), "city", "second version")
	w.expect(ref("contact", "1099"), "state", "")
}

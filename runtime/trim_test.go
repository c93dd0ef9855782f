package runtime_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// What ended 90 days ago goes with its history and messages; what is inside stays whole, however old it is, and the
// counts and the rule about coming back hold on.
func TestTrimming(t *testing.T) {
	w := newWorld(t, `workflow short on contact {
  enroll when contact.score > 1
  notify(to: team("Sales"), text: "x")
}
workflow long on contact {
  enroll when contact.score > 8
  set contact.state = "in"
  delay 300 days
  set contact.state = "out"
}`)
	const many = 1500 // more than one turn of the trimming
	for i := range many {
		w.put("contact", fmt.Sprint(i), "score", 2)
	}
	w.sent.answer = func(*schema.Message) (schema.Sent, error) { return schema.Sent{}, errors.New("no network") }
	w.put("contact", "old", "score", 9)
	w.advance(60 * day)
	w.put("contact", "young", "score", 2)
	w.advance(29 * day)
	if n := len(w.history(runtime.Filter{})); n < 3*many {
		t.Fatalf("after 89 days: %d lines", n)
	}
	w.advance(2 * day)
	left := map[string]int{}
	for en, err := range w.e.Enrollments(runtime.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		left[en.Workflow+" "+en.Record.ID]++
	}
	if len(left) != 2 || left["long old"] != 1 || left["short young"] != 1 {
		t.Errorf("left: %v", left)
	}
	w.expectHistory(runtime.Filter{Record: ref("contact", "old")},
		"enrolled | enroll when contact.score > 8",
		"acted | set | state: unknown → in",
		"waited | delay | until sun 2026-12-27 09:00 | waiting",
	)
	messages, issues := 0, 0
	for _, err := range w.e.Messages() {
		if err != nil {
			t.Fatal(err)
		}
		messages++
	}
	for i, err := range w.e.Issues() {
		if err != nil || i.Record != ref("contact", "young") {
			t.Errorf("%+v, %v", i, err)
		}
		issues++
	}
	if messages != 1 || issues != 1 {
		t.Errorf("%d messages, %d issues", messages, issues)
	}
	w.expectStatus("short", many+2, many+2, 0, 0, many+2)
	w.put("contact", "0", "score", 0)
	w.put("contact", "0", "score", 2)
	w.expectStatus("short", many+2, many+2, 0, 0, many+2)
	w.advance(300 * day)
	w.expect(ref("contact", "old"), "state", "out")
}

func TestKeepHistory(t *testing.T) {
	w := newWorld(t, `workflow short on contact { enroll when contact.score > 1 set contact.state = "x" }`,
		func(c *runtime.Config) { c.KeepHistory = 48 * time.Hour })
	w.put("contact", "1", "score", 2)
	w.advance(2 * day)
	if n := len(w.history(runtime.Filter{})); n != 3 {
		t.Errorf("%d lines", n)
	}
	w.advance(day)
	if n := len(w.history(runtime.Filter{})); n != 0 {
		t.Errorf("%d lines", n)
	}
}

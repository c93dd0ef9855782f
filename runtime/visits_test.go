package runtime_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// A record remembers its first workflow after any number of others, and its history loses none of them.
func TestManyVisits(t *testing.T) {
	w := newWorld(t, `workflow once on contact {
  enroll when contact.score > 100
  increase contact.score
}
workflow often on contact {
  enroll when contact.score > 100
  reenroll always
  decrease contact.score
}`)
	w.put("contact", "1", "score", 1)
	enroll := func(workflow string) error {
		_, err := w.e.Enroll(ctx, workflow, ref("contact", "1"))
		return err
	}
	if err := enroll("once"); err != nil {
		t.Fatal(err)
	}
	const times = 50
	for range times {
		if err := enroll("often"); err != nil {
			t.Fatal(err)
		}
	}
	var refused *runtime.RefusedError
	for range 20 {
		if err := enroll("once"); !errors.As(err, &refused) || !strings.HasPrefix(refused.Reason, "was enrolled on ") {
			t.Fatalf("enrolled again: %v", err)
		}
	}
	w.e.Close()
	kept := w.store
	w = openWorld(t, func(c *runtime.Config) { c.Store = kept })
	if _, err := w.e.Enroll(ctx, "once", ref("contact", "1")); !errors.As(err, &refused) {
		t.Errorf("enrolled again after a restart: %v", err)
	}
	last, runs := uint64(0), 0
	for en, err := range w.e.Enrollments(runtime.Filter{Record: ref("contact", "1")}) {
		if err != nil {
			t.Fatal(err)
		}
		var id uint64
		if _, err := fmt.Sscanf(en.ID, "e%d", &id); err != nil || id <= last {
			t.Errorf("%s comes after e%d", en.ID, last)
		}
		last, runs = id, runs+1
	}
	if runs != 1+times {
		t.Errorf("%d enrollments, want %d", runs, 1+times)
	}
	refusals := 0
	for _, l := range w.history(runtime.Filter{Record: ref("contact", "1")}) {
		if strings.HasPrefix(l, "refused") {
			refusals++
		}
	}
	if refusals != 21 {
		t.Errorf("%d refusals, want 21", refusals)
	}
}

// A history that is too long to be kept with its enrollment is told in order, and an answer that comes late is written
// where its message is.
func TestLongHistory(t *testing.T) {
	text := "workflow long on contact {\n  enroll when contact.score > 1\n  notify(to: team(\"Sales\"), text: \"hello\")\n"
	for i := range 40 {
		text += fmt.Sprintf("  set contact.city = \"place number %d\"\n  delay 1 hour\n", i)
	}
	w := newWorld(t, text+"}")
	tries := 0
	w.sent.answer = func(*schema.Message) (schema.Sent, error) {
		if tries++; tries < 4 {
			return schema.Sent{}, &schema.RetryLater{Err: errors.New("busy"), After: 10 * time.Hour}
		}
		return schema.Sent{}, errors.New("it is closed")
	}
	w.put("contact", "1", "score", 2)
	w.advance(3 * day)
	var told []string
	failed := 0
	for entry, err := range w.e.History(runtime.Filter{Workflow: "long"}) {
		if err != nil {
			t.Fatal(err)
		}
		if entry.Action == "set" {
			told = append(told, entry.Text)
		}
		if entry.Action == "notify" && entry.Status == schema.Failed && entry.Reason == "it is closed" {
			failed++
		}
	}
	if failed != 1 {
		t.Errorf("the answer is told %d times, want once", failed)
	}
	if len(told) != 40 {
		t.Fatalf("%d sets are told, want 40", len(told))
	}
	for i, text := range told {
		if !strings.Contains(text, fmt.Sprintf("place number %d", i)) {
			t.Errorf("set %d is told as %q", i, text)
		}
	}
	issues := 0
	for entry, err := range w.e.Issues() {
		if err != nil {
			t.Fatal(err)
		}
		if entry.Reason == "it is closed" {
			issues++
		}
	}
	if issues != 1 {
		t.Errorf("%d issues, want 1", issues)
	}
}

package runtime_test

import (
	"testing"
	"time"
)

// When a record last changed is a property that changes with every other one.
func TestConditionOnTheLastChange(t *testing.T) {
	w := newWorld(t, `workflow touched on contact {
  enroll when contact.updated_at != contact.created_at
  delay 1 day
}`)
	w.put("contact", "1", "city", "Lyon")
	w.advance(time.Hour)
	if n := w.status("touched").Enrolled; n != 0 {
		t.Fatalf("%d entered before anything changed", n)
	}
	w.put("contact", "1", "city", "Nice")
	if n := w.status("touched").Enrolled; n != 1 {
		t.Fatalf("%d entered after a change, want 1", n)
	}
}

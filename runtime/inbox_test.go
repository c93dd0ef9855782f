package runtime_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/backup"
	"github.com/wflang/wf/runtime/store/memory"
)

const telling = `workflow tell on contact {
  enroll when contact.score > 1
  reenroll always
  notify(to: team("Sales"), title: "Hot", text: "Call {{contact.firstname}}")
}
workflow own on contact {
  enroll when contact.city == "Lyon"
  call: notify(to: [user("ana@acme.example"), user("ana@acme.example")], text: "Yours") // allow: unused-label
}`

const ana, ben = "ana@acme.example", "ben@acme.example"

// inbox is the notification center of a user, one line each, and checks that it is counted right.
func (w *world) inbox(user string) []string {
	w.t.Helper()
	var lines []string
	unread := 0
	for n, err := range w.e.Notifications(user) {
		if err != nil {
			w.t.Fatal(err)
		}
		line := fmt.Sprintf("%s %s: %s", n.Record, n.Title, n.Text)
		if n.Read.IsZero() {
			unread++
			line = "* " + line
		}
		lines = append(lines, line)
	}
	if n, err := w.e.Unread(user); err != nil || user != "" && n != unread {
		w.t.Errorf("%d are unread of %q, %d are counted: %v", unread, lines, n, err)
	}
	return lines
}

func (w *world) expectInbox(user string, want ...string) {
	w.t.Helper()
	if got := w.inbox(user); !slices.Equal(got, want) {
		w.t.Errorf("inbox of %s:\n  %s\nwant:\n  %s", user, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func (w *world) markRead(want int, user string, ids ...string) {
	w.t.Helper()
	if n, err := w.e.MarkRead(ctx, user, ids...); err != nil || n != want {
		w.t.Errorf("marked %d, %v; want %d", n, err, want)
	}
}

func TestNotificationCenter(t *testing.T) {
	w := newWorld(t, telling)
	w.put("contact", "1", "firstname", "Ann", "score", 2)
	w.put("contact", "2", "firstname", "Bob", "score", 2)
	w.put("contact", "2", "city", "Lyon")
	// They are there with the transaction of the record, before any message leaves.
	w.expectInbox(ana, "* contact 1 Hot: Call Ann", "* contact 2 Hot: Call Bob", "* contact 2 own: Yours")
	w.expectInbox("Ben@ACME.example", "* contact 1 Hot: Call Ann", "* contact 2 Hot: Call Bob")
	w.expectInbox("nobody@acme.example")
	w.drain()
	w.expectInbox("", "* contact 1 Hot: Call Ann", "* contact 2 Hot: Call Bob", "* contact 2 own: Yours", "* contact 1 Hot: Call Ann", "* contact 2 Hot: Call Bob")
	var last runtime.Notification
	for n, err := range w.e.Notifications(ana) {
		if last = n; err != nil {
			t.Fatal(err)
		}
	}
	if want := (runtime.Notification{ID: last.ID, User: ana, At: monday, Title: "own", Text: "Yours", Workflow: "own", Enrollment: last.Enrollment,
		Record: ref("contact", "2"), Step: "call"}); last != want || last.ID == "" || last.Enrollment == "" {
		t.Errorf("%+v", last)
	}

	w.advance(time.Hour)
	w.markRead(1, ana, last.ID)
	w.markRead(0, ana, last.ID)
	w.expectInbox(ana, "* contact 1 Hot: Call Ann", "* contact 2 Hot: Call Bob", "contact 2 own: Yours")
	for _, id := range []string{"n999", "4", last.ID} {
		if _, err := w.e.MarkRead(ctx, ben, id); err == nil || err.Error() != "`ben@acme.example` has no notification `"+id+"`" {
			t.Errorf("%s: %v", id, err)
		}
	}
	w.markRead(2, "Ana@acme.example")
	w.markRead(0, ana)
	w.expectInbox(ana, "contact 1 Hot: Call Ann", "contact 2 Hot: Call Bob", "contact 2 own: Yours")
	w.expectInbox(ben, "* contact 1 Hot: Call Ann", "* contact 2 Hot: Call Bob")
}

// A message that cannot leave, is tried again, or has nobody to take it changes nothing: the center has it once.
func TestNotificationOnce(t *testing.T) {
	w := newWorld(t, telling)
	tries := 0
	w.sent.answer = func(*schema.Message) (schema.Sent, error) {
		if tries++; tries < 4 {
			return schema.Sent{}, &schema.RetryLater{Err: errors.New("busy")}
		}
		return schema.Sent{}, errors.New("no such address")
	}
	w.put("contact", "1", "firstname", "Ann", "score", 2)
	w.advance(day)
	if tries != 4 {
		t.Errorf("%d tries", tries)
	}
	w.expectInbox(ana, "* contact 1 Hot: Call Ann")

	w = newWorld(t, telling, func(c *runtime.Config) { c.Outbox = nil })
	w.put("contact", "1", "firstname", "Ann", "score", 2)
	w.drain()
	w.expectInbox(ben, "* contact 1 Hot: Call Ann")
	w.expectHistory(runtime.Filter{}, "enrolled | enroll when contact.score > 1", "acted | notify | to ana@acme.example, ben@acme.example", "finished")
}

// A turn that fails leaves no notification behind, nor does an action that is skipped.
func TestNotificationOfTurnThatFails(t *testing.T) {
	w := openWorld(t)
	w.catalog.Actions = append(w.catalog.Actions, &schema.Action{Name: "break.down", Doc: "x", Run: func(*schema.Turn, *schema.Call) schema.Result { panic("boom") }})
	w.deploy(`workflow w on contact {
  enroll when contact.score > 1
  notify(to: team("Sales"), text: "x")
  break.down()
}`)
	w.put("contact", "1", "score", 2)
	w.drain()
	w.expectInbox(ana)
	w.deploy(telling)
	w.put("contact", "1", "score", 1)
	if err := w.e.Off(ctx, "tell"); err != nil {
		t.Fatal(err)
	}
	w.put("contact", "1", "score", 2)
	w.drain()
	w.expectInbox(ana)
}

// What was read goes as the history does, 90 days after it was read; what is unread stays, also when the run it came from
// is long forgotten.
func TestTrimmingOfNotifications(t *testing.T) {
	w := newWorld(t, telling)
	const many = 1200 // more than one turn marks or trims
	for i := range many {
		w.put("contact", fmt.Sprint(i), "firstname", "Ann", "score", 2)
	}
	w.advance(30 * day)
	w.markRead(many, ben)
	w.put("contact", "young", "firstname", "Bob", "score", 2)
	w.advance(89 * day)
	if n := len(w.inbox(ben)); n != many+1 {
		t.Errorf("after 89 days Ben has %d", n)
	}
	w.advance(2 * day)
	w.expectInbox(ben, "* contact young Hot: Call Bob")
	if all := w.inbox(ana); len(all) != many+1 || all[0] != "* contact 0 Hot: Call Ann" {
		t.Errorf("Ana has %d: %q", len(all), all[:1])
	}
	if lines := w.history(runtime.Filter{Record: ref("contact", "0")}); len(lines) != 0 {
		t.Errorf("the run is remembered: %q", lines)
	}
}

func TestNotificationsOutliveTheEngine(t *testing.T) {
	w := newWorld(t, telling)
	w.put("contact", "1", "firstname", "Ann", "score", 2)
	w.put("contact", "2", "firstname", "Bob", "score", 2)
	w.markRead(2, ben)
	var copied bytes.Buffer
	if _, err := w.e.Backup(&copied); err != nil {
		t.Fatal(err)
	}
	again := memory.New()
	if _, err := backup.Restore(again, &copied); err != nil {
		t.Fatal(err)
	}
	r := openWorld(t, func(c *runtime.Config) { c.Store = again })
	r.expectInbox(ana, "* contact 1 Hot: Call Ann", "* contact 2 Hot: Call Bob")
	r.expectInbox(ben, "contact 1 Hot: Call Ann", "contact 2 Hot: Call Bob")
}

package runtime_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/wflang/wf/runtime"
)

// The limit of text messages holds for the calendar month of the project's zone, which ends hours before that of UTC here.
func TestTextMessagesOfAMonth(t *testing.T) {
	zone, err := time.LoadLocation("Pacific/Kiritimati")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, `workflow tell on contact {
  enroll when contact.score > 1
  let r = notify.sms(to: "+33612345678", text: "x")
  if r.ok then set contact.city = "told" else set contact.city = r.error
}`, func(c *runtime.Config) { c.Zone, c.SMSPerMonth = zone, 2 })
	tell := func(id, want string) {
		t.Helper()
		w.put("contact", id, "score", 2)
		w.drain()
		w.expect(ref("contact", id), "city", want)
	}
	w.advance(29 * day) // 31 March, 23:00 there
	tell("1", "told")
	tell("2", "told")
	tell("3", "2 SMS were sent this month, and 2 is the most: no more until 2026-04-01")
	w.advance(2 * time.Hour)
	tell("4", "told")
}

// A thousand texts leave in a month unless the project says otherwise, and not one more.
func TestThousandTextMessages(t *testing.T) {
	w := newWorld(t, `workflow tell on contact {
  enroll when contact.score > 1
  notify.sms(to: "+33612345678", text: "x")
}`)
	for i := range 1001 {
		w.put("contact", fmt.Sprint(i), "score", 2)
	}
	w.drain()
	if n := len(w.sent.messages()); n != 1000 {
		t.Errorf("%d texts left", n)
	}
	w.expectStatus("tell", 1001, 1001, 0, 0, 1)
}

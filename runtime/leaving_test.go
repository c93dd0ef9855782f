// Leaving at once: no step comes after the one by which a record leaves.

package runtime_test

import (
	"strings"
	"testing"

	"github.com/wflang/wf/runtime"
)

func TestLeavesAtOnceByItsOwnSteps(t *testing.T) {
	const steps = `
  enroll when contact.score > 1
  set contact.city = "first"
  set contact.state = "second"
  subscription.set(type: "News", status: "unsubscribed", basis: "consent_with_notice", reason: "asked")
  set contact.lead_status = "open"
  notify(to: user("ana@acme.example"), text: "after it")
}`
	for _, c := range []struct{ setting, ended string }{
		{`goal when contact.state == "second"`, `finished | goal when contact.state == "second"`},
		{`goal when contact.lead_status == "open"`, `finished | goal when contact.lead_status == "open"`},
		{`goal on change of contact.lead_status`, `finished | goal on change of contact.lead_status`},
		{`unenroll on change of contact.state`, `left | unenroll on change of contact.state`},
		{`unenroll on change of contact.lead_status where contact.lead_status == "new"`, ""},
		{`unenroll on event subscription_changed where event.status == "unsubscribed"`,
			`left | unenroll on event subscription_changed where event.status == "unsubscribed"`},
		{`unenroll on event subscription_changed where event.status == "subscribed"`, ""},
		{`suppress when contact.state == "second"`, `left | suppress when contact.state == "second"`},
	} {
		w := newWorld(t, "workflow w on contact {\n"+c.setting+steps)
		w.put("contact", "1", "email", "ann@x.example", "score", 2)
		w.drain()
		history := w.history(runtime.Filter{Workflow: "w"})
		last := history[len(history)-1]
		sent := len(w.sent.messages())
		if c.ended == "" {
			if last != "finished" || sent != 1 {
				t.Errorf("%s: %d messages\n  %s", c.setting, sent, strings.Join(history, "\n  "))
			}
			continue
		}
		if last != c.ended || sent != 0 {
			t.Errorf("%s: %d messages\n  %s", c.setting, sent, strings.Join(history, "\n  "))
		}
	}
}

package runtime_test

import (
	"strings"
	"testing"

	"github.com/wflang/wf/runtime"
)

// subscribing sets the status that the city says on the basis that the state says; listening counts what changed.
const subscribing = `workflow mail on contact {
  enroll when contact.score == 1
  email(template: "welcome")
}
workflow subscribing on contact {
  enroll when contact.score > 1
  reenroll always
  subscription.set(type: "News", status: contact.city, basis: contact.state, reason: "ticked the box")
}
workflow listening on contact {
  enroll on event subscription_changed
  reenroll always
  set contact.country = "{{trigger.type}} {{trigger.status}}"
}`

// subscription is the status of contact 1 for News, as conditions and mails see it.
func (w *world) subscription() string {
	w.t.Helper()
	view, end := w.e.View()
	defer end()
	r := view.Record(ref("contact", "1"))
	if r == nil {
		w.t.Fatal("there is no contact")
	}
	var of []string
	for _, set := range []string{"subscribed:News", "unsubscribed:News", "optedout:News", "optedout:"} {
		if view.Member(set, r) {
			of = append(of, set)
		}
	}
	return strings.Join(of, " ")
}

// optOut unsubscribes contact 1 by the link in a mail.
func (w *world) optOut() {
	w.t.Helper()
	w.put("contact", "1", "score", 1)
	w.drain()
	m := w.sent.messages()[0]
	link := strings.TrimSuffix(m.Headers[0], ">")
	if _, err := w.e.Unsubscribe(ctx, link[strings.LastIndexByte(link, '/')+1:]); err != nil {
		w.t.Fatal(err)
	}
}

// Every legal basis, from every status to every other. What changes is told once; what a contact decided itself stands.
func TestSubscriptionSet(t *testing.T) {
	bases := []string{"legitimate_interest_prospect", "legitimate_interest_client", "legitimate_interest_other", "performance_of_contract",
		"consent_with_notice", "process_and_store", "not_applicable", ""}
	type outcome struct {
		line   string // of the history, BASIS where the basis stands; what begins with "failed" failed
		status string // sets that the contact is in
		events int
	}
	const ownNews, ownAll = "failed | the contact itself unsubscribed from `News`", "failed | the contact itself unsubscribed from all mail"
	for _, c := range []struct {
		prior                                  string
		set                                    func(w *world)
		subscribed, unsubscribed, notSpecified outcome
	}{
		{"not_specified", func(*world) {},
			outcome{"News: not_specified → subscribedBASIS", "subscribed:News", 1},
			outcome{"News: not_specified → unsubscribedBASIS", "unsubscribed:News", 1},
			outcome{"News: not_specified already", "", 0}},
		{"subscribed", func(w *world) { w.member("subscribed:News", ref("contact", "1")) },
			outcome{"News: subscribed already", "subscribed:News", 0},
			outcome{"News: subscribed → unsubscribedBASIS", "unsubscribed:News", 1},
			outcome{"News: subscribed → not_specifiedBASIS", "", 1}},
		{"unsubscribed by a workflow", func(w *world) { w.member("unsubscribed:News", ref("contact", "1")) },
			outcome{"News: unsubscribed → subscribedBASIS", "subscribed:News", 1},
			outcome{"News: unsubscribed already", "unsubscribed:News", 0},
			outcome{"News: unsubscribed → not_specifiedBASIS", "", 1}},
		{"opted out itself", func(w *world) { w.member("subscribed:News", ref("contact", "1")); w.optOut() },
			outcome{ownNews, "optedout:News", 0},
			outcome{"News: unsubscribed already", "optedout:News", 0},
			outcome{ownNews, "optedout:News", 0}},
		{"opted out of all mail", func(w *world) { w.member("optedout:", ref("contact", "1")) },
			outcome{ownAll, "optedout:", 0},
			outcome{"News: unsubscribed already", "optedout:", 0},
			outcome{ownAll, "optedout:", 0}},
	} {
		for _, basis := range bases {
			for status, want := range map[string]outcome{"subscribed": c.subscribed, "unsubscribed": c.unsubscribed, "not_specified": c.notSpecified} {
				w := newWorld(t, subscribing, func(c *runtime.Config) { c.URL = "https://wf.acme.example" })
				w.put("contact", "1", "email", "ann@ledger.example", "city", status, "country", "none")
				if basis != "" {
					w.put("contact", "1", "state", basis)
				}
				c.set(w)
				before := w.status("listening").Enrolled
				w.put("contact", "1", "score", 2, "country", "none")
				w.drain()
				on := ": ticked the box"
				if basis != "" {
					on = " on the basis " + basis + on
				}
				line := "acted | subscription.set | " + strings.Replace(want.line, "BASIS", on, 1)
				if lines := w.history(runtime.Filter{Workflow: "subscribing"}); len(lines) != 3 || lines[1] != line {
					t.Errorf("%s, %s on %q: %q\nwant %s", c.prior, status, basis, lines, line)
				}
				if got := w.subscription(); got != want.status {
					t.Errorf("%s, %s on %q: the contact is in %q, want %q", c.prior, status, basis, got, want.status)
				}
				told := "none"
				if want.events > 0 {
					told = "News " + status
				}
				if n := w.status("listening").Enrolled - before; n != want.events || w.get(ref("contact", "1"), "country") != told {
					t.Errorf("%s, %s on %q: %d events, told %q", c.prior, status, basis, n, w.get(ref("contact", "1"), "country"))
				}
			}
		}
	}
}

// A basis that the law does not know changes nothing.
func TestSubscriptionOnNoBasis(t *testing.T) {
	w := newWorld(t, subscribing)
	w.put("contact", "1", "city", "subscribed", "state", "curiosity", "score", 2)
	lines := w.history(runtime.Filter{Workflow: "subscribing"})
	if len(lines) < 2 || !strings.HasPrefix(lines[1], "acted | subscription.set | failed | `curiosity` is no legal basis: ") {
		t.Errorf("%q", lines)
	}
	if got := w.subscription(); got != "" || w.status("listening").Enrolled != 0 {
		t.Errorf("the contact is in %q, and %+v", got, w.status("listening"))
	}
}

// Those who wait for the event, and those who leave by it, hear of it as those who enroll by it.
func TestWhoHearsOfSubscription(t *testing.T) {
	w := newWorld(t, `workflow set on contact {
  enroll when contact.score > 1
  subscription.set(type: "News", status: "unsubscribed")
}
workflow waiting on contact {
  let e = delay until event subscription_changed where event.type == "News"
  set contact.city = e.status
}
workflow leaving on contact {
  unenroll on event subscription_changed where event.status == "unsubscribed"
  delay 1 day
}`)
	w.put("contact", "1")
	for _, name := range []string{"waiting", "leaving"} {
		if _, err := w.e.Enroll(ctx, name, ref("contact", "1")); err != nil {
			t.Fatal(err)
		}
	}
	w.put("contact", "1", "score", 2)
	w.expect(ref("contact", "1"), "city", "unsubscribed")
	w.expectStatus("leaving", 1, 0, 0, 1, 0)
}

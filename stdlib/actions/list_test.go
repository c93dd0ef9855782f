package actions

import (
	"slices"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/schema"
)

func TestLists(t *testing.T) {
	w := newWorld(t)
	w.want(w.run(ListAdd(), "name", "VIP"), "done: added to the list `VIP`")
	w.want(w.run(ListAdd(), "name", "VIP"), "done: on the list `VIP` already")
	if !w.Member("list:VIP", w.turn.Enrolled) {
		t.Error("not on the list")
	}
	w.want(w.run(ListRemove(), "name", "VIP"), "done: removed from the list `VIP`")
	w.want(w.run(ListRemove(), "name", "VIP"), "done: not on the list `VIP`")
	w.want(w.run(ListAdd(), "name", ""), "failed: the list has no name")
	w.want(w.run(ListRemove(), "name", nil), "failed: the list has no name")
}

func TestSubscription(t *testing.T) {
	w := newWorld(t)
	set := func(args ...any) schema.Result {
		return w.run(SubscriptionSet(), append([]any{"type", "News"}, args...)...)
	}
	w.want(set("status", "subscribed", "basis", "consent_with_notice", "reason", "ticked the box"),
		"done: News: not_specified → subscribed on the basis consent_with_notice: ticked the box")
	w.want(set("status", "subscribed"), "done: News: subscribed already")
	if !w.Member("subscribed:News", w.turn.Enrolled) {
		t.Error("not subscribed")
	}
	w.want(set("status", "unsubscribed"), "done: News: subscribed → unsubscribed")
	if w.Member("subscribed:News", w.turn.Enrolled) {
		t.Error("still subscribed")
	}
	w.want(set("status", "subscribed"), "done: News: unsubscribed → subscribed")
	w.want(set("status", "not_specified"), "done: News: subscribed → not_specified")
	w.want(set("status", "maybe"), "failed: `maybe` is no status: expected subscribed, unsubscribed or not_specified")
	w.want(set("status", "subscribed", "basis", "because"), "failed: `because` is no legal basis: expected legitimate_interest_prospect, legitimate_interest_client, "+
		"legitimate_interest_other, performance_of_contract, consent_with_notice, process_and_store or not_applicable")
	w.want(w.run(SubscriptionSet(), "type", "", "status", "subscribed"), "failed: the type of mail has no name")
	w.Add("optedout:News", "contact 1")
	w.want(set("status", "subscribed"), "failed: the contact itself unsubscribed from `News`")
	w.want(set("status", "unsubscribed"), "done: News: unsubscribed already")
	w.want(set("status", "not_specified"), "failed: the contact itself unsubscribed from `News`")
	w.Remove("optedout:News", "contact 1")
	w.Add("optedout:", "contact 1")
	w.want(set("status", "subscribed"), "failed: the contact itself unsubscribed from all mail")
	w.want(set("status", "unsubscribed"), "done: News: unsubscribed already")
	// One event for each change, and none for what was refused or was so already.
	want := []string{"subscription_changed contact 1 status=subscribed type=News", "subscription_changed contact 1 status=unsubscribed type=News",
		"subscription_changed contact 1 status=subscribed type=News", "subscription_changed contact 1 status=not_specified type=News"}
	if !slices.Equal(w.events, want) {
		t.Errorf("events %q", w.events)
	}
}

func TestAudience(t *testing.T) {
	w := newWorld(t)
	add := func(network string) schema.Result {
		return w.run(AudienceAdd(), "name", "Lookalikes", "network", network)
	}
	w.run(Set(), "target", w.target("phone", w.turn.Enrolled), "value", "+33 1 23 45 67 89")
	w.turn.Enrolled = w.Record(w.turn.Enrolled.Ref())
	r := add("meta")
	w.want(r, "done: add: the audience `Lookalikes` of meta")
	m := r.Messages[0]
	// By sha256sum, of ann@ledger.example and 33123456789.
	const email, number, withPlus = "11c5a1bf2a2865e0cb7c830630863fa6a99e39f738d99f7da97b8c6ef63d17b0", "c473fbda80d42b39ba327f6a8b30fc64390255128a1b9d411179454bb58e5ec7",
		"022a2d6f0a45a74fd127cffcc558e0486a29af66d29bb1964cc5b47a75d62a6a"
	if m.Fields["email_sha256"].Text() != email || m.Fields["phone_sha256"].Text() != number {
		t.Errorf("hashes %s and %s", m.Fields["email_sha256"].Text(), m.Fields["phone_sha256"].Text())
	}
	if again := add("meta"); len(again.Messages) != 1 {
		t.Error("whether the network took the first one is not known, and the second did not leave")
	}
	if google := add("google").Messages[0].Fields["phone_sha256"].Text(); google != withPlus {
		t.Errorf("Google hashes the plus sign too, got %s", google)
	}
	for name, v := range m.Fields {
		if strings.Contains(v.Text(), "ledger") || strings.Contains(v.Text(), "123456") {
			t.Errorf("%s leaks %q", name, v.Text())
		}
	}
	w.want(w.run(AudienceRemove(), "name", "Lookalikes", "network", "meta"), "done: remove: the audience `Lookalikes` of meta")
	w.want(w.run(AudienceRemove(), "name", "Lookalikes", "network", "meta"), "done: remove: the audience `Lookalikes` of meta")
	w.want(w.run(AudienceRemove(), "name", "Others", "network", "meta"), "done: not in the audience `Others` of meta")
	w.want(add("myspace"), "failed: `myspace` is no network: expected meta or google")
	w.want(w.run(AudienceAdd(), "name", "", "network", "meta"), "failed: the audience has no name")
	w.turn.Enrolled = w.record("contact", "31")
	w.want(add("meta"), "failed: the contact has neither an address nor a phone number in international form")
}

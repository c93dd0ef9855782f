package between_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

func check(t *testing.T, text string) []string {
	t.Helper()
	a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("a.wf", text)}}, stdlib.Catalog())
	var out []string
	for _, d := range a.Diagnostics {
		if d.Code == "trigger-loop" || d.Code == "write-conflict" {
			out = append(out, fmt.Sprintf("%s[%s] %s", d.Level, d.Code, d.Message))
		} else if d.Level == diag.Error {
			t.Fatalf("%s: %s [%s]", d.Span, d.Message, d.Code)
		}
	}
	return out
}

// flow writes a small workflow on contacts.
func flow(name, settings, steps string) string {
	return "workflow " + name + " on contact {\n" + settings + "\n\n" + steps + "\n}\n"
}

// many declares one with more of them than are told apart where workflows are run against each other.
const many = "object contact { tags: set { t1, t2, t3, t4, t5, t6, t7 } }\n"

// tagged declares a property with several values at once.
const tagged = "object contact { tags: set { vip, old, more } }\n"

func TestBetween(t *testing.T) {
	always := "\nreenroll always"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a toggle never ends",
			flow("a", `enroll when contact.lead_status == "new"`+always, `set contact.lead_status = "open"`) +
				flow("b", `enroll when contact.lead_status == "open"`+always, `set contact.lead_status = "new"`),
			[]string{"error[trigger-loop] the workflows `a` and `b` start each other without end"}},
		{"without re-enrollment it ends",
			flow("a", `enroll when contact.lead_status == "new"`, `set contact.lead_status = "open"`) +
				flow("b", `enroll when contact.lead_status == "open"`+always, `set contact.lead_status = "new"`),
			nil},
		{"a delay slows it",
			flow("a", `enroll when contact.lead_status == "new"`+always, "delay 1 day\nset contact.lead_status = \"open\"") +
				flow("b", `enroll when contact.lead_status == "open"`+always, `set contact.lead_status = "new"`),
			[]string{"warning[trigger-loop] the workflows `a` and `b` may start each other again and again"}},
		{"a condition may break it",
			flow("a", `enroll when contact.lead_status == "new"`+always, `if contact.score > 10 then set contact.lead_status = "open"`) +
				flow("b", `enroll when contact.lead_status == "open"`+always, `set contact.lead_status = "new"`),
			[]string{"warning[trigger-loop] the workflows `a` and `b` may start each other again and again"}},
		{"what is written contradicts the trigger",
			flow("a", `enroll when contact.lead_status == "new"`+always, `set contact.lead_status = "open"`) +
				flow("b", `enroll when contact.lead_status == "connected"`+always, `set contact.lead_status = "new"`),
			nil},
		{"writes that come to rest",
			flow("a", `enroll when contact.lead_status == "new"`+always, `set contact.lifecycle_stage = "lead"`) +
				flow("b", `enroll when contact.lifecycle_stage == "lead"`+always, `set contact.lead_status = "new"`),
			nil},
		{"a counter that starts itself",
			flow("a", "enroll on change of contact.score"+always, `increase contact.score`),
			[]string{"error[trigger-loop] the workflow `a` starts itself without end"}},
		{"what is added and taken out of a set goes round for certain",
			tagged + flow("a", `enroll when "vip" in contact.tags`+always, "set contact.tags -= \"vip\"\nset contact.tags += \"old\"") +
				flow("b", `enroll when "old" in contact.tags`+always, "set contact.tags -= \"old\"\nset contact.tags += \"vip\""),
			[]string{"error[trigger-loop] the workflows `a` and `b` start each other without end"}},
		{"what is added to a set is there already",
			tagged + flow("a", `enroll when "vip" in contact.tags`+always, `set contact.tags += "old"`) +
				flow("b", `enroll when "old" in contact.tags`+always, `set contact.tags += "vip"`),
			nil},
		{"taking out one option leaves the other",
			tagged + flow("a", `enroll when "vip" in contact.tags`+always, `set contact.tags -= "old"`) +
				flow("b", `enroll when "old" in contact.tags`+always, `set contact.tags -= "vip"`),
			nil},
		{"a set that is replaced by the same",
			tagged + flow("a", "enroll on change of contact.tags"+always, `set contact.tags = ["vip", "old"]`),
			nil},
		{"an option that is not named anywhere",
			tagged + flow("a", "enroll on change of contact.tags"+always, `set contact.tags += "vip"`),
			nil},
		{"a ring over more options than are run",
			many + flow("a", `enroll when "t1" in contact.tags or "t7" in contact.tags`+always, "set contact.tags -= \"t1\"\nset contact.tags += \"t2\"") +
				flow("b", `enroll when "t2" in contact.tags and ("t3" in contact.tags or "t4" in contact.tags)`+always, "set contact.tags -= \"t2\"\nset contact.tags += \"t5\"") +
				flow("c", `enroll when "t5" in contact.tags and not ("t6" in contact.tags)`+always, "set contact.tags -= \"t5\"\nset contact.tags += \"t1\""),
			[]string{"warning[trigger-loop] the workflow `a` may start itself again and again", "warning[trigger-loop] the workflows `a`, `b` and `c` may start each other again and again"}},
		{"many options that lead nowhere",
			many + flow("a", `enroll when "t1" in contact.tags and "t7" in contact.tags`+always, "set contact.tags -= \"t1\"\nset contact.tags += \"t2\"") +
				flow("b", `enroll when "t2" in contact.tags and "t3" in contact.tags and "t4" in contact.tags`+always, "set contact.tags -= \"t2\"\nset contact.tags += \"t5\""),
			nil},
		{"what is added and taken out again in one turn",
			tagged + flow("a", "enroll on change of contact.tags"+always, "set contact.tags += \"vip\"\nset contact.tags -= \"vip\""),
			nil},
		{"conditions on a set that exclude each other",
			tagged + flow("a", `enroll when "vip" in contact.tags`, `set contact.lead_status = "new"`) +
				flow("b", `enroll when not ("vip" in contact.tags)`, `set contact.lead_status = "open"`),
			nil},
		{"two that start themselves keep each other going",
			flow("a", "enroll on change of contact.lead_status"+always, `if contact.city == "x" then set contact.lead_status = "new"
if contact.city == "y" then set contact.lead_status = "open"`) +
				flow("b", "enroll on change of contact.city"+always, `if contact.lead_status == "new" then set contact.city = "y"
if contact.lead_status == "open" then set contact.city = "x"`),
			[]string{"warning[trigger-loop] the workflow `a` may start itself again and again", "warning[trigger-loop] the workflow `b` may start itself again and again"}},
		{"a condition that holds cannot turn true",
			flow("a", "enroll when contact.score > 50"+always, `increase contact.score`),
			nil},
		{"up, and up again",
			flow("a", "enroll when contact.score > 50 and (contact.bounced or 10 < contact.score)"+always, "increase contact.score\nif contact.bounced then increase contact.score by 5\nset contact.score = 70"),
			nil},
		{"down, and down again",
			flow("a", "enroll when contact.score <= 50"+always, "decrease contact.score\nincrease contact.score by -5"),
			nil},
		{"up, and perhaps down, in one turn",
			flow("a", "enroll when contact.score > 50"+always, "increase contact.score\nincrease contact.score by contact.score"),
			nil},
		{"up, and perhaps down a day later",
			flow("a", "enroll when contact.score > 50"+always, "increase contact.score by contact.score\ndelay 1 day\nincrease contact.score"),
			[]string{"warning[trigger-loop] the workflow `a` may start itself again and again"}},
		{"down and up again in one turn",
			flow("a", "enroll when contact.score > 50"+always, "set contact.score = 0\nincrease contact.score by 60"),
			nil},
		{"down, and up again a day later, inside",
			flow("a", "enroll when contact.score > 50"+always, "set contact.score = 0\ndelay 1 day\nincrease contact.score by 60"),
			[]string{"warning[trigger-loop] the workflow `a` may start itself again and again"}},
		{"down, and up again a day later, while inside",
			flow("a", "enroll when contact.score > 50"+always, "set contact.score = 0\ndelay 1 day\nincrease contact.score by 60\ndelay 1 day"),
			nil},
		{"three in a circle",
			flow("a", `enroll when contact.lead_status == "new"`+always, `set contact.lead_status = "open"`) +
				flow("b", `enroll when contact.lead_status == "open"`+always, `set contact.lead_status = "connected"`) +
				flow("c", `enroll when contact.lead_status == "connected"`+always, `set contact.lead_status = "new"`),
			[]string{"error[trigger-loop] the workflows `a`, `b` and `c` start each other without end"}},
		{"a subscription that goes to and fro",
			flow("a", `enroll on event subscription_changed where event.status == "unsubscribed"`+always, `subscription.set(type: "News", status: "subscribed")`) +
				flow("b", `enroll on event subscription_changed where event.status == "subscribed"`+always, `subscription.set(type: "News", status: "unsubscribed")`),
			[]string{"warning[trigger-loop] the workflows `a` and `b` may start each other again and again"}},
		{"a subscription to and fro by itself",
			flow("a", `enroll on event subscription_changed`+always, "subscription.set(type: \"News\", status: \"subscribed\")\nsubscription.set(type: \"News\", status: \"unsubscribed\")"),
			[]string{"warning[trigger-loop] the workflow `a` may start itself again and again"}},
		{"a subscription to any type of mail",
			flow("a", `enroll on event subscription_changed`+always, `subscription.set(type: contact.city, status: contact.state)`),
			[]string{"warning[trigger-loop] the workflow `a` may start itself again and again"}},
		{"a subscription that comes to rest",
			flow("a", `enroll on event subscription_changed`+always, `subscription.set(type: "News", status: "subscribed")`),
			nil},
		{"a subscription of another status",
			flow("a", `enroll on event subscription_changed where event.status == "unsubscribed" and event.type in ["News", "Offers"]`+always,
				"subscription.set(type: \"News\", status: \"subscribed\")\nsubscription.set(type: \"News\", status: \"not_specified\")"),
			nil},
		{"a subscription to another type of mail",
			flow("a", `enroll on event subscription_changed where not (event.type != "Offers")`+always, "subscription.set(type: \"News\", status: \"subscribed\")\nsubscription.set(type: \"News\", status: \"unsubscribed\")"),
			nil},
		{"a subscription, once only",
			flow("a", `enroll on event subscription_changed`, "subscription.set(type: \"News\", status: \"subscribed\")\nsubscription.set(type: \"News\", status: \"unsubscribed\")"),
			nil},
		{"one adds to a list, the other removes from it",
			flow("a", `enroll when contact in list("VIP")`+always, `list.remove(name: "VIP")`) +
				flow("b", `enroll when not (contact in list("VIP"))`+always, `list.add(name: "VIP")`),
			[]string{"error[trigger-loop] the workflows `a` and `b` start each other without end"}},
		{"another list",
			flow("a", `enroll when contact in list("VIP")`+always, `list.remove(name: "VIP")`) +
				flow("b", `enroll when not (contact in list("VIP"))`+always, `list.add(name: "Press")`),
			nil},
		{"a list whose name is computed",
			flow("a", `enroll when contact in list("VIP")`+always, `list.remove(name: "VIP")`) +
				flow("b", `enroll when not (contact in list("VIP"))`+always, `list.add(name: contact.city)`),
			[]string{"warning[trigger-loop] the workflows `a` and `b` may start each other again and again"}},
		{"an association to and fro",
			flow("a", `enroll when count(deals) == 0`+always, `associate contact with company.deals`) +
				flow("b", `enroll when count(deals) > 0`+always, `dissociate contact from deals`),
			[]string{"warning[trigger-loop] the workflows `a` and `b` may start each other again and again"}},
		{"more deals make no fewer",
			flow("a", `enroll when count(deals) > 3`+always, `create deal { name: "Next" }`),
			nil},
		{"subscriptions are no conflict",
			flow("a", `enroll when contact.score > 10`, `subscription.set(type: "News", status: "subscribed")`) +
				flow("b", `enroll when contact.score > 20`, `subscription.set(type: "News", status: "unsubscribed")`),
			nil},
		{"different values at once",
			flow("a", `enroll when contact.country == "France"`, `set contact.language = "fr"`) +
				flow("b", `enroll when contact.country in ["Belgium", "France"]`, `set contact.language = "nl"`),
			[]string{"warning[write-conflict] `a` and `b` may set `contact.language` to different values at the same moment"}},
		{"conditions that exclude each other",
			flow("a", `enroll when contact.score > 10`, `set contact.language = "fr"`) +
				flow("b", `enroll when contact.score <= 10`, `set contact.language = "nl"`),
			nil},
		{"the same value is no conflict",
			flow("a", `enroll when contact.country == "France"`, `set contact.language = "fr"`) +
				flow("b", `enroll when contact.country in ["Belgium", "France"]`, `set contact.language = "fr"`),
			nil},
		{"a delay parts them",
			flow("a", `enroll when contact.country == "France"`, "delay 1 day\nset contact.language = \"fr\"") +
				flow("b", `enroll when contact.country in ["Belgium", "France"]`, `set contact.language = "nl"`),
			nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := check(t, c.text); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// Where every workflow starts every other and all write against each other, each step is told once.
func TestCrowd(t *testing.T) {
	const n = 60
	var text strings.Builder
	for i := range n {
		text.WriteString(flow(fmt.Sprintf("w%02d", i), fmt.Sprintf("enroll when contact.score > %d\nreenroll always", i),
			fmt.Sprintf("set contact.city = \"%d\"\nif contact.bounced then set contact.score = 0\nincrease contact.score by 5", i)))
	}
	loops, conflicts := 0, 0
	for _, line := range check(t, text.String()) {
		if strings.Contains(line, "trigger-loop") {
			loops++
		} else {
			conflicts++
		}
	}
	if loops == 0 || loops > 2*n {
		t.Errorf("%d loops for %d steps", loops, 2*n)
	}
	if conflicts != n-1 {
		t.Errorf("%d conflicts, want one for each write but the first", conflicts)
	}
}

// A match with more values than a search tells apart is looked at as before.
func TestManyValues(t *testing.T) {
	var arms strings.Builder
	for i := range 249 {
		fmt.Fprintf(&arms, "  \"city %d\" => set contact.state = \"%d\"\n", i, i)
	}
	text := flow("a", "enroll on change of contact.state\nreenroll always", "match contact.city {\n"+arms.String()+"}\nset contact.city = \"x\"") +
		flow("b", "enroll on change of contact.city\nreenroll always", "match contact.state {\n  \"1\" => set contact.city = \"city 2\"\n  \"2\" => set contact.city = \"city 1\"\n}")
	if got := strings.Join(check(t, text), "\n"); !strings.Contains(got, "warning[trigger-loop]") {
		t.Errorf("got %s", got)
	}
}

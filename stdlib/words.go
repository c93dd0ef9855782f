package stdlib

import (
	"fmt"
	"strings"
)

// word is a word of the expression language that is no function: it takes a condition on each element of a list, or
// names a thing of the project.
type word struct {
	name, form, doc, example string
}

// words are all of them, in the order in which the documentation lists them.
func words() []word {
	return []word{
		{"any", "any(LIST, COND) bool", "Whether the condition holds for at least one element. In the condition `.amount` reads a property of the element, and `#` is the element.",
			`any(deals, .amount > 1000 and .stage != "closed_lost")`},
		{"all", "all(LIST, COND) bool", "Whether the condition holds for every element; also for a list without any.", `all(tickets, .status == "closed")`},
		{"none", "none(LIST, COND) bool", "Whether the condition holds for no element.", `none(deals, .stage == "closed_won")`},
		{"one", "one(LIST, COND) bool", "Whether the condition holds for exactly one element.", `one(contacts, .bounced)`},
		{"count", "count(LIST, [COND]) number", "The number of elements for which the condition holds, or of all.", `count(deals, .stage == "closed_won") >= 2`},
		{"filter", "filter(LIST, COND) list", "The elements for which the condition holds.", `count(filter(deals, .amount > 1000)) > 0`},
		{"map", "map(LIST, EXPR) list", "What the expression gives for each element.", `"urgent" in map(tickets, .priority)`},
		{"sum", "sum(LIST, [EXPR]) number", "The sum of the numbers, or of what the expression gives for each element. Unknown numbers are left out.", `sum(deals, .amount) > 10000`},
		{"min", "min(LIST) value", "The smallest of the values; unknown for none.", `min(deals.amount) > 100`},
		{"max", "max(LIST) value", "The greatest of the values; unknown for none.", `max(deals.amount) > 100`},
		{"first", "first(LIST) value", "The first element; unknown for none.", `first(deals).stage == "closed_won"`},
		{"last", "last(LIST) value", "The last element; unknown for none.", `known(last(tickets))`},
		{"sortBy", "sortBy(LIST, EXPR, [\"desc\"]) list", "The elements in the order of what the expression gives; unknown ones last.", `first(sortBy(deals, .amount, "desc")).stage == "qualified"`},
		{"user", "user(EMAIL) user", "The user with that address.", `contact.owner == user("ana@acme.example")`},
		{"team", "team(NAME) team", "The team of that name, as a recipient.", `(contact.owner ?? team("Sales")) != nil`},
		{"list", "RECORD in list(NAME)", "Whether a record is on a static list.", `contact in list("VIP")`},
		{"events", "events.NAME", "The events of a kind that reached the record, oldest first; they are kept for 90 days unless the project says otherwise.",
			`count(events.page_viewed, .url contains "/pricing" and .at > ago(days(7))) >= 3`},
		{"changed_at", "changed_at(PROPERTY) datetime", "When a property last changed; unknown when it was never filled.", `changed_at(contact.lead_status) > ago(days(7))`},
		{"subscribed", "subscribed(TYPE) bool", "Whether the contact is subscribed to a type of mail.", `subscribed("Newsletter")`},
		{"secret", "secret(NAME) secret", "A secret of the environment, by name. Its content is known only to what sends a message.", `secret("HOOK_KEY")`},
		{"enrolled_at", "enrolled_at datetime", "When the record entered the workflow.", `enrolled_at + days(7) < now()`},
		{"trigger", "trigger.FIELD", "The event that enrolled the record; unknown after another kind of enrollment.", `known(trigger)`},
	}
}

func wordDoc(w word) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n", w.form)
	paragraph(&out, w.doc)
	fmt.Fprintf(&out, "\nExample\n%s\n", indent(w.example))
	return out.String()
}

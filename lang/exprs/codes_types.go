package exprs

import "github.com/wflang/wf/lang/diag"

func typeCodes() []diag.CodeInfo {
	return []diag.CodeInfo{
		{
			Code: "type-mismatch", Title: "two types that do not fit together",
			Why:   "A number is never equal to a text, and a day is not a number. Such a comparison would never hold, and such a value could not be kept.",
			Avoid: when(`contact.score > "30"`), Prefer: when(`contact.score > 30`),
		},
		{
			Code: "not-a-condition", Title: "a value where yes or no is wanted",
			Why:   "A condition compares, asks, or reads a property that is yes or no. Whether a property is filled is asked with `known`.",
			Avoid: when(`contact.email`), Prefer: when(`known(contact.email)`),
		},
		{
			Code: "lacks-comparison", Title: "`or` between two values instead of two conditions",
			Why:   "`a == \"x\" or \"y\"` asks whether a is x, or whether \"y\": each side of `or` stands for itself.",
			Avoid: when(`contact.country == "France" or "Belgium"`), Prefer: when(`contact.country in ["France", "Belgium"]`),
		},
		{
			Code: "one-expected", Title: "several values where one is wanted",
			Why:   "In the plural a name stands for all associated records. A comparison wants one value, or a function such as `any` that says what to make of several.",
			Avoid: when(`deals.stage == "closed_won"`), Prefer: when(`any(deals, .stage == "closed_won")`),
		},
		{
			Code: "list-expected", Title: "one value where several are wanted",
			Why:   "Functions such as `any` and `count`, and the right side of `in`, take a list. The plural of an object stands for all associated records.",
			Avoid: when(`any(deal, .amount > 1000)`), Prefer: when(`any(deals, .amount > 1000)`),
		},
		{
			Code: "list-never-unknown", Title: "a list is compared with the unknown",
			Why:   "A list without elements is empty, not unknown.",
			Avoid: when(`deals == nil`), Prefer: when(`count(deals) == 0`),
		},
		{
			Code: "list-out-of-place", Title: "a static list stands alone",
			Why:   "A static list is asked whether a record is in it.",
			Avoid: when(`list("VIP")`), Prefer: when(`contact in list("VIP")`),
		},
		{
			Code: "text-arithmetic", Title: "texts are computed with",
			Why:   "`+` joins two texts; anything else goes into a text with `{{ }}`, which shows numbers, dates and labels as people read them.",
			Avoid: step(`set contact.city = contact.city + contact.score`), Prefer: step(`set contact.city = "{{contact.city}} {{contact.score}}"`),
		},
		{
			Code: "no-order", Title: "what cannot be put in order",
			Why:   "Numbers, dates, lengths of time, texts and enums have an order; yes and no, people and records have none.",
			Avoid: when(`contact.unsubscribed < contact.bounced`), Prefer: when(`contact.unsubscribed == contact.bounced`),
		},
		{
			Code: "no-member", Title: "a value has nothing of that name",
			Why:   "Records have properties and events have fields. A text or number has neither; functions are called with it.",
			Avoid: when(`contact.city.lower == "paris"`), Prefer: when(`lower(contact.city) == "paris"`),
		},
		{
			Code: "not-a-user", Title: "a user who is not named by an address",
			Why:   "Two users may have one name. The e-mail address tells them apart.",
			Avoid: when(`contact.owner == "Ana"`), Prefer: when(`contact.owner == user("ana@acme.example")`),
		},
		{
			Code: "contact-expected", Title: "a subscription of what is no contact",
			Why:    "Contacts subscribe to mail; companies and deals do not.",
			Avoid:  "workflow example on deal {\n  enroll when subscribed(\"Newsletter\")\n\n  clear deal.amount\n}\n",
			Prefer: "workflow example on deal {\n  enroll when any(contacts, subscribed(#, \"Newsletter\"))\n\n  clear deal.amount\n}\n",
		},
		{
			Code: "wrong-argument-count", Title: "a function is given too much or too little",
			Why:   "`wf doc FUNCTION` tells what a function takes.",
			Avoid: when(`len() > 3`), Prefer: when(`len(contact.city) > 3`),
		},
		{
			Code: "refused-value", Title: "a value that can never be right",
			Why:   "The value is known before the first run, and so is that it does not fit.",
			Avoid: step(`set contact.email = "ann at acme"`), Prefer: step(`set contact.email = "ann@acme.example"`),
		},
		{
			Code: "computed-key", Title: "the key of a map is computed",
			Why:    "What reads the map must know its keys.",
			Avoid:  step(`webhook(url: "https://example.com/hook", body: { (contact.city): 1 })`),
			Prefer: step(`webhook(url: "https://example.com/hook", body: { city: contact.city })`),
		},
		{
			Code: "key-twice", Title: "a map has one key twice",
			Why:    "Only one of the two values could count.",
			Avoid:  step(`webhook(url: "https://example.com/hook", body: { city: contact.city, city: "Paris" })`),
			Prefer: step(`webhook(url: "https://example.com/hook", body: { city: contact.city })`),
		},
		{
			Code: "secret-in-text", Title: "a secret stands in a text",
			Why:    "A text is kept in the history, where many can read it. The content of a secret is known to what sends a message alone.",
			Avoid:  step(`webhook(url: "https://example.com/hook?key={{secret("HOOK_KEY")}}")`),
			Prefer: step(`webhook(url: "https://example.com/hook", secret: secret("HOOK_KEY"))`),
		},
		{
			Code: "too-deep", Title: "an expression is nested too deep",
			Why: "The limits on brackets and length come first, so that no program that is written by hand reaches this one.",
		},
		{
			Code: "untyped-expression", Title: "the types of an expression do not fit together",
			Why: "Every expression is judged twice, the second time by the checker of expr. This says that only the second judge objects, which is a fault of this checker: please tell us.",
		},
		{
			Code: "empty-range", Level: diag.Warning, Title: "a range that ends before it begins",
			Why:   "Ranges go upwards. Nothing is in one that starts with the greater number.",
			Avoid: when(`contact.score in 5..1`), Prefer: when(`contact.score in 1..5`),
		},
		{
			Code: "never-holds", Level: diag.Warning, Title: "a condition that never holds",
			Why:   "Whatever a record is like, it is not met: nobody enters, the branch is never taken. A property has one value at a time, so `and` between two different values is never true.",
			Avoid: when(`contact.country == "France" and contact.country == "Belgium"`), Prefer: when(`contact.country == "France" or contact.country == "Belgium"`),
		},
		{
			Code: "always-holds", Level: diag.Warning, Title: "a condition that always holds",
			Why:   "Whatever a record is like, it is met, so that it decides nothing. What is France is not Belgium: `or` between two `!=` is always true.",
			Avoid: when(`contact.country != "France" or contact.country != "Belgium"`), Prefer: when(`contact.country != "France" and contact.country != "Belgium"`),
		},
		{
			Code: "unknown-excluded", Level: diag.Note, Title: "records whose value is unknown are left out",
			Why:    "A comparison with the unknown is false. Who was never seen is not found by a search for those not seen lately.",
			Avoid:  "workflow example on contact {\n  enroll when contact.last_engaged_at < ago(days(180))\n\n  increase contact.score\n}\n",
			Prefer: "workflow example on contact {\n  enroll when contact.last_engaged_at < ago(days(180)) or contact.last_engaged_at == nil\n\n  increase contact.score\n}\n",
		},
	}
}

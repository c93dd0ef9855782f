package exprs

import "github.com/wflang/wf/lang/diag"

// Codes are the rows of the faults that this package reports and no other: what each stands for, with a program that
// gives it and the same program mended.
func Codes() []diag.CodeInfo {
	return append(nameCodes(), typeCodes()...)
}

// when is a whole program that enrolls contacts on a condition.
func when(condition string) string {
	return "workflow example on contact {\n  enroll when " + condition + "\n\n  increase contact.score\n}\n"
}

// step is a whole program with these steps on a contact.
func step(lines ...string) string {
	text := "workflow example on contact {\n  enroll when contact.lifecycle_stage == \"lead\"\n\n"
	for _, l := range lines {
		text += "  " + l + "\n"
	}
	return text + "}\n"
}

// people is a project whose directory has one user and one team.
const people = "-- wf.yaml --\nusers:\n  - { email: ana@acme.example, name: Ana Alvarez, teams: [Sales] }\n-- example.wf --\n"

// visits declares an event whose amount is no number.
const visits = "event shop_visited on contact { amount: text }\n\n"

func nameCodes() []diag.CodeInfo {
	return []diag.CodeInfo{
		{
			Code: "unknown-name", Title: "there is no such name",
			Why:   "A bare name is the enrolled record, a record or list associated with it, a variable, a constant, or `trigger`, `event` and `enrolled_at` where these are known. A text needs quotes.",
			Avoid: when(`contact.country == France`), Prefer: when(`contact.country == "France"`),
		},
		{
			Code: "unknown-property", Title: "a record has no such property",
			Why:   "Objects have the properties that the standard library and the project declare. A misspelled one would be unknown for every record.",
			Avoid: when(`contact.lifecycle_stag == "lead"`), Prefer: when(`contact.lifecycle_stage == "lead"`),
		},
		{
			Code: "unknown-option", Title: "a value is none of the options",
			Why:   "An enum holds one of its options, so a comparison with anything else never holds. Programs compare with the value; people see the label.",
			Avoid: when(`contact.lifecycle_stage == "Customer"`), Prefer: when(`contact.lifecycle_stage == "customer"`),
		},
		{
			Code: "unknown-function", Title: "there is no such function",
			Why:   "`wf doc` lists the functions.",
			Avoid: when(`lenght(contact.city) > 20`), Prefer: when(`len(contact.city) > 20`),
		},
		{
			Code: "unknown-user", Title: "there is no such user",
			Why:   "The users are those of `wf.yaml`. A message to anybody else would fail in every run.",
			Avoid: people + step(`notify(to: user("anna@acme.example"), text: "Hello")`), Prefer: people + step(`notify(to: user("ana@acme.example"), text: "Hello")`),
		},
		{
			Code: "unknown-team", Title: "there is no such team",
			Why:   "The teams are those of the users in `wf.yaml`. A message to any other would fail in every run.",
			Avoid: people + step(`notify(to: team("Sale"), text: "Hello")`), Prefer: people + step(`notify(to: team("Sales"), text: "Hello")`),
		},
		{
			Code: "single-braces", Level: diag.Warning, Title: "a property in single braces",
			Why:   "What is filled into a text stands in two braces on each side. With one it is sent as it was written.",
			Avoid: step(`set contact.city = "{contact.country}"`), Prefer: step(`set contact.city = "{{contact.country}}"`),
		},
		{
			Code: "no-trigger", Title: "`trigger` where no event enrolls",
			Why:    "`trigger` is the event that enrolled the record. In a workflow without `enroll on event` there is never one.",
			Avoid:  step(`set contact.score = trigger.amount`),
			Prefer: "workflow example on contact {\n  enroll   on event order_placed\n  reenroll always\n\n  set contact.score = trigger.amount\n}\n",
		},
		{
			Code: "no-event", Title: "`event` outside of the condition on an event",
			Why:    "`event` is the event that a `where` is asked about. Steps read the one that enrolled the record as `trigger`.",
			Avoid:  "workflow example on contact {\n  enroll   on event order_placed\n  reenroll always\n\n  set contact.score = event.amount\n}\n",
			Prefer: "workflow example on contact {\n  enroll   on event order_placed\n  reenroll always\n\n  set contact.score = trigger.amount\n}\n",
		},
		{
			Code: "no-record", Title: "a record is named where there is none",
			Why:   "Constants are the same for all records. What depends on one belongs in a workflow or a segment.",
			Avoid: "let limit = company.employees\n", Prefer: "let limit = 500\n",
		},
		{
			Code: "events-alone", Title: "`events` without the name of an event",
			Why:   "The past of a record is asked one kind of event at a time.",
			Avoid: when(`count(events) > 3`), Prefer: when(`count(events.page_viewed) > 3`),
		},
		{
			Code: "fields-differ", Title: "events that do not share a field",
			Why:    "Where several events may have happened, only a field that all have, with one type, can be read.",
			Avoid:  visits + "workflow example on contact {\n  enroll   on event order_placed\n  enroll   on event shop_visited\n  reenroll always\n\n  set contact.score = trigger.amount\n}\n",
			Prefer: visits + "workflow example on contact {\n  enroll   on event order_placed\n  reenroll always\n\n  set contact.score = trigger.amount\n}\n",
		},
		{
			Code: "too-far", Title: "more than two associations away",
			Why:   "An expression may go from the enrolled record to its company and on to the company's deals. Further on nobody can tell which change makes the condition flip.",
			Avoid: when(`any(company.deals, any(.tickets, .status == "new"))`), Prefer: when(`any(company.tickets, .status == "new")`),
		},
		{
			Code: "segment-of-other", Title: "a segment is asked about a record of another object",
			Why:    "A segment is a condition on the records of one object.",
			Avoid:  "segment large on company when company.employees > 500\n\n" + when(`contact in large`),
			Prefer: "segment large on company when company.employees > 500\n\n" + when(`company in large`),
		},
	}
}

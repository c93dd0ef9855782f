// The settings of a workflow, as `wf doc` lists them. The checker has them in its grammar; here is what they mean.

package stdlib

func settings() []word {
	return []word{
		{"title", "title TEXT", "The name that people see.", `title "Lead routing"`},
		{"enroll", "enroll when EXPR | on event NAME [where EXPR] | on change of PROPERTY [where EXPR] | every DAY [at HH:MM] [when EXPR]",
			"When a record enters. At the moment when the condition turns true, when such an event reaches it, when the property gets another value, or all that match by the calendar. Several lines mean or.",
			"enroll when contact.lifecycle_stage == \"lead\"\nenroll on event form_submitted where event.form == \"demo\"\nenroll on change of contact.lead_status\nenroll every monday at 08:00 when contact.score > 50"},
		{"reenroll", "reenroll always | after DURATION | never", "Whether a record may come back when it has been through. Never, unless said; with `enroll every`, always.", "reenroll after 30 days"},
		{"per", "per EXPR", "One run at a time for a record and value, where otherwise there is one for a record.", "per contact.country"},
		{"unenroll", "unenroll when EXPR | on event NAME [where EXPR] | on change of PROPERTY [where EXPR]", "The record leaves at once, also out of a delay.", "unenroll when contact.bounced"},
		{"goal", "goal when EXPR | on event NAME [where EXPR] | on change of PROPERTY [where EXPR]",
			"The record leaves at once, and counts as one that reached the goal. One that meets it already does not enter.", "goal on event meeting_booked"},
		{"suppress", "suppress when EXPR", "Such records never enter, and leave when they are inside.", `suppress when contact in list("Staff")`},
		{"center", "center on DATE [every year]", "The workflow is built around a date: its delays count from `center`. With `every year` it is the next such day.",
			"center on contact.birthday every year"},
		{"timezone", "timezone NAME", "The time zone of its delays and hours. That of the project, unless said.", `timezone "Europe/Paris"`},
		{"during", "during DAYS HH:MM..HH:MM", "Actions run only then; those that come outside wait, and are spread over the first 15 minutes. Several lines add up.", "during monday..friday 09:00..18:00"},
		{"pause", "pause on DAY, DAY", "No actions on these days.", "pause on 12-25, 2027-01-02"},
		{"rate", "rate NUMBER per minute | hour | day", "So many messages of the workflow leave at most.", "rate 100 per hour"},
	}
}

package parse

// Words that begin lines in other tools and languages, with what is written here.

// insteadOf is what to do where a word begins a setting or a step.
var insteadOf = map[string]string{
	"wait": "write `delay 2 days`", "sleep": "write `delay 2 days`", "pause": "write `delay 2 days`", "after": "write `delay 2 days` as a step before",
	"elif": "write `else if`", "elseif": "write `else if`", "elsif": "write `else if`",
	"return": "write `stop`", "exit": "write `stop`", "quit": "write `stop`",
	"end":  "close a block with `}`, or write `stop` where the way of a record ends",
	"when": "write `if`, or `enroll when` among the settings",
	"for":  runsAgain, "while": runsAgain, "loop": runsAgain, "repeat": runsAgain, "each": runsAgain,
	"trigger": "write `enroll when` and a condition, or `enroll on event` and its name",
	"start":   "write `enroll when` and a condition, or `enroll on event` and its name",
	"center":  "write `center on` and a date",
	"switch":  branches, "branch": branches, "case": "write a branch of a `match` as `\"value\" => step`",
	"assign": "write `set contact.owner = user(\"ana@acme.example\")`, or share records with `rotate(…)`",
	"send":   "write `email(template: …)` for a marketing mail, `notify.email(…)` for one to colleagues",
	"add":    "write `list.add(name: …)` for a list, `associate … with …` for a record, `set … += …` for a value",
	"remove": "write `list.remove(name: …)` for a list, `dissociate … from …` for a record, `set … -= …` for a value",
	"update": "write `set contact.city = \"Paris\"`", "change": "write `set contact.city = \"Paris\"`",
	"go": "write `goto` and the label of a step", "jump": "write `goto` and the label of a step",
	"call": "write `webhook(url: …)`", "post": "write `webhook(url: …)`", "request": "write `webhook(url: …)`",
}

const (
	runsAgain = "let the workflow run again: `reenroll after 1 day`"
	branches  = "write `match contact.country { … }` with branches as `\"France\" => step`, or `if … then … else …`"
)

// actionForms are the actions of the standard library by their first word, as they are called.
var actionForms = map[string]string{
	"notify": "notify(to: …, text: …)", "email": "email(template: …)", "webhook": "webhook(url: …)", "rotate": "rotate(among: …, property: …)",
	"slack": "slack.message(text: …)", "asana": "asana.task(project: …, name: …)", "salesforce": "salesforce.task(subject: …)",
	"list": "list.add(name: …)", "audience": "audience.add(name: …, network: …)", "subscription": "subscription.set(type: …, status: …)",
}

// insteadInTest is what to do where a word begins a line of a test.
var insteadInTest = map[string]string{
	"wait": "write `advance 2 days`", "delay": "write `advance 2 days`", "sleep": "write `advance 2 days`", "after": "write `advance 2 days`",
	"assert": "write `expect` and what is to hold", "check": "write `expect` and what is to hold", "should": "write `expect` and what is to hold",
	"trigger": "write `send` and the event, or `enroll … in …`", "when": "write what happens: `set ann.score = 5`, `send …`",
	"mock": "write `stub webhook returns { … }`",
}

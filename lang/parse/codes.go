package parse

// What the codes of the frame stand for. This file is long because all codes of a kind stand on one list.

import (
	"slices"

	"github.com/wflang/wf/lang/diag"
)

// Codes are the faults that this package reports, but for `file-too-large`, which package project declares.
func Codes() []diag.CodeInfo { return slices.Concat(frameCodes(), expressionCodes()) }

func frameCodes() []diag.CodeInfo {
	return []diag.CodeInfo{
		{
			Code: "broken-utf8", Title: "a byte is no UTF-8 text",
			Why: "Programs are UTF-8. In another encoding the same bytes are other letters, and names and texts would silently change.",
		},
		{
			Code: "unknown-character", Title: "a character has no meaning",
			Why: "Outside of texts and comments only letters, digits and the signs of the language stand.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello")~
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "wrong-case", Title: "a word of the language is written in another case",
			Why: "Words and names are told apart by their letters, and `Status` and `status` can be two properties. So each word of the language has one spelling: small letters, but for `startsWith` and `endsWith`.",
			Avoid: `workflow greet on contact {
  enroll WHEN contact.score > 10 AND contact.city startswith "P"

  IF contact.country == "France" Then notify(to: contact.owner, text: "Bonjour")
  ELSE notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10 and contact.city startsWith "P"

  if contact.country == "France" then notify(to: contact.owner, text: "Bonjour")
  else notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "look-alike", Title: "a character looks like another one",
			Why:   "Web pages and word processors put special spaces, dashes and signs in the place of plain ones. They look alike and mean nothing here.",
			Avoid: "workflow greet on contact {\n  enroll when contact.score\u00a0> 10\n\n  notify(to: contact.owner, text: \"Hello\")\n}\n",
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "curly-quotes", Title: "a text stands in typographic quotes",
			Why:   "Word processors replace straight quotes by curly ones. Only straight quotes and backticks begin and end a text, so that every other quote can stand in it.",
			Avoid: "workflow greet on contact {\n  enroll when contact.score > 10\n\n  notify(to: contact.owner, text: “Hello”)\n}\n",
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "unclosed-text", Title: "a text has no closing quote",
			Why: "A text in quotes ends on its line, so that one forgotten quote does not swallow the rest of the file. A text of several lines stands in backticks.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello)
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "unclosed-template", Title: "a `{{` has no `}}`",
			Why: "Between the braces stands an expression; without its end nobody can tell where the text goes on.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello {{contact.firstname")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello {{contact.firstname}}")
}
`,
		},
		{
			Code: "unclosed-comment", Title: "a comment is never closed",
			Why: "Everything behind the `/*` would be comment, down to the end of the file.",
			Avoid: `/* Greets people.
workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `/* Greets people. */
workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "template-front-matter", Title: "an e-mail template does not begin as one",
			Why:    "A mail needs a subject. It stands between two lines `---` above the text, with what else is said of the mail.",
			Avoid:  "-- emails/welcome.md --\nWelcome, {{contact.firstname}}\n",
			Prefer: "-- emails/welcome.md --\n---\nsubject: Welcome\n---\nWelcome, {{contact.firstname}}\n",
		},
		{
			Code: "semicolon", Title: "a `;` stands between statements",
			Why: "A line is a statement. With one way to write it, programs of different writers look alike.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  set contact.lead_status = "open"; stop
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  set contact.lead_status = "open"
  stop
}
`,
		},
		{
			Code: "not-a-number", Title: "digits do not make a number",
			Why: "`10k`, `9am` and `30d` are read differently by different people. Numbers are written in digits, lengths of time with their unit.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10k

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10000

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "too-many-faults", Title: "a file has too many faults to go on",
			Why: "So many faults have one cause: the file is no program, or was damaged. The first ones tell which. After 200 faults of syntax the rest of a file is not read; of all faults in a file the first 500 are told, with the number of the others.",
		},
		{
			Code: "syntax", Title: "something is expected and something else stands there",
			Why: "The statement is not complete, or two were mixed. The message names what may stand there; the place is where it was forgotten.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  if contact.score > 50 notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  if contact.score > 50 then notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "unclosed-bracket", Title: "a bracket has no partner",
			Why: "The statement ends at the line where the next one begins, whatever is still open: one forgotten bracket costs one statement, not the file.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  if (contact.score > 50 then stop
  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  if (contact.score > 50) then stop
  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "stray-bracket", Title: "a bracket closes nothing",
			Why: "Either it is one too many, or its partner was forgotten.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello {{contact.firstname)}}")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello {{contact.firstname}}")
}
`,
		},
		{
			Code: "unknown-declaration", Title: "a line at the top of a file begins no declaration",
			Why: "A file holds workflows, objects, events, constants, segments, actions and tests. Steps and settings stand between the braces of a workflow.",
			Avoid: `workflo greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "unknown-statement", Title: "a line begins with no word of the language",
			Why: "Every step begins with its word (`set`, `if`, `delay` …) or with the name of an action and a bracket.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  wait 2 days
  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  delay 2 days
  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "setting-after-step", Title: "a setting stands behind a step",
			Why: "Settings hold for the whole workflow. Above the steps they are seen before anything is read that depends on them.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello")
  title "Greet people"
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10
  title  "Greet people"

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "label-without-step", Title: "a label stands before nothing",
			Why: "A `goto` leads to a step. At the end of a block there is none; `stop` is one.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  if contact.score > 50 then goto done
  notify(to: contact.owner, text: "Hello")
done:
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  if contact.score > 50 then goto done
  notify(to: contact.owner, text: "Hello")
done:
  stop
}
`,
		},
		{
			Code: "stray-else", Title: "an `else` belongs to no `if`",
			Why: "The `else` stands right behind the step or block of its `if`; with another step in between it belongs to nothing.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  if contact.score > 50 then notify(to: contact.owner, text: "Hello")
  set contact.lead_status = "open"
  else stop
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  if contact.score > 50 then {
    notify(to: contact.owner, text: "Hello")
    set contact.lead_status = "open"
  } else stop
}
`,
		},
		{
			Code: "stray-block", Title: "a block belongs to nothing",
			Why: "Braces hold the steps of a branch. Alone they would say nothing.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  {
    notify(to: contact.owner, text: "Hello")
  }
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "arm-in-line", Title: "two branches of a match stand on one line",
			Why: "A branch a line is what people compare when they read a match; it also keeps `a => b` from running into the next value.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  match contact.country {
    "France" => stop "Germany" => notify(to: contact.owner, text: "Hello")
  }
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  match contact.country {
    "France" => stop
    "Germany" => notify(to: contact.owner, text: "Hello")
  }
}
`,
		},
		{
			Code: "nesting-too-deep", Title: "statements stand too deep inside each other",
			Why: "Nobody can tell which conditions hold in the sixty-fifth block, and the checker would have to.",
		},
		{
			Code: "statement-too-long", Title: "a statement is too long",
			Why: "No statement needs so many words: where one seems to have them, a quote, a bracket or a brace is missing, and all behind it was taken for the same statement.",
		},
		{
			Code: "too-many-steps", Title: "a workflow has too many steps",
			Why: "A workflow of ten thousand steps was made by a program, and a second workflow serves it better.",
		},
		{
			Code: "too-many-branches", Title: "an `if` or `match` has too many branches",
			Why: "Two hundred and fifty branches are data: a property of the record, filled by an import, says the same and can be changed without a new program.",
		},
		{
			Code: "no-such-day", Title: "a day does not exist",
			Why: "There is no 30 February; the line would never come true.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10
  pause  on 02-30

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10
  pause  on 02-28

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "no-such-time", Title: "a time of day does not exist",
			Why: "Times go from 00:00 to 24:00.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  delay until tuesday at 25:00
  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  delay until tuesday at 23:00
  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "needless-limit", Title: "a delay has a limit that it cannot reach",
			Why: "`up to` ends the wait for an event, a change or a condition that may never come. A day or moment always comes.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  delay until tuesday at 11:00 up to 3 days
  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  delay until tuesday at 11:00
  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "unknown-unit", Title: "a unit of time does not exist",
			Why: "Lengths of time are minutes, hours, days, weeks, months and years.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  delay 2 dayz
  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  delay 2 days
  notify(to: contact.owner, text: "Hello")
}
`,
		},
	}
}

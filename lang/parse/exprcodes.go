package parse

// What the codes of expressions stand for.

import (
	"github.com/wflang/wf/lang/diag"
)

func expressionCodes() []diag.CodeInfo {
	return []diag.CodeInfo{
		{
			Code: "expression-too-long", Title: "an expression is too long",
			Why: "Nobody reads a condition of sixteen thousand characters. A list of that length belongs into a property, the parts of a condition into segments.",
		},
		{
			Code: "brackets-too-deep", Title: "brackets stand too deep inside each other",
			Why: "The cap keeps a damaged or hostile text from exhausting the memory of whoever reads it.",
		},
		{
			Code: "predicates-too-deep", Title: "functions over lists stand too deep inside each other",
			Why: "Each level looks at every element of the list around it: three levels over a hundred records are a million looks.",
			Avoid: `workflow greet on contact {
  enroll when any(deals, any(contacts, any(companies, .name == "Acme")))

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when any(deals, any(contacts, .country == "France"))

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "choices-too-deep", Title: "`? :` stand too deep inside each other",
			Why: "`match` shows the same choices one below the other.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > (contact.country == "A" ? 1 : contact.country == "B" ? 2 : contact.country == "C" ? 3 : contact.country == "D" ? 4 : contact.country == "E" ? 5 : 6)

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > (contact.country == "A" ? 1 : contact.country == "B" ? 2 : 3)

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "comparison-chain", Title: "a comparison has more than two sides",
			Why: "`1 < x < 10` means different things in different languages, and the obvious one in few.",
			Avoid: `workflow greet on contact {
  enroll when 10 < contact.score < 50

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when 10 < contact.score and contact.score < 50

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "equal-sign", Title: "`=` stands where values are compared",
			Why: "`=` sets a value. With one sign for both, a slip of the finger would change records instead of looking at them.",
			Avoid: `workflow greet on contact {
  enroll when contact.country = "France"

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.country == "France"

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "unknown-operator", Title: "an operator of another language",
			Why: "The operators are those of expr: `==`, `and`, `or`, `not`, `in`, `contains`, `startsWith`, `endsWith`, `matches` and the signs of arithmetic.",
			Avoid: `workflow greet on contact {
  enroll when contact.country is "France"

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.country == "France"

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "bare-date", Title: "a date stands bare in an expression",
			Why: "In an expression `2026-12-24` is a subtraction, which gives 1990.",
			Avoid: `workflow greet on contact {
  enroll when contact.birthday < 2000-01-01

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.birthday < date("2000-01-01")

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "bare-duration", Title: "a length of time stands bare in an expression",
			Why: "Statements have `30 days`; in an expression a length of time is the value of a function.",
			Avoid: `workflow greet on contact {
  enroll when contact.last_engaged_at > now() - 30 days

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.last_engaged_at > now() - days(30)

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "number-format", Title: "a number is written for people",
			Why: "A comma separates values, and `%` is the rest of a division. Numbers have neither.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10,000

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
			Code: "clock-in-expression", Title: "a time of day stands in an expression",
			Why: "Times of day belong to `at` and `during`; an expression compares the hour.",
			Avoid: `workflow greet on contact {
  enroll when hour(contact.last_engaged_at) > 9:00

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when hour(contact.last_engaged_at) > 9

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "not-before-comparison", Title: "`not` reaches less far than it seems",
			Why: "`not a == b` reads as `(not a) == b`: the value is negated, not the comparison. Brackets say what is meant.",
			Avoid: `workflow greet on contact {
  enroll when not contact.country == "France"

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when not (contact.country == "France")

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "mixed-and-or", Level: diag.Warning, Title: "`and` and `or` are mixed without brackets",
			Why: "`a or b and c` reads as `a or (b and c)`. Half of all readers read it the other way.",
			Avoid: `workflow greet on contact {
  enroll when contact.country == "France" or contact.country == "Belgium" and contact.score > 10

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.country == "France" or (contact.country == "Belgium" and contact.score > 10)

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "coalesce-beside-operator", Title: "`??` stands beside another operator",
			Why: "`a ?? 0 > 30` could be `a ?? (0 > 30)` or `(a ?? 0) > 30`. Brackets say which.",
			Avoid: `workflow greet on contact {
  enroll when contact.score ?? 0 > 30

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when (contact.score ?? 0) > 30

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "compared-with-itself", Level: diag.Warning, Title: "a value is compared with itself",
			Why: "Such a comparison is always the same, so another value was meant.",
			Avoid: `workflow greet on contact {
  enroll when contact.country == contact.country

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.country == company.country

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "list-brackets", Title: "a list stands in round brackets",
			Why: "Lists have square brackets; round ones hold one value together.",
			Avoid: `workflow greet on contact {
  enroll when contact.country in ("France", "Belgium")

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.country in ["France", "Belgium"]

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "template-not-allowed", Title: "a `{{ }}` stands where the text must be fixed",
			Why: "Settings, keys and regular expressions are known before any record is, and a template inside of a template would have no end of quotes.",
			Avoid: `workflow greet on contact {
  title  "Greet {{contact.firstname}}"
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  title  "Greet people"
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "empty-template", Title: "a `{{ }}` is empty",
			Why: "Between the braces stands the expression whose value comes into the text.",
			Avoid: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello {{ }}")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.score > 10

  notify(to: contact.owner, text: "Hello {{contact.firstname}}")
}
`,
		},
		{
			Code: "unknown-escape", Title: "a `\\` in a text begins nothing that is known",
			Why: "In quotes a backslash begins an escape such as `\\n`. In backticks it is a character like any other, which is what regular expressions need.",
			Avoid: `workflow greet on contact {
  enroll when contact.phone matches "^\d+$"

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: "workflow greet on contact {\n  enroll when contact.phone matches `^\\d+$`\n\n  notify(to: contact.owner, text: \"Hello\")\n}\n",
		},
		{
			Code: "not-in-language", Title: "something of expr that the language leaves out",
			Why: "Expressions only compute, always end and cost little. What could act, loop or name what is not declared is left out.",
			Avoid: `workflow greet on contact {
  enroll when contact.email.lower() endsWith ".example"

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when lower(contact.email) endsWith ".example"

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "bad-pattern", Title: "a regular expression cannot be read",
			Why: "It would match nothing, whatever the record.",
			Avoid: `workflow greet on contact {
  enroll when contact.phone matches "(0[1-9]"

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.phone matches "(0[1-9])"

  notify(to: contact.owner, text: "Hello")
}
`,
		},
		{
			Code: "pattern-not-constant", Title: "a regular expression is computed",
			Why: "A fixed one is checked before any record comes, and compiled once.",
			Avoid: `workflow greet on contact {
  enroll when contact.phone matches "^" + contact.country

  notify(to: contact.owner, text: "Hello")
}
`,
			Prefer: `workflow greet on contact {
  enroll when contact.phone startsWith contact.country

  notify(to: contact.owner, text: "Hello")
}
`,
		},
	}
}

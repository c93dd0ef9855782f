package parse

// The page docs/grammar.md: the productions as participle prints them, and beside them what other passes read.

import (
	"strings"
)

// handRead are the parts of productions that read themselves, and the blocks that the cutter cuts out.
var handRead = []struct{ name, means string }{
	{"workflowBody", `"{" Setting* labeled* "}"`},
	{"fields", `"{" ( PropDecl ","? )* "}"`},
	{"testBody", `"{" ( TestLine | Step )* "}"`},
	{"body", `"{" labeled* "}" | labeled`},
	{"arms", `"{" ( MatchArm* | SplitArm* ) "}", each arm on a line of its own`},
	{"labeled", `( name ":" )* Step`},
	{"name", "a word: letters, digits and `_`, beginning with a letter or `_`; also a keyword, where it can be nothing else"},
	{"path", `name ( "." name )*, without spaces around the dots`},
	{"argList", `( name ":" expression ","? )*`},
	{"eventName", "a name"},
	{"action", "a path in front of `(`; without a dot only in front of a named argument"},
	{"happenedAction", "a path, with nothing or `where` behind it"},
	{"stateWord", `"enrolled" | "finished" | "waiting" | "failed"`},
	{"placedName", "a name in front of `at`"},
	{"text", "a text without `{{ }}`"},
	{"label", "a text on the line of the value before it"},
	{"expression", "an expression, which ends at the first token that cannot continue it"},
	{"condition", "an expression that says yes or no"},
	{"armValue", "a text, number, date, `true`, `false` or `nil`, or a range of two: `1..5`"},
	{"duration", `( number "working"? unit )+, where the unit is minute, hour, day, week, month or year, also with an s`},
	{"clock", "a time of day: `09:00`"},
	{"weekdays", `day ( "," day )* | day ".." day, where the day is monday … sunday, weekday or day`},
	{"yearDay", "`12-25` or `2027-01-02`"},
	{"<word>", "a name"}, {"<number>", "a number"}, {"<date>", "`2026-12-24`"}, {"<clock>", "`09:00`"}, {"<text>", "a text in quotes"},
}

// Grammar is the page of the grammar, in Markdown.
func Grammar() string {
	var b strings.Builder
	b.WriteString(`# Grammar

This page is generated from the productions of package lang/parse; a test keeps it true. ` + "`*` is any number, `+` at least one, `?` none or one" + `.

A file is first cut into units: at the words that begin a declaration, a setting, a step or a line of a test, at braces, and at the lines with which the next one begins.
Each unit is read by its own production, so that a fault in one leaves the others whole.

` + "```ebnf\nFile = Declaration* .\nDeclaration = ObjectDecl | EventDecl | ConstDecl | SegmentDecl | ActionDecl | WorkflowDecl | TestDecl .\n")
	for _, line := range productionLines() {
		b.WriteString(wrapped(line) + "\n")
	}
	b.WriteString("```\n\n## Parts\n\n| part | is |\n|---|---|\n")
	for _, part := range handRead {
		means := strings.ReplaceAll(part.means, "|", "\\|")
		b.WriteString("| `" + part.name + "` | " + means + " |\n")
	}
	b.WriteString("\nWhere an expression ends, and what stands in one, is told in [language.md](language.md#where-an-expression-ends).\n")
	return b.String()
}

// productionLines are the productions in the order of a file, without the one that lists them all.
func productionLines() []string {
	lines := strings.Split(grammarParser().String(), "\n")
	return lines[1:]
}

// wrapped breaks a long production between its parts.
func wrapped(line string) string {
	const most = 120
	var out strings.Builder
	width := 0
	for i, word := range strings.Split(line, " ") {
		if i > 0 {
			if width+1+len(word) > most {
				out.WriteString("\n   ")
				width = len("   ")
			}
			out.WriteByte(' ')
			width++
		}
		out.WriteString(word)
		width += len(word)
	}
	return out.String()
}

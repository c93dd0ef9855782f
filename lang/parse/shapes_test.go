package parse

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/source"
)

// shapes are what damaged and hostile texts repeat.
var shapes = []string{"(", "[", "{", "}", ")", "((()", "{{", "}}", "{{{{", "()", "{[()]}", "-", "!", ".", "..", "#", ",", ":", "?", "? :", "not ", "and ",
	"a ", "a and ", "- ", "x", "1", "1.", "1 ", "\"", "'", "`", "\"\" ", "\"a\" ", "\"{{", "\"{{a}}", "`{{a}}", "'\n", "\"\n", "`\n", "//", "/*", "/* */",
	"//\n", "/**/\n", "\n", "\r", "\t", " ", "\\", "\x00", "\xff", "é", "€", "\u00a0", "“", "“”", "=>", "->", "==", "a: ", "a:", "a.b", "a.", "a?.", "|", "||",
	"&&", "%", "50% ", "1=>", "if ", "else ", "if a then ", "if a then\n", "if a then stop ", "if a then {\n", "else if a then stop\n", "match a {\n",
	"match a {1=>", "split {\n", "stop ", "stop\n", "goto a\n", "let a=1\n", "delay 1 day\n", "set a.b=1\n", "workflow ", "workflow w on contact {\n",
	"workflow w on contact {}\n", "object a {\n", "event a on b {\n", "test \"a\" of b {\n", "action a(b: text)\n", "a()\n", "a(\n", "a(a: ", "IF ",
	"IF a THEN stop\n", "AND ", "Set a.b = 1\n", ";", "@", "$a ", "12-25 ", "09:00 ", "2026-01-01", "1..", "1..2 ", "[1,", "{a:", "a[", "a(", "any(a, ",
	"a ? ", "a ? b : ", "not not ", "!!", "!(", "-(", "**", "^", "??", "a in ", "x is ", "between ", "does ", "starts with ", "1 => {\n", "\n(", "\n{", "\n}",
	"x\n", "{ a: 1 }\n", "create a { "}

// However often a shape is repeated, no more is read, kept and told than the limits say.
func TestShapes(t *testing.T) {
	limits := Limits{Words: 4000, StatementWords: 1000, Faults: 20, ExpressionBytes: 500}
	const size = 16 << 10
	for _, shape := range shapes {
		for _, around := range [][2]string{{"", ""}, {"workflow w on contact {\nstop\n", "\n}\n"}, {"workflow w on contact {\nenroll when ", ""},
			{"workflow w on contact {\nmatch a {\n", "}\n}\n"}, {"workflow w on contact {\nset contact.city = \"", "\"\n}\n"}, {"workflow w on contact {\nset contact.city = \"{{", "}}\"\n}\n"}} {
			text := around[0] + strings.Repeat(shape, size/len(shape)) + around[1]
			name := fmt.Sprintf("%q in %q", shape, around[0])
			r := &Reader{Limits: limits}
			_, faults := r.File(source.NewFile("a.wf", text))
			if n := len(r.tokens); n > limits.Words+1 {
				t.Errorf("%s: %d words are kept", name, n)
			}
			if n := len(r.window.all); n > 3*limits.StatementWords {
				t.Errorf("%s: a statement of %d words is read", name, n)
			}
			// Each list of faults ends with the one that passes the limit, and a statement may tell several at once.
			if n := len(faults); n > 20*limits.Faults {
				t.Errorf("%s: %d faults are told", name, n)
			}
		}
	}
}

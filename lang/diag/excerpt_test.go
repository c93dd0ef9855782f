package diag_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// Each case marks `[[ … ]]` as the main place and `<< … >>` as related ones; the excerpt is what stands between the
// arrow and the closing gutter.
func TestExcerpts(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"one word", "stop\n  goto [[there]]\n", `
2 |   goto there
  |        ^^^^^ main`},
		{"two on a line", "set <<contact.score>> = [[\"x\"]]\n", `
1 | set contact.score = "x"
  |     -------------   ^^^ main
  |     |
  |     1st`},
		{"three on a line", "f(<<a>>, [[b]], <<c>>)", `
1 | f(a, b, c)
  |   -  ^  - 2nd
  |   |  |
  |   |  main
  |   1st`},
		{"one inside another", "if <<a and [[b]]>> then stop", `
1 | if a and b then stop
  |          ^ main
  |    ------- 1st`},
		{"nothing between", "goto[[]] \n", `
1 | goto
  |     ^ main`},
		{"end of file", "workflow a {\n[[]]", `
2 |
  | ^ main`},
		{"empty file", "[[]]", `
1 |
  | ^ main`},
		{"the line break itself", "stop[[\n]]stop", `
1 | stop
  |     ^ main`},
		{"two lines", "  if a [[then {\n    stop\n]]}\n", `
1 |   if a then {
  |        ^^^^^^
2 |     stop
  |     ^^^^ main`},
		{"many lines", "[[a(\n  b\n  c\n\n  d\n)]]\n", `
1 | a(
  | ^^
...
6 | )
  | ^ main`},
		{"tabs", "\tset\t[[x]] = 1", `
1 |     set x = 1
  |         ^ main`},
		{"wide characters", "text: \"日本 é 👩‍👩‍👧 [[x]]\"", `
1 | text: "日本 é 👩‍👩‍👧 x"
  |                  ^ main`},
		{"combining characters", "e\u0301te\u0301 [[x]]", "\n1 | e\u0301te\u0301 x\n  |     ^ main"},
		{"half of a character", "\u00e9[[👍\u200d]]x", `
1 | é👍‍x
  |  ^^ main`},
		{"invisible characters", "a\u200b[[\u202e]]b\x1b[2J\xff", `
1 | a<U+200B><U+202E>b<U+001B>[2J<FF>
  |          ^^^^^^^^ main`},
		{"windows line ends", "stop\r\n[[goto\r\n]]stop\r\n", `
2 | goto
  | ^^^^ main`},
		{"a long line", strings.Repeat("a", 300) + "[[b]]" + strings.Repeat("c", 300), `
1 | …` + strings.Repeat("a", 59) + "b" + strings.Repeat("c", 60) + `…
  |  ` + strings.Repeat(" ", 59) + `^ main`},
		{"the start of a long line", "[[b]]" + strings.Repeat("c", 300), `
1 | b` + strings.Repeat("c", 119) + `…
  | ^ main`},
		{"the end of a long line", strings.Repeat("c", 300) + "[[b]]", `
1 | …` + strings.Repeat("c", 119) + `b
  |  ` + strings.Repeat(" ", 119) + `^ main`},
		{"far apart on a long line", "<<a>>" + strings.Repeat("-", 300) + "[[b]]", `
1 | a` + strings.Repeat("-", 119) + `…
  | - 1st
1 | …` + strings.Repeat("-", 119) + `b
  |  ` + strings.Repeat(" ", 119) + `^ main`},
		{"a long place", "x[[" + strings.Repeat("y", 300) + "]]", `
1 | x` + strings.Repeat("y", 119) + `…
  |  ` + strings.Repeat("^", 119) + ` main`},
		{"an enormous line", strings.Repeat("日", 10_000) + "[[b]]" + strings.Repeat("c", 10_000) + "<<d>>", `
1 | …` + strings.Repeat("日", 29) + "b" + strings.Repeat("c", 60) + `…
  |  ` + strings.Repeat(" ", 58) + `^ main
1 | …` + strings.Repeat("c", 119) + `d
  |  ` + strings.Repeat(" ", 119) + `- 1st`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			write(t, diag.WriteText(&b, []diag.Diagnostic{marked(c.text)}, diag.Style{}))
			lines := strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
			got := "\n" + strings.Join(lines[3:len(lines)-1], "\n")
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func marked(text string) diag.Diagnostic {
	var clean strings.Builder
	var open []int
	type stretch struct{ from, to int }
	var main stretch
	var related []stretch
	for text != "" {
		cut := func(sign string) bool {
			rest, found := strings.CutPrefix(text, sign)
			text = rest
			return found
		}
		switch {
		case cut("[["), cut("<<"):
			open = append(open, clean.Len())
		case cut("]]"):
			main = stretch{open[len(open)-1], clean.Len()}
			open = open[:len(open)-1]
		case cut(">>"):
			related = append(related, stretch{open[len(open)-1], clean.Len()})
			open = open[:len(open)-1]
		default:
			clean.WriteByte(text[0])
			text = text[1:]
		}
	}
	f := source.NewFile("a.wf", clean.String())
	d := diag.Diagnostic{Message: "m", Span: f.Span(main.from, main.to), Label: "main"}
	for i, r := range related {
		d.Related = append(d.Related, diag.Related{Span: f.Span(r.from, r.to), Label: []string{"1st", "2nd"}[i]})
	}
	return d
}

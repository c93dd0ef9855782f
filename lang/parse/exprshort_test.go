package parse

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/source"
)

// readShort reads a text in the plain form and by expr's parser, alone and inside of a predicate, and demands the same
// of both. It tells in how many of these places the text is plain.
func readShort(t *testing.T, text string) (plain int) {
	t.Helper()
	for _, predicates := range []int{0, 1} {
		in := scope{predicates: predicates}
		s, b := new(Reader).begin(source.NewFile("short.expr", text), text, DefaultLimits())
		tokens := s.tokens[:len(s.tokens)-1]
		m := mistakes{b: b, tokens: tokens, in: in}
		if len(tokens) == 0 || len(s.faults) > 0 || !m.look() || len(m.picks) > 0 {
			continue
		}
		e := &ast.Expr{At: b.span(tokens)}
		e.Text = b.textOf(e.Place)
		b.blankTemplates(e, tokens, &m)
		got, judged := shortExpression(e.Text, tokens, in.head(), &b.reader.nodes)
		if got == nil {
			continue
		}
		plain++
		want := b.byExpr(e, e.Text, tokens, in.head())
		if want == nil {
			t.Errorf("%s: read plain, but expr says %v", text, b.exprFaults[len(b.exprFaults)-1].Message)
			continue
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: read plain as\n%s, by expr as\n%s", text, got, want)
		}
		if !judged {
			before := len(b.exprFaults)
			l := leftOut{b: b, expr: e, head: in.head()}
			l.walk(want)
			if len(b.exprFaults) > before {
				t.Errorf("%s: said to hold nothing to judge, but %s", text, b.exprFaults[before].Message)
			}
		}
	}
	return plain
}

// What is read in the plain form is what expr's parser reads.
func TestShortExpressions(t *testing.T) {
	plain := 0
	for _, text := range []string{
		"a", "contact.owner", "a.b.c", "a . b", "a.not.in", "true", "false", "nil", "nil.a", "0", "12", "007", "1_000", "1.5", "1.50", "0x1f", "999999999999999", "9999999999999999999",
		`"text"`, `'text'`, "`text`", `"é"`, `""`, `"a\nb"`, "`a``b`", `"it's"`, "\"tab\there\"", "`two\nlines`", "`two\r\nlines`", "a.é", "a?.b", "a[0]", "-1", "a.b()", "a /* c */ . b", "#", ".a",
		"a + b * c ** d ** e", "(a + b) * c", "a ?? b", "a ?? b ?? c", "a + b ?? c", "(a ?? b) + c", "a ?? b + c", "a not in b", "a + b not in c", "not a in b", "not not a", "not a and b or not c",
		"a == b and c != d or e < f", "a < b == c", "a == b < c", "a <= b", "-a.b ** 2", "- - a", "!a", "!a == b", "a.b[0].c", "a[b + 1][2]", "f()", "f(a)", "f(a, -b)", "f(a,)", "[]", "[a]", "[a, b][0]", "[a,]",
		"f(a).b", "any(a, .b > 1)", "any(a, #.b > 1 and # != 2)", "any(a, any(#.b, .c))", "count(a)", "count(a, .b)", "any(a)", "sum(a, .b).c", "any(a, .b,)", "any(a, {.b})", "sortBy(a, .b, \"desc\")", "#a", "# a", "#1",
		"a matches \"x.*\"", "a matches \"(\"", "a.b == a.b", "a ? b : c", "a ?: b", "1..5", "a in 1..5", "{a: 1}", "a | count()", "let", "a.let", "let a", "b \"x\"", "b\"x\"", "a b", "a +", "(a", "a)", "f(", "a.", "a[", ". a",
		`"{{a.b}}"`, `"x {{a.b}} y" + c`, "if", "else.a", "(a).b", "(a)[0]", "-5 .b", "5 .b", "-1.b", "-1.5.b", `"x".b`, "a contains b startsWith c", "a && b || c", "2 ** -3", "a % b / c", "a == not b", "a + not b", "a != -b", "today() + days(12)",
	} {
		plain += readShort(t, text)
	}
	if plain < 150 {
		t.Errorf("only %d were read plain", plain)
	}
}

// The same for expressions made at random, of which a few hold what is not plain, or a fault.
func TestRandomShortExpressions(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	plain := 0
	const rounds = 5000
	for range rounds {
		var text strings.Builder
		randomExpression(&text, random, 4)
		plain += readShort(t, text.String())
	}
	if plain < rounds/5 {
		t.Errorf("only %d of %d were read plain", plain, 2*rounds)
	}
}

// randomExpression writes an expression with parts inside of parts.
func randomExpression(to *strings.Builder, random *rand.Rand, depth int) {
	one := func(texts ...string) { to.WriteString(texts[random.IntN(len(texts))]) }
	if depth == 0 {
		one("a", "b.c", "contact.not", "1", "2.5", `"x"`, "'y'", "true", "nil", "#", ".d", "`z`", `"{{a}}"`, "0x1f", `"\n"`, "a?.b")
		return
	}
	part := func() { randomExpression(to, random, random.IntN(depth)) }
	switch random.IntN(12) {
	case 0, 1, 2, 3, 4:
		part()
		one(" == ", " != ", " < ", ">=", " + ", "-", " * ", "/", " % ", " ** ", " ?? ", " and ", " or ", " && ", " || ", " in ", " not in ", " contains ", " not startsWith ", " matches ", "..", " ? ", " | ")
		part()
	case 5:
		one("not ", "-", "!", "+ ")
		part()
	case 6, 7:
		one("(", "f(", "count(", "[")
		part()
		one(")", ")", ")", "]")
	case 8:
		one("any(", "all(", "sum(", "filter(", "f(", "max(")
		part()
		one(", ", ",", ", /* c */")
		part()
		one(")", ").b", ",)")
	case 9:
		part()
		one(".b", "[0]", "[a.b]", ".in", ". c", "()")
	case 10:
		one("[", "f(")
		part()
		one(", ")
		part()
		one("]", ")")
	default:
		part()
	}
}

func FuzzShort(f *testing.F) {
	addCorpus(f, ".expr")
	f.Fuzz(func(t *testing.T, text string) { readShort(t, text) })
}

package parse

import (
	"bytes"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/source"
)

// steps is a workflow with these steps.
func inWorkflow(steps string) string { return "workflow w on contact {\n" + steps + "\n}\n" }

// Each cap has a code of its own; one less is no fault.
func TestLimits(t *testing.T) {
	nested := func(n int) string {
		return inWorkflow(strings.Repeat("if a then {\n", n) + "stop\n" + strings.Repeat("}\n", n))
	}
	braceless := func(n int) string { return inWorkflow(strings.Repeat("if a then\n", n) + "stop") }
	arms := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%d => stop\n", i)
		}
		return inWorkflow("match a {\n" + b.String() + "}")
	}
	branches := func(n int) string {
		return inWorkflow("if a then stop\n" + strings.Repeat("else if a then stop\n", n-1))
	}
	brackets := func(n int) string {
		return inWorkflow("set a.b = " + strings.Repeat("(", n) + "1" + strings.Repeat(")", n))
	}
	expression := func(n int) string { return inWorkflow("set a.b = " + strings.Repeat("x", n)) }
	ternaries := func(n int) string {
		return inWorkflow("set a.b = " + strings.Repeat("a ? b : ", n) + "c")
	}
	predicates := func(n int) string {
		return inWorkflow("set a.b = " + strings.Repeat("any(a, ", n) + "true" + strings.Repeat(")", n))
	}
	steps := func(n int) string { return inWorkflow(strings.Repeat("stop\n", n)) }
	file := func(n int) string { return strings.Repeat(" ", n) }

	for _, c := range []struct {
		name    string
		program func(n int) string
		most    int
		code    string
		message string
	}{
		{"nested", nested, 64, "nesting-too-deep", "more than 64 statements inside each other"},
		{"braceless", braceless, 64, "nesting-too-deep", "more than 64 statements inside each other"},
		{"arms", arms, 250, "too-many-branches", "more than 250 branches"},
		{"branches", branches, 250, "too-many-branches", "more than 250 branches"},
		{"brackets", brackets, 64, "brackets-too-deep", "more than 64 brackets inside each other"},
		{"expression", expression, 16 << 10, "expression-too-long", "this expression has 16385 bytes, more than the 16384 that are read"},
		{"ternaries", ternaries, 4, "choices-too-deep", "more than 4 `? :` inside each other"},
		{"predicates", predicates, 2, "predicates-too-deep", "more than 2 functions over lists inside each other"},
		{"steps", steps, 10_000, "too-many-steps", "a workflow has at most 10000 steps"},
		{"file", file, 1 << 20, "file-too-large", "the file has 1048577 bytes, more than the 1048576 that are read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, faults := File(source.NewFile("most.wf", c.program(c.most))); len(faults) != 0 {
				t.Errorf("at the limit: %s", listed(faults[:1]))
			}
			_, faults := File(source.NewFile("more.wf", c.program(c.most+1)))
			if len(faults) != 1 || faults[0].Code != c.code || faults[0].Message != c.message {
				t.Errorf("beyond the limit: %d faults: %s", len(faults), listed(faults[:min(1, len(faults))]))
			}
		})
	}
}

// A limit is a setting.
func TestLimitsAreSettings(t *testing.T) {
	text := inWorkflow("set a.b = ((1))")
	if _, faults := (&Reader{Limits: Limits{Brackets: 1}}).File(source.NewFile("a.wf", text)); len(faults) != 1 || faults[0].Code != "brackets-too-deep" {
		t.Errorf("%v", faults)
	}
	if _, faults := (&Reader{Limits: Limits{Brackets: 2}}).File(source.NewFile("a.wf", text)); len(faults) != 0 {
		t.Errorf("%v", faults)
	}
}

// Texts that are made to cost more than they are worth get few faults, soon. The test has no clock of its own: a text
// that is read in quadratic time takes longer than a test may.
func TestHostile(t *testing.T) {
	const size = 1 << 18
	fill := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	seed := int64(20260302)
	random := make([]byte, size)
	rand.New(rand.NewSource(seed)).Read(random)
	printable := bytes.Map(func(r rune) rune { return ' ' + r%95 }, random[:size/2])
	words := strings.Fields("workflow object if then else { } ( ) [ ] match => default set a . b = , : ? \" 1 `x` on contact let delay until at 09:00 any | {{")
	source1 := rand.New(rand.NewSource(seed))
	var soup strings.Builder
	for soup.Len() < size-20 {
		soup.WriteString(words[source1.Intn(len(words))])
		soup.WriteByte(" \n"[source1.Intn(2)])
	}
	inStep := func(unit string) string { return "workflow w on c {\nset a.b = " + fill(unit)[:size-100] }
	for name, text := range map[string]string{
		"random bytes": string(random), "random characters": string(printable), "random words": soup.String(),
		"one word": fill("x"), "words": fill("x "), "zeros": fill("\x00"), "lines": fill("\n"), "semicolons": fill(";"),
		"(": fill("("), ")": fill(")"), "{": fill("{"), "}": fill("}"), "[{(": fill("[{("), "quotes": fill(`"`), "backticks": fill("`"),
		"templates": fill(`"{{`), "backtick templates": fill("`{{"), "comments": fill("/*"), "slashes": fill("//\n"),
		"ifs": "workflow w on c {\n" + fill("if a then ")[:size-100], "blocks": "workflow w on c {\n" + fill("if a then {\n")[:size-100],
		"else ifs": "workflow w on c {\nif a then stop\n" + fill("else if a then stop\n")[:size-100],
		"labels":   "workflow w on c {\n" + fill("a: ")[:size-100], "values": "workflow w on c {\nmatch a {\n" + fill("1,\n")[:size-100],
		"steps": "workflow w on c {\n" + fill("stop\n")[:size-100], "arms": "workflow w on c {\nmatch a {\n" + fill("1 => stop\n")[:size-100],
		"brackets": inStep("("), "signs": inStep("-"), "not": inStep("not "), "and": inStep("a and "), "or and": inStep("a or b and "), "comparisons": inStep("a < "),
		"choices": inStep("a ? "), "pipes": inStep("a | b() "), "dots": inStep(".a"), "lists": inStep("1,"), "dates": inStep("2026-12-24 "),
		"arguments": "workflow w on c {\nf(" + fill("a: 1, ")[:size-100], "list lines": inStep("1,\n"), "calls": "workflow w on c {\n" + fill("f(a: b) ")[:size-100],
		"options": "object a {\nb: enum {" + fill("c,")[:size-100], "properties": "object a {\n" + fill("b: text\n")[:size-100],
		"not utf-8": fill("\xff\xfe"), "no-break spaces": fill("\u00a0"), "declarations": fill("let a = 1\n"), "tests": "test \"x\" of y {\n" + fill("expect a ")[:size-100],
	} {
		t.Run(name, func(t *testing.T) {
			_, faults := File(source.NewFile("hostile.wf", text))
			if len(faults) == 0 && name != "lines" && name != "slashes" && name != "declarations" && name != "one word" {
				t.Errorf("no fault (seed %d)", seed)
			}
			Condition(source.NewFile("hostile.expr", text))
			Template(source.NewFile("hostile.md", text))
		})
	}
}

package format_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/format"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/source"
)

// relaid spaces the tokens of a program anew, at random: spaces, line breaks where one stands already or where brackets
// are open, comments anywhere.
func relaid(random *rand.Rand, text string) string {
	f := source.NewFile("a.wf", text)
	tokens := parse.Tokens(f)
	var b strings.Builder
	at, depth := 0, 0
	for i, t := range tokens {
		gap := text[at:t.Start]
		switch {
		case i == 0:
		case strings.Contains(gap, "\n"), depth > 0 && t.Kind == parse.WordToken && random.IntN(12) == 0:
			if random.IntN(10) == 0 {
				b.WriteString(" // trailing")
			}
			b.WriteString(strings.Repeat("\n", 1+random.IntN(2)*random.IntN(3)))
			if random.IntN(10) == 0 {
				b.WriteString("  // above\n")
			}
			b.WriteString(strings.Repeat(" ", random.IntN(8)))
		case gap != "":
			b.WriteString(strings.Repeat(" ", 1+random.IntN(2)*random.IntN(4)))
			if random.IntN(40) == 0 {
				b.WriteString("/* between */ ")
			}
		case t.Kind == parse.SignToken && tokens[i-1].Kind != parse.SignToken && t.Text != "." && random.IntN(10) == 0:
			b.WriteString(" ")
		}
		b.WriteString(t.Text)
		at = t.End
		switch t.Text {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		}
	}
	return b.String()
}

// However a sound program was laid out, the formatter changes nothing but its layout, and settles at once.
func TestRelaidPrograms(t *testing.T) {
	programs := corpus(t)
	sound := 0
	for seed := range uint64(150) {
		random := rand.New(rand.NewPCG(seed, 1))
		text := relaid(random, programs[random.IntN(len(programs))])
		if _, faults := parse.File(source.NewFile("a.wf", text)); diag.HasErrors(faults) {
			continue
		}
		sound++
		check(t, text)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if sound < 75 {
		t.Errorf("only %d of 150 programs were sound: the test tests little", sound)
	}
}

// The layout of spaces alone has no say: a program comes out as it did before its spaces were changed.
func TestSpacesDoNotMatter(t *testing.T) {
	for _, text := range corpus(t) {
		want, faults := format.File(source.NewFile("a.wf", text))
		if diag.HasErrors(faults) || strings.Contains(text, "/*") { // the inside of a comment stays as it is
			continue
		}
		var wide []string
		for _, line := range strings.Split(text, "\n") {
			wide = append(wide, "\t"+strings.TrimLeft(line, " ")+"  ")
		}
		got, _ := format.File(source.NewFile("a.wf", strings.Join(wide, "\n")))
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
}

// Programs from pieces of the corpus: they look like what people write, and go deeper into the checker than random bytes.

package lang_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/format"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

var (
	spliceSeed  = flag.Uint64("splice.seed", 0, "the seed of the spliced programs; 0: the same ones each time, or with -splice.for others")
	spliceCount = flag.Int("splice.count", 600, "how many programs are spliced")
	spliceTime  = flag.Duration("splice.for", 0, "splice for so long, whatever their number")
)

// TestSplice makes programs from the tokens and lines of others. Each is checked and formatted, and each of its sure fixes
// applied: nothing panics, every place is inside, a format is stable, a sure fix takes its fault away.
func TestSplice(t *testing.T) {
	seed := *spliceSeed
	if seed == 0 && *spliceTime > 0 {
		seed = rand.Uint64()
	}
	s := newSplicer(t)
	prelude := lang.Parse(stdlib.Prelude())
	mail := lang.ParseTemplate(source.NewFile("emails/welcome.md", welcome))
	analyze := func(text string) *lang.Analysis {
		return lang.Check([]lang.Parsed{prelude, lang.Parse(source.NewFile("spliced.wf", text)), mail}, stdlib.Catalog(), nil)
	}
	begin := time.Now()
	for n := 0; n < *spliceCount || time.Since(begin) < *spliceTime; n++ {
		at := seed + uint64(n)
		text := s.program(rand.New(rand.NewPCG(at, 0)))
		fail := tried(text, analyze)
		if fail != "" {
			t.Errorf("%s\nof:\n%s\nagain: go test ./lang -run TestSplice -splice.count 1 -splice.seed %d", fail, text, at)
			if *spliceTime == 0 {
				return
			}
		}
	}
}

// tried says what is wrong with how a program was taken; "" when nothing is.
func tried(text string, analyze func(string) *lang.Analysis) (fail string) {
	defer func() {
		if p := recover(); p != nil {
			fail = fmt.Sprintf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	a := analyze(text)
	for _, d := range a.Diagnostics {
		if !within(d.Span) {
			return fmt.Sprintf("%s: %s: outside of the file", d.Code, d.Message)
		}
		for _, r := range d.Related {
			if !within(r.Span) {
				return fmt.Sprintf("%s: %s: outside of the file", d.Code, r.Label)
			}
		}
		for _, fix := range d.Fixes {
			if !fix.Sure {
				continue
			}
			mended := diag.Apply(text, fix.Edits)
			if after := analyze(mended).Diagnostics; toldAgain(after, d, fix) {
				return fmt.Sprintf("%s: %s: `%s` does not mend it:\n%s", d.Code, d.Message, fix.Title, mended)
			}
		}
	}
	once, _ := format.File(source.NewFile("spliced.wf", text))
	if twice, _ := format.File(source.NewFile("spliced.wf", once)); once != twice {
		return "the format is not stable:\n" + format.Diff("spliced.wf", "formatted", once, twice)
	}
	return ""
}

// toldAgain reports a fault that is still told of its place, which may have moved with the fix. The same fault may come
// up elsewhere: of some statements only the first is told.
func toldAgain(list []diag.Diagnostic, d diag.Diagnostic, fix diag.Fix) bool {
	moved := 0
	for _, e := range fix.Edits {
		if e.Span.End <= d.Span.Start {
			moved += len(e.New) - (e.Span.End - e.Span.Start)
		}
	}
	return slices.ContainsFunc(list, func(other diag.Diagnostic) bool {
		return other.Code == d.Code && other.Message == d.Message && other.Span.Start == d.Span.Start+moved
	})
}

func within(s source.Span) bool {
	return s.File == nil || s.Start >= 0 && s.Start <= s.End && s.End <= len(s.File.Text)
}

// splicer holds the pieces.
type splicer struct {
	programs []string
	lines    []string
	tokens   map[byte][]string // by what they begin with: a letter, a digit, a quote, another sign
	all      []string
}

var tokenOf = regexp.MustCompile(`"(?:[^"\\\n]|\\.)*"|[a-zA-Z_][a-zA-Z0-9_]*|[0-9]+|//[^\n]*|\s+|=>|[<>=!+-]=|.`)

func kindOf(token string) byte {
	switch c := token[0]; {
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_':
		return 'a'
	case c >= '0' && c <= '9':
		return '0'
	case c == '"':
		return '"'
	case c == ' ' || c == '\n' || c == '\t' || c == '\r':
		return ' '
	}
	return '+'
}

func newSplicer(t *testing.T) *splicer {
	s := &splicer{tokens: map[byte][]string{}}
	expectation := regexp.MustCompile(`\s*// ###.*`)
	for _, pattern := range []string{"../testdata/faults/*.wf", "../testdata/correct/*.wf", "../examples/*/*.wf"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal("no corpus", err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range chunks(string(text)) {
				program := expectation.ReplaceAllString(c.text, "")
				s.programs = append(s.programs, program)
				s.lines = append(s.lines, strings.Split(program, "\n")...)
			}
		}
	}
	known := map[string]bool{}
	for _, p := range s.programs {
		for _, token := range tokenOf.FindAllString(p, -1) {
			if !known[token] && kindOf(token) != ' ' {
				known[token] = true
				s.tokens[kindOf(token)] = append(s.tokens[kindOf(token)], token)
				s.all = append(s.all, token)
			}
		}
	}
	return s
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// program is one of the corpus, changed in up to six places, at times with another behind it.
func (s *splicer) program(r *rand.Rand) string {
	text := pick(r, s.programs)
	if len(text) > 3000 {
		text = text[:3000]
	}
	if r.IntN(4) == 0 {
		text += "\n" + pick(r, s.programs)
	}
	for range 1 + r.IntN(6) {
		text = s.change(r, text)
	}
	return text
}

func (s *splicer) change(r *rand.Rand, text string) string {
	if r.IntN(3) == 0 {
		lines := strings.Split(text, "\n")
		at := r.IntN(len(lines))
		switch r.IntN(4) {
		case 0:
			lines[at] = pick(r, s.lines)
		case 1:
			lines = append(lines[:at], lines[at+1:]...)
		case 2:
			lines = append(lines[:at], append([]string{pick(r, s.lines)}, lines[at:]...)...)
		default:
			other := r.IntN(len(lines))
			lines[at], lines[other] = lines[other], lines[at]
		}
		return strings.Join(lines, "\n")
	}
	tokens := tokenOf.FindAllString(text, -1)
	if len(tokens) == 0 {
		return text
	}
	at := r.IntN(len(tokens))
	for kindOf(tokens[at]) == ' ' && r.IntN(8) > 0 {
		at = r.IntN(len(tokens))
	}
	old := tokens[at]
	switch r.IntN(7) {
	case 0:
		tokens[at] = ""
	case 1:
		tokens[at] = pick(r, s.all)
	case 2:
		tokens[at] += " " + pick(r, s.all)
	case 3: // a name everywhere in the program
		if kindOf(old) == 'a' {
			with := pick(r, s.tokens['a'])
			for i := range tokens {
				if tokens[i] == old {
					tokens[i] = with
				}
			}
		}
	case 4: // another of its own
		if other := pick(r, tokens); kindOf(other) == kindOf(old) {
			tokens[at] = other
		}
	default:
		if list := s.tokens[kindOf(old)]; len(list) > 0 {
			tokens[at] = pick(r, list)
		}
	}
	return strings.Join(tokens, "")
}

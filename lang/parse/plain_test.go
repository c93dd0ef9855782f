package parse

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/source"
)

// readTwice reads the statements of a file in their plain form and by the grammar, and demands the same of both. It
// gives how many statements there are and how many are plain.
func readTwice(t *testing.T, f *source.File) (all, plain int) {
	t.Helper()
	_, b := new(Reader).begin(f, f.Text, DefaultLimits())
	read := b.cut.read
	b.cut.read = func(p production, tokens []lexer.Token) ast.Node {
		all++
		if r := readers()[p]; r.plain != nil {
			l := b.cut.window.lexer
			start := l.MakeCheckpoint()
			got, ok := r.plain(l, nil)
			end := l.RawCursor()
			l.LoadCheckpoint(start)
			if ok {
				plain++
				want, err := r.grammar(l)
				if err != nil {
					t.Errorf("%s: read plain, but the grammar says %v", b.spanOf(tokens).Text(), err)
				} else if !reflect.DeepEqual(got, want) || end != l.RawCursor() {
					t.Errorf("%s: read plain as\n%#v up to %d, by the grammar as\n%#v up to %d", b.spanOf(tokens).Text(), got, end, want, l.RawCursor())
				}
				l.LoadCheckpoint(start)
			}
		}
		return read(p, tokens)
	}
	b.cut.cutFile()
	return all, plain
}

// What is read plain is what the grammar reads.
func TestPlain(t *testing.T) {
	all, plain := 0, 0
	count := func(f *source.File) {
		a, p := readTwice(t, f)
		all, plain = all+a, plain+p
	}
	for _, f := range corpusFiles(t, ".wf") {
		count(f)
	}
	for _, pattern := range []string{"../../testdata/faults/*.wf", "../../testdata/correct/*.wf", "../../examples/*/*.wf", "../../stdlib/*.wf"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no files (%v)", pattern, err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			count(source.NewFile(name, string(text)))
		}
	}
	if t.Logf("%d of %d statements are plain", plain, all); plain < all/2 {
		t.Errorf("%d of %d statements are plain", plain, all)
	}
}

// A part that is wanted and not there leaves a statement to the grammar.
func TestPlainGivesUp(t *testing.T) {
	for _, step := range []string{
		"if a else stop", "if then stop", "match { }", "goto", "delay 2", "delay until event", "delay until event a where", "delay until event a up 2 days",
		"delay until event a since", "let = 1", "let a", "let a = ", "let a = b.c(x: 1", "let a = b.c(x: 1) on failure", "set a.b", "set a.b =", "set a.b = 1 where", "set a.b { x: 1",
		"set a.b = 1 on failure", "set a.b = 1 on failure goto", "copy a.b", "copy a.b to", "clear", "increase", "increase a.b by", "create a", "create a { } with",
		"create a { } with b,", "associate a", "associate a with", "notify(", "notify(a: 1) on failure go",
	} {
		if _, plain := readTwice(t, source.NewFile("a.wf", inWorkflow(step))); plain > 2 { // the workflow and a `stop`
			t.Errorf("%s: read plain", step)
		}
	}
}

func FuzzPlain(f *testing.F) {
	addCorpus(f, ".wf")
	f.Fuzz(func(t *testing.T, text string) { readTwice(t, source.NewFile("fuzz.wf", text)) })
}

package ide_test

import (
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/wflang/wf/lang/ide"
)

// Every prefix of a text, as it is typed letter by letter, can be asked everything at its end.
func TestPrefixes(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/names.txtar")
	if err != nil {
		t.Fatal(err)
	}
	text := archive.Files[0].Data
	step := 1
	if testing.Short() {
		step = 17
	}
	for n := 0; n <= len(text); n += step {
		all(text[:n])
	}
}

// FuzzAsk looks for a text that a question fails on.
func FuzzAsk(f *testing.F) {
	f.Add("workflow a on company {\n  set company.", 20)
	f.Add("test \"x\" of a {\n  expect create deal where (", 30)
	f.Fuzz(func(t *testing.T, text string, at int) {
		ask([]byte(text), at)
	})
}

func all(text []byte) { ask(text, len(text)) }

func ask(text []byte, at int) {
	p, _ := open(&txtar.Archive{Files: []txtar.File{{Name: "a.wf", Data: text}}})
	f := p.File("a.wf")
	at = min(max(at, 0), len(text))
	p.Complete(f, at)
	p.Hover(f, at)
	p.Definition(f, at)
	p.References(f, at, true)
	_, _ = p.Rename(f, at, "other")
	p.Signature(f, at)
	p.Symbols(f)
	p.Folds(f)
	p.Around(f, at)
	p.Tokens(f)
	p.Hints(f, f.Source.Span(0, at))
	p.Mendings(f, p.Analysis.Diagnostics, f.Source.Span(0, at))
	p.Lenses(f)
	p.Links(f)
	p.Enrollings()
	ide.Format(f.Source)
}

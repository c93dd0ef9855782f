// Package format gives every program one layout. It lays out the tokens of the source anew, with what the tree says about
// them; it adds or drops no token but the commas of lists, so that a program means the same before and after.
// What could not be read stays as it is.
package format

import (
	"slices"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/source"
)

// File returns the text of the file in its layout, and the faults of syntax that reading it found. Formatting the result
// again changes nothing.
func File(f *source.File) (string, []diag.Diagnostic) {
	text, faults := layout(f)
	if !diag.HasErrors(faults) {
		return text, faults
	}
	// Where there are faults, another layout may be read in another way: a word that was lost in a line may begin a
	// statement once it begins a line. It is laid out until that changes nothing more; a text that never settles is left alone.
	const most = 3
	for range most {
		again, _ := layout(source.NewFile(f.Name, text))
		if again == text && sameTokens(f, source.NewFile(f.Name, text)) {
			return text, faults
		}
		text = again
	}
	return f.Text, faults
}

func layout(f *source.File) (string, []diag.Diagnostic) {
	tree, faults := parse.File(f)
	p := printer{file: f, hang: indent}
	for _, d := range faults {
		if d.Level == diag.Error {
			p.faults = append(p.faults, d.Span.Start)
		}
	}
	slices.Sort(p.faults)
	p.read(tree)
	p.look(tree)
	p.top(tree.Decls)
	for _, m := range p.apart {
		p.divide(m)
	}
	return join(p.lines), faults
}

// sameTokens tells whether two files have the same tokens, commas aside.
func sameTokens(a, b *source.File) bool {
	text := func(f *source.File) []parse.Token {
		return slices.DeleteFunc(parse.Tokens(f), func(t parse.Token) bool { return t.Text == "," })
	}
	return slices.EqualFunc(text(a), text(b), func(a, b parse.Token) bool { return a.Text == b.Text })
}

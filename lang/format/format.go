// Package format gives every program one layout. It lays out the tokens of the source anew, with what the tree says about
// them; it adds or drops no token but the commas of lists, so that a program means the same before and after.
// What could not be read stays as it is.
package format

import (
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/source"
)

// File returns the text of the file in its layout, and the faults of syntax that reading it found.
func File(f *source.File) (string, []diag.Diagnostic) {
	tree, faults := parse.File(f)
	p := printer{file: f, hang: indent}
	p.read(tree)
	p.look(tree)
	p.top(tree.Decls)
	for _, m := range p.apart {
		p.divide(m)
	}
	return join(p.lines), faults
}

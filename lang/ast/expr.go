package ast

import exprast "github.com/expr-lang/expr/ast"

// Expr is an expression: its text, and its tree as expr-lang's parser read it. Locations in the tree count runes from
// the start of Expr.Text; Offset translates them to bytes of the file.
type Expr struct {
	At
	Text string       // as handed to expr's parser: the source with templates blanked, of the same length
	Tree exprast.Node // nil when it could not be read; its fault is reported

	// Templates are the string literals that hold `{{ }}`, by the rune at which the literal starts in Text.
	Templates map[int]*Template
	// Shift is added to the rune locations of Tree to reach runes of Text: a `where` on records is parsed inside `any(x, …)`.
	Shift int
}

// Template is a string literal with expressions inside: "Hello {{contact.firstname}}".
type Template struct {
	At
	Parts []TemplatePart
}

// TemplatePart is either fixed text or an expression.
type TemplatePart struct {
	At
	Text string
	Expr *Expr // nil for text
}

// Offset is the byte offset in the file of a rune location in Tree.
func (e *Expr) Offset(rune int) int {
	rune += e.Shift
	if rune <= 0 {
		return e.Place.Start
	}
	n := 0
	for i := range e.Text {
		if n == rune {
			return e.Place.Start + i
		}
		n++
	}
	return e.Place.End
}

// TemplateFile is an e-mail template, `emails/NAME.md` or `.html`: front matter and a body with tokens.
type TemplateFile struct {
	At
	Name         string // "welcome"
	HTML         bool
	Subject      *Template
	From         *Text
	Subscription *Text
	Kind         *Text // marketing (default) or transactional
	Body         *Template
}

package ide

// Completion: what can stand at a place. It is asked where the text is not finished, so that it goes by the tokens
// before the cursor alone.

import (
	"slices"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/source"
)

// Item is one thing that can stand at a place.
type Item struct {
	Label   string
	Kind    Kind // NoKind: a word of the language
	Detail  string
	Doc     string
	Insert  string // what is written; the label when empty
	Snippet bool   // Insert has places to fill, as in `${1:name}`
	Fault   string // why it must not stand here; empty when it may
	Last    bool   // comes behind the others
}

// Completion is what can stand at a place, and the text that it takes the place of.
type Completion struct {
	Items   []Item
	Replace source.Span
}

// completer is the state of one completion.
type completer struct {
	*Project
	f      *File
	o      *outline
	sc     scope
	offset int
	i      int // the token that is being written, or the next one
	word   source.Span
	items  []Item
	seen   map[string]bool
}

// Complete lists what can stand at a place of a file.
func (p *Project) Complete(f *File, offset int) Completion {
	c := &completer{Project: p, f: f, o: f.outline(), offset: offset, seen: map[string]bool{}, word: f.Source.Span(offset, offset)}
	switch {
	case f.Template != nil:
		c.template()
	case c.inComment():
	default:
		c.place()
	}
	slices.SortStableFunc(c.items, func(a, b Item) int {
		if n := rank(a) - rank(b); n != 0 {
			return n
		}
		return 0
	})
	return Completion{c.items, c.word}
}

// rank puts what may stand here before what may not.
func rank(i Item) int {
	switch {
	case i.Fault != "":
		return 2
	case i.Last:
		return 1
	}
	return 0
}

func (c *completer) add(i Item) {
	if !c.seen[i.Label] {
		c.seen[i.Label] = true
		c.items = append(c.items, i)
	}
}

func (c *completer) inComment() bool {
	for _, at := range c.f.Tree.Comments {
		if at.Place.Start < c.offset && (c.offset < at.Place.End || c.offset == at.Place.End && strings.HasPrefix(at.Text, "//")) {
			return true
		}
	}
	return false
}

// place finds what is being written, and goes on by that.
func (c *completer) place() {
	o := c.o
	c.i = o.next(c.offset - 1)
	if c.i < len(o.tokens) {
		t := o.tokens[c.i]
		quoted := strings.IndexByte("\"'`", t.Text[0]) >= 0
		if quoted && t.Start < c.offset && (c.offset < t.End || t.Kind == parse.BadToken) {
			c.prepare()
			c.text(t)
			return
		}
		switch {
		case t.Start >= c.offset || t.End < c.offset:
		case t.Kind == parse.WordToken:
			c.word = c.f.Source.Span(t.Start, t.End)
		case t.Kind == parse.NumberToken && t.End == c.offset:
			return
		case t.End <= c.offset:
			c.i++
		}
	}
	c.prepare()
	c.code()
}

// prepare makes the scope of the place.
func (c *completer) prepare() {
	decl := c.o.declAt(c.offset)
	if decl != nil && c.offset > decl.Span().End && c.o.around(c.i) < 0 && c.starts() {
		decl = nil
	}
	c.sc = c.scopeAt(c.o, decl, c.i)
}

// before is the token before the one being written.
func (c *completer) before() parse.Token {
	if c.i == 0 || c.i > len(c.o.tokens) {
		return parse.Token{}
	}
	return c.o.tokens[c.i-1]
}

// frame is what the place stands in.
func (c *completer) frame() frame {
	if open := c.o.around(c.i); open >= 0 {
		return c.o.frames[open]
	}
	return noFrame
}

// newLine tells whether nothing stands before the place on its line.
func (c *completer) newLine() bool {
	return c.i == 0 || strings.Contains(c.f.Source.Text[c.before().End:c.word.Start], "\n")
}

// starts tells whether a statement begins at the place.
func (c *completer) starts() bool {
	in := c.frame()
	if !in.lines() {
		return false
	}
	before := c.before()
	switch before.Text {
	case "{", "then", "else", "=>":
		return true
	case ":":
		return in != propsFrame && c.i >= 2 && c.o.isLabel(c.i-2)
	}
	return c.newLine() && !(opens(before) && before.Text != "goto") || c.i == 0
}

// statement is the tokens of the statement up to the place, without its label.
func (c *completer) statement() []parse.Token {
	if c.i == 0 {
		return nil
	}
	head := c.o.head[c.i-1]
	if c.i-1 == head && c.o.frames[head] != noFrame {
		head = c.i
	}
	for open := c.o.around(c.i); open >= 0 && !c.o.frames[open].lines(); open = c.o.inside[open] {
		head = min(head, c.o.head[open])
	}
	stmt := c.o.tokens[min(head, c.i):c.i]
	if len(stmt) > 2 && stmt[1].Text == ":" && c.frame() != propsFrame {
		stmt = stmt[2:]
	}
	return stmt
}

// code completes outside of texts.
func (c *completer) code() {
	switch {
	case isDot(c.before()) && c.before().End == c.word.Start:
		c.members()
	case c.starts():
		c.beginning()
	default:
		c.within()
	}
}

// beginning offers what a statement, a declaration or a line of a list begins with.
func (c *completer) beginning() {
	switch in := c.frame(); in {
	case noFrame:
		c.templates(declarationForms)
	case workflowFrame, blockFrame:
		if before := c.before().Text; in == workflowFrame && before != "then" && before != "else" && before != "=>" && before != ":" && !c.afterStep() {
			c.templates(settingForms)
		}
		c.templates(stepForms)
		c.actions()
	case armsFrame:
		if before := c.before().Text; before == "=>" {
			c.templates(stepForms)
			c.actions()
			return
		}
		c.arms()
	case testFrame:
		c.templates(testForms)
	case propsFrame:
		c.redeclared()
	}
}

// afterStep tells whether a step stands before the place: settings come first.
func (c *completer) afterStep() bool {
	w, ok := c.sc.decl.(*ast.Workflow)
	if !ok || w.Body == nil {
		return false
	}
	return slices.ContainsFunc(w.Body.Steps, func(s *ast.Step) bool {
		_, bad := s.Stmt.(*ast.BadStmt)
		return !bad && s.Place.End < c.offset && !c.word.Contains(s.Place.Start)
	})
}

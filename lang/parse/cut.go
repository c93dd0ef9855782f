package parse

// The cutter walks the tokens of a file once and cuts them into units: a unit is one statement, setting, property or
// declaration, whose inner blocks are cut out and stand in it as one token each. A unit never reaches beyond the line
// with which the next statement begins, so that a forgotten bracket swallows nothing. Each unit is read as soon as it is
// complete: what stands in a block before the statement that the block belongs to.

import (
	"slices"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/slab"
	"github.com/wflang/wf/lang/source"
)

// unit is what was read of a stretch of tokens.
type unit struct {
	node   ast.Node
	labels []lexer.Token
}

// cutBlock is a block that was cut out.
type cutBlock struct {
	braced bool
	units  []int
	open   lexer.Token
	end    int // byte offset behind it
}

type cutter struct {
	file   *source.File
	limits Limits
	tokens []lexer.Token // of the file, with an End at the end
	at     int           // the token at hand
	place  place         // where we are: it decides which words begin a line of their own

	read    func(p production, tokens []lexer.Token) ast.Node // reads one unit; the last token is an End
	window  *window
	units   []unit
	blocks  []cutBlock
	list    []int                // units of the blocks at hand, those of the innermost last
	lists   slab.Of[int]         // units of a block
	tokenOf slab.Of[lexer.Token] // those of blocks
	fault   func(diag.Diagnostic)
	missing *diag.Diagnostic // a bracket before the body of the next unit, told when the head has no other fault
	opened  []byte           // brackets, while a stretch is looked through; kept for its memory
	noArm   int              // up to here no arm of a match begins

	steps      int         // of the workflow at hand
	unreadable bool        // the next unit is not read: its fault is told
	full       func() bool // reports whether there are so many faults that the rest is not read
	stopped    bool        // the rest is not read: there were, or too many steps
}

// place is a kind of text: which words begin a line of their own depends on it.
type place uint8

const (
	atTop place = iota
	inSettings
	inSteps
	inTest
	inFields
)

func (c *cutter) token() *lexer.Token { return &c.tokens[c.at] }

// ahead is the n-th token from the one at hand.
func (c *cutter) ahead(n int) *lexer.Token { return c.look(c.at + n) }

func (c *cutter) look(i int) *lexer.Token { return &c.tokens[min(max(i, 0), len(c.tokens)-1)] }

func (c *cutter) atEnd() bool { return c.token().Type == tokenEnd }

func (c *cutter) span(t *lexer.Token) source.Span { return c.file.Span(t.Pos.Offset, endOf(t)) }

// behind is the place right behind the token before the one at hand: where something was forgotten.
func (c *cutter) behind() source.Span {
	if c.at == 0 {
		return c.file.Span(0, 0)
	}
	end := endOf(c.look(c.at - 1))
	return c.file.Span(end, end)
}

// emit makes a unit of tokens and reads it.
func (c *cutter) emit(p production, tokens ...[]lexer.Token) int {
	if c.unreadable {
		p, c.unreadable = noProduction, false
	}
	if p == noProduction {
		tokens = ends(tokens) // its place is all that is asked of it
	}
	if n := words(tokens); n > c.limits.StatementWords {
		c.fault(statementTooLong(c.span(&tokens[0][0]), c.limits.StatementWords))
		p, tokens = noProduction, ends(tokens)
	}
	all := c.window.fill(tokens)
	end := &all[len(all)-1]
	if n := len(all) - 1; n > 0 {
		last := &all[n-1]
		end.Pos = lexer.Position{Offset: endOf(last), Line: last.Pos.Line}
		if last.Type == tokenBlock {
			end.Pos.Offset = c.blocks[last.Pos.Column].end
		}
	}
	c.units = append(c.units, unit{node: c.read(p, all)})
	c.missing = nil
	if !c.stopped && c.full() {
		c.fault(tooManyFaults(c.behind(), c.limits.Faults))
		c.stopped = true
	}
	if c.stopped {
		c.at = len(c.tokens) - 1
	}
	return len(c.units) - 1
}

// words counts tokens.
func words(parts [][]lexer.Token) (n int) {
	for _, p := range parts {
		n += len(p)
	}
	return n
}

// ends are the first and the last of tokens.
func ends(parts [][]lexer.Token) [][]lexer.Token {
	parts = slices.DeleteFunc(parts, func(p []lexer.Token) bool { return len(p) == 0 })
	if len(parts) == 0 {
		return nil
	}
	last := parts[len(parts)-1]
	return [][]lexer.Token{parts[0][:1], last[len(last)-1:]}
}

// block makes a token of a block that is complete.
func (c *cutter) block(b cutBlock) []lexer.Token {
	c.blocks = append(c.blocks, b)
	token := c.tokenOf.Make(1)
	token[0] = lexer.Token{Type: tokenBlock, Pos: lexer.Position{Offset: b.open.Pos.Offset, Line: b.open.Pos.Line, Column: len(c.blocks) - 1}}
	return token
}

// listed takes the units of a block, those behind the first n, from the list.
func (c *cutter) listed(n int) []int {
	units := c.lists.Copy(c.list[n:])
	c.list = c.list[:n]
	return units
}

// cutFile cuts the declarations of a file.
func (c *cutter) cutFile() (decls []int) {
	for !c.atEnd() {
		t := c.token()
		if t.Type == tokenWord && declarationWords.has(t.Value) && !c.isNamedHere() {
			decls = append(decls, c.cutDeclaration())
			continue
		}
		from := c.at
		c.at++
		for !c.atEnd() && !(beginsLine(c.token()) && c.beginsDeclaration(c.at)) {
			c.at++
		}
		c.fault(notDeclaration(c.span(t), t))
		decls = append(decls, c.emit(noProduction, c.tokens[from:c.at]))
	}
	return decls
}

// isNamedHere reports whether the word at hand is a label or is called.
func (c *cutter) isNamedHere() bool {
	next := c.ahead(1)
	return isSign(next, ":") || isSign(next, "(")
}

// beginsDeclaration reports whether the token begins a declaration, as only a declaration can look.
func (c *cutter) beginsDeclaration(i int) bool {
	t := c.look(i)
	if t.Type != tokenWord || !declarationWords.has(t.Value) {
		return false
	}
	next, third := c.look(i+1), c.look(i+2)
	if c.place == atTop {
		return next.Type == tokenWord || next.Type == tokenText
	}
	switch t.Value {
	case "workflow", "event", "segment":
		return next.Type == tokenWord && isWord(third, "on")
	case "object":
		return next.Type == tokenWord && (isSign(third, "{") || isWord(third, "plural"))
	case "test":
		return next.Type == tokenText
	case "action":
		return next.Type == tokenWord && (isSign(third, "(") || isSign(third, "."))
	}
	return false // `let` is a step as well
}

func (c *cutter) cutDeclaration() int {
	c.place = atTop
	head := c.at
	switch word := c.token().Value; word {
	case "workflow":
		c.header()
		return c.withBlock(productionWorkflow, head, c.cutWorkflow)
	case "test":
		c.header()
		return c.withBlock(productionTest, head, c.cutTest)
	case "object":
		c.header()
		return c.withBlock(productionObject, head, c.cutFields)
	case "event":
		c.header()
		return c.withBlock(productionEvent, head, c.cutFields)
	case "segment":
		c.leaf()
		return c.emit(productionSegment, c.tokens[head:c.at])
	case "action":
		c.leaf()
		return c.emit(productionAction, c.tokens[head:c.at])
	}
	c.leaf()
	return c.emit(productionConst, c.tokens[head:c.at])
}

// header goes on to the `{` of a declaration, or to where the declaration cannot reach beyond.
func (c *cutter) header() {
	for c.at++; !c.atEnd(); c.at++ {
		t := c.token()
		if isSign(t, "{") || isSign(t, "}") {
			return
		}
		if beginsLine(t) && (declarationWords.has(t.Value) || !followingWords.has(t.Value) && !joiningWords.has(c.look(c.at-1).Value)) {
			return
		}
	}
}

// withBlock cuts the block of a declaration, whose head goes from a token to the one at hand.
func (c *cutter) withBlock(p production, head int, body func() []int) int {
	tokens := c.tokens[head:c.at]
	open := *c.token()
	b := cutBlock{braced: isSign(&open, "{"), open: open}
	var missing *diag.Diagnostic
	if b.braced {
		c.at++
	} else if c.atEnd() || declarationWords.has(open.Value) {
		return c.emit(p, tokens)
	} else {
		d := expectedSign(c.behind(), "{", c.found())
		missing = &d
	}
	b.units = body()
	b.end = c.closeBlock(&open, b.braced)
	c.place = atTop
	c.missing = missing
	return c.emit(p, tokens, c.block(b))
}

// closeBlock reads the `}` of a block and gives the place behind it.
func (c *cutter) closeBlock(open *lexer.Token, braced bool) int {
	if isSign(c.token(), "}") {
		end := endOf(c.token())
		c.at++
		return end
	}
	if braced {
		c.fault(unclosedBlock(c.behind(), c.span(open), c.found()))
	}
	return c.behind().Start
}

// found says in words what stands at hand.
func (c *cutter) found() string { return inWords(c.token()) }

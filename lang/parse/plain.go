package parse

// Statements in their plain form. participle reads a production by reflection and keeps an account of every part, which
// is where most of the time of reading a file would go. The statements that programs are full of read themselves when
// they are as most are; whatever else stands there, participle reads the statement from its beginning and words the
// fault. The tags of the productions stay what the language is: a test reads every statement in both ways.

import "github.com/alecthomas/participle/v2/lexer"

// plainer is a production that may read itself. Where readPlain gives false, nothing that it read counts.
type plainer interface{ readPlain(t plain) bool }

// lister is a production whose list of arguments keeps its memory when all of it becomes zero.
type lister interface{ empty() }

// plain reads parts of a production. Where a part is optional, ok is false when it begins and cannot be read.
type plain struct{ tokens *lexer.PeekingLexer }

// word takes the next token if it is the word.
func (t plain) word(word string) bool {
	if !isWord(t.tokens.Peek(), word) {
		return false
	}
	t.tokens.Next()
	return true
}

// sign takes the next token if it is the sign.
func (t plain) sign(sign string) bool {
	if !isSign(t.tokens.Peek(), sign) {
		return false
	}
	t.tokens.Next()
	return true
}

// reads takes a part that reads itself.
func (t plain) reads(part interface {
	Parse(*lexer.PeekingLexer) error
}) bool {
	return part.Parse(t.tokens) == nil
}

// value takes an expression; nil without.
func (t plain) value() *expression {
	e := &expression{}
	if !t.reads(e) {
		return nil
	}
	return e
}

// where takes `where CONDITION`, or nothing.
func (t plain) where() (c *condition, ok bool) { return t.after("where") }

// after takes a condition behind a word, or nothing.
func (t plain) after(word string) (c *condition, ok bool) {
	if !t.word(word) {
		return nil, true
	}
	c = &condition{}
	return c, t.reads(c)
}

// values takes expressions with commas between; nil without.
func (t plain) values() (list []*expression) {
	for {
		e := t.value()
		if e == nil {
			return nil
		}
		if list = append(list, e); !t.sign(",") {
			return list
		}
	}
}

// onFailure takes `on failure …`, or nothing.
func (t plain) onFailure() (f *onFailure, ok bool) {
	from := t.tokens.RawCursor()
	if !t.word("on") {
		return nil, true
	}
	f = &onFailure{}
	if !t.word("failure") {
		return nil, false
	}
	if f.Stop = t.word("stop"); !f.Stop {
		f.Goto = &gotoStep{}
		if !f.Goto.readPlain(t) {
			return nil, false
		}
	}
	f.Tokens = t.tokens.Range(from, t.tokens.RawCursor())
	return f, true
}

// fields takes `{ name: value, … }` into a list.
func (t plain) fields(list *argList, open, closing string) bool {
	return t.sign(open) && t.reads(list) && t.sign(closing)
}

package parse

// The parts of productions that read themselves: names, paths, expressions, lengths of time, and blocks that were cut out.

import (
	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// name is a name: any word, also one that is a keyword elsewhere.
type name struct{ token lexer.Token }

func (n *name) Parse(tokens *lexer.PeekingLexer) error {
	t := tokens.Peek()
	if t.Type != tokenWord {
		return participle.NextMatch
	}
	n.token = *tokens.Next()
	return nil
}

// argList is the arguments of a call or the properties of a record: `name: value` with commas between. It reads itself,
// without participle's account of every part, because half of all tokens of a program stand in one.
type argList struct{ args []arg }

type arg struct {
	name  lexer.Token
	value expression
	comma bool // stands behind it
}

func (l *argList) Parse(tokens *lexer.PeekingLexer) error {
	for {
		at := tokens.RawCursor()
		around := tokens.Range(at-1, at+2) // a bracket stands before, at least an End behind
		begins := isSign(&around[0], "(") || isSign(&around[0], "{") || isSign(&around[0], ",") || isSign(&around[2], ":")
		if around[1].Type != tokenWord || !begins {
			return nil
		}
		a := arg{name: *tokens.Next()}
		if !isSign(tokens.Peek(), ":") {
			return &participle.UnexpectedTokenError{Unexpected: *tokens.Peek(), Expect: `":"`}
		}
		tokens.Next()
		if err := a.value.Parse(tokens); err != nil {
			return &participle.UnexpectedTokenError{Unexpected: *tokens.Peek(), Expect: "expression"}
		}
		if a.comma = isSign(tokens.Peek(), ","); a.comma {
			tokens.Next()
		}
		l.args = append(l.args, a)
	}
}

// eventName is the name of an event, in a list behind which `where` may follow.
type eventName struct{ name }

func (n *eventName) Parse(tokens *lexer.PeekingLexer) error {
	if followingWords.has(tokens.Peek().Value) {
		return participle.NextMatch
	}
	return n.name.Parse(tokens)
}

// path is a dotted name. After a dot, which the name must touch, every word is a name.
type path struct{ parts []lexer.Token }

func (p *path) Parse(tokens *lexer.PeekingLexer) error {
	t := tokens.Peek()
	if t.Type != tokenWord || operatorWords.has(t.Value) {
		return participle.NextMatch
	}
	from := tokens.RawCursor()
	tokens.Next()
	for isSign(tokens.Peek(), ".") {
		ahead := tokens.Range(tokens.RawCursor(), tokens.RawCursor()+2)
		if ahead[1].Type != tokenWord || !touches(&ahead[0], &ahead[1]) {
			break
		}
		tokens.Next()
		tokens.Next()
	}
	p.parts = tokens.Range(from, tokens.RawCursor())
	return nil
}

// text is a text without templates: where one may not stand, its fault is told from the token.
type text struct{ token lexer.Token }

func (x *text) Parse(tokens *lexer.PeekingLexer) error {
	if t := tokens.Peek(); t.Type != tokenText && t.Type != tokenTemplate {
		return participle.NextMatch
	}
	x.token = *tokens.Next()
	return nil
}

// label is the label of an option: a text on the line of its value.
type label struct{ text }

func (l *label) Parse(tokens *lexer.PeekingLexer) error {
	if beginsLine(tokens.Peek()) {
		return participle.NextMatch
	}
	return l.text.Parse(tokens)
}

// action is the name of an action that is called with named arguments, as no function is.
type action struct{ path }

func (a *action) Parse(tokens *lexer.PeekingLexer) error {
	start := tokens.MakeCheckpoint()
	if err := a.path.Parse(tokens); err != nil {
		return err
	}
	if isSign(tokens.Peek(), "(") {
		if len(a.parts) > 1 {
			return nil
		}
		at := tokens.RawCursor()
		if isWordToken(tokens.Range(at+1, at+2)) && isSign(&tokens.Range(at+1, at+3)[1], ":") {
			return nil
		}
	}
	tokens.LoadCheckpoint(start)
	return participle.NextMatch
}

func isWordToken(t []lexer.Token) bool { return t[0].Type == tokenWord }

// happenedAction is the name of an action that was carried out: a path with nothing behind it, or with `where`.
type happenedAction struct{ path }

func (a *happenedAction) Parse(tokens *lexer.PeekingLexer) error {
	start := tokens.MakeCheckpoint()
	if err := a.path.Parse(tokens); err != nil {
		return err
	}
	if next := tokens.Peek(); next.Type == tokenEnd || isWord(next, "where") {
		return nil
	}
	tokens.LoadCheckpoint(start)
	return participle.NextMatch
}

// stateWord is a state of a record in a workflow, before the name of the record.
type stateWord struct{ token lexer.Token }

func (s *stateWord) Parse(tokens *lexer.PeekingLexer) error {
	at := tokens.RawCursor()
	t := tokens.Range(at, at+2)
	other := t[1].Type == tokenSign || operatorWords.has(t[1].Value) || isWord(&t[1], "where")
	if t[0].Type == tokenWord && stateWords.has(t[0].Value) && !other {
		s.token = *tokens.Next()
		return nil
	}
	return participle.NextMatch
}

// placedName is the name of a record before `at`.
type placedName struct{ token lexer.Token }

func (p *placedName) Parse(tokens *lexer.PeekingLexer) error {
	at := tokens.RawCursor()
	if t := tokens.Range(at, at+2); t[0].Type == tokenWord && isWord(&t[1], "at") {
		p.token = *tokens.Next()
		return nil
	}
	return participle.NextMatch
}

// armValue is what an arm of a match compares with: a text, a number, a date, true, false, nil, or a range.
type armValue struct{ tokens []lexer.Token }

func (v *armValue) Parse(tokens *lexer.PeekingLexer) error {
	from := tokens.RawCursor()
	if !v.one(tokens) {
		return participle.NextMatch
	}
	if isSign(tokens.Peek(), "..") {
		tokens.Next()
		if !v.one(tokens) {
			return participle.Errorf(tokens.Peek().Pos, "(expected %s)", "armValue")
		}
	}
	v.tokens = tokens.Range(from, tokens.RawCursor())
	return nil
}

func (v *armValue) one(tokens *lexer.PeekingLexer) bool {
	at := tokens.RawCursor()
	if isSign(tokens.Peek(), "-") && tokens.Range(at, at+2)[1].Type == tokenNumber {
		tokens.Next()
		tokens.Next()
		return true
	}
	switch t := tokens.Peek(); {
	case t.Type == tokenNumber, t.Type == tokenText, t.Type == tokenTemplate, t.Type == tokenDate, t.Type == tokenBad,
		isWord(t, "true"), isWord(t, "false"), isWord(t, "nil"):
		tokens.Next()
		return true
	}
	return false
}

// duration is a length of time: `2 days 3 hours`, `4 working hours`. Whether the unit is one is seen later.
type duration struct{ tokens []lexer.Token }

func (d *duration) Parse(tokens *lexer.PeekingLexer) error {
	from := tokens.RawCursor()
	for tokens.Peek().Type == tokenNumber {
		ahead := tokens.Range(tokens.RawCursor(), tokens.RawCursor()+2)
		if unit := &ahead[1]; unit.Type != tokenWord || operatorWords.has(unit.Value) {
			break
		}
		tokens.Next()
		if isWord(tokens.Next(), "working") && tokens.Peek().Type == tokenWord {
			tokens.Next()
		}
	}
	if tokens.RawCursor() == from {
		return participle.NextMatch
	}
	d.tokens = tokens.Range(from, tokens.RawCursor())
	return nil
}

// clock is a time of day.
type clock struct{ token lexer.Token }

func (c *clock) Parse(tokens *lexer.PeekingLexer) error {
	if tokens.Peek().Type != tokenClock {
		return participle.NextMatch
	}
	c.token = *tokens.Next()
	return nil
}

// weekdays are days of the week: `monday`, `monday, thursday`, `monday..friday`, `weekday`, `day`.
type weekdays struct{ tokens []lexer.Token }

func (w *weekdays) Parse(tokens *lexer.PeekingLexer) error {
	from := tokens.RawCursor()
	for isDayWord(tokens.Peek()) {
		tokens.Next()
		if isSign(tokens.Peek(), ",") || isSign(tokens.Peek(), "..") {
			at := tokens.RawCursor()
			if isDayWord(&tokens.Range(at, at+2)[1]) {
				tokens.Next()
			}
		}
	}
	if tokens.RawCursor() == from {
		return participle.NextMatch
	}
	w.tokens = tokens.Range(from, tokens.RawCursor())
	return nil
}

func isDayWord(t *lexer.Token) bool {
	if t.Type != tokenWord {
		return false
	}
	switch t.Value {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekday", "day":
		return true
	}
	return false
}

// yearDay is a day of one year or of every year: `2027-01-02`, `12-25`.
type yearDay struct{ tokens []lexer.Token }

func (d *yearDay) Parse(tokens *lexer.PeekingLexer) error {
	from := tokens.RawCursor()
	switch tokens.Peek().Type {
	case tokenDate:
		tokens.Next()
	case tokenNumber:
		tokens.Next()
		if isSign(tokens.Peek(), "-") {
			if at := tokens.RawCursor(); tokens.Range(at, at+2)[1].Type == tokenNumber {
				tokens.Next()
				tokens.Next()
			}
		}
	default:
		return participle.NextMatch
	}
	d.tokens = tokens.Range(from, tokens.RawCursor())
	return nil
}

// block is a block that was cut out; the types below say in the productions what is in it.
type block struct {
	number int // -1: none
	token  lexer.Token
}

func (b *block) Parse(tokens *lexer.PeekingLexer) error {
	if tokens.Peek().Type != tokenBlock {
		return participle.NextMatch
	}
	b.token = *tokens.Next()
	b.number = b.token.Pos.Column
	return nil
}

type (
	body         struct{ block }
	arms         struct{ block }
	fields       struct{ block }
	workflowBody struct{ block }
	testBody     struct{ block }
)

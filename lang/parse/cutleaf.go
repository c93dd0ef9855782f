package parse

// Where a statement without blocks ends.

import (
	"slices"

	"github.com/alecthomas/participle/v2/lexer"
)

// leaf goes on to the end of the statement that begins at hand.
func (c *cutter) leaf() { c.until(func(*lexer.Token) bool { return false }) }

// until goes on to the end of the statement that begins at hand, or to the first token outside of brackets for which
// stop holds.
func (c *cutter) until(stop func(t *lexer.Token) bool) {
	r := reach{opened: c.opened[:0], braces: bracedWords.has(c.token().Value)}
	for c.at++; !c.atEnd() && !c.ends(&r) && (len(r.opened) > 0 || !stop(c.token())); c.at++ {
		if !c.enter(&r) {
			break
		}
	}
	c.opened = r.opened
}

// reach is what is open in the statement at hand.
type reach struct {
	opened    []byte // brackets
	ternaries int    // `?` without their `:`
	braces    bool   // a list in braces belongs to the statement
}

// ends reports whether the statement ends before the token at hand.
func (c *cutter) ends(r *reach) bool {
	t, last := c.token(), c.look(c.at-1)
	outside := len(r.opened) == 0
	switch {
	case beginsLine(t) && c.beginsLineOfItsOwn(!outside, r.ternaries > 0):
		return true
	case isProperty(last, t):
		return false
	case isWord(t, "then"):
		return !isSign(c.ahead(1), ":") // no name anywhere, so that a forgotten bracket does not swallow the branch
	case t.Type == tokenWord:
		return outside && c.endsAtWord(t, r.ternaries > 0)
	case t.Type == tokenSign:
		return isSign(t, "{") && outside && !r.braces && beginsLine(t) && c.valueBefore(c.at)
	}
	return outside && r.ternaries == 0 && c.valueBefore(c.at) && c.endsAtValue(t, last)
}

// enter takes the token at hand into the statement; false when it closes the block around it, or when nothing of the
// statement is read because too much is open.
func (c *cutter) enter(r *reach) bool {
	t := c.token()
	if t.Type != tokenSign {
		return true
	}
	n := len(r.opened)
	switch t.Value {
	case "?":
		r.ternaries++
	case ":":
		r.ternaries = max(0, r.ternaries-1)
	case "(", "[", "{":
		if r.opened = append(r.opened, t.Value[0]); n+1 == c.limits.Brackets+spareBrackets {
			c.fault(tooManyBrackets(c.span(t), c.limits.Brackets))
			c.skipBrackets()
			return false
		}
	case ")", "]":
		if n > 0 && r.opened[n-1] == opening(t.Value[0]) {
			r.opened = r.opened[:n-1]
		}
	case "}":
		brace := slices.Index(r.opened, '{')
		if brace < 0 {
			return false
		}
		for r.opened[n-1] != '{' {
			n--
		}
		r.opened = r.opened[:n-1]
	}
	return true
}

// spareBrackets are the brackets of a statement around its expressions.
const spareBrackets = 3

// skipBrackets goes on to the end of a statement that has too many brackets; nothing of it is read.
func (c *cutter) skipBrackets() {
	c.unreadable = true
	for c.at++; !c.atEnd() && !(beginsLine(c.token()) && c.beginsLineOfItsOwn(true, false)); c.at++ {
	}
}

func opening(closing byte) byte {
	switch closing {
	case ')':
		return '('
	case ']':
		return '['
	}
	return '{'
}

// endsAtValue reports whether the statement before ends at the text or number at hand, outside of brackets.
func (c *cutter) endsAtValue(t, last *lexer.Token) bool {
	if beginsLine(t) && t.Type != tokenClock {
		return t.Type != tokenNumber || timeUnits[last.Value] == "" // `2 days 3 hours` may go over lines
	}
	return c.place == inSteps && c.beginsArm(c.at)
}

// valueBefore reports whether a value may be complete before the token.
func (c *cutter) valueBefore(i int) bool {
	switch t := c.look(i - 1); t.Type {
	case tokenWord:
		return !joiningWords.has(t.Value) || isProperty(c.look(i-2), t)
	case tokenSign:
		return t.Value == ")" || t.Value == "]" || t.Value == "}"
	}
	return true
}

// endsAtWord reports whether the statement before ends at the word at hand, outside of brackets.
func (c *cutter) endsAtWord(t *lexer.Token, ternary bool) bool {
	if t.Value == "else" {
		return c.place == inSteps
	}
	if !c.valueBefore(c.at) {
		return false
	}
	if c.beginsStatement(c.at) {
		return true
	}
	if c.place == inSteps && !ternary && (isSign(c.ahead(1), ":") || c.beginsArm(c.at)) {
		return true // a label, or the next arm
	}
	return beginsLine(t) && !followingWords.has(t.Value) && !mistakenWords.has(t.Value)
}

// beginsStatement reports whether the token begins a statement of the place where we are, given that the one before is
// complete.
func (c *cutter) beginsStatement(i int) bool {
	t, next := c.look(i), c.look(i+1)
	if t.Type != tokenWord {
		return false
	}
	if next.Type == tokenSign {
		switch next.Value {
		case ".", "(":
			return c.place == inSteps && !followingWords.has(t.Value) && c.beginsCall(i)
		case ":", ",", ")", "]", "=", "?.":
			return false
		}
	}
	switch c.place {
	case inSettings, inSteps:
		if t.Value == "split" {
			return isSign(next, "{")
		}
		return stepWords.has(t.Value) || c.beginsSetting(i) || c.beginsForeign(i)
	case inTest:
		return testWords.has(t.Value) && (t.Value != "at" || beginsLine(t)) || c.beginsForeign(i)
	case atTop:
		return c.beginsDeclaration(i)
	}
	return c.beginsForeign(i)
}

// beginsForeign reports whether a declaration begins inside of another: its closing bracket was forgotten.
func (c *cutter) beginsForeign(i int) bool {
	t := c.look(i)
	return beginsLine(t) && t.Value != "let" && c.beginsDeclaration(i)
}

// beginsSetting reports whether a setting begins, and no step or name.
func (c *cutter) beginsSetting(i int) bool {
	t, next := c.look(i), c.look(i+1)
	if !settingWords.has(t.Value) || isSign(next, ":") || isSign(next, "(") || isSign(next, ".") {
		return false
	}
	switch t.Value {
	case "enroll", "unenroll":
		if isWord(next, "when") || isWord(next, "on") || isWord(next, "every") {
			return true
		}
		return c.place == inSettings && !c.enrollsIn(i)
	case "pause", "center":
		return isWord(next, "on")
	case "rate":
		return next.Type == tokenNumber
	case "per":
		return !isWord(c.look(i-2), "rate")
	}
	return true
}

// enrollsIn reports whether `enroll in w`, `enroll deals in w` or `unenroll from w` begins: a step.
func (c *cutter) enrollsIn(i int) bool {
	word := "in"
	if c.look(i).Value == "unenroll" {
		word = "from"
	}
	i++
	if isWord(c.look(i), word) {
		return true
	}
	for c.look(i).Type == tokenWord && isSign(c.look(i+1), ".") {
		i += 2
	}
	return isWord(c.look(i+1), word)
}

// beginsCall reports whether NAME(.NAME)*( begins. Inside of an expression that may be a function.
func (c *cutter) beginsCall(i int) bool {
	for c.look(i).Type == tokenWord {
		switch next := c.look(i + 1); {
		case isSign(next, "("):
			return true
		case !isSign(next, "."):
			return false
		}
		i += 2
	}
	return false
}

// beginsAction reports whether a call begins that no function can be: of an action with a dot in its name, or with
// named arguments.
func (c *cutter) beginsAction(i int) bool {
	dotted := false
	for c.look(i).Type == tokenWord {
		switch next := c.look(i + 1); {
		case isSign(next, "("):
			return dotted || c.look(i+2).Type == tokenWord && isSign(c.look(i+3), ":")
		case !isSign(next, "."):
			return false
		}
		dotted = true
		i += 2
	}
	return false
}

// beginsArm reports whether VALUES => begins.
func (c *cutter) beginsArm(i int) bool {
	if isWord(c.look(i), "default") {
		return isSign(c.look(i+1), "=>")
	}
	if i < c.noArm {
		return false // looked through before, from further up
	}
	for ; ; i++ {
		t := c.look(i)
		switch t.Type {
		case tokenNumber, tokenText, tokenDate, tokenBad:
			continue
		case tokenWord:
			if t.Value == "true" || t.Value == "false" || t.Value == "nil" {
				continue
			}
		case tokenSign:
			switch t.Value {
			case "=>":
				return true
			case "-", ",", "..", "%":
				continue
			}
		}
		c.noArm = i
		return false
	}
}

// beginsLineOfItsOwn reports whether the line that begins at hand cannot go on with the statement before it, although a
// value is still wanted or a bracket open.
func (c *cutter) beginsLineOfItsOwn(inBrackets, ternary bool) bool {
	t, last, next := c.token(), c.look(c.at-1), c.ahead(1)
	if c.place == inSteps && !isSign(last, ",") && c.beginsArm(c.at) {
		return true
	}
	if t.Type != tokenWord || isProperty(last, t) {
		return false
	}
	if isSign(next, ".") || isSign(next, "(") {
		return c.place != atTop && c.place != inFields && c.beginsAction(c.at)
	}
	label := c.place == inSteps && isSign(next, ":") && !inBrackets && !ternary
	return label || c.beginsStatement(c.at)
}

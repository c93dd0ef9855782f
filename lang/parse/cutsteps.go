package parse

// Steps: labels, branches and blocks.

import (
	"slices"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/diag"
)

// cutWorkflow cuts what stands between the braces of a workflow: settings, then steps.
func (c *cutter) cutWorkflow() []int {
	c.place, c.steps = inSettings, 0
	from := len(c.list)
	for c.inBlock() && c.token().Type == tokenWord && !isSign(c.ahead(1), ":") {
		switch {
		case c.beginsSetting(c.at):
			c.list = append(c.list, c.cutSetting())
			continue
		case !c.beginsStatement(c.at) && !c.beginsCall(c.at):
			c.list = append(c.list, c.cutUnknown(0))
			continue
		}
		break
	}
	c.place = inSteps
	c.listSteps(0)
	return c.listed(from)
}

// inBlock reports whether there is more in the block at hand.
func (c *cutter) inBlock() bool {
	return !c.atEnd() && !isSign(c.token(), "}") && !c.beginsForeign(c.at)
}

func (c *cutter) cutSetting() int {
	head := c.at
	p := settingProductions[c.token().Value]
	c.leaf()
	return c.emit(p, c.tokens[head:c.at])
}

// cutUnknown skips a line that begins with no word of the language.
func (c *cutter) cutUnknown(depth int) int {
	head := c.at
	c.fault(c.unknownHere())
	if t := c.token(); c.place != inTest && (t.Value == "switch" || t.Value == "branch") {
		c.until(c.opensBlock)
		if c.beginsArm(c.at + 1) {
			t.Value = "match" // as which the rest may be read
			return c.cutArms(productionMatch, head, depth)
		}
		c.at = head
	}
	return c.skip(head, depth)
}

// unknownHere words what begins at hand and is no statement.
func (c *cutter) unknownHere() diag.Diagnostic {
	t := c.token()
	i := c.at
	for c.look(i).Type == tokenWord && isSign(c.look(i+1), ".") && c.look(i+2).Type == tokenWord {
		i += 2
	}
	if next := c.look(i + 1); !followingWords.has(t.Value) && (isSign(next, "=") || isSign(next, "+=") || isSign(next, "-=")) {
		return forgottenSet(c.file.Span(t.Pos.Offset, endOf(c.look(i))))
	}
	if minus, second := c.look(c.at+1), c.look(c.at+2); isSign(minus, "-") && touches(t, minus) && isWord(second, "enroll") && touches(minus, second) {
		if right := t.Value + "enroll"; settingWords.has(right) {
			return hyphenated(c.file.Span(t.Pos.Offset, endOf(second)), right)
		}
	}
	return unknownStatement(c.span(t), t, c.place)
}

// skip goes to the end of a statement that cannot be read, and through the block that may belong to it.
func (c *cutter) skip(head, depth int) int {
	c.until(c.opensBlock)
	for c.inBlock() && !beginsLine(c.token()) && !isSign(c.token(), "{") {
		c.until(c.opensBlock)
	}
	end := c.at
	var body []lexer.Token
	if isSign(c.token(), "{") && !beginsLine(c.token()) {
		body = c.cutBody(depth)
	}
	return c.emit(noProduction, c.tokens[head:end], body)
}

// cutSteps cuts the steps up to the end of a block.
func (c *cutter) cutSteps(depth int) []int {
	from := len(c.list)
	c.listSteps(depth)
	return c.listed(from)
}

// listSteps puts the steps up to the end of a block on the list.
func (c *cutter) listSteps(depth int) {
	for c.inBlock() {
		t := c.token()
		if t.Type == tokenWord && c.beginsSetting(c.at) {
			c.fault(settingAfterStep(c.span(t), t.Value))
			c.list = append(c.list, c.cutSetting())
			continue
		}
		if depth > 0 && beginsLine(t) && c.beginsArm(c.at) {
			return // the brace of an arm was forgotten
		}
		c.list = append(c.list, c.cutStep(depth))
	}
}

// cutStep cuts one statement with its labels.
func (c *cutter) cutStep(depth int) int {
	var labels []lexer.Token
	for c.token().Type == tokenWord && isSign(c.ahead(1), ":") {
		labels = append(labels, *c.token())
		c.at += 2
	}
	var u int
	if labels != nil && !c.inBlock() {
		c.fault(labelWithoutStep(c.behind(), labels[len(labels)-1].Value))
		u = c.emit(noProduction, labels)
	} else {
		if c.steps++; c.steps == c.limits.Steps+1 {
			c.fault(tooManySteps(c.span(c.token()), c.limits.Steps))
			c.stopped = true
		}
		u = c.cutStatement(depth)
	}
	c.units[u].labels = labels
	return u
}

func (c *cutter) cutStatement(depth int) int {
	t, head := c.token(), c.at
	switch {
	case depth > c.limits.Statements:
		return c.cutTooDeep(depth)
	case isWord(t, "else") || isSign(t, "{"):
		c.fault(strayBranch(c.span(t), t.Value))
		if isWord(t, "else") {
			c.at++
		}
		return c.emit(noProduction, c.cutBody(depth))
	case t.Type != tokenWord || !c.beginsStatement(c.at):
		if t.Type != tokenWord {
			c.fault(notStep(c.span(t), t))
			return c.skip(head, depth)
		}
		return c.cutUnknown(depth)
	}
	switch t.Value {
	case "if":
		return c.cutIf(depth, 1)
	case "match":
		c.until(func(t *lexer.Token) bool { return c.opensBlock(t) || isSign(t, "{") && c.at == head+1 })
		return c.cutArms(productionMatch, head, depth)
	case "split":
		c.at++
		return c.cutArms(productionSplit, head, depth)
	}
	p, ok := stepProductions[t.Value]
	if next := c.ahead(1); !ok || isSign(next, "(") || isSign(next, ".") {
		p = productionCall
	}
	c.leaf()
	return c.emit(p, c.tokens[head:c.at])
}

// opensBlock reports whether the token at hand is a `{` behind a complete value.
func (c *cutter) opensBlock(t *lexer.Token) bool { return isSign(t, "{") && c.valueBefore(c.at) }

// cutTooDeep skips a statement that lies in too many others, with all that is in it.
func (c *cutter) cutTooDeep(depth int) int {
	c.fault(tooDeep(c.span(c.token()), c.limits.Statements))
	head := c.at
	for braces := 0; !c.atEnd(); c.at++ {
		if isSign(c.token(), "{") {
			braces++
		} else if isSign(c.token(), "}") {
			if braces--; braces < 0 {
				break
			}
		}
	}
	return c.emit(noProduction, c.tokens[head:head+1])
}

// cutIf cuts `if … then … else …`. branch counts the branches of the chain of `else if` that it belongs to.
func (c *cutter) cutIf(depth, branch int) int {
	condition, body := c.cutBranch(depth)
	if c.isElseIf() {
		c.readElseIf()
	}
	if !isWord(c.token(), "else") {
		return c.emit(productionIf, condition, body)
	}
	otherwise := c.tokens[c.at : c.at+1]
	c.at++
	switch {
	case !isWord(c.token(), "if"):
		return c.emit(productionIf, condition, body, otherwise, c.cutBody(depth))
	case branch >= c.limits.Branches:
		c.fault(tooManyBranches(c.span(c.token()), c.limits.Branches))
		c.skipBranches(depth)
		return c.emit(productionIf, condition, body)
	}
	open := *c.token()
	chained := c.cutIf(depth, branch+1)
	chain := c.block(cutBlock{units: c.alone(chained), open: open, end: c.behind().Start})
	return c.emit(productionIf, condition, body, otherwise, chain)
}

// isElseIf reports whether `else if` is written as one word at hand, as in other languages.
func (c *cutter) isElseIf() bool {
	switch c.token().Value {
	case "elif", "elseif", "elsif":
		return c.token().Type == tokenWord && !isSign(c.ahead(1), ":")
	}
	return false
}

// readElseIf tells such a word, and makes it the two words that it stands for.
func (c *cutter) readElseIf() {
	t := c.token()
	c.fault(oneWordElseIf(c.span(t), t.Value))
	t.Value = "else"
	as := *t
	as.Value, as.Pos.Column = "if", 0
	c.tokens = slices.Insert(c.tokens, c.at+1, as)
}

// cutBranch cuts `if CONDITION then BODY`.
func (c *cutter) cutBranch(depth int) (condition, body []lexer.Token) {
	head := c.at
	c.until(c.opensBlock)
	then := isWord(c.token(), "then")
	if then {
		c.at++
	}
	condition = c.tokens[head:c.at]
	// Without `then` a step on the next line is not the body but the next step.
	if then || !beginsLine(c.token()) {
		body = c.cutBody(depth)
	}
	return condition, body
}

// skipBranches reads the rest of a chain of `else if` that has too many branches.
func (c *cutter) skipBranches(depth int) {
	for isWord(c.token(), "if") {
		c.cutBranch(depth)
		if !isWord(c.token(), "else") {
			return
		}
		c.at++
	}
	c.cutBody(depth)
}

// cutBody cuts a block in braces or a single statement. It gives nothing where neither begins.
func (c *cutter) cutBody(depth int) []lexer.Token {
	open := *c.token()
	if isSign(&open, "{") {
		c.at++
		b := cutBlock{braced: true, open: open, units: c.cutSteps(depth + 1)}
		b.end = c.closeBlock(&open, true)
		return c.block(b)
	}
	if !c.inBlock() || isWord(&open, "else") || open.Type != tokenWord || beginsLine(&open) && c.beginsArm(c.at) {
		return nil
	}
	b := cutBlock{open: open, units: c.alone(c.cutStep(depth + 1))}
	b.end = c.behind().Start
	return c.block(b)
}

// alone is the list of one unit.
func (c *cutter) alone(unit int) []int {
	list := c.lists.Make(1)
	list[0] = unit
	return list
}

// cutArms cuts the arms of a match or split, whose head goes from a token to the one at hand.
func (c *cutter) cutArms(p production, head, depth int) int {
	tokens := c.tokens[head:c.at]
	open := *c.token()
	if !isSign(&open, "{") {
		return c.emit(p, tokens)
	}
	arm := productionMatchArm
	if p == productionSplit {
		arm = productionSplitArm
	}
	c.at++
	b := cutBlock{braced: true, open: open}
	before := len(c.list)
	for c.inBlock() {
		first := c.token()
		if !beginsLine(first) && len(c.list) > before {
			c.fault(armInLine(c.span(first)))
		}
		from := c.at
		if !c.arrow() {
			c.at = from
			if beginsLine(first) && c.beginsStatement(c.at) {
				break // the brace of the match was forgotten
			}
			c.fault(notArm(c.span(first), first, p == productionSplit))
			c.leaf()
			c.list = append(c.list, c.emit(noProduction, c.tokens[from:c.at]))
			continue
		}
		if len(c.list)-before == c.limits.Branches {
			c.fault(tooManyBranches(c.span(first), c.limits.Branches))
		}
		values := c.tokens[from:c.at]
		body := c.cutBody(depth)
		c.list = append(c.list, c.emit(arm, values, body))
	}
	b.units = c.listed(before)
	b.end = c.closeBlock(&open, true)
	return c.emit(p, tokens, c.block(b))
}

// arrow goes on to behind the `=>` of an arm and reports whether there is one: in the line, or behind values.
func (c *cutter) arrow() bool {
	values := c.beginsArm(c.at)
	for !c.atEnd() {
		t := c.token()
		c.at++
		if isSign(t, "=>") {
			return true
		}
		if !values && (isSign(t, "{") || isSign(t, "}") || beginsLine(c.token())) {
			return false
		}
	}
	return false
}

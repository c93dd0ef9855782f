package parse

// The blocks of objects, events and tests.

import "github.com/alecthomas/participle/v2/lexer"

// cutFields cuts the properties of an object or the fields of an event. They are separated by commas or lines.
func (c *cutter) cutFields() (units []int) {
	c.place = inFields
	for c.inBlock() {
		if isSign(c.token(), ",") {
			c.fault(strayComma(c.span(c.token())))
			c.at++
			continue
		}
		head := c.at
		c.field()
		units = append(units, c.emit(productionProp, c.tokens[head:c.at]))
		if isSign(c.token(), ",") {
			c.at++
		}
	}
	return units
}

// field goes on to the end of `name: type …`. A line that begins with `name:` is always the next one; in a line, a name with
// a colon is the next one behind a type, where only a comma can have been forgotten.
func (c *cutter) field() {
	depth, head, choice := 0, c.at, false
	for c.at++; c.inBlock() || depth > 0 && !c.atEnd() && !c.beginsForeign(c.at); c.at++ {
		t := c.token()
		if beginsLine(t) && (isSign(c.ahead(1), ":") || depth == 0 && !isSign(t, "=") && !isSign(t, "{") && !isSign(t, "+=")) {
			return
		}
		if depth == 0 && !choice && c.at > head+2 && t.Type == tokenWord && isSign(c.ahead(1), ":") && endsValue(c.ahead(-1)) {
			c.fault(forgottenComma(c.file, endOf(c.ahead(-1)), t.Value))
			return
		}
		switch {
		case isSign(t, "?"):
			choice = true // a colon behind it may be its own
		case isSign(t, "{"), isSign(t, "("), isSign(t, "["):
			depth++
		case isSign(t, "}"), isSign(t, ")"), isSign(t, "]"):
			depth--
		case isSign(t, ",") && depth == 0:
			return
		}
	}
}

// endsValue reports a token that a type or a default may end with.
func endsValue(t *lexer.Token) bool {
	return t.Type != tokenSign || isSign(t, "}") || isSign(t, ")") || isSign(t, "]")
}

// cutTest cuts the lines of a test.
func (c *cutter) cutTest() (units []int) {
	c.place = inTest
	for c.inBlock() {
		t, head := c.token(), c.at
		p, ok := testProductions[t.Value]
		if !ok || t.Type != tokenWord {
			units = append(units, c.cutUnknown(0))
			continue
		}
		c.leaf()
		units = append(units, c.emit(p, c.tokens[head:c.at]))
	}
	return units
}

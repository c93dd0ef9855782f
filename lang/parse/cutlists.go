package parse

// The blocks of objects, events and tests.

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

// field goes on to the end of `name: type …`. A line that begins with `name:` is always the next one.
func (c *cutter) field() {
	depth := 0
	for c.at++; c.inBlock() || depth > 0 && !c.atEnd() && !c.beginsForeign(c.at); c.at++ {
		t := c.token()
		if beginsLine(t) && (isSign(c.ahead(1), ":") || depth == 0 && !isSign(t, "=") && !isSign(t, "{") && !isSign(t, "+=")) {
			return
		}
		switch {
		case isSign(t, "{"), isSign(t, "("), isSign(t, "["):
			depth++
		case isSign(t, "}"), isSign(t, ")"), isSign(t, "]"):
			depth--
		case isSign(t, ",") && depth == 0:
			return
		}
	}
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

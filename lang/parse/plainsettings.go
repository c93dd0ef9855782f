package parse

// Declarations and settings in their plain form.

func (d *workflowDecl) readPlain(t plain) bool {
	return t.word("workflow") && t.reads(&d.Name) && t.word("on") && t.reads(&d.On) && t.reads(&d.Body)
}

func (d *constDecl) readPlain(t plain) bool {
	return t.word("let") && t.reads(&d.Name) && t.sign("=") && t.reads(&d.Value)
}

func (d *segmentDecl) readPlain(t plain) bool {
	return t.word("segment") && t.reads(&d.Name) && t.word("on") && t.reads(&d.On) && t.word("when") && t.reads(&d.Cond)
}

func (s *titleSetting) readPlain(t plain) bool { return t.word("title") && t.reads(&s.Text) }

func (s *enrollSetting) readPlain(t plain) bool {
	if !t.word("enroll") || !t.word("when") {
		return false
	}
	s.When = &condition{}
	return t.reads(s.When)
}

func (s *reenrollSetting) readPlain(t plain) bool {
	if !t.word("reenroll") {
		return false
	}
	switch mode := t.tokens.Peek(); {
	case t.word("always"), t.word("never"):
		s.Mode = mode
		return true
	case t.word("after"):
		s.After = &duration{}
		return t.reads(s.After)
	}
	return false
}

func (s *timezoneSetting) readPlain(t plain) bool { return t.word("timezone") && t.reads(&s.Zone) }

func (s *duringSetting) readPlain(t plain) bool {
	if !t.word("during") {
		return false
	}
	hours := &s.Alone
	if isDayWord(t.tokens.Peek()) {
		s.Days = &weekdays{}
		if !t.reads(s.Days) {
			return false
		}
		if t.tokens.Peek().Type != tokenClock {
			return true
		}
		hours = &s.Hours
	}
	*hours = &clockRange{}
	return t.reads(&(*hours).From) && t.sign("..") && t.reads(&(*hours).To)
}

func (s *suppressSetting) readPlain(t plain) bool {
	return t.word("suppress") && t.word("when") && t.reads(&s.Cond)
}

func (p *propDecl) readPlain(t plain) bool {
	from := t.tokens.RawCursor()
	if !t.reads(&p.Name) || !t.sign(":") || !p.Type.readPlain(t) {
		return false
	}
	for flag := t.tokens.Peek(); t.word("readonly") || t.word("required") || t.word("key"); flag = t.tokens.Peek() {
		p.Flags = append(p.Flags, &propFlag{Word: *flag})
	}
	if t.sign("=") {
		if p.Default = t.value(); p.Default == nil {
			return false
		}
	}
	p.Tokens = t.tokens.Range(from, t.tokens.RawCursor())
	return true
}

// readPlain reads a type without options.
func (p *propType) readPlain(t plain) bool {
	from := t.tokens.RawCursor()
	if !t.reads(&p.Name) || isSign(t.tokens.Peek(), "+=") || isSign(t.tokens.Peek(), "{") {
		return false
	}
	p.Tokens = t.tokens.Range(from, t.tokens.RawCursor())
	return true
}

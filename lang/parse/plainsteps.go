package parse

// The steps in their plain form.

import "github.com/alecthomas/participle/v2/lexer"

func (s *ifStep) readPlain(t plain) bool {
	if !t.word("if") || !t.reads(&s.Cond) || !t.word("then") || !t.reads(&s.Then) {
		return false
	}
	if !t.word("else") {
		return true
	}
	s.Else = &body{}
	return t.reads(s.Else)
}

func (s *matchStep) readPlain(t plain) bool {
	return t.word("match") && t.reads(&s.Subject) && t.reads(&s.Arms)
}

func (a *matchArm) readPlain(t plain) bool {
	if a.Default = t.word("default"); !a.Default {
		for more := true; more; more = t.sign(",") {
			v := &armValue{}
			if !t.reads(v) {
				return false
			}
			a.Values = append(a.Values, v)
		}
	}
	return t.sign("=>") && t.reads(&a.Body)
}

func (s *splitStep) readPlain(t plain) bool { return t.word("split") && t.reads(&s.Arms) }

func (a *splitArm) readPlain(t plain) bool {
	if a.Default = t.word("default"); !a.Default {
		if t.tokens.Peek().Type != tokenNumber {
			return false
		}
		if a.Share = t.tokens.Next(); !t.sign("%") {
			return false
		}
	}
	return t.sign("=>") && t.reads(&a.Body)
}

func (s *gotoStep) readPlain(t plain) bool {
	from := t.tokens.RawCursor()
	if !t.word("goto") || !t.reads(&s.Label) {
		return false
	}
	s.Tokens = t.tokens.Range(from, t.tokens.RawCursor())
	return true
}

func (s *stopStep) readPlain(t plain) bool {
	s.Word = *t.tokens.Peek()
	return t.word("stop")
}

// readPlain reads delays of a length, and those until events or days.
func (s *delayStep) readPlain(t plain) bool {
	from := t.tokens.RawCursor()
	if !t.word("delay") {
		return false
	}
	if t.word("until") {
		s.Until = &untilDelay{}
		if !s.Until.readPlain(t) {
			return false
		}
	} else {
		s.For = &duration{}
		if !t.reads(s.For) {
			return false
		}
	}
	s.Tokens = t.tokens.Range(from, t.tokens.RawCursor())
	return true
}

func (u *untilDelay) readPlain(t plain) bool {
	from := t.tokens.RawCursor()
	if isDayWord(t.tokens.Peek()) {
		u.Day = &dayGoal{Days: &weekdays{}}
		if !t.reads(u.Day.Days) {
			return false
		}
		if t.word("at") {
			u.Day.Time = &clock{}
			if !t.reads(u.Day.Time) {
				return false
			}
		}
		u.Day.Tokens = t.tokens.Range(from, t.tokens.RawCursor())
		return u.readLimit(t)
	}
	if !t.word("event") {
		return false
	}
	u.Event = &eventWait{}
	for more := true; more; more = t.sign(",") {
		n := &eventName{}
		if !t.reads(n) {
			return false
		}
		u.Event.Events = append(u.Event.Events, n)
	}
	var ok bool
	if u.Event.Where, ok = t.where(); !ok {
		return false
	}
	u.Event.Tokens = t.tokens.Range(from, t.tokens.RawCursor())
	return u.readLimit(t)
}

// readLimit reads what may stand behind every delay.
func (u *untilDelay) readLimit(t plain) bool {
	if since := t.tokens.Peek(); t.word("since") {
		if u.Since = since; !t.word("enrolled") {
			return false
		}
	}
	if !t.word("up") {
		return true
	}
	u.UpTo = &duration{}
	return t.word("to") && t.reads(u.UpTo)
}

func (s *letStep) readPlain(t plain) bool {
	if !t.word("let") || !t.reads(&s.Name) || !t.sign("=") {
		return false
	}
	switch next := t.tokens.Peek(); {
	case isWord(next, "delay"):
		s.Delay = &delayStep{}
		return s.Delay.readPlain(t)
	case isWord(next, "create"):
		s.Create = &createStep{}
		return s.Create.readPlain(t)
	}
	call := &actionCall{}
	if !t.reads(&call.Action) {
		s.Value = t.value()
		return s.Value != nil
	}
	from := t.tokens.RawCursor() - lexer.RawCursor(len(call.Action.parts))
	var ok bool
	if !t.fields(&call.Args, "(", ")") {
		return false
	}
	if call.OnFailure, ok = t.onFailure(); !ok {
		return false
	}
	call.Tokens = t.tokens.Range(from, t.tokens.RawCursor())
	s.Call = call
	return true
}

func (s *setStep) readPlain(t plain) (ok bool) {
	if !t.word("set") || !t.reads(&s.Path) {
		return false
	}
	switch op := t.tokens.Peek(); {
	case isSign(op, "{"):
		s.Fields = &argList{}
		if !t.fields(s.Fields, "{", "}") {
			return false
		}
	case t.sign("="), t.sign("+="), t.sign("-="):
		s.Op = op
		if s.Value = t.value(); s.Value == nil {
			return false
		}
		if s.Where, ok = t.where(); !ok {
			return false
		}
	default:
		return false
	}
	s.OnFailure, ok = t.onFailure()
	return ok
}

func (s *copyStep) readPlain(t plain) (ok bool) {
	if !t.word("copy") || !t.reads(&s.From) || !t.word("to") || !t.reads(&s.To) {
		return false
	}
	s.Append = t.word("append")
	if s.Where, ok = t.where(); !ok {
		return false
	}
	s.OnFailure, ok = t.onFailure()
	return ok
}

func (s *clearStep) readPlain(t plain) (ok bool) {
	if !t.word("clear") || !t.reads(&s.Path) {
		return false
	}
	if s.Where, ok = t.where(); !ok {
		return false
	}
	s.OnFailure, ok = t.onFailure()
	return ok
}

func (s *increaseStep) readPlain(t plain) (ok bool) {
	s.Word = *t.tokens.Peek()
	if !t.word("increase") && !t.word("decrease") || !t.reads(&s.Path) {
		return false
	}
	if t.word("by") {
		if s.By = t.value(); s.By == nil {
			return false
		}
	}
	if s.Where, ok = t.where(); !ok {
		return false
	}
	s.OnFailure, ok = t.onFailure()
	return ok
}

func (s *createStep) empty() { *s = createStep{Fields: argList{s.Fields.args[:0]}} }

func (s *createStep) readPlain(t plain) (ok bool) {
	from := t.tokens.RawCursor()
	if !t.word("create") || !t.reads(&s.Object) || !t.fields(&s.Fields, "{", "}") {
		return false
	}
	if t.word("with") {
		if s.With = t.values(); s.With == nil {
			return false
		}
	}
	if s.OnFailure, ok = t.onFailure(); !ok {
		return false
	}
	s.Tokens = t.tokens.Range(from, t.tokens.RawCursor())
	return true
}

func (s *associateStep) readPlain(t plain) (ok bool) {
	if !t.word("associate") || !t.reads(&s.Record) || !t.word("with") {
		return false
	}
	if s.With = t.values(); s.With == nil {
		return false
	}
	s.OnFailure, ok = t.onFailure()
	return ok
}

func (s *callStep) empty() { *s = callStep{Args: argList{s.Args.args[:0]}} }

func (s *callStep) readPlain(t plain) (ok bool) {
	if !t.reads(&s.Action) || !t.fields(&s.Args, "(", ")") {
		return false
	}
	s.OnFailure, ok = t.onFailure()
	return ok
}

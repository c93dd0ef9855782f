package vm

import "github.com/wflang/wf/lang/schema"

// Premise is what is known of a condition without evaluating it, for an index of conditions. A condition has one or more
// ways to be true; a premise says of one way what the record at the end of Via must be like. It is necessary, not
// sufficient: the condition may ask for more.
//
// Each way has one premise for the enrolled record itself, whose Via is empty, and one for each way to associated records
// that it reads.
type Premise struct {
	Via    []string // objects on the way from the enrolled record, by primary associations
	Object string   // of the record at its end
	Tests  []Test   // what it must meet, all of them
	Rest   []string // its properties that the condition reads in other ways; also of records that are not the primary one
}

// Test is one comparison of a property with constants.
type Test struct {
	Property string
	Op       TestOp
	Values   []schema.Value // of OneOf one or more, which may be the unknown; of all others one
}

// TestOp tells tests apart. Unknown values meet only OneOf.
type TestOp uint8

// The tests.
const (
	OneOf   TestOp = iota // equals one of the values
	AtLeast               // numbers, dates and moments
	Above
	AtMost
	Below
	Containing // texts
	Starting
	Ending
	testOpEnd
)

// Premises of a condition of which nothing else is known: it may turn true whenever something that it reads changes.
func Premises(object string, mentions []Mention) []Premise {
	own := Premise{Object: object}
	var others []Premise
	for _, m := range mentions {
		switch {
		case m.Property == "":
		case len(m.Via) == 0:
			own.Rest = append(own.Rest, m.Property)
		default:
			others = append(others, Premise{Via: m.Via, Object: m.Object, Rest: []string{m.Property}})
		}
	}
	return append([]Premise{own}, others...)
}

// WaitPremises are those of a condition that a step waits for; nil when nothing is known but what it reads.
func (p *Program) WaitPremises(cond Code) []Premise {
	for i := range p.code.waits {
		if w := &p.code.waits[i]; w.cond == cond && cond != NoCode {
			return w.premises
		}
	}
	return nil
}

// waitPremises are beside the behavior of a program, which they do not change.
func (f *form) waitPremises(c *code) {
	if !f.writing && f.version < 3 {
		return
	}
	for i := range c.waits {
		list(f, &c.waits[i].premises, (*form).premise)
	}
}

func (f *form) premise(p *Premise) {
	texts(f, &p.Via)
	f.text(&p.Object)
	list(f, &p.Tests, func(f *form, t *Test) {
		f.text(&t.Property)
		whole(f, &t.Op)
		values(f, &t.Values)
		if t.Op >= testOpEnd || len(t.Values) == 0 {
			f.in.fail(errOutOfRange)
		}
	})
	texts(f, &p.Rest)
}

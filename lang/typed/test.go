package typed

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

// Test is a checked test of the language: what a runner does, in order. Expressions in it read the records of the
// givens through GivenRef, and in the `where` of an expected action its arguments through ArgRef.
type Test struct {
	Title     string
	Span      source.Span // of the title
	Syntax    *ast.Test
	Workflows []*Workflow // what is on; all others are off
	Givens    []*GivenRecord
	Steps     []*TestStep
}

// TestStep is one line of a test.
type TestStep struct {
	Span source.Span
	Stmt TestStmt
}

// TestStmt is what one line of a test does.
type TestStmt interface{ testStmt() }

func (*SetClock) testStmt()  {}
func (*Given) testStmt()     {}
func (*Stub) testStmt()      {}
func (*Perform) testStmt()   {}
func (*Send) testStmt()      {}
func (*Advance) testStmt()   {}
func (*EnrollNow) testStmt() {}
func (*Expect) testStmt()    {}

// SetClock puts the virtual clock to a day and time in the zone of the first workflow.
type SetClock struct {
	Day  calendar.Day
	Time calendar.Clock // 0 when none was written
}

// GivenRecord is the name of a record that a test made.
type GivenRecord struct {
	Name   string
	Number int // in Test.Givens
	Object *schema.Object
	Span   source.Span
}

// Given makes a record before the workflows are on.
type Given struct {
	Record *GivenRecord
	Fields []FieldValue
	Of     []*GivenRecord // associated with these
}

// FieldValue is a value for one property.
type FieldValue struct {
	Property *schema.Property
	Value    Expr
}

// Stub says what an action answers in this test.
type Stub struct {
	Action  *schema.Action
	Outputs []Expr // by number of Action.Outputs; nil: unknown
	Fails   string // why it fails; "" when it does not
	Failing bool
}

// Perform does a record action as a person would by hand: set, clear, increase, associate …
type Perform struct{ Act *Act }

// Send makes an event happen to a record.
type Send struct {
	Event  *schema.Event
	Fields []Expr // by number of Event.Fields; nil: unknown
	To     *GivenRecord
}

// Advance lets time pass on the virtual clock.
type Advance struct{ By Duration }

// EnrollNow enrolls a record by hand.
type EnrollNow struct {
	Record   *GivenRecord
	Workflow *Workflow
}

// Expect is a claim. Exactly one of State, Label, Action and Cond is set.
type Expect struct {
	No     bool
	State  string // enrolled, finished, waiting, failed
	Label  string // the record waits at this label
	Of     *GivenRecord
	Action *schema.Action
	Object *schema.Object // of `create OBJECT`
	Where  Expr           // over the arguments of Action or the properties of Object
	Cond   Expr
}

// GivenRef is a record of the test where an expression names it.
type GivenRef struct {
	Base
	Record *GivenRecord
}

// ArgRef is an argument of the action that an `expect` speaks of, or a property given to a `create`.
type ArgRef struct {
	Base
	Name string
}

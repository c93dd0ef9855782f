package ast

// Test is `test "title" of workflow, … { statements }`.
type Test struct {
	At
	Title     Text
	Workflows []Name
	Stmts     []TestStmt
}

// TestStmt is one line of a test.
type TestStmt interface {
	Node
	testStmt()
}

func (*TestAt) testStmt()  {}
func (*Given) testStmt()   {}
func (*Stub) testStmt()    {}
func (*TestSet) testStmt() {}
func (*Send) testStmt()    {}
func (*Advance) testStmt() {}
func (*TestRun) testStmt() {}
func (*Expect) testStmt()  {}
func (*BadStmt) testStmt() {}

// TestAt is `at 2026-03-02 09:00`: the virtual clock.
type TestAt struct {
	At
	Date string // 2026-03-02
	Time string // 09:00, "" without
}

// Given is `given OBJECT NAME { prop: EXPR, … } [of NAME, …]`.
type Given struct {
	At
	Object Name
	Name   Name
	Fields []*Arg
	Of     []Name
}

// Stub is `stub ACTION returns { … }` or `stub ACTION fails "reason"`.
type Stub struct {
	At
	Action  *Path
	Returns []*Arg
	Fails   *Text
}

// TestSet is a record action outside of the workflow: set, clear, increase, associate … with a given's name as record.
type TestSet struct {
	At
	Stmt Stmt
}

// Send is `send EVENT { field: EXPR, … } to NAME`.
type Send struct {
	At
	Event  Name
	Fields []*Arg
	To     Name
}

// Advance is `advance DURATION`.
type Advance struct {
	At
	Duration *Duration
}

// TestRun is `enroll NAME in WORKFLOW`: a manual enrollment.
type TestRun struct {
	At
	Record   Name
	Workflow Name
}

// Expect is `expect …`. Exactly one form is set: State with Of, Label with Of, Action, or Cond.
type Expect struct {
	At
	No     bool
	State  string // enrolled, finished, waiting, failed
	Of     *Name
	Label  *Name // NAME at LABEL
	Action *Path // notify.email; `create` with Object
	Object *Name // of `create OBJECT`
	Where  *Expr
	Cond   *Expr
}

package ast

import "github.com/wflang/wf/lang/calendar"

// Stmt is what a step does.
type Stmt interface {
	Node
	stmt()
}

func (*If) stmt()        {}
func (*Match) stmt()     {}
func (*Split) stmt()     {}
func (*Goto) stmt()      {}
func (*Stop) stmt()      {}
func (*Delay) stmt()     {}
func (*Let) stmt()       {}
func (*Set) stmt()       {}
func (*Copy) stmt()      {}
func (*Clear) stmt()     {}
func (*Increase) stmt()  {}
func (*Create) stmt()    {}
func (*Associate) stmt() {}
func (*EnrollIn) stmt()  {}
func (*Call) stmt()      {}
func (*BadStmt) stmt()   {}

// BadStmt is a statement that could not be read; its fault is reported.
type BadStmt struct{ At }

// If is `if EXPR then S [else S]`. `else if` is an Else whose only step is an If, not braced.
type If struct {
	At
	Cond *Expr
	Then *Block
	Else *Block // nil without
}

// Match is `match EXPR { arm … }`.
type Match struct {
	At
	Subject *Expr
	Arms    []*Arm
}

// Arm is one arm of a match or split.
type Arm struct {
	At
	Values  []*Expr // of match: texts, numbers, bools, nil, dates, ranges
	Default bool
	Percent float64 // of split
	Body    *Block
}

// Split is `split { 50% => S … }`.
type Split struct {
	At
	Arms []*Arm
}

// Goto is `goto LABEL`.
type Goto struct {
	At
	Label Name
}

// Stop is `stop`.
type Stop struct{ At }

// Let is `let NAME = EXPR`, or `let NAME = ` an action, a create or a delay: exactly one of Value and Stmt is set.
type Let struct {
	At
	Name  Name
	Value *Expr
	Stmt  Stmt // *Call, *Create or *Delay
}

// OnFailure is `on failure stop` or `on failure goto LABEL`; Goto is nil for stop.
type OnFailure struct {
	At
	Goto *Goto
}

// FailureOf is the `on failure` of a statement; nil without. That of a `let` is with the statement inside.
func FailureOf(s Stmt) *OnFailure {
	switch s := s.(type) {
	case *Set:
		return s.OnFailure
	case *Copy:
		return s.OnFailure
	case *Clear:
		return s.OnFailure
	case *Increase:
		return s.OnFailure
	case *Create:
		return s.OnFailure
	case *Associate:
		return s.OnFailure
	case *EnrollIn:
		return s.OnFailure
	case *Call:
		return s.OnFailure
	}
	return nil
}

// Set is `set PATH = EXPR`, `+=`, `-=`, each with `[where COND]`, or `set RECORD { a: EXPR, … }` (Fields, Op "=").
type Set struct {
	At
	Path      *Path
	Op        string
	Value     *Expr
	Fields    []*Arg
	Where     *Expr
	OnFailure *OnFailure
}

// Copy is `copy PATH to PATH [append]`.
type Copy struct {
	At
	From, To  *Path
	Append    bool
	Where     *Expr
	OnFailure *OnFailure
}

// Clear is `clear PATH`.
type Clear struct {
	At
	Path      *Path
	Where     *Expr
	OnFailure *OnFailure
}

// Increase is `increase PATH [by EXPR]` or `decrease …`.
type Increase struct {
	At
	Decrease  bool
	Path      *Path
	By        *Expr
	Where     *Expr
	OnFailure *OnFailure
}

// Create is `create OBJECT { prop: EXPR, … } [with RECORD, …]`.
type Create struct {
	At
	Object    Name
	Fields    []*Arg
	With      []*Expr
	OnFailure *OnFailure
}

// Associate is `associate RECORD with RECORDS` or `dissociate RECORD from RECORDS`.
type Associate struct {
	At
	Dissociate bool
	Record     *Expr
	With       []*Expr
	OnFailure  *OnFailure
}

// EnrollIn is `enroll [PATH] in WORKFLOW` or `unenroll [PATH] from WORKFLOW`.
type EnrollIn struct {
	At
	Unenroll  bool
	Records   *Expr // nil: the enrolled record
	Workflow  Name
	OnFailure *OnFailure
}

// Call is `ACTION(name: EXPR, …)`.
type Call struct {
	At
	Action    *Path
	Args      []*Arg
	OnFailure *OnFailure
}

// Arg is `name: EXPR`.
type Arg struct {
	At
	Name  Name
	Value *Expr
}

// Delay is `delay …`; exactly one of the goals is set.
type Delay struct {
	At
	For    *Duration     // delay 2 days 3 hours
	Days   *DayGoal      // delay until tuesday at 11:00
	Moment *MomentGoal   // delay until [3 days before] EXPR, center or condition [at 09:00]
	Event  *EventTrigger // delay until event …
	Change *ChangeTrigger
	Since  bool // since enrolled
	UpTo   *Duration
}

// Duration is `2 days 3 hours`, `4 working hours`.
type Duration struct {
	At
	Parts []DurationPart
}

// DurationPart is one number with its unit.
type DurationPart struct {
	At
	N       float64
	Working bool
	Unit    string // minute, hour, day, week, month, year
}

// DayGoal is `monday, thursday at 09:30`, `weekday at 09:00`, `at 09:00`.
type DayGoal struct {
	At
	Days calendar.Weekdays
	Time calendar.Clock // NoClock without `at`
}

// MomentGoal is an expression that may be a moment or, without Offset and Time, a condition: the checker decides by type.
type MomentGoal struct {
	At
	Offset *Duration // nil: the moment itself
	After  bool      // Offset after, else before
	Center bool      // `center` instead of an expression
	Expr   *Expr
	Time   calendar.Clock
}

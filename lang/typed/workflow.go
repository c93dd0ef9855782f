package typed

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

// Workflow is a checked workflow.
type Workflow struct {
	Name   string
	Title  string
	Object *schema.Object
	Syntax *ast.Workflow
	Span   source.Span // of the name

	Enroll   []*Entry
	Unenroll []*Entry
	Goal     []*Entry
	Suppress []*Entry // each with When
	Reenroll Reenroll
	Per      Expr // nil: one run per record
	Center   *Center
	Zone     string // IANA name; "" is the project's
	Hours    calendar.Hours
	Rate     *Rate

	Vars   []*Var
	Body   []*Step
	Labels map[string]*Step
}

// Reenroll says whether a record may come back.
type Reenroll struct {
	Mode  ReenrollMode
	After Duration // of ReenrollAfter
}

// ReenrollMode is never, always or after a time.
type ReenrollMode uint8

// The modes of re-enrollment.
const (
	ReenrollNever ReenrollMode = iota
	ReenrollAlways
	ReenrollAfter
)

// Center is the date that a workflow is built around.
type Center struct {
	On        Expr
	EveryYear bool
}

// Rate is so many message actions per stretch of time.
type Rate struct {
	Count int
	Unit  string // minute, hour, day
}

// Entry is what makes a record enter or leave: exactly one of When, Events, Change and Every is set.
type Entry struct {
	Span   source.Span
	When   Expr // of Every too, as its filter
	Events []*schema.Event
	Change *Change
	Every  *calendar.Schedule
	Where  Expr // of Events and Change

	Mentions []Mention // what When depends on
	Moments  []Expr    // moments at which When may flip although nothing changes
}

// Change is a property whose change is awaited: of the enrolled record, or of the record associated with it.
type Change struct {
	Of       Expr // Enrolled or Associated
	Property *schema.Property
}

// Mention is one thing that a condition reads: a property of the enrolled record, or of records reached from it.
type Mention struct {
	Via      []*schema.Object // hops from the enrolled record; empty: the record itself
	Object   *schema.Object
	Property *schema.Property // nil: only which records are associated
	Event    *schema.Event    // reads the past of this event
	Set      string           // reads membership: "list:VIP"; "*" when the name is computed
}

// Var is a `let`: one slot of the machine.
type Var struct {
	Name   string
	Type   schema.Type
	Events []*schema.Event // of an EventRef that is one of several: `let e = delay until event a, b`
	Slot   int
	Span   source.Span
}

// Step is one statement of a workflow. Number counts in source order from 0 and is unique in the workflow.
type Step struct {
	Number int
	Label  string
	Span   source.Span
	Stmt   Stmt
}

// Stmt is what a step does.
type Stmt interface{ stmt() }

func (*If) stmt()    {}
func (*Match) stmt() {}
func (*Split) stmt() {}
func (*Goto) stmt()  {}
func (*Stop) stmt()  {}
func (*Delay) stmt() {}
func (*Let) stmt()   {}
func (*Act) stmt()   {}

// If takes the first branch whose condition holds; `else if` chains are flattened.
type If struct {
	Branches []Branch
	Else     []*Step // nil without
	HasElse  bool
}

// Branch is one condition with its steps.
type Branch struct {
	Cond Expr
	Span source.Span // of the condition
	Body []*Step
}

// Match compares a value with the values of its arms.
type Match struct {
	Subject Expr
	Arms    []MatchArm
	Default []*Step // nil without
}

// MatchArm is one arm; each value is a Const (text, number, bool, nil, date) or a RangeLit of Consts.
type MatchArm struct {
	Values []Expr
	Span   source.Span
	Body   []*Step
}

// Split draws an arm by hash of workflow, step and record. Shares are in hundredths of a percent and sum to 10 000.
type Split struct {
	Arms []SplitArm
}

// SplitArm is one share with its steps.
type SplitArm struct {
	Share int
	Span  source.Span
	Body  []*Step
}

// Goto continues at a step.
type Goto struct{ To *Step }

// Stop ends the run.
type Stop struct{}

// Let keeps a value. Exactly one of Value, Act and Delay is set.
type Let struct {
	Var   *Var
	Value Expr
	Act   *Act
	Delay *Delay
}

// Act is an action: a call, or a statement with a form of its own. Args are by parameter number of Action; nil means
// the parameter's default. A parameter of type Path has a *PathArg.
type Act struct {
	Action    *schema.Action
	Args      []Expr
	Wait      bool // `let` or `on failure`, or the action always waits
	OnFailure *OnFailure
}

// OnFailure is where a failed action leads; To is nil for stop.
type OnFailure struct{ To *Step }

// PathArg is an argument that names what to change: a property of the records that Of gives (a record, or a list when
// Plural), each kept when Where, a predicate body over it, holds. Property nil: the records themselves.
type PathArg struct {
	Base
	Of       Expr
	Plural   bool
	Where    Expr
	Property *schema.Property
}

// Duration is a length as written, with its parts added up.
type Duration = calendar.Delay

// Delay lets time pass, or waits for something to happen.
type Delay struct {
	For    *Duration // a length
	Days   *DayGoal  // a day and time
	Moment *Moment   // a moment
	Cond   Expr      // until it holds
	Events []*schema.Event
	Change *Change
	Where  Expr // of Events and Change
	Since  bool // events since the enrollment count
	UpTo   *Duration

	Mentions []Mention // of Cond
	Moments  []Expr    // of Cond
}

// DayGoal is the next of these days at that time.
type DayGoal struct {
	Days calendar.Weekdays
	Time calendar.Clock
}

// Moment is an expression that is a date, moved by Offset, at Time.
type Moment struct {
	Expr   Expr // nil: the center
	Offset *Duration
	After  bool
	Time   calendar.Clock
}

package schema

import (
	"time"

	"github.com/wflang/wf/lang/calendar"
)

// Func is a function of the expression language: signature, documentation, example and implementation in one place.
type Func struct {
	Name     string
	Params   []*Param // the last may be Many: variadic
	Variadic bool
	Result   Type
	ResultOf func(args []Type) Type // when the result depends on the arguments; may be nil
	Doc      string
	Example  string // an expression that compiles
	Shows    string // the text of the example's value
	World    bool   // depends on more than its arguments: never folded

	// Call is total: it never fails and never panics; what has no answer is Nil. args must not be kept.
	Call func(e *Env, args []Value) Value
}

// Env is what a function may use beside its arguments.
type Env struct {
	Now   int64 // the moment of the step, microseconds UTC
	Zone  *time.Location
	Hours *calendar.Hours // working hours of the workflow or project
	View  View            // nil where there is no world (constant folding, the documentation)
}

// View is what a program may see of the world during one turn. All methods are total.
type View interface {
	// Record returns the record as it is now; nil when there is none.
	Record(ref Ref) *Record
	// Associated returns the records of an object associated with r, in order of association, the primary one first.
	Associated(r *Record, o *Object) []*Record
	// Events returns the kept occurrences of e that reached r, oldest first.
	Events(r *Record, e *Event) []*Occurrence
	// ChangedAt is when a property last changed; Nil when it was never filled.
	ChangedAt(r *Record, p *Property) Value
	// Member reports whether r is in a named set: "list:VIP", "subscribed:Newsletter".
	Member(set string, r *Record) bool
}

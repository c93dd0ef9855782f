package schema

import (
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/source"
)

// Action is something a step does. It is declared once; checker, compiler, runtime, editor, docs and tests read
// this one declaration. Statements with a form of their own (`set`, `create`, `delay` …) are declared the same way.
type Action struct {
	Name    string // as written: `notify.email`, `set`, `create`
	Title   string // as people see it: "Send internal e-mail"
	Family  string // the heading that the documentation lists it under; empty: that of the project
	Doc     string
	Kind    ActionKind
	Form    string // how it is written, for statements with a form of their own: `set PATH = EXPR`; empty for calls
	Params  []*Param
	Outputs []*Field       // readable after `let r = …` beside r.ok and r.error
	On      []string       // names of the object types it is allowed on; empty: all
	Waits   bool           // the record always waits for the outcome, with or without `let`
	Counts  bool           // what it does depends on how often it was done for other records
	Retry   *Retry         // nil: the connector's
	Example string         // statements that compile on a contact, or on the first of On
	URL     string         // of an action that another system answers over HTTP
	Secret  string         // name of the secret that signs its requests; "" signs none
	Expires calendar.Delay // how long an outcome that is told later may take; zero: a week
	Span    source.Span

	// Run does it inside the turn's transaction. It must not block, and must not touch the world: a message
	// action returns what to send. Nil for what the machine or the runtime does itself (delay, if, goto …).
	Run func(t *Turn, c *Call) Result
}

// ActionKind says where an action happens.
type ActionKind uint8

const (
	RecordAction  ActionKind = iota // in the store, in the step's own transaction: exactly once
	MessageAction                   // through the outbox: at least once, with an idempotency key
	FlowAction                      // moves the record on its way: delay, if, goto, enroll
)

func (k ActionKind) String() string { return [...]string{"record", "message", "flow"}[k] }

// Retry is how long a message is tried again.
type Retry struct {
	First, Max, Until time.Duration
}

// DefaultRetry is exponential from 1 minute up to 8 hours, for 3 days.
var DefaultRetry = Retry{First: time.Minute, Max: 8 * time.Hour, Until: 72 * time.Hour}

// Param is one argument of an action or function.
type Param struct {
	Name     string
	Type     Type     // Path: the argument names what to change
	Accepts  []Type   // further types it takes
	Objects  []string // of a RecordRef: names of the objects that fit; empty: all
	Many     bool     // takes lists of these as well; lists in lists are flattened
	Required bool
	Default  Value
	Doc      string
	Names    string                    // what a literal text must name: "template", "list", "workflow", "object", "subscription"
	Check    func(literal Value) error // refuses a literal before the first run; may be nil
	Hidden   bool                      // filled by the compiler, not written
}

// Param returns the parameter of that name and its number, or nil.
func (a *Action) Param(name string) (*Param, int) {
	for i, p := range a.Params {
		if p.Name == name && !p.Hidden {
			return p, i
		}
	}
	return nil, -1
}

// Call is one execution of an action.
type Call struct {
	Action *Action
	Args   []Value // by parameter number; defaults are filled in
	Wait   bool    // the record waits for the outcome
	Key    string  // idempotency key, given by the runtime: enrollment, turn and line
}

// Arg returns an argument by name; Nil when it was not given.
func (c *Call) Arg(name string) Value {
	for i, p := range c.Action.Params {
		if p.Name == name && i < len(c.Args) {
			return c.Args[i]
		}
	}
	return Value{}
}

// Status of a step in the history.
type Status uint8

const (
	Done Status = iota
	Failed
	Skipped
	Waiting
)

func (s Status) String() string { return [...]string{"done", "failed", "skipped", "waiting"}[s] }

// Result is what came of a call.
type Result struct {
	Status   Status
	Reason   string    // why it failed or was skipped, in words for the person who can act on it
	Text     string    // what was done, for the history: `segment: unknown → Finance`
	Value    Value     // of `let x = create …`: the record
	Outputs  []Value   // by number of Action.Outputs
	Messages []Message // what is to leave; of message actions only
}

// Fail returns a failed result.
func Fail(reason string) Result { return Result{Status: Failed, Reason: reason} }

// Skip returns a skipped result.
func Skip(reason string) Result { return Result{Status: Skipped, Reason: reason} }

// Turn is what an action may use of the world: everything goes through the step's own transaction.
type Turn struct {
	Now     time.Time
	Zone    *time.Location // of the workflow
	Project *time.Location // the project's own time zone, for monthly limits; nil: that of the workflow
	// SMSPerMonth is how many text messages may leave in a calendar month: 0 is the usual 1000, less than 0 none.
	SMSPerMonth int
	Workflow    string
	// Step names the step from one version of the workflow to the next: by its label, or by its action and how many steps
	// of that action come before it, such as `rotate 2`.
	Step       string
	Enrollment string
	Enrolled   *Record
	Schema     *Schema
	View       View
	Records    Records
	Flow       Flow
	Sets       Sets
	Events     Events
	People     People
	// Unsubscribing is the link by which who gets a mail unsubscribes from a type of it ("" is all mail): contact is zero
	// for an address that no contact is known for. It is "" when the project has no address of its own. May be nil.
	Unsubscribing func(contact Ref, address, kind string) string
}

// Records changes records. Values must fit the property's type; the caller converts.
type Records interface {
	// Set changes one property and reports whether the value differed. Nil clears it.
	Set(r *Record, p *Property, v Value) (changed bool, err error)
	// Create makes a record with these properties, associated with the records given. A *Refused error is recorded as
	// skipped, not as failed.
	Create(o *Object, props []Value, with []*Record) (*Record, error)
	Associate(a, b *Record) (changed bool, err error)
	Dissociate(a, b *Record) (changed bool, err error)
}

// Refused is an error for what is left undone on purpose, such as a record that would enroll in the workflow that creates it.
type Refused struct{ Reason string }

func (e *Refused) Error() string { return e.Reason }

// Flow moves records into and out of workflows. The error says why not, in words for the history.
type Flow interface {
	Enroll(workflow string, r *Record) error
	Unenroll(workflow string, r *Record) error
}

// Sets keeps named memberships, marks and counters: static lists, subscriptions, rotation. Records are members by
// Ref.String, so that Has(set, r.Ref().String()) is what View.Member(set, r) says.
type Sets interface {
	Add(set, member string) (changed bool)
	Remove(set, member string) (changed bool)
	Has(set, member string) bool
	Counter(name string) int64
	SetCounter(name string, n int64)
}

// SubscriptionChanged is the event that happens to a contact whose subscription to a type of mail changed.
const SubscriptionChanged = "subscription_changed"

// Events makes events happen.
type Events interface {
	// Happen makes an event happen to a record, within the turn. Where the project declares the event otherwise, so that
	// the fields do not fit, nothing happens.
	Happen(event string, r *Record, fields map[string]Value)
}

// People is the directory of users and teams.
type People interface {
	User(email string) (Person, bool)
	Team(name string) (members []Person, ok bool)
}

// Person is a user of the CRM.
type Person struct {
	Email, Name, Phone string
	Teams              []string // the first is the primary one
	PaidSeat           bool
	Active             bool
	Away               bool
	Manager            string
}

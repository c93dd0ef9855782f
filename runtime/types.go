// What callers give to the engine and get from it.

package runtime

import (
	"time"

	"github.com/wflang/wf/lang/schema"
)

// Entry is one line of a record's history. Kind is past tense: "enrolled", "acted", "branched", "waited", "resumed",
// "left", "finished", "failed", "refused", "moved" (to another version of the workflow).
type Entry struct {
	At         time.Time
	Enrollment string // "" of a refusal: the record never entered
	Workflow   string
	Record     schema.Ref
	Kind       string
	Step       string // label, or `file:line` of the step; "" for what happens to the whole run
	Number     int    // of the step in its program; -1 for what happens to the whole run
	Action     string // name in the catalog
	Text       string // what was done or decided
	Status     schema.Status
	Reason     string
	Outputs    []schema.Value // by number of the action's outputs
}

// WorkflowStatus counts the enrollments of one workflow. Every enrollment is finished, left or waiting; those in which
// an action failed are counted in Failed as well.
type WorkflowStatus struct {
	Workflow, Title string
	Object          string // that it is about
	On              bool
	Enrolled        int       // that ever began
	Finished        int       // that came to their end or reached the goal
	Reached         int       // of Finished: by the goal
	Waiting         int       // inside now
	Left            int       // by `unenroll`, `suppress`, deletion, by hand, or broken off by a fault
	Failed          int       // with at least one failed action
	Next            time.Time // of the earliest timer; zero when none
}

// State is where an enrollment stands.
type State string

// The states of an enrollment.
const (
	StateWaiting  State = "waiting"
	StateFinished State = "finished"
	StateLeft     State = "left"
	StateFailed   State = "failed" // broken off by a fault
)

// Enrollment is one run of a record through a workflow.
type Enrollment struct {
	ID       string
	Workflow string
	Record   schema.Ref
	Version  string // hash of the program it runs
	At       time.Time
	Ended    time.Time // zero while it is inside
	State    State
	Failed   bool      // an action failed on its way
	Step     string    // where it stands: label, or `file:line`; "" when it is over
	Label    string    // of that step; "" without
	Note     string    // what it waits for
	Until    time.Time // of its timer; zero without
}

// Change is what a caller wants a record to be.
type Change struct {
	Object string
	// ID is the id of the record or the value of its key property. Empty: the key among Props and Fields identifies it;
	// without a key a new record is made.
	ID string
	// Props are the values to set, by property name; Nil clears. Properties that are not named keep their values.
	Props map[string]schema.Value
	// Fields are more of them, as an import has them: a list is made faster than a map, for many records. Of a property that
	// both name, Props counts; of one that stands in the list twice, the last.
	Fields []Field
	With   []schema.Ref // records to associate with, by id or key
	// Primary are records to associate with as the primary one of their object, by id or key; see SetPrimary.
	Primary []schema.Ref
}

// Field is the value of one property; Nil clears it. Any declaration of the property will do: what counts is its name.
type Field struct {
	Property *schema.Property
	Value    schema.Value
}

// PutResult says what Put did.
type PutResult struct {
	ID      string
	Created bool
	Changed bool // something is different from before; true of a new record
}

// Sent is one message as the outbox keeps it.
type Sent struct {
	At         time.Time // handed to the outbox
	Done       time.Time // answered; zero while it is pending
	Workflow   string
	Enrollment string
	Record     schema.Ref
	Step       string
	Action     string
	Message    schema.Message
	State      string // "pending", "sent", "failed"
	Text       string // the sender's words, or the reason of the failure
	Tries      int
}

// DeployOptions say how a bundle is put to work.
type DeployOptions struct {
	// Existing enrolls the records that match an `enroll when` already, and that the workflow has not seen yet. Without it
	// only what turns true from now on enrolls.
	Existing bool
}

// DeployReport says what a deployment changed, by names of workflows in alphabetical order.
type DeployReport struct {
	New, Changed, Same, Removed []string
}

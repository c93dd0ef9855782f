// Package runtime gives compiled programs the world, durably.
package runtime

import (
	"time"

	"github.com/wflang/wf/lang/schema"
)

// Clock is where the engine gets its time from.
type Clock interface {
	Now() time.Time
}

// Entry is one line of a record's history. Kind is past tense: "enrolled", "acted", "branched", "waited", "resumed",
// "left", "finished", "refused".
type Entry struct {
	At         time.Time
	Enrollment string
	Workflow   string
	Record     schema.Ref
	Kind       string
	Step       string // label, or `file:line` of the step; "" for what happens to the whole run
	Action     string // name in the catalog
	Text       string // what was done or decided
	Status     schema.Status
	Reason     string
	Outputs    []schema.Value
}

// WorkflowStatus counts the enrollments of one workflow.
type WorkflowStatus struct {
	Workflow, Title                           string
	On                                        bool
	Enrolled, Finished, Waiting, Failed, Left int
	Next                                      time.Time // of the earliest timer; zero when none
}

package vm

import "github.com/wflang/wf/lang/schema"

// Effect is what a machine needs of the world before it can go on.
type Effect struct {
	Kind EffectKind
	Step int // number of the step

	// Fault, of Done, says why the run was ended before its end; empty as a rule.
	Fault string

	Call *schema.Call // of Act: reused by the next Run

	// Of Sleep and Wait: the moment, microseconds UTC. For Wait the limit; 0 is no limit.
	Until int64
	// Note says in words what the moment is, or why a delay passed at once: "until tue 2026-03-03 11:00".
	Note string

	// Of Wait: what ends it. Events by name, Change, or Cond (both by Mentions); Match is the where, NoCode when none.
	Events   []string
	Change   *Mention
	Match    Code
	Cond     Code
	Mentions []Mention
	Moments  []Code
	Since    bool // events since the enrollment count
}

// EffectKind tells effects apart.
type EffectKind uint8

// The effects.
const (
	Done  EffectKind = iota // the run is over
	Act                     // do Call, then Resume with its result
	Sleep                   // Resume when Until has come
	Wait                    // Resume with the event, true (condition, change) or Nil/false (limit)
)

func (k EffectKind) String() string { return [...]string{"done", "act", "sleep", "wait"}[k] }

// Line is one thing the machine decided by itself while it ran, for the history: a branch taken, a goto, a stop.
type Line struct {
	Step   int
	Passed bool   // a step of a workflow with a center was passed over, since its time had gone; Text says which time
	Text   string // `company.industry == "Accounting": yes`, `→ step3`, `default`
}

// Start is what a run begins with.
type Start struct {
	Enrollment string // unique; seeds `split` together with workflow and record
	Record     schema.Ref
	At         int64 // enrolled_at, microseconds UTC
	Trigger    *schema.Occurrence
}

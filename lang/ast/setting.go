package ast

import "github.com/wflang/wf/lang/calendar"

// Setting is one line of the settings part of a workflow.
type Setting interface {
	Node
	setting()
}

func (*Title) setting()    {}
func (*Enroll) setting()   {}
func (*Reenroll) setting() {}
func (*Per) setting()      {}
func (*Leave) setting()    {}
func (*Suppress) setting() {}
func (*Center) setting()   {}
func (*Timezone) setting() {}
func (*During) setting()   {}
func (*PauseOn) setting()  {}
func (*Rate) setting()     {}

// Title is `title "…"`.
type Title struct {
	At
	Text Text
}

// Enroll is `enroll TRIGGER`.
type Enroll struct {
	At
	Trigger *Trigger
}

// Leave is `unenroll TRIGGER` or `goal TRIGGER`.
type Leave struct {
	At
	Goal    bool
	Trigger *Trigger
}

// Trigger is what makes a record enter or leave: exactly one of the four is set.
type Trigger struct {
	At
	When   *Expr          // when EXPR
	Event  *EventTrigger  // on event NAME [where EXPR]
	Change *ChangeTrigger // on change of PATH [where EXPR]
	Every  *EveryTrigger  // every … [at HH:MM] [when EXPR]
}

// EventTrigger is `event a, b [where EXPR]`.
type EventTrigger struct {
	At
	Events []Name
	Where  *Expr
}

// ChangeTrigger is `change of PATH [where EXPR]`.
type ChangeTrigger struct {
	At
	Path  *Path
	Where *Expr
}

// EveryTrigger is `every day at 08:00 when EXPR`.
type EveryTrigger struct {
	At
	Schedule calendar.Schedule
	When     *Expr
}

// Reenroll is `reenroll always`, `never` or `after DURATION`.
type Reenroll struct {
	At
	Mode  string // "always", "never", "after"
	After *Duration
}

// Per is `per EXPR`.
type Per struct {
	At
	Value *Expr
}

// Suppress is `suppress when EXPR`.
type Suppress struct {
	At
	Cond *Expr
}

// Center is `center on EXPR [every year]`.
type Center struct {
	At
	On        *Expr
	EveryYear bool
}

// Timezone is `timezone "Europe/Paris"`.
type Timezone struct {
	At
	Zone Text
}

// During is `during monday..friday 09:00..18:00`.
type During struct {
	At
	Window calendar.Window
}

// PauseOn is `pause on 12-25, 2027-01-02`.
type PauseOn struct {
	At
	Days []calendar.Day
}

// Rate is `rate 10 per minute`.
type Rate struct {
	At
	Count int
	Unit  Name // minute, hour, day
}

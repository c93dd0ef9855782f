package vm

import (
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
)

// Program is one compiled workflow. The exported part is what a runtime needs to know about it; the code itself is
// private to this package and made by Builder.
type Program struct {
	Name    string
	Title   string
	Object  string
	Hash    string         // of everything that decides behavior; names the version
	Zone    string         // IANA name, never empty
	Hours   calendar.Hours // `during` and `pause on`: when actions run
	Working calendar.Hours // what working days and hours are counted in
	Rate    *Rate

	Enroll   []Trigger
	Unenroll []Trigger
	Goal     []Trigger
	Suppress []Trigger // each with Cond only
	Reenroll Reenroll
	Center   *Center // nil: the workflow is not built around a date
	Per      Code    // NoCode: one run per record

	Steps []StepInfo // by step number
	Slots []SlotInfo // the `let` names, by slot

	// Source is the text of the files that the steps point into, by name.
	Source map[string]string

	// Missing is what the schema no longer declares, of what the program names: "the property `company.segment`".
	Missing []string

	code *code // as stored
	link *link // resolved against the schema
}

// Code names a piece of a program that can be evaluated on its own: a condition, a moment, a key. NoCode is none.
type Code int32

// NoCode is the absent Code.
const NoCode Code = -1

// Rate is so many message actions per Unit.
type Rate struct {
	Count int
	Unit  string // minute, hour, day
}

// Reenroll says whether a record may come back.
type Reenroll struct {
	Mode  string // never, always, after
	After calendar.Delay
}

// Center is the date that a workflow is built around.
type Center struct {
	On        Code
	EveryYear bool
	Mentions  []Mention // what On reads: when it changes, the date may move
}

// Trigger is what makes a record enter or leave.
type Trigger struct {
	Kind     TriggerKind
	Text     string   // as written, for the history
	Cond     Code     // the condition, or the `where` of an event or change; NoCode when there is none
	Events   []string // of OnEvent
	Change   *Mention // of OnChange
	Every    *calendar.Schedule
	Mentions []Mention // what Cond reads; of When
	Premises []Premise // what must be so for Cond to hold; of When
	Moments  []Code    // moments at which Cond may flip by itself
}

// TriggerKind tells the triggers apart.
type TriggerKind uint8

// The kinds of trigger.
const (
	When TriggerKind = iota
	OnEvent
	OnChange
	Every
)

// Mention is something a condition reads. Via are the objects on the way from the enrolled record.
type Mention struct {
	Via      []string
	Object   string
	Property string // "": only which records are associated
	Event    string
	Set      string
}

// StepInfo tells people which step it is.
type StepInfo struct {
	Label      string
	Action     string // name in the catalog: "set", "delay", "if", "notify.email"
	Text       string // as written, one line
	File       string
	Line       int
	Start, End int    // bytes in the file
	Path       string // the arms it stands in and its place there, from 1: "2/then/1" is the first step in the `then` of the second

	// Conds are what the step decides by: the conditions of an `if`, what a `match` compares, the condition of a delay.
	// Machine.Trace shows their parts.
	Conds []Code
}

// SlotInfo describes one `let`.
type SlotInfo struct {
	Name string
	Type string // in words: "number", "list of deal"
}

// Bundle is what one compilation of a project gives: the declared objects and events, and the programs.
type Bundle struct {
	Schema   *schema.Schema
	Programs []*Program // sorted by name
}

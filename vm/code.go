package vm

import (
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
)

// code is the instructions of a program with the tables that they point into, as they are stored: what belongs to the
// schema is named, not numbered, so that a program outlives declarations that move. Linking resolves the names.
type code struct {
	instrs  []Instr
	entries []entry // by step
	pieces  []piece // by Code
	slots   int

	consts      []schema.Value
	sets        [][]schema.Value
	patterns    []string
	moments     []relative
	options     []*schema.Options
	keys        [][]string
	formats     [][]format
	paths       []pathLink
	points      []point
	lines       []string
	matches     []matchTable
	splits      []splitTable
	sites       []siteLink
	lengths     []calendar.Delay
	dayGoals    []dayTarget
	momentGoals []momentTarget
	waits       []waitTarget

	properties []propertyLink
	objects    []string
	events     []string
	fields     []fieldLink
	funcs      []string

	depth int // of the stack; found by the verifier
}

// entry is where a step begins, and where it goes on after its pause; -1 when it has none.
type entry struct{ start, resume int32 }

// piece is what a Code names: an expression of its own, and the same with trace points; -1 where there is none.
type piece struct {
	plain, traced int32
	at            point
	text          string
}

// point is a part of the source.
type point struct {
	level      int8 // of the innermost loop around it; -1: none
	file       string
	start, end int
}

// relative is now() or today(), moved by a length of time.
type relative struct {
	today bool
	by    schema.Span
	minus bool
}

// format is the type by which a value becomes text: of all that a type holds, only options change the text. A Set and a
// list of enums are shown by the options of their elements.
type format struct {
	kind    schema.Kind
	options int32 // -1: none
	many    bool
}

type propertyLink struct{ object, name string }

type fieldLink struct {
	event string // "" when several events may be meant
	name  string
}

type pathLink struct {
	property int32 // -1: the records themselves
	plural   bool
}

// siteLink is one call of an action: its arguments are on the stack in the order of params.
type siteLink struct {
	action string
	params []string
	args   int
	wait   bool
	paths  []int32 // what its paths name
}

// matchTable is the arms of a match. An arm's value is text, number, bool, nil, date or range; the first that fits is it.
type matchTable struct {
	arms    []matchArm
	missing int32 // where what fits no arm goes on
}

type matchArm struct {
	value  schema.Value
	target int32
}

// splitTable is the arms of a split, their shares in hundredths of a percent. key seeds the draw beside the record.
type splitTable struct {
	key  string
	arms []splitArm
}

type splitArm struct {
	share  int32
	target int32
}

type dayTarget struct {
	days calendar.Weekdays
	at   calendar.Clock
}

type momentTarget struct {
	offset calendar.Delay
	after  bool
	at     calendar.Clock
	text   string

	centered bool // the moment is the center of the workflow
}

// waitTarget is what a wait waits for.
type waitTarget struct {
	events      []string
	change      *Mention
	match, cond Code
	mentions    []Mention
	moments     []Code
	since       bool
	limit       *calendar.Delay
	premises    []Premise // what must be so for cond to hold; nil when nothing is known but what it reads
}

// namedKinds are the values that the operand kind selects.
var namedKinds = [...]schema.Kind{schema.User, schema.Team, schema.Secret}

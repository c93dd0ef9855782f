package vm

import (
	"fmt"
	"slices"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
)

// Builder makes the code of a program from its end to its beginning: what is emitted comes before everything that was
// emitted earlier. So whoever emits a branch has emitted both of its targets, and `and`, `or` and `not` are nothing but a
// choice of targets.
type Builder struct {
	program  *Program
	code     *code
	reversed []Instr
	labels   []int // by Label: the length of reversed at which it was bound; -1: not yet

	consts     map[string]int32
	properties map[*schema.Property]int32
	objects    map[*schema.Object]int32
	events     map[*schema.Event]int32
	fields     map[fieldLink]int32
	funcs      map[string]int32
	options    map[*schema.Options]int32
}

// Label is a place in the code that branches lead to.
type Label int32

// NewBuilder returns a builder for p, whose exported part the caller fills.
func NewBuilder(p *Program) *Builder {
	return &Builder{program: p, code: &code{}, consts: map[string]int32{}, properties: map[*schema.Property]int32{},
		objects: map[*schema.Object]int32{}, events: map[*schema.Event]int32{}, fields: map[fieldLink]int32{},
		funcs: map[string]int32{}, options: map[*schema.Options]int32{}}
}

// Label returns a label that is not bound yet.
func (b *Builder) Label() Label {
	b.labels = append(b.labels, -1)
	return Label(len(b.labels) - 1)
}

// Bind puts a label before everything emitted so far.
func (b *Builder) Bind(l Label) { b.labels[l] = len(b.reversed) }

// Here returns a new label bound before everything emitted so far.
func (b *Builder) Here() Label {
	l := b.Label()
	b.Bind(l)
	return l
}

func (b *Builder) here(l Label) bool { return b.labels[l] == len(b.reversed) }

// Emit puts an instruction before everything emitted so far. A branch has its Label in C.
func (b *Builder) Emit(in Instr) { b.reversed = append(b.reversed, in) }

// Jump goes on at l; it costs nothing where l is what comes next.
func (b *Builder) Jump(l Label) {
	if !b.here(l) {
		b.Emit(Instr{Op: OpJump, C: int32(l)})
	}
}

// Test emits a test that goes on at yes or no; one of the two is what comes next, or a jump is added.
func (b *Builder) Test(in Instr, yes, no Label) {
	in.Sense, in.C = true, int32(yes)
	if b.here(yes) {
		in.Sense, in.C = false, int32(no)
	} else if !b.here(no) {
		b.Jump(no)
	}
	b.Emit(in)
}

// Step says that the step with this number begins here.
func (b *Builder) Step(number int) {
	b.Emit(Instr{Op: OpStep, A: int32(number)})
	for len(b.code.entries) <= number {
		b.code.entries = append(b.code.entries, entry{-1, -1})
	}
	b.code.entries[number].start = int32(len(b.reversed))
}

// Pause emits an instruction that pauses the step with this number.
func (b *Builder) Pause(number int, in Instr) {
	for len(b.code.entries) <= number {
		b.code.entries = append(b.code.entries, entry{-1, -1})
	}
	b.code.entries[number].resume = int32(len(b.reversed))
	b.Emit(in)
}

// Piece registers code that is evaluated on its own. Either label may be absent (-1).
func (b *Builder) Piece(plain, traced Label, file string, start, end int, text string) Code {
	p := piece{plain: -1, traced: -1, at: point{file: file, start: start, end: end, level: -1}, text: text}
	if plain >= 0 {
		p.plain = int32(plain)
	}
	if traced >= 0 {
		p.traced = int32(traced)
	}
	b.code.pieces = append(b.code.pieces, p)
	return Code(len(b.code.pieces) - 1)
}

// Point emits a trace point for a part of the source inside the loop of that level (-1: none).
func (b *Builder) Point(file string, start, end, level int) {
	b.code.points = append(b.code.points, point{file: file, start: start, end: end, level: int8(level)})
	b.Emit(Instr{Op: OpTrace, B: int32(len(b.code.points) - 1)})
}

// Line emits a decision for the history.
func (b *Builder) Line(text string) {
	n := slices.Index(b.code.lines, text)
	if n < 0 {
		b.code.lines = append(b.code.lines, text)
		n = len(b.code.lines) - 1
	}
	b.Emit(Instr{Op: OpLine, B: int32(n)})
}

// Slots says how many variables there are.
func (b *Builder) Slots(n int) { b.code.slots = n }

func add[T any](table *[]T, x T) int32 {
	*table = append(*table, x)
	return int32(len(*table) - 1)
}

func intern[K comparable, T any](known map[K]int32, key K, table *[]T, x T) int32 {
	if n, ok := known[key]; ok {
		return n
	}
	n := add(table, x)
	known[key] = n
	return n
}

// Const returns the number of a constant.
func (b *Builder) Const(v schema.Value) int32 {
	return intern(b.consts, string(schema.AppendValue(nil, v)), &b.code.consts, v)
}

// Property returns the number of a property.
func (b *Builder) Property(p *schema.Property) int32 {
	return intern(b.properties, p, &b.code.properties, propertyLink{p.Object.Name, p.Name})
}

// Object returns the number of an object.
func (b *Builder) Object(o *schema.Object) int32 {
	return intern(b.objects, o, &b.code.objects, o.Name)
}

// Event returns the number of an event.
func (b *Builder) Event(e *schema.Event) int32 { return intern(b.events, e, &b.code.events, e.Name) }

// Field returns the number of a field; event is nil where several may be meant.
func (b *Builder) Field(e *schema.Event, name string) int32 {
	link := fieldLink{name: name}
	if e != nil {
		link.event = e.Name
	}
	return intern(b.fields, link, &b.code.fields, link)
}

// Func returns the number of a function.
func (b *Builder) Func(f *schema.Func) int32 { return intern(b.funcs, f.Name, &b.code.funcs, f.Name) }

// Options returns the number of the options of an enum; -1 for nil.
func (b *Builder) Options(o *schema.Options) int32 {
	if o == nil {
		return -1
	}
	return intern(b.options, o, &b.code.options, o)
}

// Set returns the number of a list of constants.
func (b *Builder) Set(items []schema.Value) int32 { return add(&b.code.sets, items) }

// Pattern returns the number of a regular expression.
func (b *Builder) Pattern(text string) int32 { return add(&b.code.patterns, text) }

// Moment returns the number of now(), or today(), moved by a length of time, back when minus.
func (b *Builder) Moment(today bool, by schema.Span, minus bool) int32 {
	return add(&b.code.moments, relative{today, by, minus})
}

// Keys returns the number of the keys of a map.
func (b *Builder) Keys(keys []string) int32 { return add(&b.code.keys, keys) }

// Formats returns the number of the types of the parts of a text.
func (b *Builder) Formats(types []schema.Type) int32 {
	list := make([]format, len(types))
	for i, t := range types {
		many := t.Kind == schema.List && t.Elem != nil
		if many {
			t = *t.Elem
		}
		list[i] = format{t.Kind, b.Options(t.Options), many}
	}
	return add(&b.code.formats, list)
}

// Path returns the number of a target of actions; p is nil where the records themselves are meant.
func (b *Builder) Path(p *schema.Property, plural bool) int32 {
	link := pathLink{-1, plural}
	if p != nil {
		link.property = b.Property(p)
	}
	return add(&b.code.paths, link)
}

// Site returns the number of a call. paths are the properties that its arguments name.
func (b *Builder) Site(a *schema.Action, params []int, wait bool, paths []*schema.Property) int32 {
	site := siteLink{action: a.Name, args: len(params), wait: wait}
	for _, i := range params {
		site.params = append(site.params, a.Params[i].Name)
	}
	for _, p := range paths {
		site.paths = append(site.paths, b.Property(p))
	}
	return add(&b.code.sites, site)
}

// Arm is one arm of a match.
type Arm struct {
	Value  schema.Value
	Target Label
}

// Match returns the number of the arms of a match; what fits none goes on at missing.
func (b *Builder) Match(arms []Arm, missing Label) int32 {
	t := matchTable{missing: int32(missing)}
	for _, a := range arms {
		t.arms = append(t.arms, matchArm{a.Value, int32(a.Target)})
	}
	return add(&b.code.matches, t)
}

// Share is one arm of a split, in hundredths of a percent.
type Share struct {
	Share  int
	Target Label
}

// Split returns the number of the arms of a split; key tells it from the other splits of the program.
func (b *Builder) Split(key string, arms []Share) int32 {
	t := splitTable{key: key}
	for _, a := range arms {
		t.arms = append(t.arms, splitArm{int32(a.Share), int32(a.Target)})
	}
	return add(&b.code.splits, t)
}

// Length returns the number of a length of time.
func (b *Builder) Length(d calendar.Delay) int32 { return add(&b.code.lengths, d) }

// DayGoal returns the number of a goal by day and time.
func (b *Builder) DayGoal(days calendar.Weekdays, at calendar.Clock) int32 {
	return add(&b.code.dayGoals, dayTarget{days, at})
}

// MomentGoal returns the number of a goal so far before or after a moment, at a time of day; text is how it is written.
func (b *Builder) MomentGoal(offset calendar.Delay, after bool, at calendar.Clock, text string) int32 {
	return add(&b.code.momentGoals, momentTarget{offset: offset, after: after, at: at, text: text})
}

// CenterGoal is MomentGoal for the center of the workflow.
func (b *Builder) CenterGoal(offset calendar.Delay, after bool, at calendar.Clock, text string) int32 {
	return add(&b.code.momentGoals, momentTarget{offset, after, at, text, true})
}

// Await is what a wait waits for: events, a change, or a condition.
type Await struct {
	Events      []string
	Change      *Mention
	Match, Cond Code
	Mentions    []Mention
	Moments     []Code
	Since       bool
	Limit       *calendar.Delay
	Premises    []Premise // what must be so for Cond to hold
}

// Wait returns the number of a wait.
func (b *Builder) Wait(w Await) int32 {
	return add(&b.code.waits, waitTarget{w.Events, w.Change, w.Match, w.Cond, w.Mentions, w.Moments, w.Since, w.Limit, w.Premises})
}

// Finish puts the code in order, checks it and links it to the schema.
func (b *Builder) Finish(s *schema.Schema) (*Program, error) {
	c := b.code
	c.instrs = b.reversed
	slices.Reverse(c.instrs)
	if len(c.instrs) > maxInstrs {
		return nil, fmt.Errorf("the workflow `%s` is too large: %d instructions, %d is the most", b.program.Name, len(c.instrs), maxInstrs)
	}
	if err := b.resolve(); err != nil {
		return nil, err
	}
	p := b.program
	p.code = c
	if err := p.verify(); err != nil {
		return nil, err
	}
	p.Hash = p.hash()
	return p.Link(s)
}

// resolve turns labels, which count from the end, into numbers of instructions.
func (b *Builder) resolve() error {
	c := b.code
	places := b.places()
	place := func(label *int32) {
		if *label >= 0 {
			*label = places[*label]
		}
	}
	for i := range c.instrs {
		if in := &c.instrs[i]; table[in.Op].has(argTarget) {
			place(&in.C)
		}
	}
	for i := range c.matches {
		t := &c.matches[i]
		place(&t.missing)
		for j := range t.arms {
			place(&t.arms[j].target)
		}
	}
	for i := range c.splits {
		for j := range c.splits[i].arms {
			place(&c.splits[i].arms[j].target)
		}
	}
	for i := range c.pieces {
		place(&c.pieces[i].plain)
		place(&c.pieces[i].traced)
	}
	for i := range c.entries {
		e := &c.entries[i]
		if e.start < 0 {
			return fmt.Errorf("step %d of the workflow `%s` has no code", i, b.program.Name)
		}
		e.start = int32(len(c.instrs)) - e.start
		if e.resume >= 0 {
			e.resume = int32(len(c.instrs)) - e.resume
		}
	}
	return nil
}

// places is the instruction that each label stands for. A label before a jump stands for where the jump leads.
func (b *Builder) places() []int32 {
	instrs := b.code.instrs
	places := make([]int32, len(b.labels))
	for l, bound := range b.labels {
		at := -1
		for hops := 0; bound > 0 && hops <= len(b.labels); hops++ {
			at = len(instrs) - bound
			if instrs[at].Op != OpJump {
				break
			}
			bound = b.labels[instrs[at].C]
		}
		places[l] = int32(at)
	}
	return places
}

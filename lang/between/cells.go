package between

// Cells: what the state of a record consists of, each with few classes of values that the conditions at hand tell apart.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// cell is one part of a state. Its class is 0 while nothing is known of it, else the number of the class from 1.
type cell struct {
	subject subject
	values  []schema.Value // of a property or membership, one for each class
	exact   []bool         // whether the class is that value alone
	classes int

	// Of a condition that more than one subject decides, class 1 is true, class 2 false.
	growth  int
	timed   bool
	readers []int // the conditions that depend on this cell
	inputs  []int // of a condition: the cells that it depends on
}

// mostClasses is how many classes a cell may have in a scene.
const mostClasses = 250

// atom is a leaf of a condition: decided by the class of a cell, or, without a cell, by what nobody knows.
type atom struct {
	cell  int    // -1: none
	truth []bool // by class from 1; nil: the cell is the condition itself
}

const noCell = -1

// layout is the cells and atoms for a set of conditions and writes.
type layout struct {
	cells   []cell
	atoms   map[typed.Expr]atom
	subject map[subject]int
	byText  map[string]int
	written map[subject][]schema.Value // constants that steps write
	compare map[subject][]schema.Value // constants that leaves compare with
	leaves  map[subject][]typed.Expr
	shrinks map[subject]bool // associations that a step ends
	large   bool             // more options of a set are told apart than can be run
}

func newLayout() *layout {
	return &layout{atoms: map[typed.Expr]atom{}, subject: map[subject]int{}, byText: map[string]int{}, written: map[subject][]schema.Value{},
		compare: map[subject][]schema.Value{}, leaves: map[subject][]typed.Expr{}, shrinks: map[subject]bool{}}
}

// learnCondition notes what a condition compares, before the cells are laid out.
func (l *layout) learnCondition(e typed.Expr) {
	leaves(e, func(leaf typed.Expr) {
		if s, values, ok := plain(leaf); ok && s != (subject{}) {
			l.compare[s] = append(l.compare[s], values...)
			l.leaves[s] = append(l.leaves[s], leaf)
		}
	})
}

// learnWrite notes what a step writes.
func (l *layout) learnWrite(w *write) {
	switch {
	case w.object != nil:
		for s, d := range w.holds() {
			l.written[s] = append(l.written[s], d.values...)
		}
	case w.value != nil:
		l.written[w.on] = append(l.written[w.on], *w.value)
	case w.into != 0:
		for _, o := range w.options {
			l.written[w.on] = append(l.written[w.on], schema.TextValue(o))
		}
	case w.way < 0 && w.on.property == nil:
		l.shrinks[w.on] = true
	}
}

// cellOf is the cell of a subject; it makes one when there is none.
func (l *layout) cellOf(s subject) int {
	if i, ok := l.subject[s]; ok {
		return i
	}
	c := cell{subject: s, classes: 1}
	c.values, c.exact = l.classes(s)
	c.classes = max(1, len(c.values))
	l.cells = append(l.cells, c)
	l.subject[s] = len(l.cells) - 1
	return len(l.cells) - 1
}

// other stands for all texts that are named nowhere.
const other = "\x00"

// classes are the values of a subject that its leaves and writes tell apart.
func (l *layout) classes(s subject) (values []schema.Value, exact []bool) {
	switch {
	case s.property == nil:
		if _, member := s.member(); !member {
			return nil, nil
		}
		if strings.Contains(s.name, " subscription:") {
			return []schema.Value{schema.TextValue(subscribed), schema.TextValue("unsubscribed"), schema.TextValue("not_specified")}, []bool{true, true, true}
		}
		return []schema.Value{schema.BoolValue(false), schema.BoolValue(true)}, []bool{true, true}
	case s.property.Type.Kind == schema.Bool:
		values, exact = []schema.Value{schema.BoolValue(true), schema.BoolValue(false), {}}, []bool{true, true, true}
	case s.property.Type.Kind == schema.Enum:
		values, exact = []schema.Value{{}}, []bool{true}
		for _, o := range s.property.Type.Options.List {
			values, exact = append(values, schema.TextValue(o.Value)), append(exact, true)
		}
	case s.property.Type.Kind == schema.Number:
		values, exact = l.numbers(s)
	case s.isSet():
		return l.sets(s)
	default:
		values, exact = []schema.Value{{}, schema.TextValue(other)}, []bool{true, false}
		for _, v := range slices.Concat(l.compare[s], l.written[s]) {
			if !v.IsNil() && !slices.ContainsFunc(values, v.Equal) {
				values, exact = append(values, v), append(exact, true)
			}
		}
	}
	return l.merged(s, values, exact)
}

// numbers are the constants and the stretches between them, each with a value from inside.
func (l *layout) numbers(s subject) (values []schema.Value, exact []bool) {
	var cuts []float64
	for _, v := range slices.Concat(l.compare[s], l.written[s]) {
		if v.Kind() == schema.Number {
			cuts = append(cuts, v.Number())
		}
	}
	cuts = append(cuts, 0) // an unknown number counts as 0 when it is increased
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	add := func(v schema.Value, is bool) { values, exact = append(values, v), append(exact, is) }
	add(schema.Value{}, true)
	add(schema.NumberValue(cuts[0]-1), false)
	for i, n := range cuts {
		add(schema.NumberValue(n), true)
		if i == len(cuts)-1 {
			add(schema.NumberValue(n+1), false)
		} else {
			add(schema.NumberValue((n+cuts[i+1])/2), false)
		}
	}
	return values, exact
}

// merged puts the values together that no leaf tells apart and no step writes. Numbers keep their order.
func (l *layout) merged(s subject, values []schema.Value, exact []bool) ([]schema.Value, []bool) {
	seen := map[string]int{}
	var outValues []schema.Value
	var outExact []bool
	for i, v := range values {
		if !slices.ContainsFunc(l.written[s], v.Equal) {
			signature := ""
			for _, leaf := range l.leaves[s] {
				signature += string('0' + rune(facts{s: exactly(v)}.test(leaf)))
			}
			if s.property.Type.Kind == schema.Number && !v.IsNil() {
				// Only neighbors are one class, so that a number that grows passes them in their order.
				if n := len(outValues) - 1; n >= 0 && !outExact[n] && seen[signature] == n+1 {
					continue
				}
				if exact[i] && len(outValues) > 0 && seen[signature] == len(outValues) {
					outExact[len(outValues)-1] = false
					continue
				}
			} else if at := seen[signature]; at > 0 {
				outExact[at-1] = false
				continue
			}
			seen[signature] = len(outValues) + 1
		}
		outValues, outExact = append(outValues, v), append(outExact, exact[i])
	}
	return outValues, outExact
}

// prepare lays out what a condition needs.
func (l *layout) prepare(e typed.Expr) {
	leaves(e, func(leaf typed.Expr) {
		if _, done := l.atoms[leaf]; !done {
			l.atoms[leaf] = l.atom(leaf)
		}
	})
}

func (l *layout) atom(leaf typed.Expr) atom {
	switch (facts{}).test(leaf) {
	case yes:
		return atom{noCell, []bool{true}}
	case no:
		return atom{noCell, []bool{false}}
	}
	d := dependsOn(leaf)
	if s, _, ok := plain(leaf); ok && s != (subject{}) && !slices.ContainsFunc(d.on, func(s subject) bool { return l.shrinks[s] }) {
		at := l.cellOf(s)
		c := &l.cells[at]
		truth := make([]bool, c.classes)
		decided := true
		for i, v := range c.values {
			answer := facts{s: exactly(v)}.test(leaf)
			truth[i] = answer == yes
			decided = decided && answer != maybe
		}
		if decided && c.values != nil {
			return atom{at, truth}
		}
	}
	if d.free {
		return atom{cell: noCell}
	}
	return atom{cell: l.condition(leaf, d)}
}

// condition is the cell of a leaf that is a condition of its own: the same text is the same one.
func (l *layout) condition(leaf typed.Expr, d dependence) int {
	key := fmt.Sprintf("%p", leaf)
	if at := leaf.Span(); at.Valid() && at.End > at.Start {
		key = at.File.Text[at.Start:at.End]
		for _, s := range d.on {
			if s.property != nil {
				key += "\x00" + s.property.Object.Name
			}
		}
	}
	if i, ok := l.byText[key]; ok {
		return i
	}
	var inputs []int
	for _, s := range d.on {
		if at := l.cellOf(s); !slices.Contains(inputs, at) {
			inputs = append(inputs, at)
		}
	}
	i := len(l.cells)
	l.cells = append(l.cells, cell{classes: 2, growth: growth(leaf), timed: d.timed, inputs: inputs})
	for _, at := range inputs {
		l.cells[at].readers = append(l.cells[at].readers, i)
	}
	l.byText[key] = i
	return i
}

// draw is a new cell for a split of n arms.
func (l *layout) draw(n int) int {
	l.cells = append(l.cells, cell{classes: n})
	return len(l.cells) - 1
}

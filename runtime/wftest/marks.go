package wftest

// What of the source was covered: the steps, and the conditions of branches, each with its color.

import (
	"sort"
	"strings"

	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// Mark is a part of the source that tests reach or not. Marks do not overlap.
type Mark struct {
	Span  source.Span
	Level Level
	Note  string // what is missing; "" when nothing is
}

// Level is how much of a part was covered.
type Level uint8

// The levels of coverage.
const (
	Reached Level = iota
	Partly        // a branch of which one side was never taken
	Missed
)

// Marks are the parts of a workflow's steps, in the order of the text.
func (s *Suite) Marks(w *typed.Workflow, covered Covered) []Mark {
	m := &marker{w: w, covered: covered}
	typed.EachStep(w.Body, m.step)
	sort.SliceStable(m.out, func(i, j int) bool { return m.out[i].Span.Start < m.out[j].Span.Start })
	return m.out
}

type marker struct {
	w       *typed.Workflow
	covered Covered
	out     []Mark
}

func (m *marker) step(s *typed.Step) {
	reached := m.covered.has(m.w, Side{Step: s.Number})
	switch x := s.Stmt.(type) {
	case *typed.If:
		for _, b := range x.Branches {
			m.sides(b.Span, s.Number, oneLine(b.Span)+": yes", oneLine(b.Span)+": no")
		}
	case *typed.Match:
		names := decisions(s)
		for i, arm := range x.Arms {
			first, last := arm.Values[0].Span(), arm.Values[len(arm.Values)-1].Span()
			m.sides(first.File.Span(first.Start, last.End), s.Number, names[i])
		}
		m.sides(x.Subject.Span(), s.Number, names[len(names)-1])
		if head := &m.out[len(m.out)-1]; reached && head.Level == Missed {
			head.Level = Partly // another arm was taken
		}
	case *typed.Split:
		head := s.Span.File.Span(s.Span.Start, s.Span.Start+len("split"))
		if s.Label == "" {
			m.sides(head, s.Number, decisions(s)...)
		}
	default:
		if silent(s) {
			return
		}
		level, note := Reached, ""
		if !reached {
			level, note = Missed, "never reached"
		}
		m.out = append(m.out, Mark{s.Span, level, note})
	}
}

// sides marks a part by the sides of the decision at it.
func (m *marker) sides(span source.Span, step int, sides ...string) {
	var missing []string
	for _, side := range sides {
		if !m.covered.has(m.w, Side{step, side}) {
			missing = append(missing, "never "+side)
		}
	}
	level := Partly
	switch len(missing) {
	case 0:
		level = Reached
	case len(sides):
		level = Missed
	}
	m.out = append(m.out, Mark{span, level, strings.Join(missing, ", ")})
}

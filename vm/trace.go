package vm

import "github.com/wflang/wf/lang/schema"

// Part is the value that one part of an expression had.
type Part struct {
	File       string
	Start, End int    // bytes in the file
	Text       string // as written
	Value      schema.Value
	Item       int // which element of the innermost predicate around it, from 0; -1 outside of any
}

// maxParts bounds a trace: a predicate over thousands of records has thousands of parts.
const maxParts = 1000

// Trace evaluates like EvalOn and returns the value of every part that was reached, inner parts before outer ones. What
// a finished `and` or `or` did not look at is not among them.
//
// An expression that can be traced is compiled twice: once fused, which is what runs, and once step by step with trace
// points. Both run on the same machine.
func (m *Machine) Trace(c Code, env *schema.Env, r *schema.Record, event *schema.Occurrence) (schema.Value, []Part) {
	if c < 0 || int(c) >= len(m.program.code.pieces) {
		return schema.Value{}, nil
	}
	piece := &m.program.code.pieces[c]
	m.tracing, m.parts = true, nil
	defer func() { m.tracing, m.parts = false, nil }()
	v := m.result(m.evalAt(begin(piece.traced, piece.plain), env, r, event))
	return v, m.parts
}

func (m *Machine) note(number int32, v schema.Value) {
	if !m.tracing || len(m.parts) >= maxParts {
		return
	}
	p := &m.program.code.points[number]
	m.parts = append(m.parts, Part{File: p.file, Start: p.start, End: p.end, Text: m.program.excerpt(*p), Value: v, Item: m.item(p.level)})
}

// item is the number of the element at hand in the loop that a point stands in.
func (m *Machine) item(level int8) int {
	if level < 0 {
		return -1
	}
	return m.loops[level&7].at
}

// excerpt is the source text of a point; empty where the program came without its source.
func (p *Program) excerpt(at point) string {
	text := p.Source[at.file]
	if at.start < 0 || at.end > len(text) || at.start > at.end {
		return ""
	}
	return text[at.start:at.end]
}

// CodeText is the source text of a Code.
func (p *Program) CodeText(c Code) string {
	if c < 0 || int(c) >= len(p.code.pieces) {
		return ""
	}
	return p.code.pieces[c].text
}

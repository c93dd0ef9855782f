package graph

// How the steps of a workflow become boxes and arrows.

import (
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// Workflow returns the graph of a workflow's steps, from its triggers to its end. A workflow with faults is drawn as far
// as it is known; the arrows of a go-to loop are loops.
func Workflow(w *typed.Workflow) *Graph {
	b := &builder{g: &Graph{Title: title(w)}, first: map[*typed.Step]int{}}
	start := b.g.node(Node{Kind: Start, Text: startText(w)})
	b.end = -1
	rest := b.steps(w.Body, []exit{{from: start}})
	for _, x := range rest {
		b.connect(x, b.endNode())
	}
	// A goto may name a step that is drawn later.
	for _, j := range b.jumps {
		j.exit.jump = true
		if to, drawn := b.first[j.to]; drawn { // else there is no such label
			b.connect(j.exit, to)
		}
	}
	b.g.markLoops()
	return b.g
}

func title(w *typed.Workflow) string {
	if w.Title != "" {
		return w.Title
	}
	return w.Name
}

func startText(w *typed.Workflow) string {
	var lines []string
	for _, e := range w.Enroll {
		lines = append(lines, oneLine(e.Span))
	}
	if len(lines) == 0 {
		return w.Name
	}
	return strings.Join(lines, "\n")
}

// exit is an arrow whose end is not known yet.
type exit struct {
	from  int
	label string
	jump  bool
}

// jump is an exit that leads to a step by goto.
type jump struct {
	exit exit
	to   *typed.Step
}

// failedLabel is the label of the arrow that a failed action takes.
const failedLabel = "failed"

type builder struct {
	g     *Graph
	end   int
	first map[*typed.Step]int // the box that a step begins with
	jumps []jump
}

func (b *builder) endNode() int {
	if b.end < 0 {
		b.end = b.g.node(Node{Kind: End, Text: "end"})
	}
	return b.end
}

func (b *builder) connect(x exit, to int) {
	b.g.Edges = append(b.g.Edges, Edge{From: x.from, To: to, Label: x.label, Goto: x.jump})
}

// box draws one box and leads all exits to it.
func (b *builder) box(s *typed.Step, kind Kind, text string, in []exit) int {
	n := b.g.node(Node{Kind: kind, Text: text, Label: s.Label, Place: s.Span.String(), Step: s.Number})
	if _, ok := b.first[s]; !ok {
		b.first[s] = n
	}
	for _, x := range in {
		b.connect(x, n)
	}
	return n
}

func (b *builder) steps(list []*typed.Step, in []exit) []exit {
	for _, s := range list {
		in = b.step(s, in)
	}
	return in
}

func (b *builder) step(s *typed.Step, in []exit) []exit {
	switch x := s.Stmt.(type) {
	case *typed.If:
		return b.branches(s, x, in)
	case *typed.Match:
		return b.match(s, x, in)
	case *typed.Split:
		n := b.box(s, Branch, "split", in)
		var out []exit
		for _, arm := range x.Arms {
			out = append(out, b.steps(arm.Body, []exit{{from: n, label: percent(arm.Share)}})...)
		}
		return out
	case *typed.Goto:
		if s.Label != "" {
			in = []exit{{from: b.box(s, Action, oneLine(s.Span), in)}}
		}
		for _, e := range in {
			b.jumps = append(b.jumps, jump{e, x.To})
		}
		return nil
	case *typed.Stop:
		if s.Label != "" {
			in = []exit{{from: b.box(s, Action, "stop", in)}}
		}
		for _, e := range in {
			b.connect(e, b.endNode())
		}
		return nil
	case *typed.Delay:
		return []exit{{from: b.box(s, Delay, stepText(s), in)}}
	case *typed.Let:
		return b.let(s, x, in)
	case *typed.Act:
		return b.act(s, x, in)
	}
	return []exit{{from: b.box(s, Action, stepText(s), in)}} // a step with a fault stands there as written
}

func (b *builder) let(s *typed.Step, x *typed.Let, in []exit) []exit {
	switch {
	case x.Delay != nil:
		return []exit{{from: b.box(s, Delay, stepText(s), in)}}
	case x.Act != nil:
		return b.act(s, x.Act, in)
	}
	return []exit{{from: b.box(s, Action, stepText(s), in)}}
}

func (b *builder) act(s *typed.Step, x *typed.Act, in []exit) []exit {
	n := b.box(s, Action, stepText(s), in)
	if x.OnFailure != nil {
		failed := exit{from: n, label: failedLabel}
		if x.OnFailure.To != nil {
			b.jumps = append(b.jumps, jump{failed, x.OnFailure.To})
		} else {
			b.connect(failed, b.endNode())
		}
	}
	return []exit{{from: n}}
}

func (b *builder) branches(s *typed.Step, x *typed.If, in []exit) []exit {
	var out []exit
	for _, br := range x.Branches {
		n := b.box(s, Branch, oneLine(br.Span), in)
		out = append(out, b.steps(br.Body, []exit{{from: n, label: "yes"}})...)
		in = []exit{{from: n, label: "no"}}
	}
	return append(out, b.steps(x.Else, in)...)
}

func (b *builder) match(s *typed.Step, x *typed.Match, in []exit) []exit {
	subject := "match"
	if x.Subject != nil {
		subject = oneLine(x.Subject.Span())
	}
	n := b.box(s, Branch, subject, in)
	var out []exit
	for _, arm := range x.Arms {
		values := make([]string, len(arm.Values))
		for i, v := range arm.Values {
			if v != nil {
				values[i] = oneLine(v.Span())
			}
		}
		out = append(out, b.steps(arm.Body, []exit{{from: n, label: strings.Join(values, ", ")}})...)
	}
	return append(out, b.steps(x.Default, []exit{{from: n, label: "default"}})...)
}

func percent(share int) string {
	return strconv.FormatFloat(float64(share)/100, 'f', -1, 64) + "%"
}

// stepText is the step as written, without its label.
func stepText(s *typed.Step) string {
	text := oneLine(s.Span)
	if s.Label != "" {
		if rest, ok := strings.CutPrefix(text, s.Label); ok {
			text = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), ":"))
		}
	}
	return text
}

func oneLine(span source.Span) string { return strings.Join(strings.Fields(span.Text()), " ") }

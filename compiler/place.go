package compiler

import (
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// text is the source under a span on one line.
func text(at source.Span) string { return strings.Join(strings.Fields(at.Text()), " ") }

// file keeps the text of the file that a span points into, and returns its name.
func (g *generator) file(at source.Span) string {
	if at.File == nil {
		return ""
	}
	if g.program.Source == nil {
		g.program.Source = map[string]string{}
	}
	g.program.Source[at.File.Name] = at.File.Text
	return at.File.Name
}

// describe fills what people are told of steps: which action, where, and in which arm.
func (g *generator) describe(steps []*typed.Step, path string) {
	for i, s := range steps {
		for len(g.program.Steps) <= s.Number {
			g.program.Steps = append(g.program.Steps, vm.StepInfo{})
		}
		here := path + strconv.Itoa(i+1)
		g.program.Steps[s.Number] = vm.StepInfo{Label: s.Label, Action: action(s.Stmt), Text: firstLine(s), File: g.file(s.Span),
			Line: s.Span.Position().Line, Start: s.Span.Start, End: s.Span.End, Path: here}
		for _, arm := range arms(s.Stmt) {
			g.describe(arm.body, here+"/"+arm.name+"/")
		}
	}
}

// arm is one branch of a step with the name that a path gives it.
type arm struct {
	name string
	body []*typed.Step
}

// arms are the branches of a step, in order.
func arms(stmt typed.Stmt) []arm {
	var list []arm
	switch s := stmt.(type) {
	case *typed.If:
		for i, b := range s.Branches {
			name := "then"
			if i > 0 {
				name += strconv.Itoa(i + 1)
			}
			list = append(list, arm{name, b.Body})
		}
		list = append(list, arm{"else", s.Else})
	case *typed.Match:
		for i, a := range s.Arms {
			list = append(list, arm{strconv.Itoa(i + 1), a.Body})
		}
		list = append(list, arm{"default", s.Default})
	case *typed.Split:
		for i, a := range s.Arms {
			list = append(list, arm{strconv.Itoa(i + 1), a.Body})
		}
	}
	return list
}

// action is the name of a step's action in the catalog.
func action(stmt typed.Stmt) string {
	switch s := stmt.(type) {
	case *typed.If:
		return "if"
	case *typed.Match:
		return "match"
	case *typed.Split:
		return "split"
	case *typed.Goto:
		return "goto"
	case *typed.Stop:
		return "stop"
	case *typed.Delay:
		return "delay"
	case *typed.Act:
		return s.Action.Name
	case *typed.Let:
		switch {
		case s.Act != nil:
			return s.Act.Action.Name
		case s.Delay != nil:
			return "delay"
		}
	}
	return "let"
}

// firstLine is the step as written, without its label, up to the block or line break that follows.
func firstLine(s *typed.Step) string {
	written := s.Span.Text()
	if s.Label != "" {
		if rest, ok := strings.CutPrefix(written, s.Label); ok {
			written = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), ":"))
		}
	}
	line, _, more := strings.Cut(written, "\n")
	line = strings.Join(strings.Fields(line), " ")
	if more {
		line = strings.TrimSuffix(line, " {")
	}
	return line
}

package wftest_test

// How good the tests of the examples are: every operator, constant, branch and goto is changed in turn, and the tests
// have to notice.

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/runtime/wftest"
	"github.com/wflang/wf/stdlib"
)

// wanted is the share of mutants that tests must catch.
const wanted = 0.85

func TestMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("changes the examples hundreds of times")
	}
	for _, name := range examples {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _, err := project.Load("../../examples/" + name)
			if err != nil {
				t.Fatal(err)
			}
			a := lang.Analyze(p.Input(), stdlib.Catalog())
			m := &mutator{}
			for _, w := range a.Project.Workflows {
				m.workflow(w)
			}
			m.declarations(p, a.Project)
			caught, all := 0, 0
			for _, mutant := range m.out {
				switch verdict := mutant.try(t, p); verdict {
				case "caught":
					caught++
					all++
				case "survived":
					all++
					t.Logf("survived: %s", mutant)
				}
			}
			score := float64(caught) / float64(all)
			t.Logf("%d of %d mutants caught: %.0f %%", caught, all, 100*score)
			if score < wanted {
				t.Errorf("the tests catch %.0f %% of the mutants, want %.0f %%", 100*score, 100*wanted)
			}
		})
	}
}

// mutant is one change of the text.
type mutant struct {
	span source.Span
	text string
}

func (m mutant) String() string {
	return fmt.Sprintf("%s: %s → %s", m.span, m.span.Text(), m.text)
}

// try runs the tests on the changed project: "caught", "survived", or "invalid" when it does not compile.
func (m mutant) try(t *testing.T, p *project.Project) string {
	in := p.Input()
	in.Files = append([]*source.File(nil), in.Files...)
	for i, f := range in.Files {
		if f == m.span.File {
			in.Files[i] = source.NewFile(f.Name, f.Text[:m.span.Start]+m.text+f.Text[m.span.End:])
		}
	}
	a := lang.Analyze(in, stdlib.Catalog())
	if diag.HasErrors(a.Diagnostics) {
		return "invalid"
	}
	s, err := wftest.NewSuite(a, p.Config)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Run(t.Context(), nil) {
		if !r.Passed() {
			return "caught"
		}
	}
	return "survived"
}

type mutator struct{ out []mutant }

func (m *mutator) change(s source.Span, text string) {
	if s.Valid() && s.Text() != text {
		m.out = append(m.out, mutant{s, text})
	}
}

func (m *mutator) workflow(w *typed.Workflow) {
	for _, e := range slices.Concat(w.Enroll, w.Unenroll, w.Goal, w.Suppress) {
		m.expr(e.When)
		m.expr(e.Where)
	}
	m.steps(w.Body)
}

// declared finds the constants of a project where they are written.
var declared = regexp.MustCompile(`(?m)^let (\w+) = (\d+|"[^"]*")`)

// declarations changes the constants and the segments of the project.
func (m *mutator) declarations(p *project.Project, of *typed.Project) {
	for _, s := range of.Segments {
		m.expr(s.Cond)
	}
	for _, f := range p.Files {
		for _, at := range declared.FindAllStringSubmatchIndex(f.Text, -1) {
			value := f.Span(at[4], at[5])
			if n, err := strconv.Atoi(value.Text()); err == nil {
				m.change(value, strconv.Itoa(n+1))
			} else {
				m.change(value, strconv.Quote(strings.Trim(value.Text(), `"`)+"x"))
			}
		}
	}
}

func (m *mutator) steps(list []*typed.Step) {
	for _, s := range list {
		switch x := s.Stmt.(type) {
		case *typed.If:
			for _, b := range x.Branches {
				m.change(b.Cond.Span(), "not ("+b.Cond.Span().Text()+")")
				m.expr(b.Cond)
				m.steps(b.Body)
			}
			m.steps(x.Else)
		case *typed.Match:
			m.expr(x.Subject)
			for _, a := range x.Arms {
				for _, v := range a.Values {
					m.expr(v)
				}
				m.steps(a.Body)
			}
			m.steps(x.Default)
		case *typed.Split:
			for _, a := range x.Arms {
				m.steps(a.Body)
			}
		case *typed.Goto:
			m.change(s.Span, "stop")
		case *typed.Delay:
			m.times(s)
			m.delay(x)
		case *typed.Let:
			m.expr(x.Value)
			if x.Delay != nil {
				m.times(s)
				m.delay(x.Delay)
			}
			m.failure(s)
			m.act(x.Act)
		case *typed.Act:
			m.failure(s)
			m.act(x)
		}
	}
}

var (
	amount = regexp.MustCompile(`\b(\d+) +(?:working|minute|hour|day|week|month)`)
	hour   = regexp.MustCompile(`\bat (\d\d):\d\d`)
	exit   = regexp.MustCompile(`\bon failure (?:stop|goto \w+)$`)
)

// times changes the lengths of time and the hours of a delay.
func (m *mutator) times(s *typed.Step) {
	for _, written := range [...]*regexp.Regexp{amount, hour} {
		for _, at := range written.FindAllStringSubmatchIndex(s.Span.Text(), -1) {
			number := s.Span.File.Span(s.Span.Start+at[2], s.Span.Start+at[3])
			n, _ := strconv.Atoi(number.Text())
			m.change(number, fmt.Sprintf("%0*d", len(number.Text()), n+1))
		}
	}
}

// failure takes the way of a failed action away.
func (m *mutator) failure(s *typed.Step) {
	if at := exit.FindStringIndex(strings.TrimRight(s.Span.Text(), " \n")); at != nil {
		m.change(s.Span.File.Span(s.Span.Start+at[0], s.Span.Start+at[1]), "")
	}
}

func (m *mutator) delay(d *typed.Delay) {
	m.expr(d.Cond)
	m.expr(d.Where)
}

func (m *mutator) act(a *typed.Act) {
	if a == nil {
		return
	}
	for _, arg := range a.Args {
		m.expr(arg)
	}
}

var swapped = map[string]string{"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "and": "or", "or": "and", "+": "-", "-": "+"}

func (m *mutator) expr(e typed.Expr) {
	if e == nil {
		return
	}
	typed.Walk(e, func(e typed.Expr) bool {
		switch x := e.(type) {
		case *typed.Binary:
			m.operator(x)
		case *typed.Const:
			m.constant(x)
		}
		return true
	})
}

// operator changes the operator where it stands between its sides.
func (m *mutator) operator(x *typed.Binary) {
	l, r := x.L.Span(), x.R.Span()
	to, ok := swapped[x.Op]
	if !ok || l.File == nil || l.File != r.File || l.End > r.Start {
		return
	}
	between := l.File.Text[l.End:r.Start]
	if at := strings.Index(between, x.Op); at >= 0 {
		m.change(l.File.Span(l.End+at, l.End+at+len(x.Op)), to)
	}
}

// constant changes a literal where it is written as one.
func (m *mutator) constant(x *typed.Const) {
	text := x.Span().Text()
	switch {
	case x.Value.Kind() == schema.Number && text == strconv.FormatFloat(x.Value.Number(), 'f', -1, 64):
		m.change(x.Span(), strconv.FormatFloat(math.Round(x.Value.Number())+1, 'f', -1, 64))
	case x.Value.Kind() == schema.Bool && (text == "true" || text == "false"):
		m.change(x.Span(), strconv.FormatBool(!x.Value.Bool()))
	case x.Value.IsText() && text == strconv.Quote(x.Value.Text()):
		m.change(x.Span(), strconv.Quote(other(x)))
	}
}

// other is another text of the type: another option, or the text with something behind it.
func other(x *typed.Const) string {
	if o := x.T.Options; o != nil {
		for _, option := range o.List {
			if option.Value != x.Value.Text() {
				return option.Value
			}
		}
	}
	return x.Value.Text() + "x"
}

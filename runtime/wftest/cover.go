package wftest

// Coverage: which steps the records of the tests reached, and which sides of the branches they took.

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/graph"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/runtime"
)

// Covered is how often what was reached, by workflow: numbers of steps, and the decisions taken at them.
type Covered map[string]map[Side]int

// Side is a step, or one side of a branch at it: "company.score > 10: yes". Decision is empty for the step itself.
type Side struct {
	Step     int
	Decision string
}

// What is counted beside steps and decisions.
const (
	entered = "entered" // of step -1: records that entered the workflow
	ended   = "ended"   // records that stood at the step when the test was over, or left there
	failed  = "failed"  // actions
)

func (c Covered) mark(workflow string, s Side, n int) {
	if c[workflow] == nil {
		c[workflow] = map[Side]int{}
	}
	c[workflow][s] += n
}

// Join adds what another run covered.
func (c Covered) Join(other Covered) {
	for workflow, sides := range other {
		for s, n := range sides {
			c.mark(workflow, s, n)
		}
	}
}

// Traffic is how many records of the tests went which way through a workflow, for its drawing.
func (c Covered) Traffic(workflow string) graph.Traffic {
	t := graph.Traffic{Steps: map[int]graph.Passed{}}
	for side, n := range c[workflow] {
		if side.Decision == entered {
			t.Entered = n
			continue
		}
		p := t.Steps[side.Step]
		if p.Took == nil {
			p.Took = map[string]int{}
		}
		switch side.Decision {
		case "":
			p.Reached = n
		case ended:
			p.Ended = n
		case failed:
			p.Failed = n
		default:
			p.Took[side.Decision] = n
		}
		t.Steps[side.Step] = p
	}
	return t
}

// cover reads from the history what the records of the test went through.
func (w *world) cover() error {
	covered := w.result.Covered
	enrollment, of, last := "", "", -1
	end := func() {
		if last >= 0 {
			covered.mark(of, Side{last, ended}, 1)
		}
	}
	seen := map[int]bool{}
	for e, err := range w.engine.History(runtime.Filter{}) {
		switch {
		case err != nil:
			return err
		case e.Enrollment == "":
			continue
		case e.Enrollment != enrollment:
			end()
			enrollment, of, last = e.Enrollment, e.Workflow, -1
			clear(seen)
			covered.mark(of, Side{-1, entered}, 1)
		}
		if e.Number < 0 {
			if e.Kind == "finished" && e.Text == "" {
				last = -1
			}
			continue
		}
		last = e.Number
		if !seen[last] {
			seen[last] = true
			covered.mark(of, Side{Step: last}, 1)
		}
		switch {
		case e.Kind == "branched":
			covered.mark(of, Side{last, e.Text}, 1)
		case e.Kind == "acted" && e.Status == schema.Failed:
			covered.mark(of, Side{last, failed}, 1)
		}
	}
	end()
	return nil
}

func (c Covered) has(w *typed.Workflow, s Side) bool { return c[w.Name][s] > 0 }

// Coverage says what of a workflow was reached.
type Coverage struct {
	Workflow        string
	Steps, Branches int // how many there are
	Reached, Taken  int // how many of them were reached and taken
	Missing         []Missing
}

// Missing is a step that no test reached, or a side that none took.
type Missing struct {
	Span source.Span
	Side Side
}

func (m Missing) String() string {
	if m.Side.Decision == "" {
		return m.Span.String() + ": never reached"
	}
	return m.Span.String() + ": never " + m.Side.Decision
}

// Coverage compares what was covered with what there is, workflow by workflow.
func (s *Suite) Coverage(covered Covered) []Coverage {
	var out []Coverage
	for _, w := range s.project.Workflows {
		c := Coverage{Workflow: w.Name}
		typed.EachStep(w.Body, func(step *typed.Step) {
			if silent(step) {
				return
			}
			c.Steps++
			if covered.has(w, Side{Step: step.Number}) {
				c.Reached++
			} else {
				c.Missing = append(c.Missing, Missing{step.Span, Side{Step: step.Number}})
			}
			for _, d := range decisions(step) {
				c.Branches++
				side := Side{step.Number, d}
				if covered.has(w, side) {
					c.Taken++
				} else if covered.has(w, Side{Step: step.Number}) {
					c.Missing = append(c.Missing, Missing{step.Span, side})
				}
			}
		})
		sort.SliceStable(c.Missing, func(i, j int) bool { return c.Missing[i].Span.Start < c.Missing[j].Span.Start })
		out = append(out, c)
	}
	return out
}

// silent reports whether a step leaves no line in the history: it only keeps a value.
func silent(s *typed.Step) bool {
	let, ok := s.Stmt.(*typed.Let)
	return ok && let.Value != nil
}

// decisions are the sides of a branch, in the words of the history.
func decisions(s *typed.Step) []string {
	var out []string
	switch x := s.Stmt.(type) {
	case *typed.If:
		for _, b := range x.Branches {
			out = append(out, oneLine(b.Span)+": yes", oneLine(b.Span)+": no")
		}
	case *typed.Match:
		subject := oneLine(x.Subject.Span())
		for _, arm := range x.Arms {
			values := make([]string, len(arm.Values))
			for i, v := range arm.Values {
				values[i] = oneLine(v.Span())
			}
			out = append(out, subject+": "+strings.Join(values, ", "))
		}
		out = append(out, subject+": default")
	case *typed.Split:
		for _, arm := range x.Arms {
			out = append(out, "split: "+strconv.FormatFloat(float64(arm.Share)/100, 'f', -1, 64)+"%")
		}
	}
	return out
}

// String is the coverage in one line: `onboarding: 12 of 12 steps, 3 of 4 branches`.
func (c Coverage) String() string {
	return fmt.Sprintf("%s: %d of %d steps, %d of %d branches", c.Workflow, c.Reached, c.Steps, c.Taken, c.Branches)
}

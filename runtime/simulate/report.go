package simulate

// What a simulation came to.

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// Report is what a simulation came to. All counts are of runs, a run being a record's way through one workflow, unless
// they say otherwise.
type Report struct {
	Start     time.Time   `json:"start"`
	End       time.Time   `json:"end"`
	Records   int         `json:"records"`
	Entered   int         `json:"entered"` // records that entered at least one workflow
	Workflows []*Workflow `json:"workflows"`
	Messages  int         `json:"messages"`
	Days      []Day       `json:"days"`       // on which messages left
	PerDay    Spread      `json:"per_day"`    // messages, over all days of the simulation
	PerRecord Spread      `json:"per_record"` // messages, over the records that entered
	Compared  *Comparison `json:"compared,omitempty"`
}

// Day is how many messages left on a day of the project's time zone.
type Day struct {
	Day      string `json:"day"` // 2026-03-02
	Messages int    `json:"messages"`
}

// Spread tells of many numbers: half of them are at most Median, 95 of 100 at most P95.
type Spread struct {
	Median int `json:"median"`
	P95    int `json:"p95"`
	Most   int `json:"most"`
}

// Workflow is what happened in one workflow.
type Workflow struct {
	Name     string   `json:"workflow"`
	Title    string   `json:"title,omitempty"`
	Entered  int      `json:"entered"`
	Refused  int      `json:"refused"` // met a trigger and were not let in
	Finished int      `json:"finished"`
	Reached  int      `json:"reached"` // of Finished: by the goal
	Left     int      `json:"left"`
	Inside   int      `json:"inside"` // when the time is over
	Stuck    int      `json:"stuck"`  // of Inside: no timer ends what they wait for
	Failed   int      `json:"failed"` // with at least one failed action
	Messages int      `json:"messages"`
	Steps    []*Step  `json:"steps"` // that were reached, in the order of the text
	StuckAt  []*Stuck `json:"stuck_at,omitempty"`
	Missed   []Missed `json:"missed,omitempty"` // steps that no run came to, where any entered

	steps []*Step // by number in the program; nil: not reached
}

// Step is one step that was reached.
type Step struct {
	Number   int       `json:"number"` // in the program
	Place    string    `json:"step"`   // label, or file:line
	Action   string    `json:"action"`
	Text     string    `json:"text"` // as written, in a line
	Reached  int       `json:"reached"`
	Ended    int       `json:"ended"`   // of Reached: stand here still, or left from here
	Failed   int       `json:"failed"`  // actions
	Skipped  int       `json:"skipped"` // actions
	Branches []*Branch `json:"branches,omitempty"`
}

// Branch is one side of a decision.
type Branch struct {
	Text  string `json:"branch"` // as the history tells it: `deal.amount > 10: yes`
	Taken int    `json:"taken"`
}

// Stuck is a step at which records stay for ever.
type Stuck struct {
	Place    string   `json:"step"`
	Text     string   `json:"text"` // of the step, as written
	Records  int      `json:"records"`
	Examples []string `json:"examples"`
}

// Missed is a step that no run came to.
type Missed struct {
	Number int    `json:"number"` // in the program
	Place  string `json:"step"`   // label, or file:line
	Text   string `json:"text"`   // as written, in a line
}

// shownExamples is how many records are named as examples.
const shownExamples = 5

// step is the step with a number, which is then among those that were reached.
func (w *Workflow) step(number int, place, action string) *Step {
	for number >= len(w.steps) {
		w.steps = append(w.steps, nil)
	}
	if w.steps[number] == nil {
		w.steps[number] = &Step{Number: number, Place: place, Action: action}
	}
	return w.steps[number]
}

func (s *Step) branch(text string) *Branch {
	for _, b := range s.Branches {
		if b.Text == text {
			return b
		}
	}
	b := &Branch{Text: text}
	s.Branches = append(s.Branches, b)
	return b
}

func (w *Workflow) stuckAt(place string, r schema.Ref) {
	s := w.stuck(place)
	s.Records++
	if len(s.Examples) < shownExamples {
		s.Examples = append(s.Examples, r.String())
	}
}

func (w *Workflow) stuck(place string) *Stuck {
	for _, s := range w.StuckAt {
		if s.Place == place {
			return s
		}
	}
	s := &Stuck{Place: place}
	w.StuckAt = append(w.StuckAt, s)
	return s
}

func (w *Workflow) add(o *Workflow) {
	w.Title = o.Title
	for into, n := range map[*int]int{&w.Entered: o.Entered, &w.Refused: o.Refused, &w.Finished: o.Finished, &w.Reached: o.Reached,
		&w.Left: o.Left, &w.Inside: o.Inside, &w.Stuck: o.Stuck, &w.Failed: o.Failed, &w.Messages: o.Messages} {
		*into += n
	}
	for _, s := range o.steps {
		if s == nil {
			continue
		}
		mine := w.step(s.Number, s.Place, s.Action)
		mine.Reached += s.Reached
		mine.Ended += s.Ended
		mine.Failed += s.Failed
		mine.Skipped += s.Skipped
		for _, b := range s.Branches {
			mine.branch(b.Text).Taken += b.Taken
		}
	}
	for _, s := range o.StuckAt {
		mine := w.stuck(s.Place)
		mine.Records += s.Records
		mine.Examples = append(mine.Examples, s.Examples[:min(len(s.Examples), shownExamples-len(mine.Examples))]...)
	}
}

// summary makes the report of all that was counted.
func (s *simulation) summary(t *tally) *Report {
	r := &Report{Start: s.Start, End: s.Start.Add(s.Span), Records: t.records, Workflows: []*Workflow{}, Days: []Day{}}
	for _, p := range s.Bundle.Programs {
		w := t.workflow(p.Name)
		w.Steps = w.sortedSteps()
		for _, step := range w.Steps {
			step.Text = p.Steps[step.Number].Text
			for _, stuck := range w.StuckAt {
				if stuck.Place == step.Place {
					stuck.Text = step.Text
				}
			}
		}
		slices.SortFunc(w.StuckAt, func(a, b *Stuck) int { return compareText(a.Place, b.Place) })
		w.Missed = w.missed(p)
		r.Workflows = append(r.Workflows, w)
	}
	daily := map[int]int{}
	for day := range days(r.Start.In(s.Zone), r.End) {
		n := t.days[day]
		daily[n]++
		r.Messages += n
		if n > 0 {
			r.Days = append(r.Days, Day{day, n})
		}
	}
	for _, n := range t.shares {
		r.Entered += n
	}
	r.PerDay, r.PerRecord = spread(daily), spread(t.shares)
	if s.Before != nil {
		r.Compared = &t.compared
	}
	return r
}

// missed are the steps that no run came to. A `let` of a value leaves no trace, so nothing is said of it.
func (w *Workflow) missed(p *vm.Program) (list []Missed) {
	for number, info := range p.Steps {
		if w.Entered == 0 || info.Action == "let" || number < len(w.steps) && w.steps[number] != nil {
			continue
		}
		place := info.Label
		if place == "" {
			place = fmt.Sprintf("%s:%d", info.File, info.Line)
		}
		list = append(list, Missed{number, place, info.Text})
	}
	return list
}

// days are the days from one moment to another.
func days(from, to time.Time) func(func(string) bool) {
	return func(yield func(string) bool) {
		y, m, d := from.Date()
		for day := time.Date(y, m, d, 0, 0, 0, 0, from.Location()); !day.After(to); {
			if !yield(day.Format(time.DateOnly)) {
				return
			}
			y, m, d = day.Date()
			day = time.Date(y, m, d+1, 0, 0, 0, 0, from.Location())
		}
	}
}

// spread tells of numbers that are counted: how often each of them is there.
func spread(counts map[int]int) Spread {
	var numbers []int
	all := 0
	for n, times := range counts {
		numbers = append(numbers, n)
		all += times
	}
	slices.Sort(numbers)
	var s Spread
	passed := 0
	for _, n := range numbers {
		below := passed
		passed += counts[n]
		if 2*below < all && 2*passed >= all {
			s.Median = n
		}
		if 20*below < 19*all && 20*passed >= 19*all {
			s.P95 = n
		}
		s.Most = n
	}
	return s
}

func compareText(a, b string) int { return strings.Compare(a, b) }

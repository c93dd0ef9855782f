package simulate

// Counting: what the engine knows when the time of a group is over.

import (
	"slices"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// tally is what was counted of one group, or of all.
type tally struct {
	zone      *time.Location
	records   int
	workflows map[string]*Workflow
	days      map[string]int // messages by day
	shares    map[int]int    // records that entered, by how many messages each led to
	compared  Comparison
}

func newTally(zone *time.Location) *tally {
	return &tally{zone: zone, workflows: map[string]*Workflow{}, days: map[string]int{}, shares: map[int]int{}}
}

func (t *tally) workflow(name string) *Workflow {
	w := t.workflows[name]
	if w == nil {
		w = &Workflow{Name: name, steps: map[int]*Step{}}
		t.workflows[name] = w
	}
	return w
}

// count reads the engine's books.
func (t *tally) count(e *runtime.Engine, f fates) error {
	status, err := e.Status()
	if err != nil {
		return err
	}
	for _, s := range status {
		w := t.workflow(s.Workflow)
		w.Title, w.Entered, w.Finished, w.Reached, w.Left, w.Inside, w.Failed = s.Title, s.Enrolled, s.Finished, s.Reached, s.Left, s.Waiting, s.Failed
		if err := t.waiting(e, w); err != nil {
			return err
		}
	}
	entered, err := t.ways(e, f)
	if err != nil {
		return err
	}
	for m, err := range e.Messages() {
		if err != nil {
			return err
		}
		t.workflow(m.Workflow).Messages++
		t.days[m.At.In(t.zone).Format(time.DateOnly)]++
		entered[m.Record]++
		if f != nil {
			f.of(m.Record).messages++
		}
	}
	for _, n := range entered {
		t.shares[n]++
	}
	return nil
}

// waiting looks at those that are still inside: without a timer and without an answer to come they stay for ever, unless
// somebody does something.
func (t *tally) waiting(e *runtime.Engine, w *Workflow) error {
	if w.Inside == 0 {
		return nil
	}
	for en, err := range e.Enrollments(runtime.Filter{Workflow: w.Name}) {
		if err != nil {
			return err
		}
		if en.State == runtime.StateWaiting && en.Until.IsZero() {
			w.Stuck++
			w.stuckAt(en.Step, en.Record)
		}
	}
	return nil
}

// walk is one run of a record, as the history tells it.
type walk struct {
	enrollment string
	workflow   *Workflow
	last       *Step
	seen       map[*Step]bool
}

// ways follows the history of every run. It returns the records that entered something.
func (t *tally) ways(e *runtime.Engine, f fates) (entered map[schema.Ref]int, err error) {
	entered = map[schema.Ref]int{}
	w := walk{seen: map[*Step]bool{}}
	for line, err := range e.History(runtime.Filter{}) {
		if err != nil {
			return nil, err
		}
		of := t.workflow(line.Workflow)
		if f != nil {
			f.of(line.Record).say(line)
		}
		if line.Enrollment == "" {
			of.Refused++
			continue
		}
		if line.Enrollment != w.enrollment {
			w.end()
			w.enrollment, w.workflow, w.last = line.Enrollment, of, nil
			clear(w.seen)
			entered[line.Record] += 0
		}
		w.line(line)
	}
	w.end()
	return entered, nil
}

func (w *walk) line(line runtime.Entry) {
	if line.Number < 0 {
		if line.Kind == "finished" && line.Text == "" {
			w.last = nil // it came to its end, and did not stop on the way
		}
		return
	}
	s := w.workflow.step(line)
	if !w.seen[s] {
		w.seen[s] = true
		s.Reached++
	}
	w.last = s
	switch {
	case line.Kind == "branched" && line.Action != "goto" && line.Action != "stop":
		s.branch(line.Text).Taken++
	case line.Kind == "acted" && line.Status == schema.Failed:
		s.Failed++
	case line.Kind == "acted" && line.Status == schema.Skipped:
		s.Skipped++
	}
}

// end counts where a run stands or was broken off.
func (w *walk) end() {
	if w.last != nil {
		w.last.Ended++
	}
}

// add adds the counts of a group that comes after those counted so far.
func (t *tally) add(other *tally) {
	t.records += other.records
	for name, w := range other.workflows {
		t.workflow(name).add(w)
	}
	for day, n := range other.days {
		t.days[day] += n
	}
	for share, n := range other.shares {
		t.shares[share] += n
	}
	t.compared.add(&other.compared)
}

// sortedSteps are the steps of a workflow in the order of its text.
func (w *Workflow) sortedSteps() []*Step {
	list := make([]*Step, 0, len(w.steps))
	for _, s := range w.steps {
		slices.SortFunc(s.Branches, func(a, b *Branch) int { return compareText(a.Text, b.Text) })
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b *Step) int { return a.Number - b.Number })
	return list
}

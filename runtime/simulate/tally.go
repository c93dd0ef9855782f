package simulate

// Counting: what a group's engine tells while it runs, and what it knows when the time is over.

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
		w = &Workflow{Name: name}
		t.workflows[name] = w
	}
	return w
}

// counter is the witness of one group's engine. Lines come run by run and turn by turn: it remembers whose came last.
type counter struct {
	*tally
	fates fates // nil unless versions are compared
	day   dayText

	walks  map[string]*walk // runs that are not over, by enrollment
	latest string           // the enrollment whose line came last
	walk   *walk            // its run; nil when it is over
	spare  []*walk          // of runs that are over, for those to come
	room   []walk           // for runs to come

	entered  map[schema.Ref]int // the records that entered something: their place in messages
	messages []int              // that each of them led to
}

// newCounter returns one for a group of so many records.
func newCounter(t *tally, f fates, records int) *counter {
	return &counter{tally: t, fates: f, day: dayText{zone: t.zone}, walks: make(map[string]*walk, records),
		entered: make(map[schema.Ref]int, records), messages: make([]int, 0, records), room: make([]walk, records)}
}

// walk is one run of a record, as far as it was told.
type walk struct {
	workflow *Workflow
	record   int // its place among those that entered
	last     *Step
	seen     []*Step
	room     [6]*Step // for seen, in which most runs fit
}

// Said follows a run by a line of its history.
func (c *counter) Said(line *runtime.Entry) {
	if c.fates != nil {
		c.fates.of(line.Record).say(*line)
	}
	if line.Enrollment == "" {
		c.workflow(line.Workflow).Refused++
		return
	}
	w := c.walkOf(line.Enrollment)
	if w == nil {
		w = c.begin(line)
	}
	if w.line(line) {
		w.end()
		delete(c.walks, line.Enrollment)
		c.spare, c.walk = append(c.spare, w), nil
	}
}

// walkOf is the run of an enrollment, nil when none was told yet.
func (c *counter) walkOf(enrollment string) *walk {
	if enrollment != c.latest {
		c.latest, c.walk = enrollment, c.walks[enrollment]
	}
	return c.walk
}

// begin makes the run known whose first line was told.
func (c *counter) begin(line *runtime.Entry) *walk {
	var w *walk
	switch n := len(c.spare); {
	case n > 0:
		w, c.spare = c.spare[n-1], c.spare[:n-1]
	case len(c.room) > 0:
		w, c.room = &c.room[0], c.room[1:]
	default:
		w = &walk{}
	}
	*w = walk{workflow: c.workflow(line.Workflow), record: c.place(line.Record)}
	w.seen = w.room[:0]
	c.walks[line.Enrollment], c.latest, c.walk = w, line.Enrollment, w
	return w
}

// place is where the messages of a record are counted.
func (c *counter) place(r schema.Ref) int {
	at, ok := c.entered[r]
	if !ok {
		at = len(c.messages)
		c.entered[r] = at
		c.messages = append(c.messages, 0)
	}
	return at
}

// Wrote counts a message.
func (c *counter) Wrote(m runtime.Sent) {
	if w := c.walkOf(m.Enrollment); w != nil {
		w.workflow.Messages++
		c.messages[w.record]++
	} else { // it left in the turn in which the record entered
		c.workflow(m.Workflow).Messages++
		c.messages[c.place(m.Record)]++
	}
	c.days[c.day.of(m.At)]++
	if c.fates != nil {
		c.fates.of(m.Record).messages++
	}
}

// end reads the engine's books when its time is over.
func (c *counter) end(e *runtime.Engine) error {
	for _, w := range c.walks {
		w.end()
	}
	for _, n := range c.messages {
		c.shares[n]++
	}
	status, err := e.Status()
	if err != nil {
		return err
	}
	for _, s := range status {
		w := c.workflow(s.Workflow)
		w.Title, w.Entered, w.Finished, w.Reached, w.Left, w.Inside, w.Failed = s.Title, s.Enrolled, s.Finished, s.Reached, s.Left, s.Waiting, s.Failed
	}
	return c.waiting(e)
}

// waiting looks at those that are still inside: without a timer and without an answer to come they stay for ever, unless
// somebody does something.
func (c *counter) waiting(e *runtime.Engine) error {
	for en, err := range e.Enrollments(runtime.Filter{}) {
		if err != nil {
			return err
		}
		if en.State == runtime.StateWaiting && en.Until.IsZero() {
			w := c.workflow(en.Workflow)
			w.Stuck++
			w.stuckAt(en.Step, en.Record)
		}
	}
	return nil
}

// line takes in a line and reports whether it is the last one.
func (w *walk) line(line *runtime.Entry) (over bool) {
	switch line.Kind {
	case "finished":
		if line.Text == "" {
			w.last = nil // it came to its end, and did not stop on the way
		}
		return true
	case "left":
		return true
	}
	if line.Number < 0 {
		return line.Kind == "failed"
	}
	s := w.workflow.step(line.Number, line.Step, line.Action)
	if !slices.Contains(w.seen, s) {
		w.seen = append(w.seen, s)
		s.Reached++
	}
	w.last = s
	switch {
	case line.Kind == "failed":
		return true
	case line.Kind == "branched" && line.Action != "goto" && line.Action != "stop":
		s.branch(line.Text).Taken++
	case line.Kind == "acted" && line.Status == schema.Failed:
		s.Failed++
	case line.Kind == "acted" && line.Status == schema.Skipped:
		s.Skipped++
	}
	return false
}

// end counts where a run stands or was broken off.
func (w *walk) end() {
	if w.last != nil {
		w.last.Ended++
	}
}

// dayText names days, most often that of the moment before.
type dayText struct {
	zone *time.Location
	at   time.Time
	text string
}

func (d *dayText) of(at time.Time) string {
	if d.text == "" || !at.Equal(d.at) {
		d.at, d.text = at, at.In(d.zone).Format(time.DateOnly)
	}
	return d.text
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
		if s == nil {
			continue
		}
		slices.SortFunc(s.Branches, func(a, b *Branch) int { return compareText(a.Text, b.Text) })
		list = append(list, s)
	}
	return list
}

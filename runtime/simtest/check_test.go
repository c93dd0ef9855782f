package simtest

import (
	"fmt"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// wait is an enrollment that was seen waiting: how much history it had, where it stood, and until when it was to wait.
type wait struct {
	lines int
	step  string
	until time.Time
}

// check compares what an engine tells in different ways.
func (s *sim) check() {
	s.t.Helper()
	counts := map[string]*runtime.WorkflowStatus{}
	increased := 0
	s.enrolled, s.lines = 0, 0
	waits := map[string]wait{}
	for en, err := range s.e.Enrollments(runtime.Filter{}) {
		if err != nil {
			s.t.Fatal(err)
		}
		c := counts[en.Workflow]
		if c == nil {
			c = &runtime.WorkflowStatus{}
			counts[en.Workflow] = c
		}
		c.Enrolled++
		if en.Failed {
			c.Failed++
		}
		switch en.State {
		case runtime.StateFinished:
			c.Finished++
		case runtime.StateLeft, runtime.StateFailed:
			c.Left++
		case runtime.StateWaiting:
			c.Waiting++
		}
		lines := s.checkHistory(en)
		s.enrolled++
		s.lines += len(lines)
		for _, l := range lines {
			if l.Action == "increase" && l.Status == schema.Done && strings.HasPrefix(l.Text, "employees") {
				increased++
			}
		}
		if en.State == runtime.StateWaiting && !en.Until.IsZero() {
			waits[en.ID] = wait{len(lines), en.Step, en.Until}
		}
	}
	s.waits = waits
	s.checkCounts(counts)
	s.checkIncreases(increased)
	s.checkMessages()
}

func (s *sim) checkCounts(counts map[string]*runtime.WorkflowStatus) {
	list, err := s.e.Status()
	if err != nil {
		s.t.Fatal(err)
	}
	for _, told := range list {
		found := counts[told.Workflow]
		if found == nil {
			found = &runtime.WorkflowStatus{}
		}
		got := [...]int{told.Enrolled, told.Finished, told.Waiting, told.Left, told.Failed}
		s.came[told.Workflow] = strings.Trim(fmt.Sprint(got), "[]")
		if got != [...]int{found.Enrolled, found.Finished, found.Waiting, found.Left, found.Failed} {
			s.t.Errorf("%s: counted %v, found %+v", told.Workflow, got, *found)
		}
	}
}

// checkIncreases holds the one property that workflows alone change against the history of their doing.
func (s *sim) checkIncreases(want int) {
	got := 0
	for r, err := range s.e.Records("company") {
		if err != nil {
			s.t.Fatal(err)
		}
		got += int(r.Get(r.Object.Property("employees").Number).Number())
	}
	if got != want {
		s.t.Errorf("the companies were increased %d times, their sum is %d", want, got)
	}
}

func (s *sim) checkMessages() {
	keys := map[string]bool{}
	for m, err := range s.e.Messages() {
		if err != nil {
			s.t.Fatal(err)
		}
		k := m.Message.Key
		if keys[k] {
			s.t.Errorf("two messages have the key %s", k)
		}
		keys[k] = true
		switch n := s.sent[k]; {
		case n < m.Tries:
			s.t.Errorf("the message %s is said to have been tried %d times and came %d times", k, m.Tries, n)
		case n > m.Tries && s.crashes == 0:
			s.t.Errorf("the message %s came %d times, and is said to have been tried %d times", k, n, m.Tries)
		}
	}
	for k := range s.sent {
		if !keys[k] {
			s.t.Errorf("the message %s came and was never written", k)
		}
	}
}

// checkHistory looks at one run: it begins once, ends at most once, time does not go back, and what was to wait did.
func (s *sim) checkHistory(en runtime.Enrollment) (lines []runtime.Entry) {
	ends := 0
	for entry, err := range s.e.History(runtime.Filter{Enrollment: en.ID}) {
		if err != nil {
			s.t.Fatal(err)
		}
		if (entry.Kind == "enrolled") != (len(lines) == 0) || ends > 0 || len(lines) > 0 && entry.At.Before(lines[len(lines)-1].At) {
			s.t.Errorf("%s, line %d: %+v", en.ID, len(lines), entry)
		}
		switch entry.Kind {
		case "finished", "left", "failed":
			ends++
		}
		lines = append(lines, entry)
	}
	if (ends == 1) != (en.State != runtime.StateWaiting) {
		s.t.Errorf("%s is %s, and its history ends %d times", en.ID, en.State, ends)
	}
	if w, ok := s.waits[en.ID]; ok && len(lines) > w.lines {
		s.checkWait(en, w, lines[w.lines])
	}
	if en.State == runtime.StateWaiting && !en.Until.IsZero() && en.Until.Before(s.clock.Now()) {
		s.t.Errorf("%s was due at %v, it is %v", en.ID, en.Until, s.clock.Now())
	}
	return lines
}

// checkWait looks at what came after a wait: in time, unless something else than time ended it.
func (s *sim) checkWait(en runtime.Enrollment, w wait, next runtime.Entry) {
	ended := next.Kind == "resumed" && !strings.Contains(next.Text, "ran out") || next.Kind == "left" || next.Kind == "moved" || next.Kind == "finished" && next.Text != "" ||
		(next.Kind == "waited" || next.Kind == "branched") && next.Step == w.step // its center moved
	switch {
	case ended:
	case next.At.Before(w.until):
		s.t.Errorf("%s waited until %v and went on at %v: %+v", en.ID, w.until, next.At, next)
	case next.At.After(w.until) && !s.jumped:
		s.t.Errorf("%s waited until %v and went on only at %v: %+v", en.ID, w.until, next.At, next)
	}
}

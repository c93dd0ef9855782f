package main

// What a simulation came to, as tables.

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/wflang/wf/runtime/simulate"
)

func (s *simulator) print(r *simulate.Report, zone *time.Location) error {
	fmt.Fprintf(s.out, "%s from %s to %s\n\n", count(r.Records, "record"), moment(r.Start, zone), moment(r.End, zone))
	t := table{head: []string{"workflow", "entered", "finished", "left", "inside", "stuck", "failed", "messages"},
		right: []bool{false, true, true, true, true, true, true, true}}
	for _, w := range r.Workflows {
		t.add(w.Name, strconv.Itoa(w.Entered), strconv.Itoa(w.Finished), strconv.Itoa(w.Left), strconv.Itoa(w.Inside),
			strconv.Itoa(w.Stuck), strconv.Itoa(w.Failed), strconv.Itoa(w.Messages))
	}
	if err := t.print(s.out); err != nil {
		return err
	}
	for _, w := range r.Workflows {
		if err := s.printSteps(w); err != nil {
			return err
		}
	}
	fmt.Fprintf(s.out, "\n%s: a day %s; a record that entered %s\n", count(r.Messages, "message"), spreadText(r.PerDay)+most(r.Days), spreadText(r.PerRecord))
	s.printStuck(r)
	if r.Compared != nil {
		s.printCompared(r.Compared)
	}
	return nil
}

// printSteps prints how many runs came to each step and took each branch.
func (s *simulator) printSteps(w *simulate.Workflow) error {
	if len(w.Steps) == 0 {
		return nil
	}
	fmt.Fprintln(s.out)
	t := table{head: []string{w.Name, "", "reached", "", ""}, right: []bool{false, false, true, true}, fits: s.columns(), give: []int{1, 0}}
	left := w.Missed
	missed := func(before int) { // those that stand before a step that was reached
		for len(left) > 0 && (before == len(w.Steps) || left[0].Number < w.Steps[before].Number) {
			t.add(left[0].Place, writtenAt(left[0].Place, left[0].Text), "0", "")
			left = left[1:]
		}
	}
	for i, step := range w.Steps {
		missed(i)
		notes := ""
		if step.Failed > 0 {
			notes = fmt.Sprintf("%d failed", step.Failed)
		}
		if step.Skipped > 0 {
			notes = strings.TrimPrefix(notes+fmt.Sprintf(", %d skipped", step.Skipped), ", ")
		}
		t.add(step.Place, written(step), strconv.Itoa(step.Reached), share(step.Reached, w.Entered), notes)
		for _, b := range step.Branches {
			t.add("", "  "+side(b.Text), strconv.Itoa(b.Taken), share(b.Taken, w.Entered))
		}
	}
	missed(len(w.Steps))
	return t.print(s.out)
}

// written is what a step says; of a branch, whose sides follow, only what it is.
func written(s *simulate.Step) string {
	if len(s.Branches) > 0 {
		return s.Action
	}
	return writtenAt(s.Place, s.Text)
}

// writtenAt is the text of a step without its label, which stands before it already.
func writtenAt(place, text string) string {
	if _, behind, labeled := strings.Cut(text, place+":"); labeled {
		text = behind
	}
	return brief(strings.TrimSpace(text), 60)
}

// side is a branch, shortened so that its side can still be read.
func side(text string) string {
	at := strings.LastIndex(text, ": ")
	if at < 0 {
		return brief(text, 60)
	}
	return brief(text[:at], 50) + text[at:]
}

func share(n, of int) string {
	if of == 0 {
		return ""
	}
	return strconv.FormatFloat(100*float64(n)/float64(of), 'f', 1, 64) + " %"
}

func spreadText(s simulate.Spread) string {
	return fmt.Sprintf("median %d, 95 %% at most %d, most %d", s.Median, s.P95, s.Most)
}

// most names the day with the most messages.
func most(days []simulate.Day) string {
	var top simulate.Day
	for _, d := range days {
		if d.Messages > top.Messages {
			top = d
		}
	}
	if top.Messages == 0 {
		return ""
	}
	return " on " + top.Day
}

func (s *simulator) printStuck(r *simulate.Report) {
	for _, w := range r.Workflows {
		for _, stuck := range w.StuckAt {
			fmt.Fprintf(s.out, "stuck for ever in %s at %s, `%s`: %s, such as %s\n", w.Name, stuck.Place, brief(stuck.Text, 60),
				count(stuck.Records, "record"), strings.Join(stuck.Examples, ", "))
		}
	}
}

func (s *simulator) printCompared(c *simulate.Comparison) {
	fmt.Fprintf(s.out, "\ncompared: %s as before, %s differently\n", count(c.Same, "record"), count(c.Differ, "record"))
	fmt.Fprintf(s.out, "messages: %d before, %d now (%+d); more for %s, fewer for %s\n", c.Before, c.After, c.After-c.Before,
		count(c.More, "record"), count(c.Fewer, "record"))
	for _, d := range c.Samples {
		fmt.Fprintf(s.out, "  %s, %d → %s\n    before: %s\n    now:    %s\n", d.Record, d.MessagesBefore, count(d.MessagesAfter, "message"),
			orNothing(d.Before), orNothing(d.After))
	}
}

func orNothing(text string) string {
	if text == "" {
		return "nothing more happened"
	}
	return text
}

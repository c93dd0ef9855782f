package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// printStatus prints where the records of each workflow are.
func (a *app) printStatus(list []runtime.WorkflowStatus, zone *time.Location) error {
	t := table{head: []string{"WORKFLOW", "ENROLLED", "FINISHED", "WAITING", "LEFT", "FAILED", "NEXT"}, right: []bool{false, true, true, true, true, true, false}}
	for _, w := range list {
		name := w.Workflow
		if !w.On {
			name += " (off)"
		}
		t.add(name, strconv.Itoa(w.Enrolled), strconv.Itoa(w.Finished), strconv.Itoa(w.Waiting), strconv.Itoa(w.Left), strconv.Itoa(w.Failed), moment(w.Next, zone))
	}
	return t.print(a.out)
}

// printMessages prints what was sent, or is still to be: the last ones, at most so many (0: all).
func (a *app) printMessages(list []runtime.Sent, limit int, zone *time.Location) error {
	if len(list) == 0 {
		_, err := fmt.Fprintln(a.out, "no messages")
		return err
	}
	counts := map[string]int{}
	for _, m := range list {
		counts[m.Action]++
	}
	var each []string
	for _, action := range slices.Sorted(maps.Keys(counts)) {
		each = append(each, fmt.Sprintf("%d %s", counts[action], action))
	}
	fmt.Fprintf(a.out, "%s: %s\n", count(len(list), "message"), strings.Join(each, ", "))
	left := 0
	if limit > 0 && len(list) > limit {
		left = len(list) - limit
	}
	t := table{head: []string{"AT", "MESSAGE", "TO", "TEXT", "STATE"}, fits: a.columns(), give: []int{3, 2}}
	for _, m := range list[left:] {
		state := m.State
		switch {
		case m.Text == triedOut:
			state = "tried out"
		case m.State == "failed" && m.Text != "":
			state += ": " + m.Text
		}
		t.add(moment(m.At, zone), m.Action, brief(strings.Join(m.Message.To, ", "), 40), brief(gist(&m.Message), 60), state)
	}
	if err := t.print(a.out); err != nil {
		return err
	}
	if left > 0 {
		fmt.Fprintf(a.out, "and %d before them, --messages 0 lists all\n", left)
	}
	return nil
}

// gist is what a message says in short: mails by their subject, everything else by its text.
func gist(m *schema.Message) string {
	if m.Channel == "email" && m.Subject != "" || m.Body == "" {
		return m.Subject
	}
	return m.Body
}

// brief is a text on one line, cut where it gets long.
func brief(text string, limit int) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit-1]) + "…"
	}
	return text
}

// historyLine is one entry: when, in which workflow, at which step, what, and with what outcome.
func historyLine(e runtime.Entry, zone *time.Location) string {
	return moment(e.At, zone) + "  " + e.Workflow + "  " + e.Words()
}

// What the world says to the messages of a story, and how a story tells of them and of its records.

package actions_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// answers is a world of which each channel answers with what its lines say, one after the other, and with "sent" when
// there are no more. The section of a story has the title of a test, and below it, indented:
//
//	CHANNEL: sent {"status": 200}    sent, with these outputs; the JSON may be left out
//	CHANNEL: busy 503                to be tried again
//	CHANNEL: busy for 2h0m0s 429     to be tried again after so long
//	CHANNEL: fails 404 Not Found     failed for good
//	CHANNEL: later                   taken over; the outcome would be told later
//	CHANNEL: always busy 503         the same again and again
type answers struct {
	mu    sync.Mutex
	lines map[string][]string
}

func answersFor(t *testing.T, script *txtar.File, title string) *answers {
	a := &answers{lines: map[string][]string{}}
	if script == nil {
		return a
	}
	test := ""
	for _, line := range strings.Split(strings.TrimSpace(string(script.Data)), "\n") {
		said, indented := strings.CutPrefix(line, "  ")
		if !indented {
			test = line
			continue
		}
		channel, answer, ok := strings.Cut(said, ": ")
		if !ok {
			t.Fatalf("answers: %q names no channel", line)
		}
		if test == title {
			a.lines[channel] = append(a.lines[channel], answer)
		}
	}
	return a
}

// Send answers a message of an action.
func (a *answers) Send(_ context.Context, m *schema.Message) (schema.Sent, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	said := a.lines[m.Channel]
	if len(said) == 0 {
		return schema.Sent{}, nil
	}
	answer, always := strings.CutPrefix(said[0], "always ")
	if !always {
		a.lines[m.Channel] = said[1:]
	}
	kind, rest, _ := strings.Cut(answer, " ")
	switch kind {
	case "sent":
		answer, err := schema.FromJSON([]byte(cmp.Or(rest, "null")), schema.Of(schema.Any), nil)
		return schema.Sent{Answer: answer}, err
	case "later":
		return schema.Sent{Text: rest, Later: true}, nil
	case "fails":
		return schema.Sent{}, errors.New(rest)
	case "busy":
		later := &schema.RetryLater{Err: errors.New(rest)}
		if after, ok := strings.CutPrefix(rest, "for "); ok {
			length, reason, _ := strings.Cut(after, " ")
			d, err := time.ParseDuration(length)
			if err != nil {
				return schema.Sent{}, err
			}
			later.Err, later.After = errors.New(reason), d
		}
		return schema.Sent{}, later
	}
	return schema.Sent{}, fmt.Errorf("a story has no answer %q", said[0])
}

const clock = "2006-01-02 15:04"

// tellHistory writes the way of every record, run by run.
func tellHistory(out *strings.Builder, e *runtime.Engine, zone *time.Location) error {
	run := ""
	for entry, err := range e.History(runtime.Filter{}) {
		if err != nil {
			return err
		}
		if now := entry.Workflow + entry.Enrollment + entry.Record.String(); now != run {
			run = now
			fmt.Fprintf(out, "  %s: %s\n", entry.Workflow, called(e, entry.Record))
		}
		fmt.Fprintf(out, "    %s  %s\n", entry.At.In(zone).Format(clock), strings.ReplaceAll(entry.Words(), "\n", "\\n"))
		if action := e.Schema().Action(entry.Action); action != nil {
			for i, v := range entry.Outputs {
				if i < len(action.Outputs) && !v.IsNil() {
					fmt.Fprintf(out, "%*s%s = %s\n", len(clock)+8, "", action.Outputs[i].Name, schema.ToJSON(schema.Freeze(v)))
				}
			}
		}
	}
	return nil
}

func called(e *runtime.Engine, ref schema.Ref) string {
	r, err := e.Get(ref)
	if err != nil || r == nil {
		return ref.String()
	}
	return r.Called(time.UTC)
}

// tellMessages writes what a test sent, and how each message ended.
func tellMessages(out *strings.Builder, title string, e *runtime.Engine, zone *time.Location) error {
	for sent, err := range e.Messages() {
		if err != nil {
			return err
		}
		if title != "" {
			fmt.Fprintf(out, "%s\n", title)
			title = ""
		}
		m := sent.Message
		fmt.Fprintf(out, "  %s  %s to %s: %s", sent.At.In(zone).Format(clock), m.Channel, strings.Join(m.To, ", "), sent.State)
		if !sent.Done.IsZero() && !sent.Done.Equal(sent.At) {
			fmt.Fprintf(out, " %s", sent.Done.In(zone).Format(clock))
		}
		if sent.Tries > 1 {
			fmt.Fprintf(out, ", %d tries", sent.Tries)
		}
		if sent.Text != "" {
			fmt.Fprintf(out, " (%s)", sent.Text)
		}
		fmt.Fprintf(out, "\n    key %s\n", m.Key)
		for _, header := range m.Headers {
			fmt.Fprintf(out, "    %s\n", header)
		}
		if m.Subject != "" {
			fmt.Fprintf(out, "    Subject: %s\n", m.Subject)
		}
		for _, name := range slices.Sorted(maps.Keys(m.Fields)) {
			if v := string(schema.ToJSON(m.Fields[name])); v != m.Body {
				fmt.Fprintf(out, "    %s = %s\n", name, v)
			}
		}
		if m.Body != "" {
			for _, line := range strings.Split(strings.TrimRight(m.Body, "\n"), "\n") {
				fmt.Fprintf(out, "    %s\n", strings.TrimRight("| "+line, " "))
			}
		}
	}
	return nil
}

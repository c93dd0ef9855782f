// Rates beside hours, and when nothing ran for a while.

package runtime_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/runtime"
)

const paced = `workflow paced on contact {
  enroll when contact.score > 1
  %s
  rate 2 per hour
  notify(to: user("ana@acme.example"), text: "{{contact.id}}")
}`

// came enrolls records in order.
func (w *world) came(from, to int) {
	for i := from; i <= to; i++ {
		w.put("contact", fmt.Sprint(i), "score", 2)
	}
	w.drain()
}

// left is when messages left, in order: day and time of UTC with the text.
func (w *world) left() (list []string) {
	w.t.Helper()
	for entry, err := range w.e.History(runtime.Filter{Workflow: "paced"}) {
		if err != nil {
			w.t.Fatal(err)
		}
		if entry.Kind == "acted" && !strings.Contains(entry.Reason, "off") {
			list = append(list, entry.At.UTC().Format("02 15:04 ")+entry.Record.ID)
		}
	}
	slices.Sort(list)
	return list
}

func (w *world) expectLeft(want ...string) {
	w.t.Helper()
	if got := w.left(); !slices.Equal(got, want) {
		w.t.Errorf("left %v, want %v", got, want)
	}
}

// A slot that would lie in the night lies in the morning, and the ones behind it after that.
func TestRateInHours(t *testing.T) {
	w := newWorld(t, fmt.Sprintf(paced, "during monday..friday 09:00..18:00\n  pause on 2026-03-03"))
	w.at("2026-03-02 17:30")
	w.came(1, 5)
	w.at("2026-03-02 18:30")
	w.came(6, 6)
	w.at("2026-03-06 09:00")
	w.expectLeft("02 17:30 1", "02 17:30 2", "04 09:00 3", "04 09:00 4", "04 10:00 5", "04 10:00 6")
	w.expectHistory(runtime.Filter{Record: ref("contact", "6")}, "enrolled | enroll when contact.score > 1",
		"waited | notify | outside of its hours, until wed 2026-03-04 10:00 | waiting",
		"acted | notify | to ana@acme.example: kept", "finished")
}

// What has gathered while nothing ran leaves at the rate, in the order in which it came.
func TestRateAfterAnInterruption(t *testing.T) {
	for _, c := range []struct {
		hours string
		want  []string
	}{
		{"timezone \"UTC\"", []string{"02 09:00 1", "02 09:00 2", "02 13:00 3", "02 13:00 4", "02 14:00 5", "02 14:00 6", "02 15:00 7", "02 15:00 8", "02 16:00 9"}},
		{"during 08:00..12:00", []string{"02 09:00 1", "02 09:00 2", "03 08:00 3", "03 08:00 4", "03 09:00 5", "03 09:00 6", "04 08:00 7", "04 08:00 8", "04 10:00 9"}},
	} {
		w := newWorld(t, fmt.Sprintf(paced, c.hours))
		w.came(1, 8)
		w.clock.Set(monday.Add(4 * time.Hour)) // their slots would have been at 10, 11 and 12
		w.drain()
		w.advance(30 * time.Minute)
		w.came(9, 9)
		w.advance(2 * day)
		w.expectLeft(c.want...)
	}
	w := newWorld(t, fmt.Sprintf(paced, "timezone \"UTC\""))
	w.came(1, 8)
	w.clock.Set(monday.Add(90 * time.Minute)) // half an hour after the slots of two
	w.drain()
	w.advance(2 * day)
	w.expectLeft("02 09:00 1", "02 09:00 2", "02 10:30 3", "02 10:30 4", "02 11:30 5", "02 11:30 6", "02 12:30 7", "02 12:30 8")
}

// A workflow that is off sends nothing, and so takes no slots.
func TestRateWhileOff(t *testing.T) {
	w := newWorld(t, strings.Replace(fmt.Sprintf(paced, "timezone \"UTC\""), "notify", "delay 1 hour\n  notify", 1))
	w.came(1, 5)
	if err := w.e.Off(ctx, "paced"); err != nil {
		t.Fatal(err)
	}
	w.advance(time.Hour)
	w.expectStatus("paced", 5, 5, 0, 0, 0)
	if err := w.e.On(ctx, "paced"); err != nil {
		t.Fatal(err)
	}
	w.came(6, 7)
	w.advance(time.Hour)
	w.expectLeft("02 11:00 6", "02 11:00 7")
}

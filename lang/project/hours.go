package project

// Working hours as wf.yaml writes them: `monday..friday 09:00..18:00`, `saturday 10:00..14:00`, `weekday 22:00..06:00`.

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/wflang/wf/lang/calendar"
)

// Hours are daily windows of work.
type Hours []calendar.Window

const workdays = calendar.Weekdays(1<<1 | 1<<2 | 1<<3 | 1<<4 | 1<<5)

const hoursForm = "days and hours such as `monday..friday 09:00..18:00`"

func (h *Hours) read(d *decoder, name string, n ast.Node) {
	*h = nil
	for _, item := range items(n) {
		item = d.resolve(item)
		s, ok := d.text(name, item)
		if !ok {
			continue
		}
		w, ok := parseWindow(s)
		if !ok {
			d.report(wrongValue(d.span(item), name, hoursForm, strconv.Quote(s)))
			continue
		}
		*h = append(*h, w)
	}
}

func (h *Hours) describe() map[string]any {
	one := map[string]any{"type": "string"}
	return map[string]any{"oneOf": []any{one, map[string]any{"type": "array", "items": one}}}
}

var windowForm = regexp.MustCompile(`^(?:(.*\S)\s+)?(\d\d):(\d\d)\s*\.\.\s*(\d\d):(\d\d)$`)

// parseWindow reads one window; without days it is every day.
func parseWindow(s string) (calendar.Window, bool) {
	part := windowForm.FindStringSubmatch(strings.TrimSpace(s))
	if part == nil {
		return calendar.Window{}, false
	}
	days, ok := parseDays(part[1])
	from, okFrom := parseClock(part[2], part[3])
	to, okTo := parseClock(part[4], part[5])
	return calendar.Window{Days: days, From: from, To: to}, ok && okFrom && okTo && from != to && from < 24*60
}

func parseClock(hour, minute string) (calendar.Clock, bool) {
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	return calendar.Clock(h*60 + m), m < 60 && h*60+m <= 24*60
}

func parseDays(s string) (calendar.Weekdays, bool) {
	var days calendar.Weekdays
	if s == "" {
		return days, true
	}
	for _, part := range strings.Split(s, ",") {
		from, to, isRange := strings.Cut(strings.TrimSpace(part), "..")
		if from == "weekday" && !isRange {
			days |= workdays
			continue
		}
		first, ok := weekday(strings.TrimSpace(from))
		last, okLast := first, true
		if isRange {
			last, okLast = weekday(strings.TrimSpace(to))
		}
		if !ok || !okLast {
			return 0, false
		}
		for day := first; ; day = (day + 1) % 7 {
			days |= 1 << day
			if day == last {
				break
			}
		}
	}
	return days, true
}

func weekday(name string) (int, bool) {
	for i, day := range [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"} {
		if strings.EqualFold(name, day) {
			return i, true
		}
	}
	return 0, false
}

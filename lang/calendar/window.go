package calendar

import (
	"fmt"
	"strings"
)

// ParseWindow reads a window as programs write it: "monday..friday 09:00..18:00", "saturday 22:00..02:00",
// "monday, thursday", "09:00..12:00".
func ParseWindow(text string) (Window, error) {
	text = strings.TrimSpace(text)
	days, hours := text, ""
	if i := strings.IndexAny(text, "0123456789"); i >= 0 {
		days, hours = strings.TrimSpace(text[:i]), text[i:]
	}
	w := Window{Days: EveryDay, To: 24 * 60}
	var err error
	if days != "" {
		if w.Days, err = ParseWeekdays(days); err != nil {
			return Window{}, err
		}
	}
	switch {
	case hours != "":
		from, to, ok := strings.Cut(hours, "..")
		if !ok {
			return Window{}, fmt.Errorf("`%s` is no stretch of the day: expected 09:00..18:00", hours)
		}
		if w.From, err = ParseClock(strings.TrimSpace(from)); err != nil {
			return Window{}, err
		}
		if w.To, err = ParseClock(strings.TrimSpace(to)); err != nil {
			return Window{}, err
		}
	case days == "":
		return Window{}, fmt.Errorf("no days and no hours: expected monday..friday 09:00..18:00")
	}
	return w, nil
}

// String is the window as programs write it.
func (w Window) String() string {
	if w.From == 0 && w.To == 24*60 {
		return w.Days.String()
	}
	hours := w.From.String() + ".." + w.To.String()
	if w.Days&EveryDay == 0 || w.Days&EveryDay == EveryDay {
		return hours
	}
	return w.Days.String() + " " + hours
}

// overnight reports whether the window ends on the day after it began.
func (w Window) overnight() bool { return w.To <= w.From }

package calendar

import (
	"fmt"
	"strings"
	"time"
)

// formats are the marks of a pattern, the longer before the shorter that they begin with.
var formats = []struct {
	mark  string
	write func(t time.Time) string
}{
	{"YYYY", func(t time.Time) string { return fmt.Sprintf("%04d", t.Year()) }},
	{"YY", func(t time.Time) string { return fmt.Sprintf("%02d", t.Year()%100) }},
	{"MMMM", func(t time.Time) string { return t.Month().String() }},
	{"MMM", func(t time.Time) string { return t.Month().String()[:3] }},
	{"MM", func(t time.Time) string { return fmt.Sprintf("%02d", int(t.Month())) }},
	{"M", func(t time.Time) string { return fmt.Sprint(int(t.Month())) }},
	{"DDDD", func(t time.Time) string { return t.Weekday().String() }},
	{"DDD", func(t time.Time) string { return t.Weekday().String()[:3] }},
	{"DD", func(t time.Time) string { return fmt.Sprintf("%02d", t.Day()) }},
	{"D", func(t time.Time) string { return fmt.Sprint(t.Day()) }},
	{"HH", func(t time.Time) string { return t.Format("15") }},
	{"H", func(t time.Time) string { return fmt.Sprint(t.Hour()) }},
	{"hh", func(t time.Time) string { return t.Format("03") }},
	{"h", func(t time.Time) string { return t.Format("3") }},
	{"mm", func(t time.Time) string { return t.Format("04") }},
	{"ss", func(t time.Time) string { return t.Format("05") }},
	{"A", func(t time.Time) string { return t.Format("PM") }},
}

// Format writes a moment by a pattern, on the clocks of its own zone: YYYY YY year; MMMM MMM MM M month; DDDD DDD name
// of the day; DD D day; HH H hour; hh h hour of twelve with A for AM or PM; mm minute; ss second. Text in [brackets] and
// everything else stands for itself.
func Format(t time.Time, pattern string) string {
	var out strings.Builder
	for pattern != "" {
		if literal, rest, ok := bracketed(pattern); ok {
			out.WriteString(literal)
			pattern = rest
			continue
		}
		n := 1
		text := pattern[:1]
		for _, f := range formats {
			if strings.HasPrefix(pattern, f.mark) {
				n, text = len(f.mark), f.write(t)
				break
			}
		}
		out.WriteString(text)
		pattern = pattern[n:]
	}
	return out.String()
}

func bracketed(pattern string) (literal, rest string, ok bool) {
	if pattern[0] != '[' {
		return "", "", false
	}
	literal, rest, ok = strings.Cut(pattern[1:], "]")
	return literal, rest, ok
}
